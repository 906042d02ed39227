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

// Reads of one connection as of one moment. Within a transaction, which is
// that already, it does nothing.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database) {}
  ~Snapshot() {
    // Nothing was written: ending it can lose nothing.
    if (open_ && !database_.Execute("COMMIT").ok()) {
      (void)database_.Execute("ROLLBACK");
    }
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  absl::Status Open() {
    if (database_.InTransaction()) return absl::OkStatus();
    RETURN_IF_ERROR(database_.Execute("BEGIN"));
    open_ = true;
    return absl::OkStatus();
  }

 private:
  Database& database_;
  bool open_ = false;
};

absl::Status VisitBody(
    Database& database, absl::string_view case_id, const EntryVersion& entry,
    const std::function<absl::Status(crypto::ByteView)>& visit) {
  static constexpr char kFindSql[] =
      "SELECT sealed FROM bodies"
      " WHERE case_id = ? AND entry_id = ? AND version = ?";
  ASSIGN_OR_RETURN(Statement select, database.Prepare(kFindSql));
  select.Text(1, case_id).Text(2, entry.entry_id).U64(3, entry.version);
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  if (!has_row) {
    return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                 "an entry version that the case names is not there",
                 {{"cause", "missing_row"}});
  }
  return visit(select.ColumnBlob(0));
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
  crypto::Bytes sealed;
  RETURN_IF_ERROR(VisitBody(DatabaseOf(reader), case_id,
                            {.entry_id = entry_id, .version = version},
                            [&sealed](crypto::ByteView body) {
                              sealed.assign(body.begin(), body.end());
                              return absl::OkStatus();
                            }));
  return sealed;
}

absl::Status VisitBodies(
    TableReader& reader, absl::string_view case_id,
    std::span<const EntryVersion> entries,
    const std::function<absl::Status(size_t, crypto::ByteView)>& visit) {
  Database& database = DatabaseOf(reader);
  Snapshot snapshot(database);
  RETURN_IF_ERROR(snapshot.Open());
  for (size_t i = 0; i < entries.size(); ++i) {
    RETURN_IF_ERROR(VisitBody(
        database, case_id, entries[i],
        [&visit, i](crypto::ByteView body) { return visit(i, body); }));
  }
  return absl::OkStatus();
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
