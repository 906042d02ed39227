// The commands of the charter officer's review, and of those who answer it.
#ifndef SCEAU_CLIENT_CLI_REVIEW_OFFICER_COMMANDS_H_
#define SCEAU_CLIENT_CLI_REVIEW_OFFICER_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

void AddOfficer(Commands& commands);
void AddOfficerFinding(Commands& commands);
void AddOfficerReport(Commands& commands);
void AddQuestions(Commands& commands);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_REVIEW_OFFICER_COMMANDS_H_
