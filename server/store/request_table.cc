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

// Of the row that `select` gives: the columns in the order of the table.
absl::StatusOr<RequestRow> RequestOf(const Statement& select) {
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

crypto::Hash RequestRowHash(const RequestRow& row,
                            const crypto::Hmac& row_key) {
  crypto::CanonicalWriter out;
  out.Text("request")
      .Text(row.member)
      .Text(row.request_id)
      .Bytes(row.hash)
      .Text(row.resource)
      .U64(row.version)
      .U64(row.leaf)
      .U64(static_cast<uint64_t>(absl::ToUnixNanos(row.time)));
  return row_key.Sign(out.View());
}

// Of the columns that the index has too.
crypto::Hash RequestKeyHash(absl::string_view member,
                            absl::string_view request_id, uint64_t time,
                            const crypto::Hmac& row_key) {
  crypto::CanonicalWriter out;
  out.Text("request by time").Text(member).Text(request_id).U64(time);
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
    sum.Add(RequestKeyHash(select.ColumnText(0), select.ColumnText(1),
                           select.ColumnU64(2), row_key));
  }
}

// Rows that have outlived kRequestLifetime: a few, and this request's own.
absl::StatusOr<std::vector<RequestRow>> Outlived(TableReader& reader,
                                                 const RequestRow& own,
                                                 int64_t outlived) {
  static constexpr char kFewSql[] =
      "SELECT member, request_id, hash, resource, version, leaf, time"
      " FROM requests WHERE time <= ? AND (member <> ? OR request_id <> ?)"
      " ORDER BY time LIMIT ?";
  static constexpr char kOwnSql[] =
      "SELECT member, request_id, hash, resource, version, leaf, time"
      " FROM requests WHERE member = ? AND request_id = ? AND time <= ?";
  Database& database = DatabaseOf(reader);
  ASSIGN_OR_RETURN(Statement few, database.Prepare(kFewSql));
  few.Int64(1, outlived).Text(2, own.member).Text(3, own.request_id);
  few.U64(4, kSweptEachTime);
  ASSIGN_OR_RETURN(Statement same, database.Prepare(kOwnSql));
  same.Text(1, own.member).Text(2, own.request_id).Int64(3, outlived);
  std::vector<RequestRow> rows;
  for (Statement* const select : {&few, &same}) {
    while (true) {
      ASSIGN_OR_RETURN(const bool has_row, select->Step());
      if (!has_row) break;
      ASSIGN_OR_RETURN(RequestRow row, RequestOf(*select));
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

absl::Status Remove(WriteTransaction& transaction, const RequestRow& row) {
  static constexpr char kRemoveSql[] =
      "DELETE FROM requests WHERE member = ? AND request_id = ?";
  ASSIGN_OR_RETURN(Statement remove,
                   DatabaseOf(transaction).Prepare(kRemoveSql));
  remove.Text(1, row.member).Text(2, row.request_id);
  RETURN_IF_ERROR(remove.Run());
  transaction.sum().Subtract(RequestRowHash(row, transaction.row_key()));
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
  return RequestOf(select);
}

absl::Status PutRequest(WriteTransaction& transaction, const RequestRow& row) {
  static constexpr char kPutSql[] =
      "INSERT INTO requests"
      " (member, request_id, hash, resource, version, leaf, time)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)";
  const int64_t outlived =
      absl::ToUnixNanos(transaction.time() - kRequestLifetime);
  // Asked first and apart: almost always there is none.
  ASSIGN_OR_RETURN(const std::vector<RequestRow> removed,
                   Outlived(transaction, row, outlived));
  for (const RequestRow& each : removed) {
    RETURN_IF_ERROR(Remove(transaction, each));
  }
  RequestRow stored = row;
  stored.leaf = transaction.leaf_index();
  stored.time = transaction.time();
  ASSIGN_OR_RETURN(Statement put, DatabaseOf(transaction).Prepare(kPutSql));
  put.Text(1, stored.member)
      .Text(2, stored.request_id)
      .Blob(3, stored.hash)
      .Text(4, stored.resource)
      .U64(5, stored.version)
      .U64(6, stored.leaf)
      .Int64(7, absl::ToUnixNanos(stored.time));
  RETURN_IF_ERROR(put.Run());
  transaction.sum().Add(RequestRowHash(stored, transaction.row_key()));
  return absl::OkStatus();
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
    ASSIGN_OR_RETURN(const RequestRow row, RequestOf(select));
    sum.Add(RequestRowHash(row, row_key));
    keys.Add(RequestKeyHash(row.member, row.request_id, select.ColumnU64(6),
                            row_key));
  }
  ASSIGN_OR_RETURN(const RowSum indexed, SumIndex(reader, row_key));
  if (keys == indexed) return sum;
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "the remembered requests and their index disagree",
               {{"cause", "rows_altered"}, {"file", "case.db"}});
}

}  // namespace sceau
