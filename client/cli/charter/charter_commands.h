// The commands about the charter: read it, sign it, change it, prove it.
#ifndef SCEAU_CLIENT_CLI_CHARTER_CHARTER_COMMANDS_H_
#define SCEAU_CLIENT_CLI_CHARTER_CHARTER_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

void AddCharter(Commands& commands);
void AddCharterLife(Commands& commands);
void AddCharterFile(Commands& commands);
void AddSelftest(Commands& commands);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CHARTER_CHARTER_COMMANDS_H_
