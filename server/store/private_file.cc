#include "server/store/private_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"
#include "server/store/file_descriptor.h"

namespace sceau {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kModeBits = 07777;

absl::Status Unusable(const std::string& path, absl::string_view remedy) {
  return absl::FailedPreconditionError(absl::StrCat(path, ": ", remedy));
}

absl::Status Failed() {
  return Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE,
               "a key file could not be written",
               {{"errno", absl::StrCat(errno)}});
}

bool WriteAll(int fd, crypto::ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes = bytes.subspan(static_cast<size_t>(wrote));
  }
  return true;
}

bool WriteNew(const std::string& path, crypto::ByteView content) {
  const FileDescriptor fd(
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly));
  return fd.ok() && WriteAll(fd.get(), content) && fsync(fd.get()) == 0;
}

// Best effort: what the file system copies elsewhere is out of reach.
void Overwrite(int fd) {
  struct stat info = {};
  if (fstat(fd, &info) != 0 || info.st_size <= 0) return;
  const crypto::Bytes zeros(static_cast<size_t>(info.st_size));
  if (lseek(fd, 0, SEEK_SET) == 0 && WriteAll(fd, zeros)) (void)fsync(fd);
}

}  // namespace

absl::StatusOr<crypto::Secret> ReadPrivateFile(const std::string& path,
                                               size_t max_bytes) {
  const FileDescriptor fd(
      open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  struct stat info = {};
  if (!fd.ok() || fstat(fd.get(), &info) != 0) {
    return Unusable(path,
                    "cannot be opened: check the path, and that it is no "
                    "symbolic link");
  }
  if (!S_ISREG(info.st_mode)) return Unusable(path, "is not a regular file");
  if (info.st_uid != geteuid()) {
    return Unusable(path, "belongs to another user: chown it to this server's");
  }
  if ((info.st_mode & kModeBits) != kOwnerOnly) {
    return Unusable(path, "is open to others: chmod 600 it");
  }
  if (info.st_size < 0 || static_cast<size_t>(info.st_size) > max_bytes) {
    return Unusable(path, "is too large: this is another file");
  }
  crypto::Secret content(static_cast<size_t>(info.st_size));
  std::span<uint8_t> rest = content.RevealMutable();
  while (!rest.empty()) {
    const ssize_t got = read(fd.get(), rest.data(), rest.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Unusable(path, "cannot be read to its end");
    rest = rest.subspan(static_cast<size_t>(got));
  }
  return content;
}

absl::Status CreatePrivateFile(const std::string& path,
                               crypto::ByteView content) {
  if (!WriteNew(path, content) || !SyncFolderOf(path).ok()) {
    return Unusable(
        path, "cannot be made: it is there already, or its folder is not ours");
  }
  return absl::OkStatus();
}

absl::Status ReplacePrivateFile(const std::string& path,
                                crypto::ByteView content) {
  const std::string fresh = path + ".new";
  // One that a crash left behind was never in force.
  (void)unlink(fresh.c_str());
  const FileDescriptor old(
      open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!old.ok() || !WriteNew(fresh, content) ||
      rename(fresh.c_str(), path.c_str()) != 0) {
    return Failed();
  }
  RETURN_IF_ERROR(SyncFolderOf(path));
  Overwrite(old.get());
  return absl::OkStatus();
}

absl::Status SyncFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "."
                             : slash == 0               ? "/"
                                                        : path.substr(0, slash);
  const FileDescriptor fd(
      open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd.ok() && fsync(fd.get()) == 0 ? absl::OkStatus() : Failed();
}

}  // namespace sceau
