// What the files of a group say when they are opened: the tree recomputed from
// every leaf, held against the stored checkpoint, the nodes and case.db.
// Internal to this room.
#ifndef SCEAU_SERVER_JOURNAL_RECOVERY_H_
#define SCEAU_SERVER_JOURNAL_RECOVERY_H_

#include <cstdint>

#include "absl/status/statusor.h"

#include "crypto/checkpoint.h"
#include "server/journal/leaf_log.h"
#include "server/journal/pseudonyms.h"
#include "server/journal/row_map.h"
#include "server/store/group_files.h"

namespace sceau {

struct RecoveredTree {
  TreeHead head = {};
  // Leaves that case.db held and journal.db lacked; durable now.
  uint64_t appended = 0;
};

// Recomputes the tree and fills `row_map`. Runs alone, before the writer. About
// 2 us a leaf.
//
// Errors: FAILED_PRECONDITION / ROLLBACK_SUSPECTED with metadata "cause":
//   journal_older    journal.db lacks leaves of the checkpoint or of case.db
//   journal_parted   its first leaves do not give the checkpoint's root
//   case_older       case.db lacks the last write that journal.db has
//   case_parted      case.db remembers another leaf than journal.db has
// DATA_LOSS / DATABASE_CORRUPT with metadata "cause":
//   rows_missing     case.db has fewer rows than the journal knows
//   rows_altered     search tokens or remembered requests are not those whose
//                    sum the journal knows, or not those of their index
// DATA_LOSS / AUDIT_TREE_BROKEN (a leaf is missing or malformed, or a node is
// not what the leaves give); Database's.
absl::StatusOr<RecoveredTree> RecoverTree(GroupFiles& files,
                                          const crypto::Checkpoint& stored,
                                          const Pseudonyms& pseudonyms,
                                          RowMap& row_map);

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_RECOVERY_H_
