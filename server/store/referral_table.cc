#include "server/store/referral_table.h"

#include "proto/contract/errors.h"
#include "server/store/table_access.h"

namespace sceau {
namespace {

ReferralRow ReferralRowOf(const Statement& select) {
  return {.id = select.ColumnString(0),
          .version = select.ColumnU64(1),
          .header = select.ColumnBytes(2),
          .sealed = select.ColumnBytes(3)};
}

}  // namespace

absl::StatusOr<std::optional<ReferralRow>> FindReferral(TableReader& reader,
                                                        absl::string_view id) {
  static constexpr char kFindSql[] =
      "SELECT id, version, header, sealed FROM referrals WHERE id = ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  select.Text(1, id);
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  if (!has_row) return std::optional<ReferralRow>();
  return ReferralRowOf(select);
}

absl::StatusOr<std::vector<ReferralRow>> ListReferrals(TableReader& reader,
                                                       absl::string_view after,
                                                       size_t limit) {
  static constexpr char kListSql[] =
      "SELECT id, version, header, sealed FROM referrals"
      " WHERE id > ? ORDER BY id LIMIT ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kListSql));
  select.Text(1, after).U64(2, limit);
  std::vector<ReferralRow> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return rows;
    rows.push_back(ReferralRowOf(select));
  }
}

absl::Status PutReferral(WriteTransaction& transaction,
                         const ReferralRow& row) {
  static constexpr char kPutSql[] =
      "INSERT INTO referrals (id, version, header, sealed) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (id) DO UPDATE SET version = excluded.version,"
      " header = excluded.header, sealed = excluded.sealed";
  ASSIGN_OR_RETURN(Statement put, DatabaseOf(transaction).Prepare(kPutSql));
  put.Text(1, row.id)
      .U64(2, row.version)
      .Blob(3, row.header)
      .Blob(4, row.sealed);
  return put.Run();
}

}  // namespace sceau
