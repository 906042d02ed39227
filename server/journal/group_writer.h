// The one writer of a group: whoever changes or shows anything queues here, and
// one transaction and one fsync serve all who wait.
//
// Guarantee: Done is given a receipt only once the call's leaf, and for a write
// its effect, are on stable storage (P1, P11). Every Done runs exactly once, at
// most kAuditDeadline after its call was queued, also when the disk hangs.
//
// A batch: the works run, each in its savepoint, in one transaction of case.db
// that also holds their leaves' bytes (outbox); case keys are committed first,
// then case.db, then journal.db, where the writes' leaves take the first
// indexes. A work that failed is undone alone; its leaf is still recorded.
#ifndef SCEAU_SERVER_JOURNAL_GROUP_WRITER_H_
#define SCEAU_SERVER_JOURNAL_GROUP_WRITER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "server/journal/leaf.h"
#include "server/runtime/mutex.h"
#include "server/store/write_transaction.h"

namespace sceau {

// A call whose leaf is not durable by then is answered AUDIT_UNAVAILABLE.
inline constexpr std::chrono::milliseconds kAuditDeadline{250};

// Calls in the writer's hands: queued, in the batch, or about to be answered.
inline constexpr size_t kMaxQueuedCalls = 1'024;

// Calls of one transaction.
inline constexpr size_t kMaxBatchCalls = 256;

// That a leaf stands in the journal.
struct Receipt {
  uint64_t index = 0;
  crypto::Hash leaf_hash = {};
  absl::Time time = {};  // UTC, never before an earlier leaf's.
};

// What a write's work gives back.
struct WriteResult {
  // Not OK: the work's changes are undone, its leaf is recorded all the same.
  absl::Status status = absl::OkStatus();
  // Whatever the status. Rows are dropped unless it is OK.
  LeafDraft leaf = {};
  // Run on the writer's thread once all is durable, in the order of the
  // leaves: brings what is served from memory up to date. Must be quick.
  std::function<void()> applied = nullptr;
};

class GroupWriter {
 public:
  // Runs on one of the writer's completion threads, never on the thread that
  // writes; on the calling thread, before Record or Write returns, when the
  // call is refused at once. Must not block for long.
  //
  // Errors: UNAVAILABLE / QUEUE_FULL, SHUTTING_DOWN (nothing was done);
  // UNAVAILABLE / AUDIT_UNAVAILABLE (nothing may be shown; a write may still
  // commit, and its request_id then finds it); INTERNAL / INVARIANT_BROKEN
  // (the leaf is above a bound; nothing was done).
  using Done = std::function<void(absl::StatusOr<Receipt>)>;

  // Runs on the writer's thread, inside the batch's transaction; at most once,
  // and not at all when its deadline has passed before. Must be quick, must
  // not call back into this object.
  using Work = std::function<WriteResult(WriteTransaction&)>;

  virtual ~GroupWriter() = default;

  // Records a leaf that changes no row: a read, a refusal.
  virtual void Record(LeafDraft leaf, Done done) = 0;

  // Runs `work` and records its leaf. The receipt says that the leaf is
  // durable, not that the work succeeded: that, the caller learns from what
  // its work kept.
  virtual void Write(Work work, Done done) = 0;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_GROUP_WRITER_H_
