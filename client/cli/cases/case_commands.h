// The commands about a young person: the referral, the case file, its entries.
#ifndef SCEAU_CLIENT_CLI_CASES_CASE_COMMANDS_H_
#define SCEAU_CLIENT_CLI_CASES_CASE_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

namespace command_action {
void Add(Commands& commands);
}
namespace command_case {
void Add(Commands& commands);
}
namespace command_decision {
void Add(Commands& commands);
}
namespace command_entry {
void Add(Commands& commands);
}
namespace command_explain {
void Add(Commands& commands);
}
namespace command_import {
void Add(Commands& commands);
}
namespace command_lead_worker {
void Add(Commands& commands);
}
namespace command_notice {
void Add(Commands& commands);
}
namespace command_referral {
void Add(Commands& commands);
}

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_CASE_COMMANDS_H_
