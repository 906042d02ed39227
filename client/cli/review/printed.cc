#include "client/cli/review/printed.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/strip.h"

#include "client/print/document_json.h"

namespace sceau {
namespace {

constexpr int kFontMissing = 3;  // Exit status of sceau-print.

// A file of memory alone, which no other program sees.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("sceau", MFD_CLOEXEC)) {}
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() {
    if (fd_ >= 0) close(fd_);
  }

  int fd() const { return fd_; }

  bool Fill(const std::string& bytes) const {
    size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t count =
          write(fd_, bytes.data() + done, bytes.size() - done);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      done += static_cast<size_t>(count);
    }
    return lseek(fd_, 0, SEEK_SET) == 0;
  }

 private:
  const int fd_;
};

std::string ReadAll(int fd) {
  std::string bytes;
  std::array<char, 1 << 16> buffer = {};
  while (true) {
    const ssize_t count = read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return bytes;
    bytes.append(buffer.data(), static_cast<size_t>(count));
  }
}

// Its exit status; nothing when it was stopped.
std::optional<int> EndOf(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return std::nullopt;
  }
  if (!WIFEXITED(status)) return std::nullopt;
  return WEXITSTATUS(status);
}

std::string PrinterBeside() {
  std::error_code error;
  const std::filesystem::path self =
      std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "sceau-print" : (self.parent_path() / "sceau-print").string();
}

}  // namespace

absl::StatusOr<std::string> PrintPdf(const print::Document& document) {
  std::string program = PrinterBeside();
  if (access(program.c_str(), X_OK) != 0) {
    return absl::UnavailableError(program);
  }
  const MemoryFile model;
  // It may write no file, and so its output is a pipe; its complaint is short
  // enough to wait in one.
  std::array<int, 2> out = {-1, -1};
  std::array<int, 2> err = {-1, -1};
  const absl::Cleanup close_all = [&] {
    for (const int fd : {out[0], out[1], err[0], err[1]}) {
      if (fd >= 0) close(fd);
    }
  };
  if (model.fd() < 0 || !model.Fill(print::DocumentAsJson(document)) ||
      pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0) {
    return absl::InternalError("no memory or pipe for sceau-print");
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, model.fd(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  std::array<char*, 2> arguments = {program.data(), nullptr};
  std::array<char*, 1> environment = {nullptr};
  pid_t child = 0;
  const int failed = posix_spawn(&child, program.c_str(), &actions, nullptr,
                                 arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return absl::UnavailableError(program);
  close(std::exchange(out[1], -1));
  close(std::exchange(err[1], -1));
  std::string pdf = ReadAll(out[0]);
  const std::string complaint = ReadAll(err[0]);
  const std::optional<int> end = EndOf(child);
  if (end == kFontMissing) {
    return absl::NotFoundError(absl::StripSuffix(complaint, "\n"));
  }
  if (end != 0 || pdf.empty()) {
    return absl::InternalError("sceau-print drew nothing");
  }
  return pdf;
}

}  // namespace sceau
