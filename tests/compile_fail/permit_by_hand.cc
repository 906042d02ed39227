// From() is the only maker of permits: it is what refuses a decision that
// allows nothing.
#include <utility>

#include "absl/status/statusor.h"

#include "server/cases/release_permit.h"

absl::StatusOr<sceau::ReleasePermit> Allow(sceau::CaseDecision decision,
                                           const sceau::Receipt& receipt) {
#ifdef SCEAU_CORRECT
  return sceau::ReleasePermit::From(std::move(decision), receipt);
#else
  return sceau::ReleasePermit(std::move(decision), receipt);
#endif
}
