#include "client/lib/files.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace sceau {
namespace {

absl::Status SystemError(int error, absl::string_view what) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return absl::NotFoundError(what);
    case EACCES:
    case EPERM:
    case EROFS:
      return absl::PermissionDeniedError(what);
    default:
      return absl::UnknownError(absl::StrCat(what, ": errno ", error));
  }
}

// An open descriptor, closed on every way out.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }
  bool ok() const { return value_ >= 0; }

 private:
  int value_;
};

absl::Status WriteAll(int descriptor, const std::string& content) {
  size_t done = 0;
  while (done < content.size()) {
    const ssize_t count =
        write(descriptor, content.data() + done, content.size() - done);
    if (count < 0) {
      if (errno == EINTR) continue;
      return SystemError(errno, "cannot write the file");
    }
    done += static_cast<size_t>(count);
  }
  if (fsync(descriptor) != 0) {
    return SystemError(errno, "cannot sync the file");
  }
  return absl::OkStatus();
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     size_t max_bytes) {
  // Non-blocking, so that a pipe in the file's place does not hang us.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.ok()) return SystemError(errno, "cannot open the file");
  struct stat facts = {};
  if (fstat(file.get(), &facts) != 0) {
    return SystemError(errno, "cannot read the file");
  }
  if (!S_ISREG(facts.st_mode)) {
    return absl::FailedPreconditionError("not a regular file");
  }
  std::string content;
  char block[16384];
  while (true) {
    const ssize_t count = read(file.get(), block, sizeof(block));
    if (count < 0) {
      if (errno == EINTR) continue;
      return SystemError(errno, "cannot read the file");
    }
    if (count == 0) return content;
    content.append(block, static_cast<size_t>(count));
    if (content.size() > max_bytes) {
      return absl::ResourceExhaustedError("the file is too large");
    }
  }
}

absl::StatusOr<mode_t> FileMode(const std::string& path) {
  struct stat facts = {};
  if (stat(path.c_str(), &facts) != 0) {
    return SystemError(errno, "cannot read the file's mode");
  }
  return static_cast<mode_t>(facts.st_mode & 07777);
}

absl::Status WriteFile(const std::string& path, const std::string& content,
                       mode_t mode) {
  std::string draft = path + ".XXXXXX";
  {
    const Descriptor file(mkostemp(draft.data(), O_CLOEXEC));
    if (!file.ok()) return SystemError(errno, "cannot write beside the file");
    absl::Status written = WriteAll(file.get(), content);
    if (written.ok() && fchmod(file.get(), mode) != 0) {
      written = SystemError(errno, "cannot set the file's mode");
    }
    if (!written.ok()) {
      unlink(draft.c_str());
      return written;
    }
  }
  if (rename(draft.c_str(), path.c_str()) != 0) {
    const absl::Status status = SystemError(errno, "cannot replace the file");
    unlink(draft.c_str());
    return status;
  }
  const Descriptor folder(
      open(FolderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.ok() || fsync(folder.get()) != 0) {
    return SystemError(errno, "cannot sync the folder");
  }
  return absl::OkStatus();
}

absl::StatusOr<FileLock> FileLock::Take(const std::string& path) {
  const int descriptor =
      open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return SystemError(errno, "cannot open the lock");
  FileLock lock(descriptor);
  while (flock(descriptor, LOCK_EX) != 0) {
    if (errno != EINTR) return SystemError(errno, "cannot take the lock");
  }
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace sceau
