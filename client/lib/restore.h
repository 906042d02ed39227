// A restore of the group that two persons declare: signing the declaration, and
// letting go of what it says is lost.
#ifndef SCEAU_CLIENT_LIB_RESTORE_H_
#define SCEAU_CLIENT_LIB_RESTORE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/lib/profile.h"
#include "crypto/restore_statement.h"

namespace sceau {

// What the statement is about, as this profile's journal: the statement's two
// checkpoints, signed by its key, and what this workstation remembers.
struct RestoreView {
  crypto::RestoredCheckpoints checkpoints = {};
  uint64_t remembered = 0;  // Leaves; 0 for none.
};
// Errors: INVALID_ARGUMENT (not of this group and journal), ABORTED (this
// workstation has seen later than what the statement says is lost),
// ALREADY_EXISTS (it accepted the statement before), and those of the profile.
absl::StatusOr<RestoreView> ViewRestore(
    const Profile& profile, const crypto::RestoreStatement& statement);

// Adds the signature of the profile's certificate. Errors: as ViewRestore's,
// FAILED_PRECONDITION with a ProfileIssue.
absl::StatusOr<crypto::RestoreStatement> SignRestore(
    const Profile& profile, crypto::RestoreStatement statement);

// Who declares it: two members or more, of two organisations or more, by
// certificates of `authority` (PEM). That they are the group's co-pilots is the
// server's to check, and the reader's.
// Errors: PERMISSION_DENIED (it is not so).
absl::StatusOr<std::vector<crypto::Signer>> CheckSigners(
    const Profile& profile, const crypto::RestoreStatement& statement,
    const std::string& authority);

struct AcceptedRestore {
  uint64_t kept = 0;         // Leaves.
  size_t lost_receipts = 0;  // Of answers whose leaves are lost.
  std::string aside = {};    // Where the old state lies, as evidence.
};

// Lets go of what is remembered beyond the restored checkpoint, and of a
// suspicion: from here on the history has to continue that one. Once a
// statement, so that nobody loses more with it later. CheckSigners holds.
// Errors: as ViewRestore's, OUT_OF_RANGE (nothing of what is lost was seen
// here), FAILED_PRECONDITION (the state cannot be read or written).
absl::StatusOr<AcceptedRestore> AcceptRestore(
    const Profile& profile, const crypto::RestoreStatement& statement,
    int64_t now);

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_RESTORE_H_
