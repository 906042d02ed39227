// Third stage: the law's floor. A charter may narrow it, never widen it.
//
// Guarantee: each invariant here bears the number of domain.md § 4.3 ("F-10"),
// a statement in one line and the law behind it; breaking it is an issue at
// the line that does. The invariants that no charter can touch (what is coded,
// not configured) are not here: they have tests of behaviour.
// Threads: reentrant.
#ifndef SCEAU_POLICY_FLOOR_H_
#define SCEAU_POLICY_FLOOR_H_

#include <vector>

#include "absl/strings/string_view.h"

#include "policy/charter.pb.h"
#include "policy/place.h"

namespace sceau::policy {

// Raised by the checker, which is the first to see a category's name.
inline constexpr int kNoForbiddenCategory = 2;

// The widest settings the law leaves.
inline constexpr int kFloorWindowDaysBefore = 21;
inline constexpr int kFloorWindowDaysAfter = 7;
inline constexpr int kFloorCeilingAge = 26;
inline constexpr int kFloorEligibleFromAge = 12;
inline constexpr int kFloorEligibleToAge = 25;
inline constexpr int kFloorNoticeMonths = 1;
inline constexpr int kFloorReviewMonths = 12;

struct Invariant {
  int number = 0;
  // One line each.
  const char* statement_fr = "";
  const char* statement_en = "";
  const char* law = "";
};

// Those that bind a charter, by number.
const std::vector<Invariant>& Invariants();
// Null when no invariant that binds a charter has this number.
const Invariant* FindInvariant(int number);

void HoldToFloor(const Charter& charter, const Place& place,
                 Findings& findings);

// Names that no category may ever bear (domain.md § 4.1), whatever the case
// and the accents: health, religion, radicalisation, police files, scores.
bool IsForbiddenCategory(absl::string_view name);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_FLOOR_H_
