// The commands about the group and one's own place in it.
#ifndef SCEAU_CLIENT_CLI_GROUP_GROUP_COMMANDS_H_
#define SCEAU_CLIENT_CLI_GROUP_GROUP_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

void AddMember(Commands& commands);
void AddProfile(Commands& commands);
void AddSession(Commands& commands);
void AddTodo(Commands& commands);
void AddWhoAmI(Commands& commands);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_GROUP_GROUP_COMMANDS_H_
