// The calls in the writer's hands: accepted, handed over in batches, answered
// exactly once, late ones by a watchdog that needs neither the writer nor the
// disk. Internal to this room.
#ifndef SCEAU_SERVER_JOURNAL_CALL_QUEUE_H_
#define SCEAU_SERVER_JOURNAL_CALL_QUEUE_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "server/journal/group_writer.h"
#include "server/journal/leaf.h"
#include "server/runtime/log.h"
#include "server/runtime/mutex.h"
#include "server/runtime/worker_pool.h"

namespace sceau {

// One call. What the queue's mutex guards is the queue's alone; the rest is the
// writer's from TakeBatch on.
class QueuedCall {
 public:
  QueuedCall(LeafDraft draft, GroupWriter::Work todo, GroupWriter::Done then)
      : leaf(std::move(draft)), work(std::move(todo)), done_(std::move(then)) {}

  bool is_write() const { return work != nullptr; }

  LeafDraft leaf;          // Of a record.
  GroupWriter::Work work;  // Null for a record.

 private:
  friend class CallQueue;

  GroupWriter::Done done_;
  std::chrono::steady_clock::time_point deadline_ = {};
  bool answered_ = false;
};
using CallPtr = std::shared_ptr<QueuedCall>;

// Threads: Add from any thread; TakeBatch, Begin, Answer and NoteBatch from the
// writer's. Its own: a watchdog, and the completion threads that run Done.
class CallQueue {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  using Answers = std::vector<std::pair<CallPtr, absl::StatusOr<Receipt>>>;

  // `log` may be null.
  CallQueue(size_t completion_threads, Log* log);
  ~CallQueue();  // Finish().

  // Queues the call, or answers it on this thread when it cannot be.
  void Add(CallPtr call) ABSL_LOCKS_EXCLUDED(mu_);

  // Waits for calls, until `wake` at most: then the batch is empty. Also empty
  // when the queue was stopped and holds nothing more. Ends the batch before.
  std::vector<CallPtr> TakeBatch(TimePoint wake) ABSL_LOCKS_EXCLUDED(mu_);

  // Whether the call still waits: what was answered late is left without
  // trace.
  bool Begin(const CallPtr& call) ABSL_LOCKS_EXCLUDED(mu_);

  // Answers those of the batch that still wait.
  void Answer(Answers answers) ABSL_LOCKS_EXCLUDED(mu_);

  // How long the batch took, from TakeBatch until it was durable.
  void NoteBatch(std::chrono::steady_clock::duration took);

  // From now on every call, queued or new, is answered with `status`.
  void Close(absl::Status status) ABSL_LOCKS_EXCLUDED(mu_);
  // From now on new calls are answered with `status`; OK accepts them again.
  void Pause(absl::Status status) ABSL_LOCKS_EXCLUDED(mu_);
  // Accepts nothing more; what is queued is still handed over.
  void Stop() ABSL_LOCKS_EXCLUDED(mu_);

  // After Stop, once the writer takes no more batches: runs every Done that is
  // due, ends the threads. Once finished, does nothing.
  void Finish() ABSL_LOCKS_EXCLUDED(mu_);

  bool IsDrained() const ABSL_LOCKS_EXCLUDED(mu_);

  // Calls that may be in hand now: as many as the disk drains within
  // kAuditDeadline, by its last batches.
  size_t limit() const { return limit_.load(std::memory_order_relaxed); }

 private:
  // The reason not to take the call, or OK.
  absl::Status Admit() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  Answers TakeLate(TimePoint now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  std::optional<TimePoint> NextDeadline() const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  void Watch() ABSL_LOCKS_EXCLUDED(mu_);
  // Hands answered calls to the completion threads.
  void Dispatch(Answers answers) ABSL_LOCKS_EXCLUDED(mu_);

  Log* const log_;
  std::atomic<size_t> in_hand_{0};  // Accepted, Done not yet begun.
  std::atomic<size_t> limit_{kMaxQueuedCalls};
  std::chrono::duration<double> batch_time_{0};  // Writer thread only.

  mutable Mutex mu_;
  CondVar queued_;
  CondVar watch_;
  std::deque<CallPtr> queue_ ABSL_GUARDED_BY(mu_);
  std::vector<CallPtr> batch_ ABSL_GUARDED_BY(mu_);
  bool writer_waits_ ABSL_GUARDED_BY(mu_) = false;
  bool watch_idle_ ABSL_GUARDED_BY(mu_) = false;
  bool stopping_ ABSL_GUARDED_BY(mu_) = false;
  bool watch_ends_ ABSL_GUARDED_BY(mu_) = false;
  absl::Status closed_ ABSL_GUARDED_BY(mu_);
  absl::Status paused_ ABSL_GUARDED_BY(mu_);

  WorkerPool completions_;
  std::thread watchdog_;  // Last: starts when everything above is ready.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_CALL_QUEUE_H_
