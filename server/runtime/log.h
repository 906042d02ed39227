// The technical log: one JSON object a line, one line an event.
//
//   {"time":"2026-03-02T09:00:00.123Z","event":"queue_full","group":"alencon",
//    "count":12,"suppressed":40}
//
// Guarantee: no content, no name, no input text (log_event.h has no way to say
// them); at most kLogBurst lines of one event at once and kLogLinesPerSecond
// after, so that nobody outside fills the disk. What was held back is counted
// in the field "suppressed" of that event's next line. A file has the lines of
// one month (UTC) and is then put aside as "<path>.YYYY-MM"; what was put aside
// is deleted so that no line is kept longer than KeepMonths says.
#ifndef SCEAU_SERVER_RUNTIME_LOG_H_
#define SCEAU_SERVER_RUNTIME_LOG_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "server/runtime/clock.h"
#include "server/runtime/log_event.h"
#include "server/runtime/mutex.h"

namespace sceau {

inline constexpr uint64_t kLogBurst = 50;
inline constexpr uint64_t kLogLinesPerSecond = 10;
inline constexpr int kLogMonths = 12;
// Lines that may wait for a slow disk; beyond it they count as suppressed.
inline constexpr size_t kMaxLogQueue = 1'024;

// Threads: Write may be called from any thread and never waits for the disk;
// one thread of its own, "log", writes.
class Log {
 public:
  // To the file at `path`, appended to, made with mode 0600; to the standard
  // error stream when `path` is empty.
  // Errors: FAILED_PRECONDITION (the file cannot be opened).
  static absl::StatusOr<std::unique_ptr<Log>> Open(const std::string& path,
                                                   Clock clock);
  // Writes what waits, then closes.
  ~Log();

  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void Write(LogEvent event, std::initializer_list<LogField> fields = {})
      ABSL_LOCKS_EXCLUDED(mu_);

  // How long lines are kept, from 1 on; kLogMonths at first. Of a file: whoever
  // reads the standard error stream keeps it.
  void KeepMonths(int months) { keep_months_ = months; }

  // Waits until every line accepted so far is written.
  void Flush() ABSL_LOCKS_EXCLUDED(mu_);

 private:
  // Tokens of one event's bucket, in thousandths of a line.
  struct Bucket {
    uint64_t millilines = kLogBurst * 1'000;
    absl::Time filled = absl::InfinitePast();
    uint64_t suppressed = 0;
  };

  // `path` is empty for the standard error stream.
  Log(std::string path, int fd, Clock clock);

  void Run() ABSL_LOCKS_EXCLUDED(mu_);
  void WriteOut(const std::deque<std::string>& lines) const;
  // Begins a new file when the month is another; deletes those that are too
  // old. What cannot be done now is done another time.
  void Turn(absl::Time time);
  void DeleteOld(absl::CivilMonth now) const;

  const std::string path_;
  const Clock clock_;
  std::atomic<int> keep_months_{kLogMonths};

  // The own thread's.
  int fd_;
  absl::CivilMonth month_;  // Of the file's lines.

  Mutex mu_;
  CondVar changed_;
  CondVar written_;
  std::array<Bucket, kLogEventCount> buckets_ ABSL_GUARDED_BY(mu_);
  std::deque<std::string> queue_ ABSL_GUARDED_BY(mu_);
  absl::Time newest_ ABSL_GUARDED_BY(mu_);  // Of the last line.
  bool writing_ ABSL_GUARDED_BY(mu_) = false;
  bool stopping_ ABSL_GUARDED_BY(mu_) = false;

  std::thread writer_;  // Last: starts when everything above is ready.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RUNTIME_LOG_H_
