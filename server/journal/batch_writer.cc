#include "server/journal/batch_writer.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "proto/contract/errors.h"
#include "server/runtime/thread_name.h"

namespace sceau {
namespace {

using SteadyClock = std::chrono::steady_clock;

// How soon the writer tries again by itself what a full disk left over.
constexpr std::chrono::milliseconds kRetry{100};
// How soon it looks after itself without being called.
constexpr std::chrono::seconds kIdle{60};

// What a caller is told, whatever the disk said.
absl::Status Unavailable() {
  return Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE,
               "the journal did not confirm: nothing was released");
}

CallQueue::Answers Unavailable(const std::vector<CallPtr>& calls) {
  CallQueue::Answers answers;
  answers.reserve(calls.size());
  for (const CallPtr& call : calls) answers.emplace_back(call, Unavailable());
  return answers;
}

}  // namespace

BatchWriter::BatchWriter(GroupFiles& files, RowMap& row_map,
                         const Pseudonyms& pseudonyms, TreeHead head,
                         std::shared_ptr<CallQueue> queue, Options options)
    : files_(files),
      row_map_(row_map),
      pseudonyms_(pseudonyms),
      options_(std::move(options)),
      log_(files.journal_db(), std::move(head)),
      queue_(std::move(queue)),
      sum_(row_map.Find(pseudonyms.sum_row())),
      upkeep_(files, *options_.forgetting, options_.clock, options_.log),
      thread_([this] {
        NameThisThread("writer");
        Run();
      }) {}

BatchWriter::~BatchWriter() { Stop(); }

void BatchWriter::Stop() {
  if (!thread_.joinable()) return;
  queue_->Stop();
  thread_.join();
  queue_->Finish();
}

void BatchWriter::Record(LeafDraft leaf, Done done) {
  queue_->Add(std::make_shared<QueuedCall>(std::move(leaf), /*todo=*/nullptr,
                                           std::move(done)));
}

void BatchWriter::Write(Work work, Done done) {
  queue_->Add(std::make_shared<QueuedCall>(LeafDraft(), std::move(work),
                                           std::move(done)));
}

void BatchWriter::Poison(const absl::Status& status) {
  if (poisoned_.exchange(true)) return;
  queue_->Close(Unavailable());
  if (options_.log != nullptr) {
    options_.log->Write(LogEvent::kStoragePoisoned,
                        {{LogKey::kReason, ReasonOf(status)}});
  }
  if (options_.on_poison) options_.on_poison(status);
}

void BatchWriter::Run() {
  while (!poisoned_) {
    auto wake = SteadyClock::now();
    if (!upkeep_.IsBusy()) {
      wake += leftover_.leaves.empty() ? SteadyClock::duration(kIdle)
                                       : SteadyClock::duration(kRetry);
    }
    std::vector<CallPtr> calls = queue_->TakeBatch(wake);
    if (calls.empty() && queue_->IsDrained()) return;
    RunBatch(std::move(calls));
    if (!poisoned_) (void)Survives(upkeep_.Run(log_.head().size()));
  }
}

bool BatchWriter::Survives(const CommitResult& result) {
  if (result.outcome == CommitOutcome::kUncertain) {
    Poison(result.status);
    return false;
  }
  if (!result.status.ok() && options_.log != nullptr) {
    options_.log->Write(LogEvent::kStorageFull,
                        {{LogKey::kReason, ReasonOf(result.status)}});
  }
  return true;
}

absl::Time BatchWriter::LeafTime() const {
  return std::max(options_.clock(), log_.head().last_time);
}

BatchRooms BatchWriter::Rooms() {
  return {.files = files_,
          .log = log_,
          .row_map = row_map_,
          .queue = *queue_,
          .random = options_.random,
          .pseudonyms = pseudonyms_,
          .sum = sum_};
}

bool BatchWriter::CommitLeftover() {
  if (leftover_.leaves.empty()) return true;
  const CommitResult result = CommitCarried(Rooms(), leftover_);
  if (!Survives(result) || result.outcome != CommitOutcome::kDurable) {
    return false;
  }
  leftover_ = {};
  if (options_.on_grown) options_.on_grown(log_.head());
  return true;
}

void BatchWriter::RunBatch(std::vector<CallPtr> calls) {
  const auto started = SteadyClock::now();
  if (!CommitLeftover()) {
    queue_->Answer(Unavailable(calls));
    return;
  }
  if (calls.empty()) return;
  Batch batch(Rooms(), calls, LeafTime());
  CommitResult result = batch.CommitWrites();
  if (!Survives(result)) return;
  if (result.outcome == CommitOutcome::kUndone) {
    std::vector<CallPtr> writes;
    std::ranges::copy_if(calls, std::back_inserter(writes),
                         [](const CallPtr& call) { return call->is_write(); });
    queue_->Answer(Unavailable(writes));
  }
  result = batch.CommitLeaves();
  if (!Survives(result)) return;
  if (result.outcome == CommitOutcome::kUndone) {
    leftover_ = batch.TakeCommitted();
    queue_->Answer(Unavailable(calls));
    return;
  }
  queue_->NoteBatch(SteadyClock::now() - started);
  CallQueue::Answers answers = batch.Settle();
  if (options_.on_grown) options_.on_grown(log_.head());
  queue_->Answer(std::move(answers));
}

}  // namespace sceau
