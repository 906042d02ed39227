// One batch of the writer, from the calls to the durable leaves. Internal to
// this room.
#ifndef SCEAU_SERVER_JOURNAL_BATCH_H_
#define SCEAU_SERVER_JOURNAL_BATCH_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

#include "server/journal/call_queue.h"
#include "server/journal/leaf.h"
#include "server/journal/leaf_log.h"
#include "server/journal/pseudonyms.h"
#include "server/journal/row_map.h"
#include "server/runtime/random.h"
#include "server/store/group_files.h"
#include "server/store/row_sum.h"
#include "server/store/transaction.h"

namespace sceau {

// What a batch works with; all outlive it.
struct BatchRooms {
  GroupFiles& files;
  LeafLog& log;
  RowMap& row_map;
  CallQueue& queue;
  const RandomSource& random;
  const Pseudonyms& pseudonyms;
  RowSum& sum;  // Of what case.db holds (store/row_sum.h).
};

// Leaves committed to case.db with their effects, on their way to journal.db.
// Kept over to the next batch when journal.db could not take them.
struct CommittedWrites {
  std::vector<EncodedLeaf> leaves = {};
  std::vector<RowDigest> rows = {};  // Of all leaves, in order.
  std::vector<std::function<void()>> applied = {};
};

// Writer thread only; used once: CommitWrites, CommitLeaves, Settle.
class Batch {
 public:
  // `time` is that of every leaf of the batch.
  Batch(const BatchRooms& rooms, std::vector<CallPtr> calls, absl::Time time);

  // Runs the works and commits keys.db, then case.db. kDurable also when no
  // work succeeded. After kUndone the writes have left no trace; records may go
  // on.
  CommitResult CommitWrites();

  // Appends the leaves of the writes, of the works that failed and of the
  // records to journal.db. After kUndone, TakeCommitted has what case.db holds
  // and journal.db lacks.
  CommitResult CommitLeaves();
  CommittedWrites TakeCommitted() { return std::move(writes_); }

  // After kDurable: brings memory up to date and gives the answers.
  CallQueue::Answers Settle();

 private:
  EncodedLeaf Encode(const LeafDraft& draft, uint64_t index);
  // In a savepoint of its own.
  // Errors: the transaction cannot be committed any more.
  absl::Status RunWork(Transaction& transaction, const CallPtr& call);
  // All works, then the end of keys.db's transaction.
  CommitResult RunWorks(Transaction& transaction);
  CommitResult CommitCaseKeys();
  void ForgetWrites();
  // Queues a leaf that case.db knows nothing of.
  void AddOther(const CallPtr& call, const LeafDraft& draft);

  const BatchRooms rooms_;
  const std::vector<CallPtr> calls_;
  const absl::Time time_;
  uint64_t next_index_;
  RowSum sum_;           // With the works that have run.
  crypto::Bytes salts_;  // kLeafSaltBytes a call.
  size_t salts_used_ = 0;

  std::vector<WriteTransaction::NewCaseKey> case_keys_;
  CommittedWrites writes_;
  // Works that failed, with the leaf to record.
  std::vector<std::pair<CallPtr, LeafDraft>> failed_;
  std::vector<EncodedLeaf> others_;  // Leaves of failed works and of records.

  std::vector<CallPtr> leaf_calls_;  // Of writes_, then of others_.
  std::vector<crypto::Hash> hashes_;
  CallQueue::Answers refused_;  // Leaves above a bound.
};

// Appends to journal.db what an earlier batch left behind, and brings memory up
// to date when that is durable.
CommitResult CommitCarried(const BatchRooms& rooms,
                           const CommittedWrites& carried);

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_BATCH_H_
