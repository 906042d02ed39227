// The small files of a profile: read whole, replaced whole, locked.
//
// Guarantee: a file written here is, after a crash or a power cut, the old one
// or the new one, never a part.
#ifndef SCEAU_CLIENT_LIB_FILES_H_
#define SCEAU_CLIENT_LIB_FILES_H_

#include <cstddef>
#include <string>
#include <sys/types.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace sceau {

// Reads a regular file. Errors: NOT_FOUND, RESOURCE_EXHAUSTED (larger than
// `max_bytes`), FAILED_PRECONDITION (no regular file), PERMISSION_DENIED,
// UNKNOWN (any other reason of the system).
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes);

// The permission bits of a file. Errors: as ReadFile.
absl::StatusOr<mode_t> FileMode(const std::string& path);

// Replaces the file at `path` with `content` under `mode`, durably: the
// content, then the name, are synced before this returns.
// Errors: PERMISSION_DENIED, NOT_FOUND (no such folder), UNKNOWN.
absl::Status WriteFile(const std::string& path, const std::string& content,
                       mode_t mode);

// Holds the advisory lock of a file, which is made when it is not there. Waits
// for as long as another process holds it. Move-only.
class FileLock {
 public:
  // Errors: as WriteFile.
  static absl::StatusOr<FileLock> Take(const std::string& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_FILES_H_
