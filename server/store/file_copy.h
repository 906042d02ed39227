// Copies of whole files beside the files they are of. Internal to this room.
#ifndef SCEAU_SERVER_STORE_FILE_COPY_H_
#define SCEAU_SERVER_STORE_FILE_COPY_H_

#include <string>

#include "absl/status/status.h"

namespace sceau {

// Copies `from`, which nobody writes, to the new file `to` (mode 0600), and
// reads both again: the same bytes, on stable storage, when this returns. The
// folder's entry is the caller's to sync.
// Errors: UNAVAILABLE / AUDIT_UNAVAILABLE (the disk: full, failed, or `to` is
// there already).
absl::Status CopyFileWhole(const std::string& from, const std::string& to);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_FILE_COPY_H_
