#include "server/runtime/log.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

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

int OpenFile(const std::string& path) {
  constexpr mode_t kOwnerOnly = 0600;
  return open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
              kOwnerOnly);
}

absl::CivilMonth MonthOf(absl::Time time) {
  return absl::ToCivilMonth(time, absl::UTCTimeZone());
}

// When the last line of a file was written; nothing for an empty one.
std::optional<absl::Time> LastWritten(int fd) {
  struct stat info = {};
  if (fstat(fd, &info) != 0 || info.st_size == 0) return std::nullopt;
  return absl::TimeFromTimespec(info.st_mtim);
}

// "<base>.YYYY-MM" or the like: the month.
std::optional<absl::CivilMonth> MonthInName(absl::string_view name,
                                            absl::string_view base) {
  constexpr size_t kMonthChars = 7;
  absl::CivilMonth month;
  if (!absl::ConsumePrefix(&name, absl::StrCat(base, ".")) ||
      !absl::ParseCivilTime(name.substr(0, kMonthChars), &month)) {
    return std::nullopt;
  }
  return month;
}

// A name that is not taken: what was put aside is never overwritten.
std::string AsideOf(const std::string& path, absl::CivilMonth month) {
  const std::string name =
      absl::StrCat(path, ".", absl::FormatCivilTime(month));
  std::string aside = name;
  for (int more = 2; access(aside.c_str(), F_OK) == 0; ++more) {
    aside = absl::StrCat(name, ".", more);
  }
  return aside;
}

// How often an idle log looks at the calendar.
constexpr std::chrono::hours kLook{1};

}  // namespace

absl::StatusOr<std::unique_ptr<Log>> Log::Open(const std::string& path,
                                               Clock clock) {
  if (path.empty()) {
    return std::unique_ptr<Log>(new Log("", STDERR_FILENO, std::move(clock)));
  }
  const int fd = OpenFile(path);
  if (fd < 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot open the log file ", path,
                     ": check that its folder exists and is ours to write"));
  }
  return std::unique_ptr<Log>(new Log(path, fd, std::move(clock)));
}

Log::Log(std::string path, int fd, Clock clock)
    : path_(std::move(path)),
      clock_(std::move(clock)),
      fd_(fd),
      month_(MonthOf(clock_())),
      writer_([this] {
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
  if (!path_.empty()) (void)close(fd_);
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
    newest_ = now;
    queue_.push_back(FormatLine(now, event, fields,
                                std::exchange(bucket.suppressed, uint64_t{0})));
  }
  changed_.NotifyOne();
}

void Log::Flush() {
  MutexLock lock(mu_);
  while (!queue_.empty() || writing_) written_.Wait(mu_);
}

void Log::Turn(absl::Time time) {
  if (path_.empty()) return;
  const absl::CivilMonth now = MonthOf(time);
  if (now > month_) {
    if (rename(path_.c_str(), AsideOf(path_, month_).c_str()) != 0) return;
    const int fd = OpenFile(path_);
    if (fd < 0) return;  // The lines go on in the file put aside.
    (void)close(fd_);
    fd_ = fd;
    month_ = now;
  }
  DeleteOld(now);
}

void Log::DeleteOld(absl::CivilMonth now) const {
  const std::filesystem::path path(path_);
  const std::string base = path.filename().string();
  std::error_code error;
  std::filesystem::directory_iterator each(
      path.has_parent_path() ? path.parent_path() : ".", error);
  for (; !error && each != std::filesystem::directory_iterator();
       each.increment(error)) {
    const auto month = MonthInName(each->path().filename().string(), base);
    if (!month.has_value() || *month > now - keep_months_) continue;
    std::error_code ignored;
    std::filesystem::remove(each->path(), ignored);
  }
}

void Log::Run() {
  // An earlier process wrote the first lines.
  const std::optional<absl::Time> last =
      path_.empty() ? std::nullopt : LastWritten(fd_);
  if (last.has_value()) month_ = std::min(month_, MonthOf(*last));
  while (true) {
    std::deque<std::string> lines;
    absl::Time time;
    {
      MutexLock lock(mu_);
      writing_ = false;
      written_.NotifyAll();
      const auto look = std::chrono::steady_clock::now() + kLook;
      while (queue_.empty() && !stopping_ &&
             std::chrono::steady_clock::now() < look) {
        changed_.WaitUntil(mu_, look);
      }
      if (queue_.empty() && stopping_) return;
      time = queue_.empty() ? clock_() : newest_;
      lines.swap(queue_);
      writing_ = true;
    }
    Turn(time);
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
