// Roles: the officer and the administrator see no content, the data protection
// officer only inside a request, all cases are the coordinator's, validating is
// the co-pilots'.
#include "policy/proof/proof_claims.h"

namespace sceau::policy {
namespace {

// Operations that show, write or list something of a case.
bool IsOfContent(v1::Operation operation) {
  switch (operation) {
    case v1::OPERATION_READ:
    case v1::OPERATION_CONTRIBUTE:
    case v1::OPERATION_SUPERSEDE:
    case v1::OPERATION_NARROW:
    case v1::OPERATION_WITHDRAW:
    case v1::OPERATION_DECISION_VALIDATE:
    case v1::OPERATION_EXCEPTION_VALIDATE:
    case v1::OPERATION_CASE_CREATE:
    case v1::OPERATION_LIST_ALL:
    case v1::OPERATION_LIST_OWN:
    case v1::OPERATION_SEARCH_ALL:
    case v1::OPERATION_SEARCH_OWN:
    case v1::OPERATION_NOTICE_RECORD:
    case v1::OPERATION_LEAD_WORKER_SET:
    case v1::OPERATION_CONDITION_RECORD:
    case v1::OPERATION_REFERRAL_SUBMIT:
    case v1::OPERATION_REFERRAL_READ:
    case v1::OPERATION_REFERRAL_DECIDE:
    case v1::OPERATION_SESSION_SET:
    case v1::OPERATION_SESSION_READ:
    case v1::OPERATION_REQUEST_HANDLE:
    case v1::OPERATION_UNNAMED_ITEM_SET:
      return true;
    default:
      return false;
  }
}

Forbidden OfficerSeesNoContent(const Row& row, const Subject&,
                               const PartnerLaw&) {
  return row.role == v1::ROLE_CHARTER_OFFICER && IsOfContent(row.operation)
             ? kAll
             : kNothing;
}

Forbidden AdministratorSeesNoContent(const Row& row, const Subject&,
                                     const PartnerLaw&) {
  return row.role == v1::ROLE_TECHNICAL_ADMINISTRATOR &&
                 IsOfContent(row.operation)
             ? kAll
             : kNothing;
}

Forbidden ProtectionOfficerActsInsideARequest(const Row& row, const Subject&,
                                              const PartnerLaw&) {
  return row.role == v1::ROLE_DATA_PROTECTION_OFFICER &&
                 IsOfContent(row.operation) && !IsOfCell(row) &&
                 row.operation != v1::OPERATION_REQUEST_HANDLE
             ? kAll
             : kNothing;
}

Forbidden AllCasesAreTheCoordinators(const Row& row, const Subject&,
                                     const PartnerLaw&) {
  return (row.operation == v1::OPERATION_LIST_ALL ||
          row.operation == v1::OPERATION_SEARCH_ALL ||
          row.operation == v1::OPERATION_UNNAMED_ITEM_SET) &&
                 row.role != v1::ROLE_COORDINATOR
             ? kAll
             : kNothing;
}

Forbidden ValidatingIsTheCoPilots(const Row& row, const Subject&,
                                  const PartnerLaw&) {
  return (row.operation == v1::OPERATION_DECISION_VALIDATE ||
          row.operation == v1::OPERATION_EXCEPTION_VALIDATE ||
          row.operation == v1::OPERATION_CHARTER_ADOPT) &&
                 row.role != v1::ROLE_CO_PILOT
             ? kAll
             : kNothing;
}

}  // namespace

const std::vector<Claim>& ClaimsOfRoles() {
  static const auto* const kClaims = new std::vector<Claim>{
      {.invariant = 3, .forbids = OfficerSeesNoContent},
      {.invariant = 8, .forbids = ProtectionOfficerActsInsideARequest},
      {.invariant = 23, .forbids = AllCasesAreTheCoordinators},
      {.invariant = 36, .forbids = AdministratorSeesNoContent},
      {.invariant = 40, .forbids = ValidatingIsTheCoPilots},
  };
  return *kClaims;
}

}  // namespace sceau::policy
