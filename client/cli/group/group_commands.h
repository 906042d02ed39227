// The commands about the group and one's own place in it.
#ifndef SCEAU_CLIENT_CLI_GROUP_GROUP_COMMANDS_H_
#define SCEAU_CLIENT_CLI_GROUP_GROUP_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

namespace command_member {
void Add(Commands& commands);
}
namespace command_profile {
void Add(Commands& commands);
}
namespace command_session {
void Add(Commands& commands);
}
namespace command_todo {
void Add(Commands& commands);
}
namespace command_who_am_i {
void Add(Commands& commands);
}

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_GROUP_GROUP_COMMANDS_H_
