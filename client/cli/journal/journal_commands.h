// The commands about the journal: checkpoints, proofs, exports, witnesses.
#ifndef SCEAU_CLIENT_CLI_JOURNAL_JOURNAL_COMMANDS_H_
#define SCEAU_CLIENT_CLI_JOURNAL_JOURNAL_COMMANDS_H_

#include "client/cli/console/commands.h"

namespace sceau {

void AddJournal(Commands& commands);
void AddJournalExport(Commands& commands);
void AddJournalVerify(Commands& commands);
void AddJournalRestore(Commands& commands);
void AddJournalWitness(Commands& commands);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_JOURNAL_JOURNAL_COMMANDS_H_
