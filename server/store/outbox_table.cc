#include "server/store/outbox_table.h"

#include "proto/contract/errors.h"
#include "server/store/table_access.h"

namespace sceau {

absl::StatusOr<std::vector<OutboxRow>> LoadOutbox(TableReader& reader) {
  static constexpr char kLoadSql[] =
      "SELECT idx, binding, naming FROM outbox ORDER BY idx";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kLoadSql));
  std::vector<OutboxRow> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return rows;
    rows.push_back({.index = select.ColumnU64(0),
                    .binding = select.ColumnBytes(1),
                    .naming = select.ColumnBytes(2)});
  }
}

absl::Status PutOutbox(WriteTransaction& transaction, uint64_t index,
                       crypto::ByteView binding, crypto::ByteView naming) {
  static constexpr char kPutSql[] =
      "INSERT INTO outbox (idx, binding, naming) VALUES (?, ?, ?)";
  ASSIGN_OR_RETURN(Statement put, DatabaseOf(transaction).Prepare(kPutSql));
  put.U64(1, index).Blob(2, binding).Blob(3, naming);
  return put.Run();
}

absl::Status TrimOutbox(Database& case_db, uint64_t index) {
  static constexpr char kTrimSql[] =
      "DELETE FROM outbox WHERE idx < ?"
      " AND idx < (SELECT MAX(idx) FROM outbox)";
  ASSIGN_OR_RETURN(Statement trim, case_db.Prepare(kTrimSql));
  trim.U64(1, index);
  return trim.Run();
}

}  // namespace sceau
