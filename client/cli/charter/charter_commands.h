// The commands about the charter: read it, sign it, change it, prove it.
#ifndef SCEAU_CLIENT_CLI_CHARTER_CHARTER_COMMANDS_H_
#define SCEAU_CLIENT_CLI_CHARTER_CHARTER_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

namespace command_charter {
void Add(Commands& commands);
}
namespace command_charter_life {
void Add(Commands& commands);
}
namespace command_charter_file {
void Add(Commands& commands);
}
namespace command_selftest {
void Add(Commands& commands);
}

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CHARTER_CHARTER_COMMANDS_H_
