// The set a partner's list and search start from: the cases this member or the
// organisation is related to now, by the facts' tokens and the agenda. No row
// of any other case is touched.
#ifndef SCEAU_SERVER_CASES_RELATED_CASES_H_
#define SCEAU_SERVER_CASES_RELATED_CASES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "server/calls/call.h"
#include "server/cases/rooms.h"

namespace sceau {

// Most cases of one caller.
inline constexpr size_t kMaxRelatedCases = 20'000;

// Ids in order, each once. Errors: the store's.
absl::StatusOr<std::vector<std::string>> RelatedCases(const CaseRooms& rooms,
                                                      const Call& call);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_RELATED_CASES_H_
