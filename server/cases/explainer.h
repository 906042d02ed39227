// Why the charter gives something of a case to the caller, or does not.
#ifndef SCEAU_SERVER_CASES_EXPLAINER_H_
#define SCEAU_SERVER_CASES_EXPLAINER_H_

#include "sceau/v1/explain_service.pb.h"
#include "server/calls/call.h"
#include "server/cases/rooms.h"

namespace sceau {

// P4: of what is not given, the answer follows from the charter and the caller
// alone, so that it is the same for a case that is hidden and one that does not
// exist; both are loaded, decided and recorded alike.
//
// Thread safe.
class Explainer {
 public:
  explicit Explainer(const CaseRooms& rooms) : rooms_(rooms) {}

  // Errors: NAME_MALFORMED, FIELD_INVALID (category, operation), POLICY_DENIED
  // (suspended or removed), AUDIT_UNAVAILABLE, QUEUE_FULL.
  void Explain(const Call& call, const v1::ExplainRequest& request,
               v1::ExplainResponse* response, Finish finish) const;

 private:
  const CaseRooms& rooms_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_EXPLAINER_H_
