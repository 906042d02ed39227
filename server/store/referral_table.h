// Referrals: a canonical header that deciding needs, and the sealed content.
//
// Errors of every function: as Database's.
#ifndef SCEAU_SERVER_STORE_REFERRAL_TABLE_H_
#define SCEAU_SERVER_STORE_REFERRAL_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "server/store/read_pool.h"
#include "server/store/write_transaction.h"

namespace sceau {

struct ReferralRow {
  std::string id = {};
  uint64_t version = 0;
  crypto::Bytes header = {};
  crypto::Bytes sealed = {};  // Empty once withdrawn: the row stays.
};

// Nothing when there is no such referral.
absl::StatusOr<std::optional<ReferralRow>> FindReferral(TableReader& reader,
                                                        absl::string_view id);

// At most `limit` rows with ids greater than `after`, ascending. Empty
// `after`: from the first.
absl::StatusOr<std::vector<ReferralRow>> ListReferrals(TableReader& reader,
                                                       absl::string_view after,
                                                       size_t limit);

// Inserts, or replaces the row with this id.
absl::Status PutReferral(WriteTransaction& transaction, const ReferralRow& row);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_REFERRAL_TABLE_H_
