// Gates: the ages of partners and categories.
#include <set>
#include <string>

#include "policy/compile/catalogue.h"
#include "policy/compile/checker_parts.h"

namespace sceau::policy {
namespace {

void CheckGateAges(const PartnerGate& gate, const Place& at,
                   Findings& findings) {
  CheckRange(gate.min_age(), 0, kMaxCharterAge,
             at.Of(PartnerGate::kMinAgeFieldNumber), "min_age", findings);
  if (gate.below_age() != 0) {
    CheckRange(gate.below_age(), gate.min_age() + 1, kMaxCharterAge,
               at.Of(PartnerGate::kBelowAgeFieldNumber), "below_age", findings);
  }
  for (int k = 0; k < gate.also_size(); ++k) {
    const GateArm& arm = gate.also(k);
    const Place inside = at.Inside(PartnerGate::kAlsoFieldNumber, k);
    if (FindOperation(arm.operation()) == v1::OPERATION_UNSPECIFIED) {
      findings.Add(inside.Of(GateArm::kOperationFieldNumber),
                   IssueCode::kUnknownOperation, arm.operation());
    }
    if (!arm.category().empty()) {
      CheckCategory(arm.category(), inside.Of(GateArm::kCategoryFieldNumber),
                    findings);
    }
    CheckRange(arm.below_age(), 1, kMaxCharterAge,
               inside.Of(GateArm::kBelowAgeFieldNumber), "below_age", findings);
  }
  for (int k = 0; k < gate.own_size(); ++k) {
    const Place inside = at.Inside(PartnerGate::kOwnFieldNumber, k);
    CheckCategory(gate.own(k).category(),
                  inside.Of(OwnGate::kCategoryFieldNumber), findings);
    CheckRange(gate.own(k).below_age(), 1, kMaxCharterAge,
               inside.Of(OwnGate::kBelowAgeFieldNumber), "below_age", findings);
  }
}

}  // namespace

void CheckGates(const Charter& charter, const Place& place,
                Findings& findings) {
  std::set<std::string> partners;
  for (int i = 0; i < charter.partner_gates_size(); ++i) {
    const PartnerGate& gate = charter.partner_gates(i);
    const Place at = place.Inside(Charter::kPartnerGatesFieldNumber, i);
    CheckKnownPartner(charter, gate.partner(),
                      at.Of(PartnerGate::kPartnerFieldNumber), partners,
                      findings);
    CheckGateAges(gate, at, findings);
    CheckReasons(gate.article(), gate.reason_fr(), at,
                 PartnerGate::kArticleFieldNumber,
                 PartnerGate::kReasonFrFieldNumber, findings);
  }
  std::set<std::string> categories;
  for (int i = 0; i < charter.subject_gates_size(); ++i) {
    const SubjectGate& gate = charter.subject_gates(i);
    const Place at = place.Inside(Charter::kSubjectGatesFieldNumber, i);
    const auto where = at.Of(SubjectGate::kCategoryFieldNumber);
    CheckCategory(gate.category(), where, findings);
    if (!categories.insert(gate.category()).second) {
      findings.Add(where, IssueCode::kDuplicate, gate.category());
    }
    if (gate.condition() != "minor" && gate.condition() != "adult") {
      findings.Add(at.Of(SubjectGate::kConditionFieldNumber),
                   IssueCode::kUnknownCondition, gate.condition(),
                   "minor, adult");
    }
    CheckReasons(gate.article(), gate.reason_fr(), at,
                 SubjectGate::kArticleFieldNumber,
                 SubjectGate::kReasonFrFieldNumber, findings);
  }
}

}  // namespace sceau::policy
