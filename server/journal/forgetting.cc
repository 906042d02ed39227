#include "server/journal/forgetting.h"

#include <algorithm>
#include <utility>

#include "proto/contract/errors.h"
#include "server/journal/leaf.h"
#include "server/store/leaf_table.h"

namespace sceau {
namespace {

// About 5 ms.
constexpr uint64_t kLeavesPerSlice = 500;

CommitResult Undone(absl::Status status) {
  return {.outcome = CommitOutcome::kUndone, .status = std::move(status)};
}

}  // namespace

void Forgetting::Before(absl::Time time) {
  const int64_t wanted = absl::ToUnixNanos(time);
  int64_t current = before_ns_;
  while (current < wanted &&
         !before_ns_.compare_exchange_weak(current, wanted)) {
  }
}

absl::Time Forgetting::before() const {
  const int64_t before = before_ns_;
  return before == kNever ? absl::InfinitePast() : absl::FromUnixNanos(before);
}

absl::StatusOr<uint64_t> Forgetting::FirstNamed(uint64_t leaves) {
  ReadConnection reader(journal_db_);
  uint64_t low = 0;
  uint64_t high = leaves;
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    ASSIGN_OR_RETURN(const bool forgotten, IsForgotten(reader, middle));
    if (forgotten) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

absl::StatusOr<uint64_t> Forgetting::EndOfSlice(uint64_t leaves,
                                                absl::Time before) {
  ReadConnection reader(journal_db_);
  const uint64_t last = std::min(leaves, *next_ + kLeavesPerSlice);
  uint64_t end = *next_;
  RETURN_IF_ERROR(VisitLeaves(
      reader, *next_, last, /*with_naming=*/false,
      [&end, before](const LeafRow& row) -> absl::Status {
        ASSIGN_OR_RETURN(const absl::Time time, TimeOf(row.binding));
        if (time < before && row.index == end) ++end;
        return absl::OkStatus();
      }));
  return end;
}

CommitResult Forgetting::RunSlice(uint64_t leaves) {
  const int64_t before_ns = before_ns_;
  if (!next_.has_value()) {
    const auto first = FirstNamed(leaves);
    if (!first.ok()) return Undone(first.status());
    next_ = *first;
  }
  const auto end = EndOfSlice(leaves, absl::FromUnixNanos(before_ns));
  if (!end.ok()) return Undone(end.status());
  if (*end == *next_) {
    done_before_ns_ = before_ns;
    // Readers may hold the WAL: it is emptied another time.
    const absl::Status emptied = journal_db_.CheckpointTruncate();
    return IsHarmlessFailure(emptied) || emptied.ok()
               ? Undone(absl::OkStatus())
               : CommitResult{.outcome = CommitOutcome::kUncertain,
                              .status = emptied};
  }
  auto transaction = Transaction::Begin(journal_db_);
  if (!transaction.ok()) return Undone(transaction.status());
  absl::Status forgotten = ForgetNaming(journal_db_, *next_, *end);
  if (!forgotten.ok()) return transaction->Rollback(std::move(forgotten));
  CommitResult committed = transaction->Commit();
  if (committed.outcome == CommitOutcome::kDurable) next_ = *end;
  return committed;
}

}  // namespace sceau
