// Mutations of the last 48 hours by request id, so that a repeated one is
// answered and not done twice. Holds a keyed hash of the request, not the
// request.
//
// Errors of every function: as Database's.
#ifndef SCEAU_SERVER_STORE_REQUEST_TABLE_H_
#define SCEAU_SERVER_STORE_REQUEST_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "crypto/digest.h"
#include "server/store/read_pool.h"
#include "server/store/row_sum.h"
#include "server/store/write_transaction.h"

namespace sceau {

inline constexpr absl::Duration kRequestLifetime = absl::Hours(48);

struct RequestRow {
  std::string member = {};
  std::string request_id = {};
  crypto::Hash hash = {};     // Keyed, of the deterministic serialization.
  std::string resource = {};  // What it made or changed.
  uint64_t version = 0;       // Of that, afterwards.
  uint64_t leaf = 0;          // Index; filled in by PutRequest.
  absl::Time time = {};       // Of the leaf; filled in by PutRequest.
};

// Nothing when there is none, or it is older than kRequestLifetime at `now`.
absl::StatusOr<std::optional<RequestRow>> FindRequest(
    TableReader& reader, absl::string_view member, absl::string_view request_id,
    absl::Time now);

// Inserts, with the leaf and time of `transaction`; replaces one that has
// outlived kRequestLifetime. Also removes a few others that have. One that has
// not: INTERNAL / INVARIANT_BROKEN, as FindRequest comes first.
absl::Status PutRequest(WriteTransaction& transaction, const RequestRow& row);

// The sum of all rows (row_sum.h), read whole. Errors: DATA_LOSS /
// DATABASE_CORRUPT (table and index disagree), and Database's.
absl::StatusOr<RowSum> SumRequests(TableReader& reader,
                                   const crypto::Hmac& row_key);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_REQUEST_TABLE_H_
