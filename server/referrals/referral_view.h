// A referral as one caller may see it, and who may: by the charter's cells,
// like a case, of which it is no second copy.
//
// Before a decision, and while its case is open, a sender is shown what it
// wrote, as its own contribution; the coordinator what the coordinator's cells
// give. After the case's exit, behind a gate, past the ceiling of age, and once
// rejected: the day and what became of it (rejected or closed without
// follow-up, oriented elsewhere; accepted and nothing else: followed). Of a
// case that is gone nothing is left.
#ifndef SCEAU_SERVER_REFERRALS_REFERRAL_VIEW_H_
#define SCEAU_SERVER_REFERRALS_REFERRAL_VIEW_H_

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "server/calls/call.h"
#include "server/cases/case_decision.h"
#include "server/cases/facts.h"
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

// What of one referral the caller is shown, decided before it is let out.
struct ReferralRead {
  StoredReferral referral = {};
  // By category number; index 0 is unused.
  std::array<policy::Decision, kCategoryCount + 1> shown = {};
  bool names_case = false;
  v1::ReferralOutcome outcome = v1::REFERRAL_OUTCOME_UNSPECIFIED;
};

// Decides by the facts of the referral's case; null: it has none yet.
ReferralRead DecideReferral(const CaseRooms& rooms, const Call& call,
                            const StoredReferral& referral,
                            const CaseFacts* of_case);

// The same, with its case loaded; nothing when that case is gone.
// Errors: as LoadCase.
absl::StatusOr<std::optional<ReferralRead>> ReadReferral(
    const CaseRooms& rooms, const Call& call, const StoredReferral& referral);

// What the leaf says of it: the case it became, else the referral, and what of
// it is shown.
void PutReferral(const Call& call, const ReferralRead& read, LeafDraft& leaf);

// Cases of someone who looks like the same person, best first; at most 25.
// For the coordinator, of whom the identity is shown. Errors: the store's.
absl::StatusOr<std::vector<std::string>> MatchingCases(
    const CaseRooms& rooms, const Call& call, const ReferralRead& read);

// Fills `out`.
void FillReferral(const Call& call, const ReferralRead& read,
                  const std::vector<std::string>& matches, v1::Referral* out);

}  // namespace sceau

#endif  // SCEAU_SERVER_REFERRALS_REFERRAL_VIEW_H_
