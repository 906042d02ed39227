#include "server/store/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace sceau {

absl::StatusOr<FileLock> FileLock::Take(const std::string& path) {
  constexpr mode_t kOwnerOnly = 0600;
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (fd < 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot open ", path, ": check the folder and its owner"));
  }
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    (void)close(fd);
    return absl::FailedPreconditionError(
        absl::StrCat(path,
                     ": another process serves this group: stop it "
                     "first, two would part its history"));
  }
  return FileLock(fd);
}

FileLock::FileLock(FileLock&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)) {}

FileLock::~FileLock() {
  if (fd_ >= 0) (void)close(fd_);
}

}  // namespace sceau
