// A permit to release needs the receipt of a durable leaf: a decision alone
// does not make one.
#include <utility>

#include "absl/status/statusor.h"

#include "server/cases/release_permit.h"

absl::StatusOr<sceau::ReleasePermit> Allow(sceau::CaseDecision decision,
                                           const sceau::Receipt& receipt) {
#ifdef SCEAU_CORRECT
  return sceau::ReleasePermit::From(std::move(decision), receipt);
#else
  (void)receipt;
  return sceau::ReleasePermit::From(std::move(decision));
#endif
}
