// A permit to release needs what the charter decided: a receipt alone does not
// make one.
#include <utility>

#include "absl/status/statusor.h"

#include "server/cases/release_permit.h"

absl::StatusOr<sceau::ReleasePermit> Allow(sceau::CaseDecision decision,
                                           const sceau::Receipt& receipt) {
#ifdef SCEAU_CORRECT
  return sceau::ReleasePermit::From(std::move(decision), receipt);
#else
  (void)decision;
  return sceau::ReleasePermit::From(receipt);
#endif
}
