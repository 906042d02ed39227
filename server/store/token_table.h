// Search tokens: keyed hashes of what a person can be found by. Equal values
// give equal tokens; nothing else can be read off them.
//
// Errors of every function: as Database's.
#ifndef SCEAU_SERVER_STORE_TOKEN_TABLE_H_
#define SCEAU_SERVER_STORE_TOKEN_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/digest.h"
#include "server/store/read_pool.h"
#include "server/store/row_sum.h"
#include "server/store/write_transaction.h"

namespace sceau {

using SearchToken = std::array<uint8_t, 16>;  // crypto/blind_index.h.

// Most tokens of one search.
inline constexpr size_t kMaxSearchTokens = 8;

struct TokenMatch {
  std::string case_id = {};
  uint32_t matched = 0;  // Bit i: the case has tokens[i].
  uint32_t count = 0;    // Bits set in `matched`.
};

// Cases that have at least `at_least` of the distinct `tokens` (at most
// kMaxSearchTokens): most first, then by id; at most `limit`.
// Errors also: INVALID_ARGUMENT (too many tokens).
absl::StatusOr<std::vector<TokenMatch>> FindByTokens(
    TableReader& reader, std::span<const SearchToken> tokens, uint32_t at_least,
    size_t limit);

// Which of `tokens` (bit i for tokens[i]) the one case has: point lookups, no
// row of any other case is touched.
// Errors: INVALID_ARGUMENT (more than kMaxSearchTokens), and Database's.
absl::StatusOr<uint32_t> MatchTokens(TableReader& reader,
                                     absl::string_view case_id,
                                     std::span<const SearchToken> tokens);

// The case is found by `tokens` and by no other. Repeated ones count once, and
// those it had stay as they are.
absl::Status ReplaceTokens(WriteTransaction& transaction,
                           absl::string_view case_id,
                           std::span<const SearchToken> tokens);

// The case is no longer found by `removed` and is found by `added`; what is not
// there, or there already, stays so.
absl::Status ChangeTokens(WriteTransaction& transaction,
                          absl::string_view case_id,
                          std::span<const SearchToken> removed,
                          std::span<const SearchToken> added);

// The sum of all rows (row_sum.h), read whole. Errors: DATA_LOSS /
// DATABASE_CORRUPT (table and index disagree), and Database's.
absl::StatusOr<RowSum> SumTokens(TableReader& reader,
                                 const crypto::Hmac& row_key);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_TOKEN_TABLE_H_
