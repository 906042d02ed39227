#include "server/store/state_table.h"

#include "proto/contract/errors.h"
#include "server/store/table_access.h"

namespace sceau {
namespace {

StateRow StateRowOf(const Statement& select) {
  return {.kind = select.ColumnString(0),
          .id = select.ColumnString(1),
          .version = select.ColumnU64(2),
          .record = select.ColumnBytes(3)};
}

}  // namespace

absl::StatusOr<std::vector<StateRow>> LoadState(TableReader& reader,
                                                absl::string_view kind) {
  static constexpr char kLoadSql[] =
      "SELECT kind, id, version, record FROM state WHERE kind = ? ORDER BY id";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kLoadSql));
  select.Text(1, kind);
  std::vector<StateRow> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return rows;
    rows.push_back(StateRowOf(select));
  }
}

absl::StatusOr<std::optional<StateRow>> FindState(TableReader& reader,
                                                  absl::string_view kind,
                                                  absl::string_view id) {
  static constexpr char kFindSql[] =
      "SELECT kind, id, version, record FROM state WHERE kind = ? AND id = ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  select.Text(1, kind).Text(2, id);
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  if (!has_row) return std::optional<StateRow>();
  return StateRowOf(select);
}

absl::Status PutState(WriteTransaction& transaction, const StateRow& row) {
  static constexpr char kPutSql[] =
      "INSERT INTO state (kind, id, version, record) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version,"
      " record = excluded.record";
  ASSIGN_OR_RETURN(Statement put, DatabaseOf(transaction).Prepare(kPutSql));
  put.Text(1, row.kind).Text(2, row.id).U64(3, row.version).Blob(4, row.record);
  return put.Run();
}

}  // namespace sceau
