// The commands about a young person: the referral, the case file, its entries.
#ifndef SCEAU_CLIENT_CLI_CASES_CASE_COMMANDS_H_
#define SCEAU_CLIENT_CLI_CASES_CASE_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

void AddAction(Commands& commands);
void AddCase(Commands& commands);
void AddDecision(Commands& commands);
void AddEntry(Commands& commands);
void AddExplain(Commands& commands);
void AddImport(Commands& commands);
void AddLeadWorker(Commands& commands);
void AddNotice(Commands& commands);
void AddReferral(Commands& commands);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_CASE_COMMANDS_H_
