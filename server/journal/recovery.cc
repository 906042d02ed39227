#include "server/journal/recovery.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

#include "crypto/digest.h"
#include "proto/contract/errors.h"
#include "server/store/leaf_table.h"
#include "server/store/outbox_table.h"
#include "server/store/request_table.h"
#include "server/store/row_count.h"
#include "server/store/token_table.h"

namespace sceau {
namespace {

absl::Status Suspected(absl::string_view cause) {
  return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
               "the files do not continue the history that was shown: the "
               "group stays closed until its newest files are back",
               {{"cause", cause}});
}

absl::Status StoredTreeBroken() {
  return Error(v1::ERROR_REASON_AUDIT_TREE_BROKEN,
               "the stored leaves and nodes make no tree");
}

// Each read would refuse an absent row that the journal knows; a list, which
// starts from the rows there are, would not miss it.
absl::Status RowsMissing() {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "the journal knows rows that are not there",
               {{"cause", "rows_missing"}, {"file", "case.db"}});
}

absl::Status RowsAltered() {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "search tokens or remembered requests are not those the journal "
               "knows",
               {{"cause", "rows_altered"}, {"file", "case.db"}});
}

// What the reads to come would not miss.
absl::Status CheckRows(TableReader& cases, const Pseudonyms& pseudonyms,
                       const RowMap& row_map) {
  const RowSum known(row_map.Find(pseudonyms.sum_row()));
  ASSIGN_OR_RETURN(const uint64_t rows, CountBoundRows(cases));
  if (rows + (known.is_zero() ? 0 : 1) < row_map.size()) return RowsMissing();
  ASSIGN_OR_RETURN(RowSum sum, SumTokens(cases, pseudonyms.row_key()));
  ASSIGN_OR_RETURN(const RowSum requests,
                   SumRequests(cases, pseudonyms.row_key()));
  sum.Add(requests);
  return sum == known ? absl::OkStatus() : RowsAltered();
}

absl::StatusOr<crypto::Hash> ToHash(crypto::ByteView bytes) {
  crypto::Hash hash = {};
  if (bytes.size() != hash.size()) return StoredTreeBroken();
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

// Walks over all leaves in order.
class Walk {
 public:
  Walk(TableReader& nodes, const crypto::Checkpoint& stored, RowMap& row_map)
      : nodes_(nodes), stored_(stored), row_map_(row_map) {}

  absl::Status Visit(const LeafRow& row) {
    ASSIGN_OR_RETURN(const Binding binding, DecodeBinding(row.binding));
    if (row.index != head_.size() || binding.index != row.index ||
        binding.time < head_.last_time) {
      return StoredTreeBroken();
    }
    ASSIGN_OR_RETURN(const crypto::Hash naming_hash, ToHash(row.naming_hash));
    completed_.clear();
    head_.frontier.Append(LeafHashOf(row.binding, naming_hash), &completed_);
    head_.last_time = binding.time;
    for (const crypto::TreeNode& node : completed_) {
      if (node.level < kLowestStoredLevel) continue;
      ASSIGN_OR_RETURN(const std::optional<crypto::Hash> found,
                       FindNode(nodes_, node.level, node.index));
      if (found != node.hash) return StoredTreeBroken();
    }
    if (!binding.rows.empty()) {
      row_map_.Settle(binding.rows);
      last_write_ = row.index;
    }
    return CheckStored();
  }

  // The root where the checkpoint was made.
  absl::Status CheckStored() const {
    if (head_.size() != stored_.size || head_.frontier.Root() == stored_.root) {
      return absl::OkStatus();
    }
    return Suspected("journal_parted");
  }

  const TreeHead& head() const { return head_; }
  // The last leaf that renewed a row.
  std::optional<uint64_t> last_write() const { return last_write_; }

 private:
  TableReader& nodes_;
  const crypto::Checkpoint& stored_;
  RowMap& row_map_;
  TreeHead head_;
  std::optional<uint64_t> last_write_;
  std::vector<crypto::TreeNode> completed_;
};

// Whether journal.db has the leaf of an outbox row that lies below its end.
absl::Status CheckKnown(TableReader& journal, const OutboxRow& row) {
  return VisitLeaves(journal, row.index, row.index + 1, /*with_naming=*/false,
                     [&row](const LeafRow& leaf) {
                       return std::ranges::equal(leaf.binding, row.binding)
                                  ? absl::OkStatus()
                                  : Suspected("case_parted");
                     });
}

// The outbox leaves that journal.db, of `size` leaves, lacks.
absl::StatusOr<std::vector<EncodedLeaf>> Missing(TableReader& journal,
                                                 std::vector<OutboxRow> outbox,
                                                 uint64_t size) {
  std::vector<EncodedLeaf> missing;
  for (OutboxRow& row : outbox) {
    if (row.index < size) {
      RETURN_IF_ERROR(CheckKnown(journal, row));
      continue;
    }
    if (row.index != size + missing.size()) return Suspected("journal_older");
    ASSIGN_OR_RETURN(const Binding binding, DecodeBinding(row.binding));
    if (binding.index != row.index) return StoredTreeBroken();
    missing.push_back({.index = row.index,
                       .time = binding.time,
                       .binding = std::move(row.binding),
                       .naming = std::move(row.naming),
                       .naming_hash = {}});
    missing.back().naming_hash = crypto::Sha256(missing.back().naming);
  }
  return missing;
}

}  // namespace

absl::StatusOr<RecoveredTree> RecoverTree(GroupFiles& files,
                                          const crypto::Checkpoint& stored,
                                          const Pseudonyms& pseudonyms,
                                          RowMap& row_map) {
  ReadConnection journal(files.journal_db());
  Walk walk(journal, stored, row_map);
  RETURN_IF_ERROR(walk.CheckStored());
  ASSIGN_OR_RETURN(const uint64_t count, CountLeaves(journal));
  RETURN_IF_ERROR(
      VisitLeaves(journal, 0, count, /*with_naming=*/false,
                  [&walk](const LeafRow& row) { return walk.Visit(row); }));
  if (walk.head().size() != count) return StoredTreeBroken();
  // Leaves are durable before a checkpoint counts them.
  if (count < stored.size) return Suspected("journal_older");

  ReadConnection cases(files.case_db());
  ASSIGN_OR_RETURN(std::vector<OutboxRow> outbox, LoadOutbox(cases));
  const std::optional<uint64_t> known =
      outbox.empty() ? std::nullopt : std::optional(outbox.back().index);
  ASSIGN_OR_RETURN(const std::vector<EncodedLeaf> missing,
                   Missing(journal, std::move(outbox), count));
  if (walk.last_write().has_value() &&
      (!known.has_value() || *known < *walk.last_write())) {
    return Suspected("case_older");
  }

  LeafLog log(files.journal_db(), walk.head());
  if (!missing.empty()) {
    std::vector<crypto::Hash> hashes;
    RETURN_IF_ERROR(log.Append({missing}, hashes).status);
    for (const EncodedLeaf& leaf : missing) {
      ASSIGN_OR_RETURN(const Binding binding, DecodeBinding(leaf.binding));
      row_map.Settle(binding.rows);
    }
  }
  RETURN_IF_ERROR(CheckRows(cases, pseudonyms, row_map));
  return RecoveredTree{.head = log.head(), .appended = missing.size()};
}

}  // namespace sceau
