// The entries that a referral makes in a case: the reference identity is the
// secretariat's, the rest the sender's own (of an inline one, the
// secretariat's).
#ifndef SCEAU_SERVER_REFERRALS_REFERRAL_ENTRIES_H_
#define SCEAU_SERVER_REFERRALS_REFERRAL_ENTRIES_H_

#include "absl/status/status.h"

#include "server/cases/case_edit.h"
#include "server/cases/entry_effects.h"
#include "server/referrals/referral_record.h"

namespace sceau {

// Adds to `facts`, as told, whom the sender says to have handed the letter to:
// for what is judged before the coordinator records it.
void AddHandedOver(const v1::Referral& referral, CaseFacts& facts);

// Adds the Origin and makes the sender known to the facts.
absl::Status PutOrigin(const CaseRooms& rooms, const Call& call, CaseEdit& edit,
                       const StoredReferral& referral, Effect& effect);

// All entries of a new case: Identity, Origin, and what the referral holds of
// ContactDetails and LegalRepresentatives.
absl::Status PutReferralEntries(const CaseRooms& rooms, const Call& call,
                                CaseEdit& edit, const StoredReferral& referral,
                                Effect& effect);

}  // namespace sceau

#endif  // SCEAU_SERVER_REFERRALS_REFERRAL_ENTRIES_H_
