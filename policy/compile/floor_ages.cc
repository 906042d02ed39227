// Clocks and gates: ages and delays may be narrowed, never widened.
#include <string>
#include <vector>

#include "policy/compile/catalogue.h"
#include "policy/compile/clock_bounds.h"
#include "policy/compile/floor.h"
#include "policy/compile/floor_parts.h"
#include "policy/compile/floor_tables.h"

namespace sceau::policy {
namespace {

const PartnerGate* FindGate(const Charter& charter, const std::string& partner,
                            int* index) {
  for (int i = 0; i < charter.partner_gates_size(); ++i) {
    if (charter.partner_gates(i).partner() == partner) {
      *index = i;
      return &charter.partner_gates(i);
    }
  }
  return nullptr;
}

// Its arms let it say where the young person stands, nothing more.
bool ArmIsHeld(const GateArm& arm, v1::PartnerFunction function) {
  if (function != kSchools || arm.below_age() > kYoungAdultAge) {
    return false;
  }
  if (arm.operation() == "REFERRAL_SUBMIT") return true;
  return arm.operation() == "CONTRIBUTE" &&
         (arm.category() == "Schooling" || arm.category() == "Origin");
}

bool OwnInvolvementIsHeld(const PartnerGate& gate) {
  for (const OwnGate& own : gate.own()) {
    if (own.category() == "Involvement") {
      return own.below_age() <= kYoungAdultAge;
    }
  }
  return gate.below_age() != kNoAgeLimit && gate.below_age() <= kYoungAdultAge;
}

void HoldGate(const Charter& charter, int partner, const GateFloor& floor,
              const Place& place, Findings& findings) {
  constexpr int kInvariant = 15;
  const std::string& id = charter.partners(partner).id();
  int index = 0;
  const PartnerGate* gate = FindGate(charter, id, &index);
  if (gate == nullptr) {
    findings.AddInvariant(place.Of(Charter::kPartnersFieldNumber, partner),
                          kInvariant, id);
    return;
  }
  const Place at = place.Inside(Charter::kPartnerGatesFieldNumber, index);
  if (gate->min_age() < floor.min_age) {
    findings.AddInvariant(at.Of(PartnerGate::kMinAgeFieldNumber), kInvariant,
                          id);
  }
  if (floor.below_age != kNoAgeLimit && (gate->below_age() == kNoAgeLimit ||
                                         gate->below_age() > floor.below_age)) {
    findings.AddInvariant(at.Of(PartnerGate::kBelowAgeFieldNumber), kInvariant,
                          id);
  }
  if (gate->or_in_school() && !floor.or_in_school) {
    findings.AddInvariant(at.Of(PartnerGate::kOrInSchoolFieldNumber),
                          kInvariant, id);
  }
  for (int i = 0; i < gate->also_size(); ++i) {
    if (!ArmIsHeld(gate->also(i), floor.function)) {
      findings.AddInvariant(at.Of(PartnerGate::kAlsoFieldNumber, i), kInvariant,
                            id);
    }
  }
  if (floor.function == kDepartment && !OwnInvolvementIsHeld(*gate)) {
    findings.AddInvariant(at.Of(PartnerGate::kOwnFieldNumber), kInvariant,
                          "Involvement");
  }
}

// A category that is only about minors, or only about adults.
void HoldSubject(const Charter& charter, const std::string& category,
                 const std::string& condition, int invariant,
                 const Place& place, Findings& findings) {
  for (int i = 0; i < charter.subject_gates_size(); ++i) {
    const SubjectGate& gate = charter.subject_gates(i);
    if (gate.category() != category) continue;
    if (gate.condition() != condition) {
      const Place at = place.Inside(Charter::kSubjectGatesFieldNumber, i);
      findings.AddInvariant(at.Of(SubjectGate::kConditionFieldNumber),
                            invariant, category);
    }
    return;
  }
  findings.AddInvariant(place.Of(Charter::kSubjectGatesFieldNumber), invariant,
                        category);
}

}  // namespace

void HoldGates(const Charter& charter, const Place& place, Findings& findings) {
  for (int i = 0; i < charter.partners_size(); ++i) {
    for (const GateFloor& floor : kGateFloors) {
      if (FunctionOf(charter.partners(i)) == floor.function) {
        HoldGate(charter, i, floor, place, findings);
      }
    }
  }
  HoldSubject(charter, "SentencePreparation", "adult", 12, place, findings);
  HoldSubject(charter, "LegalRepresentatives", "minor", 16, place, findings);
}

void HoldClocks(const Charter& charter, const Place& place,
                Findings& findings) {
  // Without clocks the checker has already spoken.
  if (!charter.has_clocks()) return;
  const Place at = place.Inside(Charter::kClocksFieldNumber);
  const ClockSettings& clocks = charter.clocks();
  for (const ClockBound& bound : ClockBounds()) {
    if (!IsLawful(bound, ValueOf(clocks, bound))) {
      findings.AddInvariant(at.Of(FieldNumber(bound)), bound.invariant,
                            bound.name);
    }
  }
}

}  // namespace sceau::policy
