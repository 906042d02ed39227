#include "server/journal/batch.h"

#include <algorithm>
#include <span>
#include <utility>

#include "proto/contract/errors.h"
#include "server/store/case_key_table.h"
#include "server/store/outbox_table.h"

namespace sceau {
namespace {

CommitResult Durable() {
  return {.outcome = CommitOutcome::kDurable, .status = absl::OkStatus()};
}

absl::Status LeafTooLarge() {
  return Error(v1::ERROR_REASON_INVARIANT_BROKEN,
               "a leaf is above a bound of its format");
}

// Memory follows what is durable: the row map, then what each write said.
void Apply(RowMap& row_map, const CommittedWrites& writes) {
  if (!writes.rows.empty()) row_map.Settle(writes.rows);
  for (const auto& applied : writes.applied) {
    if (applied) applied();
  }
}

}  // namespace

Batch::Batch(const BatchRooms& rooms, std::vector<CallPtr> calls,
             absl::Time time)
    : rooms_(rooms),
      calls_(std::move(calls)),
      time_(time),
      next_index_(rooms.log.head().size()),
      sum_(rooms.sum),
      salts_(calls_.size() * kLeafSaltBytes) {
  rooms_.random(salts_);
}

EncodedLeaf Batch::Encode(const LeafDraft& draft, uint64_t index) {
  const crypto::ByteView salt = crypto::ByteView(salts_).subspan(
      salts_used_++ * kLeafSaltBytes, kLeafSaltBytes);
  return EncodeLeaf(draft, index, time_, salt);
}

CommitResult Batch::CommitWrites() {
  const auto is_write = [](const CallPtr& call) { return call->is_write(); };
  if (std::ranges::none_of(calls_, is_write)) return Durable();
  auto transaction = Transaction::Begin(rooms_.files.case_db());
  if (!transaction.ok()) {
    return {.outcome = CommitOutcome::kUndone, .status = transaction.status()};
  }
  CommitResult result = RunWorks(*transaction);
  if (result.outcome != CommitOutcome::kDurable) {
    rooms_.row_map.Withdraw();
    ForgetWrites();
    const CommitResult undone = transaction->Rollback(result.status);
    return result.outcome == CommitOutcome::kUncertain ? result : undone;
  }
  if (writes_.leaves.empty()) {
    // Every work was refused: there is nothing to commit.
    result = transaction->Rollback(absl::OkStatus());
    return result.outcome == CommitOutcome::kUncertain ? result : Durable();
  }
  result = transaction->Commit();
  if (result.outcome == CommitOutcome::kDurable) {
    rooms_.sum = sum_;
  } else {
    rooms_.row_map.Withdraw();
    ForgetWrites();
  }
  return result;
}

CommitResult Batch::RunWorks(Transaction& transaction) {
  const auto undone = [](absl::Status status) {
    return CommitResult{.outcome = CommitOutcome::kUndone,
                        .status = std::move(status)};
  };
  absl::Status status = TrimOutbox(rooms_.files.case_db(), next_index_);
  if (!status.ok()) return undone(std::move(status));
  for (const CallPtr& call : calls_) {
    if (!call->is_write() || !rooms_.queue.Begin(call)) continue;
    status = RunWork(transaction, call);
    if (!status.ok()) return undone(std::move(status));
  }
  return CommitCaseKeys();
}

absl::Status Batch::RunWork(Transaction& transaction, const CallPtr& call) {
  RETURN_IF_ERROR(transaction.Savepoint());
  WriteTransaction view(rooms_.files.case_db(), next_index_, time_,
                        rooms_.pseudonyms.row_key());
  WriteResult result = call->work(view);
  RowSum sum = sum_;
  sum.Add(view.sum());
  if (result.status.ok() && sum != sum_) {
    result.leaf.rows.push_back(
        {.row = rooms_.pseudonyms.sum_row(), .digest = sum.value()});
  }
  if (!transaction.IsOpen()) {
    return Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE,
                 "the storage undid the batch");
  }
  const bool fits = CheckLeaf(result.leaf).ok();
  if (!result.status.ok() || !fits) {
    RETURN_IF_ERROR(transaction.RollbackToSavepoint());
    result.leaf.rows.clear();
    if (fits) {
      failed_.emplace_back(call, std::move(result.leaf));
    } else {
      refused_.emplace_back(call, LeafTooLarge());
    }
    return absl::OkStatus();
  }
  EncodedLeaf leaf = Encode(result.leaf, next_index_);
  RETURN_IF_ERROR(PutOutbox(view, leaf.index, leaf.binding, leaf.naming));
  RETURN_IF_ERROR(transaction.ReleaseSavepoint());
  ++next_index_;
  sum_ = sum;
  // From here on a later work of the batch sees the rows, from the commit on
  // every reader.
  rooms_.row_map.Announce(result.leaf.rows);
  for (auto& key : view.TakeCaseKeys()) case_keys_.push_back(std::move(key));
  writes_.leaves.push_back(std::move(leaf));
  writes_.rows.insert(writes_.rows.end(), result.leaf.rows.begin(),
                      result.leaf.rows.end());
  writes_.applied.push_back(std::move(result.applied));
  leaf_calls_.push_back(call);
  return absl::OkStatus();
}

CommitResult Batch::CommitCaseKeys() {
  if (case_keys_.empty()) return Durable();
  Database& keys_db = rooms_.files.keys_db();
  auto transaction = Transaction::Begin(keys_db);
  if (!transaction.ok()) {
    return {.outcome = CommitOutcome::kUndone, .status = transaction.status()};
  }
  const auto epoch = rooms_.files.epochs().Current();
  for (const auto& [case_id, keys] : case_keys_) {
    absl::Status put = PutCaseKeyRow(
        keys_db,
        CaseKeyWrapper::Wrap(*epoch, rooms_.files.group(), case_id, *keys));
    if (!put.ok()) return transaction->Rollback(std::move(put));
  }
  return transaction->Commit();
}

void Batch::ForgetWrites() {
  next_index_ -= writes_.leaves.size();
  writes_ = {};
  leaf_calls_.clear();
  // Their works ran in the transaction that is gone.
  failed_.clear();
}

void Batch::AddOther(const CallPtr& call, const LeafDraft& draft) {
  others_.push_back(Encode(draft, next_index_++));
  leaf_calls_.push_back(call);
}

CommitResult Batch::CommitLeaves() {
  for (const auto& [call, draft] : failed_) AddOther(call, draft);
  for (const CallPtr& call : calls_) {
    if (call->is_write()) continue;
    if (!CheckLeaf(call->leaf).ok() || !call->leaf.rows.empty()) {
      refused_.emplace_back(call, LeafTooLarge());
    } else if (rooms_.queue.Begin(call)) {
      AddOther(call, call->leaf);
    }
  }
  if (leaf_calls_.empty()) return Durable();
  return rooms_.log.Append({writes_.leaves, others_}, hashes_);
}

CallQueue::Answers Batch::Settle() {
  Apply(rooms_.row_map, writes_);
  CallQueue::Answers answers = std::move(refused_);
  answers.reserve(answers.size() + leaf_calls_.size());
  for (size_t i = 0; i < leaf_calls_.size(); ++i) {
    const size_t writes = writes_.leaves.size();
    const EncodedLeaf& leaf =
        i < writes ? writes_.leaves[i] : others_[i - writes];
    answers.emplace_back(
        std::move(leaf_calls_[i]),
        Receipt{
            .index = leaf.index, .leaf_hash = hashes_[i], .time = leaf.time});
  }
  return answers;
}

CommitResult CommitCarried(const BatchRooms& rooms,
                           const CommittedWrites& carried) {
  std::vector<crypto::Hash> hashes;
  CommitResult result = rooms.log.Append({carried.leaves}, hashes);
  if (result.outcome == CommitOutcome::kDurable) Apply(rooms.row_map, carried);
  return result;
}

}  // namespace sceau
