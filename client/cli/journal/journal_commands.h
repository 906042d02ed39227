// The commands about the journal: checkpoints, proofs, exports, witnesses.
#ifndef SCEAU_CLIENT_CLI_JOURNAL_JOURNAL_COMMANDS_H_
#define SCEAU_CLIENT_CLI_JOURNAL_JOURNAL_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

namespace command_journal {
void Add(Commands& commands);
}
namespace command_journal_export {
void Add(Commands& commands);
}
namespace command_journal_verify {
void Add(Commands& commands);
}
namespace command_journal_restore {
void Add(Commands& commands);
}
namespace command_journal_witness {
void Add(Commands& commands);
}

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_JOURNAL_JOURNAL_COMMANDS_H_
