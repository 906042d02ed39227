// A lock between processes: who serves a group, alone.
#ifndef SCEAU_SERVER_STORE_FILE_LOCK_H_
#define SCEAU_SERVER_STORE_FILE_LOCK_H_

#include <string>

#include "absl/status/statusor.h"

namespace sceau {

// Held until destroyed, or until the process ends however it ends. The file
// stays. Move-only.
class FileLock {
 public:
  // Errors: FAILED_PRECONDITION (held by another, or the file cannot be made).
  static absl::StatusOr<FileLock> Take(const std::string& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  FileLock(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}

  int fd_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_FILE_LOCK_H_
