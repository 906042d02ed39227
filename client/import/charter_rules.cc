#include "client/import/charter_rules.h"

#include <algorithm>

#include "policy/compile/written_basis.h"
#include "policy/decide/ages.h"

namespace sceau {
namespace {

uint8_t AgeOfQuestion(int age) {
  return static_cast<uint8_t>(std::clamp<int>(age, 0, policy::kMaxAge));
}

// What the coordinator does beside depositing, where the category is an
// operation of the role too; UNSPECIFIED where it is none.
v1::Operation RoleOperation(v1::Category category) {
  return category == v1::CATEGORY_LEAD_WORKER ? v1::OPERATION_LEAD_WORKER_SET
                                              : v1::OPERATION_UNSPECIFIED;
}

}  // namespace

CharterRules::CharterRules(const policy::Program& program,
                           absl::string_view partner)
    : program_(program), partner_(program.FindPartner(partner)) {}

bool CharterRules::MayOpenCases() const {
  return program_
      .Decide({.operation = v1::OPERATION_CASE_CREATE,
               .partner = partner_,
               .role = v1::ROLE_COORDINATOR})
      .allowed;
}

bool CharterRules::MayDeposit(v1::Category category, int age) const {
  // A case that was opened this very moment: nobody has been told.
  policy::Question question{.operation = v1::OPERATION_CONTRIBUTE,
                            .category = category,
                            .partner = partner_,
                            .role = v1::ROLE_COORDINATOR,
                            .age = AgeOfQuestion(age),
                            .state = v1::CASE_STATE_ADMITTED};
  if (!program_.Decide(question).allowed) return false;
  question.operation = RoleOperation(category);
  return question.operation == v1::OPERATION_UNSPECIFIED ||
         program_.Decide(question).allowed;
}

bool CharterRules::SenderNeedsWrittenBasis(absl::string_view partner) const {
  return policy::WrittenBasisKinds(v1::CATEGORY_ORIGIN,
                                   program_.FunctionOf(partner)) != 0;
}

// In the most open case: what no relation, no condition and no notice gives is
// given to nobody of the organisation.
bool CharterRules::OpensTo(policy::PartnerIndex partner, v1::Category category,
                           int age) const {
  return program_
      .Decide({.operation = v1::OPERATION_CONTRIBUTE,
               .category = category,
               .partner = partner,
               .role = v1::ROLE_MEMBER,
               .relations = policy::kSession | policy::kLeadWorker |
                            policy::kOpenAction | policy::kContributor,
               .conditions = policy::kWrittenBasis | policy::kAgreement,
               .age = AgeOfQuestion(age),
               .state = v1::CASE_STATE_ACTIVE,
               .notice_given = true})
      .allowed;
}

std::string CharterRules::DepositorOf(v1::Category category,
                                      v1::PartnerFunction function,
                                      int age) const {
  for (const policy::PartnerIndex partner : program_.PartnersOf(function)) {
    if (OpensTo(partner, category, age)) {
      return std::string(program_.PartnerId(partner));
    }
  }
  return "";
}

std::string CharterRules::DepositorOfSchooling(int age) const {
  return DepositorOf(v1::CATEGORY_SCHOOLING, v1::PARTNER_FUNCTION_SCHOOLS, age);
}

std::string CharterRules::DepositorOfEmployment(int age) const {
  std::string depositor = DepositorOf(v1::CATEGORY_EMPLOYMENT,
                                      v1::PARTNER_FUNCTION_LOCAL_MISSION, age);
  return depositor.empty() ? DepositorOf(v1::CATEGORY_EMPLOYMENT,
                                         v1::PARTNER_FUNCTION_REGION, age)
                           : depositor;
}

}  // namespace sceau
