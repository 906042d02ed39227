// What a call about a review looks up before it changes one: accesses of the
// period, and which case a pseudonym is of. Opens no case.
#ifndef SCEAU_SERVER_OVERSIGHT_REVIEW_CASES_H_
#define SCEAU_SERVER_OVERSIGHT_REVIEW_CASES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"

#include "server/oversight/review_view.h"
#include "server/oversight/rooms.h"

namespace sceau {

// The row of a leaf, when it is of the period.
std::optional<AccessAt> FindInPeriod(const ReviewedPeriod& period,
                                     uint64_t leaf);

// Ids of the group's cases that bear these names in the journal; one that is no
// more is not there. About 1 us a case of the group. Errors: the store's.
absl::StatusOr<std::map<Pseudonym, std::string>> FindCases(
    const ReviewRooms& rooms, const std::set<Pseudonym>& wanted);

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_REVIEW_CASES_H_
