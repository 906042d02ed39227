#include "server/store/request_table.h"

#include <string>
#include <utility>
#include <vector>

#include "crypto/canonical.h"
#include "proto/contract/errors.h"
#include "server/store/table_access.h"

namespace sceau {
namespace {

// Outlived rows that each new one takes with it: more than one, so that the
// table shrinks; few, so that no write is slow.
constexpr uint64_t kSweptEachTime = 4;

// The columns in the order of the table.
crypto::Hash RequestRowHash(const Statement& row, const crypto::Hmac& row_key) {
  crypto::CanonicalWriter out;
  out.Text("request")
      .Text(row.ColumnText(0))
      .Text(row.ColumnText(1))
      .Bytes(row.ColumnBlob(2))
      .Text(row.ColumnText(3))
      .U64(row.ColumnU64(4))
      .U64(row.ColumnU64(5))
      .U64(row.ColumnU64(6));
  return row_key.Sign(out.View());
}

// Of the columns that the index has too.
crypto::Hash RequestKeyHash(const Statement& row, int time_column,
                            const crypto::Hmac& row_key) {
  crypto::CanonicalWriter out;
  out.Text("request by time")
      .Text(row.ColumnText(0))
      .Text(row.ColumnText(1))
      .U64(row.ColumnU64(time_column));
  return row_key.Sign(out.View());
}

absl::StatusOr<RowSum> SumIndex(TableReader& reader,
                                const crypto::Hmac& row_key) {
  static constexpr char kIndexSql[] =
      "SELECT member, request_id, time FROM requests"
      " INDEXED BY requests_by_time";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kIndexSql));
  RowSum sum;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return sum;
    sum.Add(RequestKeyHash(select, /*time_column=*/2, row_key));
  }
}

// Runs what gives back the rows it changes: adds or subtracts them.
absl::Status RunAndSum(Statement change, WriteTransaction& transaction,
                       void (RowSum::*count)(const crypto::Hash&)) {
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, change.Step());
    if (!has_row) return absl::OkStatus();
    (transaction.sum().*count)(RequestRowHash(change, transaction.row_key()));
  }
}

absl::Status Sweep(WriteTransaction& transaction, int64_t outlived) {
  // Asked first and apart: almost always there is none.
  static constexpr char kOutlivedSql[] =
      "SELECT member, request_id FROM requests WHERE time <= ?"
      " ORDER BY time LIMIT ?";
  static constexpr char kRemoveSql[] =
      "DELETE FROM requests WHERE member = ? AND request_id = ?"
      " RETURNING member, request_id, hash, resource, version, leaf, time";
  Database& database = DatabaseOf(transaction);
  std::vector<std::pair<std::string, std::string>> found;
  {
    ASSIGN_OR_RETURN(Statement select, database.Prepare(kOutlivedSql));
    select.Int64(1, outlived).U64(2, kSweptEachTime);
    while (true) {
      ASSIGN_OR_RETURN(const bool has_row, select.Step());
      if (!has_row) break;
      found.emplace_back(select.ColumnString(0), select.ColumnString(1));
    }
  }
  for (const auto& [member, request_id] : found) {
    ASSIGN_OR_RETURN(Statement remove, database.Prepare(kRemoveSql));
    remove.Text(1, member).Text(2, request_id);
    RETURN_IF_ERROR(
        RunAndSum(std::move(remove), transaction, &RowSum::Subtract));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<RequestRow>> FindRequest(
    TableReader& reader, absl::string_view member, absl::string_view request_id,
    absl::Time now) {
  static constexpr char kFindSql[] =
      "SELECT member, request_id, hash, resource, version, leaf, time"
      " FROM requests WHERE member = ? AND request_id = ? AND time > ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  select.Text(1, member)
      .Text(2, request_id)
      .Int64(3, absl::ToUnixNanos(now - kRequestLifetime));
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  if (!has_row) return std::optional<RequestRow>();
  RequestRow row{.member = select.ColumnString(0),
                 .request_id = select.ColumnString(1),
                 .resource = select.ColumnString(3),
                 .version = select.ColumnU64(4),
                 .leaf = select.ColumnU64(5),
                 .time = absl::FromUnixNanos(select.ColumnInt64(6))};
  if (!select.ColumnFixed(2, row.hash)) {
    return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                 "a stored request has no hash");
  }
  return row;
}

absl::Status PutRequest(WriteTransaction& transaction, const RequestRow& row) {
  static constexpr char kRemoveSql[] =
      "DELETE FROM requests"
      " WHERE member = ? AND request_id = ? AND time <= ?"
      " RETURNING member, request_id, hash, resource, version, leaf, time";
  static constexpr char kPutSql[] =
      "INSERT INTO requests"
      " (member, request_id, hash, resource, version, leaf, time)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)"
      " RETURNING member, request_id, hash, resource, version, leaf, time";
  Database& database = DatabaseOf(transaction);
  const int64_t outlived =
      absl::ToUnixNanos(transaction.time() - kRequestLifetime);
  RETURN_IF_ERROR(Sweep(transaction, outlived));
  ASSIGN_OR_RETURN(Statement remove, database.Prepare(kRemoveSql));
  remove.Text(1, row.member).Text(2, row.request_id).Int64(3, outlived);
  RETURN_IF_ERROR(RunAndSum(std::move(remove), transaction, &RowSum::Subtract));
  ASSIGN_OR_RETURN(Statement put, database.Prepare(kPutSql));
  put.Text(1, row.member)
      .Text(2, row.request_id)
      .Blob(3, row.hash)
      .Text(4, row.resource)
      .U64(5, row.version)
      .U64(6, transaction.leaf_index())
      .Int64(7, absl::ToUnixNanos(transaction.time()));
  return RunAndSum(std::move(put), transaction, &RowSum::Add);
}

absl::StatusOr<RowSum> SumRequests(TableReader& reader,
                                   const crypto::Hmac& row_key) {
  // Named, so that the table is read and not its index.
  static constexpr char kTableSql[] =
      "SELECT member, request_id, hash, resource, version, leaf, time"
      " FROM requests INDEXED BY sqlite_autoindex_requests_1";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kTableSql));
  RowSum sum;
  RowSum keys;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) break;
    sum.Add(RequestRowHash(select, row_key));
    keys.Add(RequestKeyHash(select, /*time_column=*/6, row_key));
  }
  ASSIGN_OR_RETURN(const RowSum indexed, SumIndex(reader, row_key));
  if (keys == indexed) return sum;
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "the remembered requests and their index disagree",
               {{"cause", "rows_altered"}, {"file", "case.db"}});
}

}  // namespace sceau
