#include "server/runtime/log.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "proto/contract/names.h"
#include "server/runtime/thread_name.h"

namespace sceau {
namespace {

constexpr uint64_t kMillilinesPerLine = 1'000;

// Everything below is made of this program's own words, numbers and ids, none
// of which needs escaping in JSON.
struct Appender {
  std::string* line = nullptr;

  void operator()(uint64_t number) const { absl::StrAppend(line, number); }
  void operator()(const LogWord& word) const { Quoted(word.text()); }
  void operator()(const LogId& id) const { Quoted(IsId(id.id) ? id.id : "?"); }
  void operator()(v1::ErrorReason reason) const {
    Quoted(v1::ErrorReason_IsValid(reason) ? v1::ErrorReason_Name(reason)
                                           : std::string("?"));
  }
  void Quoted(absl::string_view text) const {
    absl::StrAppend(line, "\"", text, "\"");
  }
};

std::string FormatLine(absl::Time time, LogEvent event,
                       std::initializer_list<LogField> fields,
                       uint64_t suppressed) {
  std::string line = absl::StrCat(
      "{\"time\":\"",
      absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone()),
      "\",\"event\":\"", LogEventName(event), "\"");
  for (const LogField& field : fields) {
    absl::StrAppend(&line, ",\"", LogKeyName(field.key), "\":");
    std::visit(Appender{&line}, field.value);
  }
  if (suppressed > 0) absl::StrAppend(&line, ",\"suppressed\":", suppressed);
  absl::StrAppend(&line, "}\n");
  return line;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Log>> Log::Open(const std::string& path,
                                               Clock clock) {
  if (path.empty()) {
    return std::unique_ptr<Log>(
        new Log(STDERR_FILENO, /*owns_fd=*/false, std::move(clock)));
  }
  constexpr mode_t kOwnerOnly = 0600;
  const int fd =
      open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (fd < 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot open the log file ", path,
                     ": check that its folder exists and is ours to write"));
  }
  return std::unique_ptr<Log>(new Log(fd, /*owns_fd=*/true, std::move(clock)));
}

Log::Log(int fd, bool owns_fd, Clock clock)
    : fd_(fd), owns_fd_(owns_fd), clock_(std::move(clock)), writer_([this] {
        NameThisThread("log");
        Run();
      }) {}

Log::~Log() {
  {
    MutexLock lock(mu_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  writer_.join();
  if (owns_fd_) (void)close(fd_);
}

void Log::Write(LogEvent event, std::initializer_list<LogField> fields) {
  const absl::Time now = clock_();
  {
    MutexLock lock(mu_);
    Bucket& bucket = buckets_[static_cast<size_t>(event)];
    // A clock set back must not keep the bucket empty until it has caught up.
    if (now < bucket.filled) bucket.filled = now;
    // Whole milliseconds only, and the fill time moves only with them: else
    // calls closer together than that would never fill the bucket.
    const int64_t elapsed_ms =
        std::min(absl::ToInt64Milliseconds(now - bucket.filled),
                 int64_t{kLogBurst * kMillilinesPerLine});
    if (elapsed_ms > 0) {
      bucket.millilines =
          std::min(kLogBurst * kMillilinesPerLine,
                   bucket.millilines +
                       static_cast<uint64_t>(elapsed_ms) * kLogLinesPerSecond);
      bucket.filled = now;
    }
    if (bucket.millilines < kMillilinesPerLine ||
        queue_.size() >= kMaxLogQueue) {
      ++bucket.suppressed;
      return;
    }
    bucket.millilines -= kMillilinesPerLine;
    queue_.push_back(FormatLine(now, event, fields,
                                std::exchange(bucket.suppressed, uint64_t{0})));
  }
  changed_.NotifyOne();
}

void Log::Flush() {
  MutexLock lock(mu_);
  while (!queue_.empty() || writing_) written_.Wait(mu_);
}

void Log::Run() {
  while (true) {
    std::deque<std::string> lines;
    {
      MutexLock lock(mu_);
      writing_ = false;
      written_.NotifyAll();
      while (queue_.empty() && !stopping_) changed_.Wait(mu_);
      if (queue_.empty()) return;
      lines.swap(queue_);
      writing_ = true;
    }
    WriteOut(lines);
  }
}

void Log::WriteOut(const std::deque<std::string>& lines) const {
  std::string text;
  for (const std::string& line : lines) text += line;
  absl::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t wrote = write(fd_, rest.data(), rest.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return;  // There is nowhere left to say so.
    rest.remove_prefix(static_cast<size_t>(wrote));
  }
}

}  // namespace sceau
