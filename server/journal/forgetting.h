// Who is named in a leaf is forgotten when its term is over: the naming part
// leaves journal.db, the binding part and the hash of what was named stay, and
// with them the tree and every proof. Internal to this room.
#ifndef SCEAU_SERVER_JOURNAL_FORGETTING_H_
#define SCEAU_SERVER_JOURNAL_FORGETTING_H_

#include <atomic>
#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "server/store/database.h"
#include "server/store/transaction.h"

namespace sceau {

// Threads: Before and before from any; the rest from the writer's.
class Forgetting {
 public:
  // The connection is the writer's, and outlives this object.
  explicit Forgetting(Database& journal_db) : journal_db_(journal_db) {}

  // Of leaves older than `time` nobody is named from now on, whatever the file
  // still holds. An earlier time than before changes nothing.
  void Before(absl::Time time);
  absl::Time before() const;

  // Whether leaves wait for their next slice.
  bool IsBusy() const { return done_before_ns_ != before_ns_; }

  // Takes some hundreds of naming parts out of the file, of `leaves`; some
  // milliseconds. After the last of them their copies leave the WAL too.
  CommitResult RunSlice(uint64_t leaves);

 private:
  // The first leaf that still has its naming part, by halves.
  absl::StatusOr<uint64_t> FirstNamed(uint64_t leaves);
  // One past the last leaf of the next slice that is older than `before`.
  absl::StatusOr<uint64_t> EndOfSlice(uint64_t leaves, absl::Time before);

  static constexpr int64_t kNever = INT64_MIN;

  Database& journal_db_;
  std::atomic<int64_t> before_ns_{kNever};  // Unix, UTC.
  std::atomic<int64_t> done_before_ns_{kNever};
  std::optional<uint64_t> next_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_FORGETTING_H_
