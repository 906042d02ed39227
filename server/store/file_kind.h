// The three databases of a group: what each is called, which key opens it, and
// errors that say which one they are of. Internal to this room.
#ifndef SCEAU_SERVER_STORE_FILE_KIND_H_
#define SCEAU_SERVER_STORE_FILE_KIND_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "crypto/keyring.h"
#include "crypto/secret.h"

namespace sceau {

enum class FileKind : uint8_t { kCase, kKeys, kJournal };
inline constexpr FileKind kFileKinds[] = {FileKind::kCase, FileKind::kKeys,
                                          FileKind::kJournal};

// "case.db", ...
absl::string_view FileName(FileKind kind);
std::string FilePath(absl::string_view folder, FileKind kind);

const crypto::Secret& FileKey(const crypto::GroupKeys& keys, FileKind kind);

// `status`; what is wrong with a file is told with metadata "file": an operator
// restores one file, not three. "cause" is "damaged" where nothing says more.
absl::Status OfFile(const absl::Status& status, FileKind kind);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_FILE_KIND_H_
