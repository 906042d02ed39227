// A referral as stored: a header that says whose it is and where it stands,
// and the sealed content. Bound in the journal as one row.
#ifndef SCEAU_SERVER_REFERRALS_REFERRAL_RECORD_H_
#define SCEAU_SERVER_REFERRALS_REFERRAL_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

#include "crypto/bytes.h"
#include "proto/contract/names.h"
#include "sceau/v1/case.pb.h"
#include "server/cases/rooms.h"
#include "server/store/referral_table.h"
#include "server/store/write_transaction.h"

namespace sceau {

inline constexpr char kReferralRowKind[] = "referral";

// One referral, opened.
struct StoredReferral {
  std::string id;
  uint64_t version = 0;
  // Partner id of the sender, or "secretariat" for one the coordinator typed.
  std::string owner;
  std::string author;  // Member id.
  v1::ReferralState state = v1::REFERRAL_STATE_SUBMITTED;
  v1::ReferralOutcome outcome = v1::REFERRAL_OUTCOME_UNSPECIFIED;
  std::string case_id;  // Empty while it has none.
  int64_t submit_time_ns = 0;
  v1::Referral content;  // What the sender wrote; empty once withdrawn.

  std::string Etag() const;
};

// Verifies the row against the journal and opens it. Errors: DATABASE_CORRUPT,
// CIPHERTEXT_REJECTED.
absl::StatusOr<std::optional<StoredReferral>> OpenReferral(
    const CaseRooms& rooms, absl::string_view id,
    const std::optional<ReferralRow>& row);

// Reads inside the writer's transaction.
absl::StatusOr<std::optional<StoredReferral>> LoadReferral(
    const CaseRooms& rooms, WriteTransaction& transaction,
    absl::string_view id);

// Reads with a leased connection.
absl::StatusOr<std::optional<StoredReferral>> LoadReferral(
    const CaseRooms& rooms, absl::string_view id);

// Stores the next version of `referral` and binds it in `leaf`.
absl::Status SaveReferral(const CaseRooms& rooms, WriteTransaction& transaction,
                          StoredReferral& referral, LeafDraft& leaf);

}  // namespace sceau

#endif  // SCEAU_SERVER_REFERRALS_REFERRAL_RECORD_H_
