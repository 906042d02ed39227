// The leaves of journal.db and the tree over them: appending, and reading
// nodes for proofs. Internal to this room.
#ifndef SCEAU_SERVER_JOURNAL_LEAF_LOG_H_
#define SCEAU_SERVER_JOURNAL_LEAF_LOG_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "crypto/merkle.h"
#include "server/journal/leaf.h"
#include "server/runtime/mutex.h"
#include "server/store/database.h"
#include "server/store/read_pool.h"
#include "server/store/transaction.h"

namespace sceau {

// The durable tree at one moment.
struct TreeHead {
  crypto::MerkleFrontier frontier = {};
  absl::Time last_time = absl::InfinitePast();  // Of the last leaf.

  uint64_t size() const { return frontier.size(); }
};

// Threads: Append from the writer's; head() from any.
class LeafLog {
 public:
  // `head` is what journal.db holds. The connection is the writer's and
  // outlives this object.
  LeafLog(Database& journal_db, TreeHead head);

  // Appends the parts' leaves in one transaction and fills in `hashes`, one a
  // leaf. The first leaf's index is head().size() and the others follow. The
  // head moves only when the outcome is kDurable.
  using Parts = std::initializer_list<std::span<const EncodedLeaf>>;
  CommitResult Append(Parts parts, std::vector<crypto::Hash>& hashes)
      ABSL_LOCKS_EXCLUDED(mu_);

  TreeHead head() const ABSL_LOCKS_EXCLUDED(mu_);

 private:
  Database& journal_db_;
  mutable Mutex mu_;
  TreeHead head_ ABSL_GUARDED_BY(mu_);
};

// The node (level, index) of the tree in journal.db, which has it: stored, or
// hashed again from its leaves.
// Errors: DATA_LOSS / AUDIT_TREE_BROKEN (leaves or the node are missing),
// Database's.
absl::StatusOr<crypto::Hash> ReadNode(TableReader& reader, uint8_t level,
                                      uint64_t index);

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_LEAF_LOG_H_
