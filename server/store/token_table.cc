#include "server/store/token_table.h"

#include <algorithm>
#include <utility>

#include "crypto/canonical.h"
#include "proto/contract/errors.h"
#include "server/store/table_access.h"

namespace sceau {
namespace {

constexpr int kAtLeastParameter = static_cast<int>(kMaxSearchTokens) + 1;
constexpr int kLimitParameter = kAtLeastParameter + 1;

crypto::Hash TokenRowHash(const crypto::Hmac& row_key, crypto::ByteView token,
                          absl::string_view case_id) {
  crypto::CanonicalWriter row;
  row.Text("token").Bytes(token).Text(case_id);
  return row_key.Sign(row.View());
}

absl::StatusOr<RowSum> SumTokenRows(Statement select,
                                    const crypto::Hmac& row_key) {
  RowSum sum;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return sum;
    sum.Add(TokenRowHash(row_key, select.ColumnBlob(0), select.ColumnText(1)));
  }
}

absl::StatusOr<std::vector<SearchToken>> TokensOf(TableReader& reader,
                                                  absl::string_view case_id) {
  static constexpr char kFindSql[] =
      "SELECT token FROM tokens WHERE case_id = ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  select.Text(1, case_id);
  std::vector<SearchToken> tokens;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return tokens;
    SearchToken token = {};
    if (!select.ColumnFixed(0, token)) {
      return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                   "a stored token has another length");
    }
    tokens.push_back(token);
  }
}

// Whether the row was there to be removed, or not there to be put.
absl::StatusOr<bool> Changes(Database& database, Statement change) {
  RETURN_IF_ERROR(change.Run());
  return database.changed_rows() > 0;
}

}  // namespace

absl::StatusOr<std::vector<TokenMatch>> FindByTokens(
    TableReader& reader, std::span<const SearchToken> tokens, uint32_t at_least,
    size_t limit) {
  // A parameter left out is NULL, which nothing is equal to.
  static constexpr char kFindSql[] =
      "SELECT case_id,"
      " SUM(CASE token WHEN ?1 THEN 1 WHEN ?2 THEN 2 WHEN ?3 THEN 4"
      " WHEN ?4 THEN 8 WHEN ?5 THEN 16 WHEN ?6 THEN 32 WHEN ?7 THEN 64"
      " WHEN ?8 THEN 128 ELSE 0 END) AS matched,"
      " COUNT(*) AS found"
      " FROM tokens WHERE token IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
      " GROUP BY case_id HAVING found >= ?9"
      " ORDER BY found DESC, case_id LIMIT ?10";
  if (tokens.size() > kMaxSearchTokens) {
    return absl::InvalidArgumentError("too many tokens");
  }
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  for (size_t i = 0; i < tokens.size(); ++i) {
    select.Blob(static_cast<int>(i) + 1, tokens[i]);
  }
  select.U64(kAtLeastParameter, uint64_t{at_least}).U64(kLimitParameter, limit);
  std::vector<TokenMatch> matches;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return matches;
    matches.push_back({.case_id = select.ColumnString(0),
                       .matched = static_cast<uint32_t>(select.ColumnU64(1)),
                       .count = static_cast<uint32_t>(select.ColumnU64(2))});
  }
}

absl::StatusOr<uint32_t> MatchTokens(TableReader& reader,
                                     absl::string_view case_id,
                                     std::span<const SearchToken> tokens) {
  static constexpr char kMatchSql[] =
      "SELECT 1 FROM tokens WHERE token = ? AND case_id = ?";
  if (tokens.size() > kMaxSearchTokens) {
    return absl::InvalidArgumentError("too many tokens");
  }
  uint32_t matched = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kMatchSql));
    select.Blob(1, tokens[i]).Text(2, case_id);
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (has_row) matched |= uint32_t{1} << i;
  }
  return matched;
}

absl::Status ReplaceTokens(WriteTransaction& transaction,
                           absl::string_view case_id,
                           std::span<const SearchToken> tokens) {
  ASSIGN_OR_RETURN(const std::vector<SearchToken> had,
                   TokensOf(transaction, case_id));
  std::vector<SearchToken> removed;
  for (const SearchToken& token : had) {
    if (std::ranges::find(tokens, token) == tokens.end()) {
      removed.push_back(token);
    }
  }
  return ChangeTokens(transaction, case_id, removed, tokens);
}

absl::Status ChangeTokens(WriteTransaction& transaction,
                          absl::string_view case_id,
                          std::span<const SearchToken> removed,
                          std::span<const SearchToken> added) {
  static constexpr char kRemoveSql[] =
      "DELETE FROM tokens WHERE token = ? AND case_id = ?";
  static constexpr char kPutSql[] =
      "INSERT INTO tokens (token, case_id) VALUES (?, ?)"
      " ON CONFLICT (token, case_id) DO NOTHING";
  Database& database = DatabaseOf(transaction);
  for (const SearchToken& token : removed) {
    ASSIGN_OR_RETURN(Statement remove, database.Prepare(kRemoveSql));
    remove.Blob(1, token).Text(2, case_id);
    ASSIGN_OR_RETURN(const bool changed, Changes(database, std::move(remove)));
    if (!changed) continue;
    transaction.sum().Subtract(
        TokenRowHash(transaction.row_key(), token, case_id));
  }
  for (const SearchToken& token : added) {
    ASSIGN_OR_RETURN(Statement put, database.Prepare(kPutSql));
    put.Blob(1, token).Text(2, case_id);
    ASSIGN_OR_RETURN(const bool changed, Changes(database, std::move(put)));
    if (!changed) continue;
    transaction.sum().Add(TokenRowHash(transaction.row_key(), token, case_id));
  }
  return absl::OkStatus();
}

absl::StatusOr<RowSum> SumTokens(TableReader& reader,
                                 const crypto::Hmac& row_key) {
  // Named, or the engine would read the smaller of the two for both.
  static constexpr char kTableSql[] =
      "SELECT token, case_id FROM tokens INDEXED BY sqlite_autoindex_tokens_1";
  static constexpr char kIndexSql[] =
      "SELECT token, case_id FROM tokens INDEXED BY tokens_by_case";
  ASSIGN_OR_RETURN(Statement table, DatabaseOf(reader).Prepare(kTableSql));
  ASSIGN_OR_RETURN(const RowSum sum, SumTokenRows(std::move(table), row_key));
  ASSIGN_OR_RETURN(Statement index, DatabaseOf(reader).Prepare(kIndexSql));
  ASSIGN_OR_RETURN(const RowSum indexed,
                   SumTokenRows(std::move(index), row_key));
  if (sum == indexed) return sum;
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "the tokens and their index disagree",
               {{"cause", "rows_altered"}, {"file", "case.db"}});
}

}  // namespace sceau
