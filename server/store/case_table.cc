#include "server/store/case_table.h"

#include <utility>

#include "proto/contract/errors.h"
#include "server/store/table_access.h"

namespace sceau {
namespace {

CaseRow RowOf(const Statement& select) {
  return {.id = select.ColumnString(0),
          .version = select.ColumnU64(1),
          .facts = select.ColumnBytes(2),
          .headers = select.ColumnBytes(3)};
}

}  // namespace

absl::StatusOr<std::optional<CaseRow>> FindCase(TableReader& reader,
                                                absl::string_view id) {
  static constexpr char kFindSql[] =
      "SELECT id, version, facts, headers FROM cases WHERE id = ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  select.Text(1, id);
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  if (!has_row) return std::optional<CaseRow>();
  return RowOf(select);
}

absl::StatusOr<crypto::Bytes> FindBody(TableReader& reader,
                                       absl::string_view case_id,
                                       absl::string_view entry_id,
                                       uint64_t version) {
  static constexpr char kFindSql[] =
      "SELECT sealed FROM bodies"
      " WHERE case_id = ? AND entry_id = ? AND version = ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  select.Text(1, case_id).Text(2, entry_id).U64(3, version);
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  if (!has_row) {
    return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                 "an entry version that the case names is not there",
                 {{"cause", "missing_row"}});
  }
  return select.ColumnBytes(0);
}

absl::StatusOr<std::vector<std::string>> ListCaseIds(TableReader& reader,
                                                     absl::string_view after,
                                                     size_t limit) {
  static constexpr char kListSql[] =
      "SELECT id FROM cases WHERE id > ? ORDER BY id LIMIT ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kListSql));
  select.Text(1, after).U64(2, limit);
  std::vector<std::string> ids;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return ids;
    ids.push_back(select.ColumnString(0));
  }
}

absl::StatusOr<std::vector<CaseRow>> ListCases(TableReader& reader,
                                               absl::string_view after,
                                               size_t limit) {
  static constexpr char kListSql[] =
      "SELECT id, version, facts, headers FROM cases"
      " WHERE id > ? ORDER BY id LIMIT ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kListSql));
  select.Text(1, after).U64(2, limit);
  std::vector<CaseRow> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return rows;
    rows.push_back(RowOf(select));
  }
}

absl::Status PutCase(WriteTransaction& transaction, const CaseRow& row) {
  static constexpr char kPutSql[] =
      "INSERT INTO cases (id, version, facts, headers) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (id) DO UPDATE SET version = excluded.version,"
      " facts = excluded.facts, headers = excluded.headers";
  ASSIGN_OR_RETURN(Statement put, DatabaseOf(transaction).Prepare(kPutSql));
  put.Text(1, row.id)
      .U64(2, row.version)
      .Blob(3, row.facts)
      .Blob(4, row.headers);
  return put.Run();
}

absl::Status PutBody(WriteTransaction& transaction, absl::string_view case_id,
                     absl::string_view entry_id, uint64_t version,
                     crypto::ByteView sealed) {
  static constexpr char kPutSql[] =
      "INSERT INTO bodies (case_id, entry_id, version, sealed)"
      " VALUES (?, ?, ?, ?)";
  ASSIGN_OR_RETURN(Statement put, DatabaseOf(transaction).Prepare(kPutSql));
  put.Text(1, case_id).Text(2, entry_id).U64(3, version).Blob(4, sealed);
  return put.Run();
}

}  // namespace sceau
