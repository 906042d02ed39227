// Small files that hold keys: read only when nobody else can, replaced whole.
// Internal to this room.
#ifndef SCEAU_SERVER_STORE_PRIVATE_FILE_H_
#define SCEAU_SERVER_STORE_PRIVATE_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "crypto/bytes.h"
#include "crypto/secret.h"

namespace sceau {

// The content of a regular file (no symbolic link) of this process's user with
// mode exactly 0600, at most `max_bytes`.
// Errors: FAILED_PRECONDITION, with the remedy.
absl::StatusOr<crypto::Secret> ReadPrivateFile(const std::string& path,
                                               size_t max_bytes);

// A new file with mode 0600, on stable storage with its folder when this
// returns.
// Errors: FAILED_PRECONDITION (there already, or cannot be made).
absl::Status CreatePrivateFile(const std::string& path,
                               crypto::ByteView content);

// Replaces the content: whoever opens the file sees the old or the new one,
// whole. The old bytes are then overwritten where they lay, as far as the file
// system lets a program do that.
// Errors: UNAVAILABLE / AUDIT_UNAVAILABLE (the old content stands).
absl::Status ReplacePrivateFile(const std::string& path,
                                crypto::ByteView content);

// Makes the entries of the folder that holds `path` durable.
// Errors: UNAVAILABLE / AUDIT_UNAVAILABLE.
absl::Status SyncFolderOf(const std::string& path);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_PRIVATE_FILE_H_
