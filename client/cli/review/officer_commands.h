// The commands of the charter officer's review, and of those who answer it.
#ifndef SCEAU_CLIENT_CLI_REVIEW_OFFICER_COMMANDS_H_
#define SCEAU_CLIENT_CLI_REVIEW_OFFICER_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

namespace command_officer {
void Add(Commands& commands);
}
namespace command_officer_finding {
void Add(Commands& commands);
}
namespace command_officer_report {
void Add(Commands& commands);
}
namespace command_questions {
void Add(Commands& commands);
}

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_REVIEW_OFFICER_COMMANDS_H_
