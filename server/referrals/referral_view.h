// A referral as one caller may see it, and who may.
#ifndef SCEAU_SERVER_REFERRALS_REFERRAL_VIEW_H_
#define SCEAU_SERVER_REFERRALS_REFERRAL_VIEW_H_

#include <string>
#include <vector>

#include "server/calls/call.h"
#include "server/referrals/referral_record.h"

namespace sceau {

// What an operation on referrals or sessions asks the charter: it is of the
// role, and refused to who is recused from the case that it touches (`case_id`;
// empty = none yet).
policy::Question ReferralQuestion(const Call& call, v1::Operation operation,
                                  absl::string_view case_id = "");

// Whether the referral is the caller's to see: the coordinator's all, a
// member's the own organisation's, none once withdrawn but for the coordinator.
bool IsTheirs(const Call& call, const StoredReferral& referral);

// Cases of someone who looks like the same person, best first; at most 25.
// For the coordinator alone. Errors: the store's.
absl::StatusOr<std::vector<std::string>> MatchingCases(
    const CaseRooms& rooms, const v1::Identity& identity);

// Fills `out`. `matches` stays empty for anyone but the coordinator.
// `sender_told`: whether the sender may know the case (notice given).
void FillReferral(const Call& call, const StoredReferral& referral,
                  const std::vector<std::string>& matches, bool sender_told,
                  v1::Referral* out);

}  // namespace sceau

#endif  // SCEAU_SERVER_REFERRALS_REFERRAL_VIEW_H_
