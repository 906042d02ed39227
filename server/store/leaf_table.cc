#include "server/store/leaf_table.h"

#include "proto/contract/errors.h"
#include "server/store/table_access.h"

namespace sceau {
namespace {

absl::Status Visit(Statement select, bool with_naming,
                   const std::function<absl::Status(const LeafRow&)>& visit) {
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return absl::OkStatus();
    RETURN_IF_ERROR(visit(
        {.index = select.ColumnU64(0),
         .binding = select.ColumnBlob(1),
         .naming_hash = select.ColumnBlob(2),
         .naming = with_naming ? select.ColumnBlob(3) : crypto::ByteView()}));
  }
}

}  // namespace

absl::Status AppendLeafRow(Database& journal_db, const LeafRow& row) {
  static constexpr char kAppendSql[] =
      "INSERT INTO leaves (idx, binding, naming_hash, naming)"
      " VALUES (?, ?, ?, ?)";
  ASSIGN_OR_RETURN(Statement append, journal_db.Prepare(kAppendSql));
  append.U64(1, row.index)
      .Blob(2, row.binding)
      .Blob(3, row.naming_hash)
      .Blob(4, row.naming);
  return append.Run();
}

absl::Status PutNode(Database& journal_db, const crypto::TreeNode& node) {
  static constexpr char kPutSql[] =
      "INSERT INTO nodes (level, idx, hash) VALUES (?, ?, ?)";
  ASSIGN_OR_RETURN(Statement put, journal_db.Prepare(kPutSql));
  put.U64(1, uint64_t{node.level}).U64(2, node.index).Blob(3, node.hash);
  return put.Run();
}

absl::StatusOr<uint64_t> CountLeaves(TableReader& reader) {
  static constexpr char kLastSql[] =
      "SELECT idx FROM leaves ORDER BY idx DESC LIMIT 1";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kLastSql));
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  return has_row ? select.ColumnU64(0) + 1 : 0;
}

absl::Status VisitLeaves(
    TableReader& reader, uint64_t first, uint64_t last, bool with_naming,
    const std::function<absl::Status(const LeafRow&)>& visit) {
  static constexpr char kBindingsSql[] =
      "SELECT idx, binding, naming_hash FROM leaves"
      " WHERE idx >= ? AND idx < ? ORDER BY idx";
  static constexpr char kLeavesSql[] =
      "SELECT idx, binding, naming_hash, naming FROM leaves"
      " WHERE idx >= ? AND idx < ? ORDER BY idx";
  Database& database = DatabaseOf(reader);
  ASSIGN_OR_RETURN(Statement select, with_naming
                                         ? database.Prepare(kLeavesSql)
                                         : database.Prepare(kBindingsSql));
  select.U64(1, first).U64(2, last);
  return Visit(std::move(select), with_naming, visit);
}

absl::StatusOr<bool> IsForgotten(TableReader& reader, uint64_t index) {
  static constexpr char kFindSql[] =
      "SELECT naming IS NULL FROM leaves WHERE idx = ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  select.U64(1, index);
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  return has_row && select.ColumnU64(0) != 0;
}

absl::Status ForgetNaming(Database& journal_db, uint64_t first, uint64_t last) {
  static constexpr char kForgetSql[] =
      "UPDATE leaves SET naming = NULL WHERE idx >= ? AND idx < ?";
  ASSIGN_OR_RETURN(Statement forget, journal_db.Prepare(kForgetSql));
  forget.U64(1, first).U64(2, last);
  return forget.Run();
}

absl::StatusOr<std::optional<crypto::Hash>> FindNode(TableReader& reader,
                                                     uint8_t level,
                                                     uint64_t index) {
  static constexpr char kFindSql[] =
      "SELECT hash FROM nodes WHERE level = ? AND idx = ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  select.U64(1, uint64_t{level}).U64(2, index);
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  crypto::Hash hash = {};
  if (!has_row || !select.ColumnFixed(0, hash)) {
    return std::optional<crypto::Hash>();
  }
  return hash;
}

}  // namespace sceau
