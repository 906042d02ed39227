// Every command of `sceau`, in the order in which help lists them.
#ifndef SCEAU_CLIENT_CLI_ALL_COMMANDS_H_
#define SCEAU_CLIENT_CLI_ALL_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

void AddAll(Commands& commands);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_ALL_COMMANDS_H_
