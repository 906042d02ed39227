// A group set back to a backup and opened again, by the declaration of two
// persons. Off line: the group is served by nobody meanwhile.
#ifndef SCEAU_SERVER_OPERATOR_RESTORE_H_
#define SCEAU_SERVER_OPERATOR_RESTORE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/restore_statement.h"
#include "server/group.h"

namespace sceau {

// The statement that is to be signed for the files as they are. `lost`: the
// latest checkpoint known, a signed note; empty = what the checkpoint file
// holds. `reason`: one of crypto::kRestoreReasons.
// Errors: INVALID_ARGUMENT / FIELD_INVALID (metadata "field": "reason", "lost":
// no checkpoint of this group that the files lack), as LookAtRestore's, and
// those of the files.
absl::StatusOr<crypto::RestoreStatement> DraftRestore(const GroupPlace& place,
                                                      const GroupWorld& world,
                                                      const std::string& reason,
                                                      const std::string& lost);

struct Restored {
  uint64_t kept = 0;  // Leaves.
  uint64_t lost = 0;
};

// Opens the group on the declared checkpoint, records the declaration as a
// leaf, and only then makes that the newest: what fails leaves the group
// closed, and may be done again.
// Errors: FAILED_PRECONDITION / SIGNATURE_REQUIRED (not two co-pilots of two
// organisations), FAILED_PRECONDITION / ROLLBACK_SUSPECTED (metadata "cause":
// as CheckRestore's; "restore_other": the files are not the declared ones), and
// as Group::Open's.
absl::StatusOr<Restored> DeclareRestore(
    const GroupPlace& place, const GroupWorld& world,
    const crypto::RestoreStatement& statement);

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_RESTORE_H_
