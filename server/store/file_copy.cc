#include "server/store/file_copy.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <span>
#include <unistd.h>
#include <vector>

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"
#include "server/store/file_descriptor.h"

namespace sceau {
namespace {

constexpr size_t kChunkBytes = size_t{1} << 20;
FileDescriptor Open(const std::string& path, int flags) {
  constexpr mode_t kOwnerOnly = 0600;
  return FileDescriptor(open(path.c_str(), flags | O_CLOEXEC, kOwnerOnly));
}

absl::Status NotCopied() {
  return Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE, "a file could not be copied",
               {{"errno", absl::StrCat(errno)}});
}

// Fills `chunk` as far as the file goes; -1 on an error.
ssize_t ReadChunk(int fd, std::span<char> chunk) {
  size_t size = 0;
  while (size < chunk.size()) {
    const ssize_t got = read(fd, chunk.data() + size, chunk.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  return static_cast<ssize_t>(size);
}

bool WriteChunk(int fd, std::span<const char> chunk) {
  while (!chunk.empty()) {
    const ssize_t wrote = write(fd, chunk.data(), chunk.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    chunk = chunk.subspan(static_cast<size_t>(wrote));
  }
  return true;
}

bool AreSame(const std::string& one, const std::string& other) {
  const FileDescriptor first = Open(one, O_RDONLY);
  const FileDescriptor second = Open(other, O_RDONLY);
  if (!first.ok() || !second.ok()) return false;
  std::vector<char> left(kChunkBytes);
  std::vector<char> right(kChunkBytes);
  while (true) {
    const ssize_t got = ReadChunk(first.get(), left);
    if (got < 0 || ReadChunk(second.get(), right) != got) return false;
    if (got == 0) return true;
    if (!std::equal(left.begin(), left.begin() + got, right.begin())) {
      return false;
    }
  }
}

}  // namespace

absl::Status CopyFileWhole(const std::string& from, const std::string& to) {
  {
    const FileDescriptor in = Open(from, O_RDONLY);
    const FileDescriptor out = Open(to, O_WRONLY | O_CREAT | O_EXCL);
    if (!in.ok() || !out.ok()) return NotCopied();
    std::vector<char> chunk(kChunkBytes);
    while (true) {
      const ssize_t got = ReadChunk(in.get(), chunk);
      if (got < 0) return NotCopied();
      if (got == 0) break;
      const auto size = static_cast<size_t>(got);
      const auto read = std::span(chunk).first(size);
      if (!WriteChunk(out.get(), read)) return NotCopied();
    }
    if (fsync(out.get()) != 0) return NotCopied();
  }
  return AreSame(from, to) ? absl::OkStatus() : NotCopied();
}

}  // namespace sceau
