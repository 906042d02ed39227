// The leaves of the journal and the upper nodes of their tree (journal.db).
//
// Errors of every function: as Database's.
#ifndef SCEAU_SERVER_STORE_LEAF_TABLE_H_
#define SCEAU_SERVER_STORE_LEAF_TABLE_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "crypto/bytes.h"
#include "crypto/merkle.h"
#include "server/store/database.h"
#include "server/store/read_pool.h"

namespace sceau {

// Nodes below are hashed again from their leaves when they are needed: storing
// them would cost one insertion a leaf.
inline constexpr uint8_t kLowestStoredLevel = 8;

// Views into the row; valid during the call that gives or takes it.
struct LeafRow {
  uint64_t index = 0;
  crypto::ByteView binding = {};
  crypto::ByteView naming_hash = {};  // 32 bytes.
  crypto::ByteView naming = {};       // Empty once forgotten.
};

// Inside a transaction of journal.db. A leaf or node that is there already:
// INTERNAL / INVARIANT_BROKEN.
absl::Status AppendLeafRow(Database& journal_db, const LeafRow& row);
// `node.level` is at least kLowestStoredLevel.
absl::Status PutNode(Database& journal_db, const crypto::TreeNode& node);

// One more than the greatest index; 0 for none.
absl::StatusOr<uint64_t> CountLeaves(TableReader& reader);

// Gives the leaves from `first` (included) to `last` (excluded) in order to
// `visit`, which may stop with an error; with their naming parts only when
// `with_naming`.
absl::Status VisitLeaves(
    TableReader& reader, uint64_t first, uint64_t last, bool with_naming,
    const std::function<absl::Status(const LeafRow&)>& visit);

// Whether the leaf, which is there, has lost its naming part.
absl::StatusOr<bool> IsForgotten(TableReader& reader, uint64_t index);

// Inside a transaction of journal.db: the leaves from `first` (included) to
// `last` (excluded) lose their naming parts.
absl::Status ForgetNaming(Database& journal_db, uint64_t first, uint64_t last);

// Nothing when it is not stored.
absl::StatusOr<std::optional<crypto::Hash>> FindNode(TableReader& reader,
                                                     uint8_t level,
                                                     uint64_t index);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_LEAF_TABLE_H_
