// The proof, as a type, that a decision allowed and that its leaf is durable.
#ifndef SCEAU_SERVER_CASES_RELEASE_PERMIT_H_
#define SCEAU_SERVER_CASES_RELEASE_PERMIT_H_

#include <utility>

#include "absl/status/statusor.h"

#include "proto/contract/errors.h"
#include "server/cases/case_decision.h"
#include "server/journal/group_writer.h"

namespace sceau {

// Nothing of a case is opened without one. Made by From() alone, so that
// skipping the decision or the journal does not compile.
class ReleasePermit {
 public:
  // Errors: PERMISSION_DENIED / POLICY_DENIED when nothing was allowed.
  static absl::StatusOr<ReleasePermit> From(CaseDecision decision,
                                            const Receipt& receipt) {
    if (!decision.Any()) return PolicyDenied();
    return ReleasePermit(std::move(decision), receipt);
  }

  const CaseDecision& decision() const { return decision_; }
  const Receipt& receipt() const { return receipt_; }

 private:
  ReleasePermit(CaseDecision decision, const Receipt& receipt)
      : decision_(std::move(decision)), receipt_(receipt) {}

  CaseDecision decision_;
  Receipt receipt_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_RELEASE_PERMIT_H_
