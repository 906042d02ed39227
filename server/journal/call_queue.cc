#include "server/journal/call_queue.h"

#include <algorithm>

#include "proto/contract/errors.h"
#include "server/runtime/thread_name.h"

namespace sceau {
namespace {

// Answers that one completion task runs: few enough that the threads share a
// batch, many enough that handing over costs little.
constexpr size_t kAnswersPerTask = 8;

// Calls that are always accepted: else a disk that was slow once would never
// be seen to be fast again.
constexpr size_t kMinQueuedCalls = 64;

absl::Status Late() {
  return Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE,
               "the journal did not confirm in time: nothing was released");
}

}  // namespace

CallQueue::CallQueue(size_t completion_threads, Log* log)
    : log_(log),
      completions_("done", completion_threads, 2 * kMaxQueuedCalls),
      watchdog_([this] {
        NameThisThread("writer-watch");
        Watch();
      }) {}

CallQueue::~CallQueue() { Finish(); }

void CallQueue::Finish() {
  if (!watchdog_.joinable()) return;
  {
    MutexLock lock(mu_);
    stopping_ = true;
    watch_ends_ = true;
  }
  watch_.NotifyAll();
  watchdog_.join();
  completions_.Stop();
}

absl::Status CallQueue::Admit() const {
  if (!closed_.ok()) return closed_;
  if (stopping_) {
    return Error(v1::ERROR_REASON_SHUTTING_DOWN, "the server is stopping");
  }
  if (!paused_.ok()) return paused_;
  if (in_hand_.load(std::memory_order_relaxed) >= limit()) {
    return Error(v1::ERROR_REASON_QUEUE_FULL,
                 "more calls wait than the disk confirms in time");
  }
  return absl::OkStatus();
}

void CallQueue::Add(CallPtr call) {
  call->deadline_ = std::chrono::steady_clock::now() + kAuditDeadline;
  absl::Status refused;
  bool wake_writer = false;
  bool wake_watch = false;
  {
    MutexLock lock(mu_);
    refused = Admit();
    if (refused.ok()) {
      in_hand_.fetch_add(1, std::memory_order_relaxed);
      queue_.push_back(std::move(call));
      wake_writer = std::exchange(writer_waits_, false);
      wake_watch = std::exchange(watch_idle_, false);
    }
  }
  if (wake_writer) queued_.NotifyOne();
  if (wake_watch) watch_.NotifyOne();
  if (refused.ok()) return;
  if (log_ != nullptr && ReasonOf(refused) == v1::ERROR_REASON_QUEUE_FULL) {
    log_->Write(LogEvent::kQueueFull);
  }
  call->done_(std::move(refused));
}

std::vector<CallPtr> CallQueue::TakeBatch(TimePoint wake) {
  std::vector<CallPtr> taken;
  MutexLock lock(mu_);
  batch_.clear();
  while (queue_.empty() && !stopping_ &&
         std::chrono::steady_clock::now() < wake) {
    writer_waits_ = true;
    queued_.WaitUntil(mu_, wake);
  }
  writer_waits_ = false;
  const size_t size = std::min(queue_.size(), kMaxBatchCalls);
  taken.reserve(size);
  for (size_t i = 0; i < size; ++i) {
    taken.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  batch_ = taken;
  return taken;
}

bool CallQueue::Begin(const CallPtr& call) {
  MutexLock lock(mu_);
  return !call->answered_;
}

void CallQueue::Answer(Answers answers) {
  {
    MutexLock lock(mu_);
    std::erase_if(answers, [](const auto& answer) {
      return std::exchange(answer.first->answered_, true);
    });
  }
  Dispatch(std::move(answers));
}

void CallQueue::NoteBatch(std::chrono::steady_clock::duration took) {
  // A mean over about the last eight batches.
  constexpr double kWeight = 0.125;
  batch_time_ += kWeight * (std::chrono::duration<double>(took) - batch_time_);
  // What waits drains in whole batches, after the one under way.
  const double batches =
      std::chrono::duration<double>(kAuditDeadline) / batch_time_ - 1.0;
  const double calls =
      std::clamp(batches * static_cast<double>(kMaxBatchCalls),
                 static_cast<double>(kMinQueuedCalls), double{kMaxQueuedCalls});
  limit_.store(static_cast<size_t>(calls), std::memory_order_relaxed);
}

void CallQueue::Close(absl::Status status) {
  Answers answers;
  {
    MutexLock lock(mu_);
    closed_ = std::move(status);
    for (const CallPtr& call : batch_) {
      if (!std::exchange(call->answered_, true)) {
        answers.emplace_back(call, closed_);
      }
    }
    for (CallPtr& call : queue_) {
      call->answered_ = true;
      answers.emplace_back(std::move(call), closed_);
    }
    batch_.clear();
    queue_.clear();
  }
  Dispatch(std::move(answers));
}

void CallQueue::Pause(absl::Status status) {
  MutexLock lock(mu_);
  paused_ = std::move(status);
}

void CallQueue::Stop() {
  {
    MutexLock lock(mu_);
    stopping_ = true;
  }
  queued_.NotifyAll();
}

bool CallQueue::IsDrained() const {
  MutexLock lock(mu_);
  return stopping_ && queue_.empty();
}

CallQueue::Answers CallQueue::TakeLate(TimePoint now) {
  Answers late;
  for (const CallPtr& call : batch_) {
    if (call->deadline_ <= now && !std::exchange(call->answered_, true)) {
      late.emplace_back(call, Late());
    }
  }
  while (!queue_.empty() && queue_.front()->deadline_ <= now) {
    queue_.front()->answered_ = true;
    late.emplace_back(std::move(queue_.front()), Late());
    queue_.pop_front();
  }
  return late;
}

std::optional<CallQueue::TimePoint> CallQueue::NextDeadline() const {
  // Calls were queued in the order of their deadlines, the batch first.
  for (const CallPtr& call : batch_) {
    if (!call->answered_) return call->deadline_;
  }
  if (!queue_.empty()) return queue_.front()->deadline_;
  return std::nullopt;
}

void CallQueue::Watch() {
  while (true) {
    Answers late;
    {
      MutexLock lock(mu_);
      while (true) {
        late = TakeLate(std::chrono::steady_clock::now());
        if (!late.empty()) break;
        if (watch_ends_) return;
        const std::optional<TimePoint> next = NextDeadline();
        if (next.has_value()) {
          watch_.WaitUntil(mu_, *next);
        } else {
          watch_idle_ = true;
          watch_.Wait(mu_);
        }
      }
    }
    if (log_ != nullptr) {
      log_->Write(LogEvent::kAuditUnavailable,
                  {{LogKey::kCount, uint64_t{late.size()}}});
    }
    Dispatch(std::move(late));
  }
}

void CallQueue::Dispatch(Answers answers) {
  for (size_t first = 0; first < answers.size(); first += kAnswersPerTask) {
    const size_t last = std::min(first + kAnswersPerTask, answers.size());
    auto slice = std::make_shared<Answers>(
        std::make_move_iterator(answers.begin() + static_cast<long>(first)),
        std::make_move_iterator(answers.begin() + static_cast<long>(last)));
    std::function<void()> task = [this, slice] {
      for (auto& [call, answer] : *slice) {
        in_hand_.fetch_sub(1, std::memory_order_relaxed);
        call->done_(std::move(answer));
        call.reset();  // What the call held goes on this thread too.
      }
    };
    // The pool has room for whatever may be in hand; it refuses nothing.
    if (!completions_.TrySubmit(std::move(task))) task();
  }
}

}  // namespace sceau
