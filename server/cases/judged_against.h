// The context a deposit or a referral is judged in, from the call and the
// facts of the case.
#ifndef SCEAU_SERVER_CASES_JUDGED_AGAINST_H_
#define SCEAU_SERVER_CASES_JUDGED_AGAINST_H_

#include "absl/strings/string_view.h"

#include "server/calls/call.h"
#include "server/cases/facts.h"
#include "server/cases/rooms.h"
#include "server/content/entry_context.h"

namespace sceau {

// Of an entry of `category` owned by `owner`; `rooms` outlives it.
EntryContext EntryContextOf(const CaseRooms& rooms, const Call& call,
                            const CaseFacts& facts, absl::string_view owner,
                            v1::Category category);

// Of a referral by `owner`; the referral itself gives birth date and day.
EntryContext ReferralContextOf(const Call& call, absl::string_view owner);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_JUDGED_AGAINST_H_
