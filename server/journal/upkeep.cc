#include "server/journal/upkeep.h"

#include <utility>

#include "proto/contract/errors.h"
#include "server/store/case_key_table.h"

namespace sceau {
namespace {

// Pages of 4 KiB. Copied when so many wait; emptied, waiting for readers, when
// the WAL has grown so long because readers never left it.
constexpr int64_t kCopyPages = 1'000;
constexpr int64_t kEmptyPages = 16'000;

// Case keys wrapped anew in one slice: about 5 ms.
constexpr size_t kKeysPerSlice = 200;

constexpr absl::Duration kEpochLook = absl::Minutes(10);
// After a slice that failed.
constexpr std::chrono::minutes kSliceRetry{1};

CommitResult Judged(absl::Status status) {
  if (status.ok()) {
    return {.outcome = CommitOutcome::kDurable, .status = std::move(status)};
  }
  return {.outcome = IsHarmlessFailure(status) ? CommitOutcome::kUndone
                                               : CommitOutcome::kUncertain,
          .status = std::move(status)};
}

}  // namespace

Upkeep::Upkeep(GroupFiles& files, Forgetting& forgetting, const Clock& clock,
               Log* log)
    : files_(files), forgetting_(forgetting), clock_(clock), log_(log) {}

CommitResult Upkeep::Run(uint64_t leaves) {
  for (Database* database :
       {&files_.journal_db(), &files_.case_db(), &files_.keys_db()}) {
    CommitResult copied = CopyWal(*database);
    if (copied.outcome == CommitOutcome::kUncertain) return copied;
  }
  if (forgetting_.IsBusy() &&
      std::chrono::steady_clock::now() >= next_forgetting_) {
    CommitResult forgotten = forgetting_.RunSlice(leaves);
    if (!forgotten.status.ok()) {
      next_forgetting_ = std::chrono::steady_clock::now() + kSliceRetry;
      return forgotten;
    }
  }
  return TurnEpoch();
}

CommitResult Upkeep::CopyWal(Database& database) {
  if (database.wal_pages() >= kEmptyPages) {
    return Judged(database.CheckpointTruncate());
  }
  if (database.uncopied_pages() >= kCopyPages) {
    return Judged(database.CheckpointPassive());
  }
  return Judged(absl::OkStatus());
}

bool Upkeep::IsBusy() const {
  return IsTurning() || (forgetting_.IsBusy() &&
                         std::chrono::steady_clock::now() >= next_forgetting_);
}

bool Upkeep::IsTurning() const {
  return files_.epochs().IsTurning() &&
         std::chrono::steady_clock::now() >= next_slice_;
}

CommitResult Upkeep::TurnEpoch() {
  EpochKeys& epochs = files_.epochs();
  if (epochs.IsTurning()) {
    if (!IsTurning()) return Judged(absl::OkStatus());
    CommitResult result = RunSlice();
    if (!result.status.ok()) {
      next_slice_ = std::chrono::steady_clock::now() + kSliceRetry;
    }
    return result;
  }
  const absl::Time now = clock_();
  if (now < next_look_) return Judged(absl::OkStatus());
  next_look_ = now + kEpochLook;
  if (!epochs.IsDue(now)) return Judged(absl::OkStatus());
  // A key file that cannot be replaced endangers no acknowledged write.
  return {.outcome = CommitOutcome::kUndone, .status = epochs.Begin(now)};
}

CommitResult Upkeep::RunSlice() {
  EpochKeys& epochs = files_.epochs();
  auto wrapped =
      RewrapCaseKeys(files_.keys_db(), epochs, files_.group(), kKeysPerSlice);
  if (ReasonOf(wrapped.status()) == v1::ERROR_REASON_CIPHERTEXT_REJECTED) {
    // One key does not unwrap: the others, and the retired key, are kept.
    return {.outcome = CommitOutcome::kUndone, .status = wrapped.status()};
  }
  if (!wrapped.ok() || *wrapped > 0) return Judged(wrapped.status());
  // Nothing under a retired key is left in the file; now not in its WAL either.
  absl::Status emptied = files_.keys_db().CheckpointTruncate();
  if (!emptied.ok()) return Judged(std::move(emptied));
  absl::Status finished = epochs.Finish();
  if (finished.ok() && log_ != nullptr) {
    log_->Write(LogEvent::kEpochTurned,
                {{LogKey::kGroup, LogId{files_.group()}},
                 {LogKey::kEpoch, uint64_t{epochs.Current()->epoch}}});
  }
  return {.outcome = CommitOutcome::kUndone, .status = std::move(finished)};
}

}  // namespace sceau
