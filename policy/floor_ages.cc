// Clocks and gates: ages and delays may be narrowed, never widened.
#include <string>
#include <vector>

#include "policy/catalogue.h"
#include "policy/floor.h"
#include "policy/floor_parts.h"

namespace sceau::policy {
namespace {

constexpr int kNoLimit = 0;

// The widest gate of an organisation, in completed years.
struct GateFloor {
  const char* partner;
  int min_age;
  // kNoLimit: none.
  int below_age;
  // Whether it may follow whoever is in school beyond these ages.
  bool or_in_school;
};

constexpr GateFloor kGateFloors[] = {
    {"education-nationale", 0, 18, true},
    {"pjj", 0, 21, false},
    {"spip", 18, kNoLimit, false},
    {"mission-locale", 16, kNoLimit, false},
    {"conseil-regional", 15, kNoLimit, false},
    {"conseil-departemental", 0, 26, false},
};

// Below this age a Département's own involvement (ASE) may be told, and the
// schools may still contribute.
constexpr int kYoungAdultAge = 21;

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
bool ArmIsHeld(const GateArm& arm, const std::string& partner) {
  if (partner != "education-nationale" || arm.below_age() > kYoungAdultAge) {
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
  return gate.below_age() != kNoLimit && gate.below_age() <= kYoungAdultAge;
}

void HoldGate(const Charter& charter, const GateFloor& floor,
              const Place& place, Findings& findings) {
  constexpr int kInvariant = 15;
  const int partner = FindPartnerIndex(charter, floor.partner);
  if (partner < 0) return;
  int index = 0;
  const PartnerGate* gate = FindGate(charter, floor.partner, &index);
  if (gate == nullptr) {
    findings.AddInvariant(place.Of(Charter::kPartnersFieldNumber, partner),
                          kInvariant, floor.partner);
    return;
  }
  const Place at = place.Inside(Charter::kPartnerGatesFieldNumber, index);
  if (gate->min_age() < floor.min_age) {
    findings.AddInvariant(at.Of(PartnerGate::kMinAgeFieldNumber), kInvariant,
                          floor.partner);
  }
  if (floor.below_age != kNoLimit &&
      (gate->below_age() == kNoLimit || gate->below_age() > floor.below_age)) {
    findings.AddInvariant(at.Of(PartnerGate::kBelowAgeFieldNumber), kInvariant,
                          floor.partner);
  }
  if (gate->or_in_school() && !floor.or_in_school) {
    findings.AddInvariant(at.Of(PartnerGate::kOrInSchoolFieldNumber),
                          kInvariant, floor.partner);
  }
  for (int i = 0; i < gate->also_size(); ++i) {
    if (!ArmIsHeld(gate->also(i), floor.partner)) {
      findings.AddInvariant(at.Of(PartnerGate::kAlsoFieldNumber, i), kInvariant,
                            floor.partner);
    }
  }
  if (gate->partner() == "conseil-departemental" &&
      !OwnInvolvementIsHeld(*gate)) {
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
  for (const GateFloor& floor : kGateFloors) {
    HoldGate(charter, floor, place, findings);
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
  const auto hold = [&](bool held, int field, int invariant,
                        const char* subject) {
    if (!held) findings.AddInvariant(at.Of(field), invariant, subject);
  };
  hold(clocks.window_days_before() <= kFloorWindowDaysBefore,
       ClockSettings::kWindowDaysBeforeFieldNumber, 8, "window_days_before");
  hold(clocks.window_days_after() <= kFloorWindowDaysAfter,
       ClockSettings::kWindowDaysAfterFieldNumber, 8, "window_days_after");
  hold(clocks.ceiling_age() <= kFloorCeilingAge,
       ClockSettings::kCeilingAgeFieldNumber, 17, "ceiling_age");
  hold(clocks.eligible_from_age() >= kFloorEligibleFromAge,
       ClockSettings::kEligibleFromAgeFieldNumber, 17, "eligible_from_age");
  hold(clocks.eligible_to_age() <= kFloorEligibleToAge,
       ClockSettings::kEligibleToAgeFieldNumber, 17, "eligible_to_age");
  hold(clocks.notice_months() <= kFloorNoticeMonths,
       ClockSettings::kNoticeMonthsFieldNumber, 26, "notice_months");
  hold(clocks.review_months() <= kFloorReviewMonths,
       ClockSettings::kReviewMonthsFieldNumber, 32, "review_months");
}

}  // namespace sceau::policy
