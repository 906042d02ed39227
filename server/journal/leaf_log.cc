#include "server/journal/leaf_log.h"

#include <algorithm>
#include <utility>

#include "proto/contract/errors.h"
#include "server/store/leaf_table.h"

namespace sceau {
namespace {

absl::Status TreeBroken() {
  return Error(v1::ERROR_REASON_AUDIT_TREE_BROKEN,
               "a leaf or node of the journal is missing");
}

absl::Status PutAll(Database& journal_db, std::span<const EncodedLeaf> leaves,
                    crypto::MerkleFrontier& frontier,
                    std::vector<crypto::Hash>& hashes) {
  std::vector<crypto::TreeNode> completed;
  for (const EncodedLeaf& leaf : leaves) {
    RETURN_IF_ERROR(AppendLeafRow(journal_db, {.index = leaf.index,
                                               .binding = leaf.binding,
                                               .naming_hash = leaf.naming_hash,
                                               .naming = leaf.naming}));
    hashes.push_back(LeafHashOf(leaf.binding, leaf.naming_hash));
    completed.clear();
    frontier.Append(hashes.back(), &completed);
    for (const crypto::TreeNode& node : completed) {
      if (node.level < kLowestStoredLevel) continue;
      RETURN_IF_ERROR(PutNode(journal_db, node));
    }
  }
  return absl::OkStatus();
}

}  // namespace

LeafLog::LeafLog(Database& journal_db, TreeHead head)
    : journal_db_(journal_db), head_(std::move(head)) {}

TreeHead LeafLog::head() const {
  MutexLock lock(mu_);
  return head_;
}

CommitResult LeafLog::Append(Parts parts, std::vector<crypto::Hash>& hashes) {
  TreeHead next = head();
  auto transaction = Transaction::Begin(journal_db_);
  if (!transaction.ok()) {
    return {.outcome = CommitOutcome::kUndone, .status = transaction.status()};
  }
  hashes.clear();
  for (const std::span<const EncodedLeaf> leaves : parts) {
    absl::Status put = PutAll(journal_db_, leaves, next.frontier, hashes);
    if (!put.ok()) return transaction->Rollback(std::move(put));
    if (!leaves.empty()) next.last_time = leaves.back().time;
  }
  CommitResult committed = transaction->Commit();
  if (committed.outcome != CommitOutcome::kDurable) return committed;
  MutexLock lock(mu_);
  head_ = std::move(next);
  return committed;
}

absl::StatusOr<crypto::Hash> ReadNode(TableReader& reader, uint8_t level,
                                      uint64_t index) {
  if (level >= kLowestStoredLevel) {
    ASSIGN_OR_RETURN(const std::optional<crypto::Hash> node,
                     FindNode(reader, level, index));
    if (!node.has_value()) return TreeBroken();
    return *node;
  }
  crypto::MerkleFrontier subtree;
  const uint64_t size = uint64_t{1} << level;
  RETURN_IF_ERROR(VisitLeaves(
      reader, index * size, (index + 1) * size, /*with_naming=*/false,
      [&subtree](const LeafRow& row) -> absl::Status {
        crypto::Hash naming_hash = {};
        if (row.naming_hash.size() != naming_hash.size()) return TreeBroken();
        std::ranges::copy(row.naming_hash, naming_hash.begin());
        subtree.Append(LeafHashOf(row.binding, naming_hash));
        return absl::OkStatus();
      }));
  if (subtree.size() != size) return TreeBroken();
  return subtree.Root();
}

}  // namespace sceau
