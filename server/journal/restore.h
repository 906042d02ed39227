// A group set back to a backup: what its files hold and what the checkpoint
// file remembers, while the group is closed; and making the first the newest.
#ifndef SCEAU_SERVER_JOURNAL_RESTORE_H_
#define SCEAU_SERVER_JOURNAL_RESTORE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "crypto/restore_statement.h"
#include "server/store/group_files.h"

namespace sceau {

struct RestorePoint {
  std::string held = {};    // Of the files' own tree, signed now.
  std::string stored = {};  // What the checkpoint file holds.
  bool continues = false;   // Whether the files continue that.
  crypto::VerifierKey key = {};
};

// Recomputes the tree, held against no checkpoint; appends what case.db holds
// and journal.db lacks. Runs alone.
// Errors: as Journal::Open's but for the checkpoint, which is signed by the
// group's key all the same.
absl::StatusOr<RestorePoint> LookAtRestore(GroupFiles& files,
                                           const std::string& origin);

// Whether the statement's checkpoints are this journal's, and what the
// checkpoint file holds is continued by the files or declared lost: a statement
// opens no other history than the one it was made for. Whoever signed it is the
// caller's to check.
// Errors: FAILED_PRECONDITION / ROLLBACK_SUSPECTED with metadata "cause":
//   restore_foreign      not checkpoints of this group's key
//   restore_understated  the checkpoint file holds another one
absl::StatusOr<crypto::RestoredCheckpoints> CheckRestore(
    const RestorePoint& point, const std::string& origin,
    const crypto::RestoreStatement& statement);

// Puts `next` in the place of `stored`. Errors: as CheckpointStore's.
absl::Status ReplaceCheckpoint(const std::string& path,
                               absl::string_view stored,
                               absl::string_view next);

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_RESTORE_H_
