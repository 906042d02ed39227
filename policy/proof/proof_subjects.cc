// Ages and classes: what of a person, at which age, may reach which
// organisation.
#include "policy/compile/catalogue.h"
#include "policy/compile/floor.h"
#include "policy/compile/floor_tables.h"
#include "policy/proof/proof_claims.h"

namespace sceau::policy {
namespace {

// The least class that the law gives a category.
uint8_t LawfulClassOf(v1::Category category) {
  for (const CategoryFloor& floor : kCategoryFloors) {
    if (CategoryName(category) == floor.category) return LeastOf(floor.classes);
  }
  return 0;
}

Forbidden OffenceBeyondTitle(const Row& row, const Subject& subject,
                             const PartnerLaw& law) {
  if (!IsOfCell(row) && row.operation != v1::OPERATION_SUPERSEDE) {
    return kNothing;
  }
  const unsigned classes = subject.value_classes | LawfulClassOf(row.category);
  return (classes & law.prohibited) != 0 ? kAll : kNothing;
}

Forbidden ReleaseOfAMinor(const Row& row, const Subject& subject,
                          const PartnerLaw&) {
  return row.category == v1::CATEGORY_SENTENCE_PREPARATION && IsOfCell(row) &&
                 subject.from_age < kAdultAge
             ? kAll
             : kNothing;
}

Forbidden RepresentativesOfAnAdult(const Row& row, const Subject& subject,
                                   const PartnerLaw&) {
  return row.category == v1::CATEGORY_LEGAL_REPRESENTATIVES && IsOfCell(row) &&
                 subject.from_age >= kAdultAge
             ? kAll
             : kNothing;
}

// The schools still say where somebody stands, until 21.
bool IsSchoolsLastWord(const Row& row, const Subject& subject) {
  return row.operation == v1::OPERATION_CONTRIBUTE &&
         subject.from_age < kYoungAdultAge &&
         (row.category == v1::CATEGORY_SCHOOLING ||
          row.category == v1::CATEGORY_ORIGIN);
}

Forbidden BehindAClosedGate(const Row& row, const Subject& subject,
                            const PartnerLaw& law) {
  const int age = subject.from_age;
  const bool acts = IsPartnersMember(row) || row.role == v1::ROLE_COORDINATOR;
  // Correcting one's own stays open.
  const bool reports = row.operation == v1::OPERATION_SUPERSEDE ||
                       row.operation == v1::OPERATION_DECISION_VALIDATE;
  if (!acts || (!IsOfCell(row) && !reports)) return kNothing;
  const bool open = (age >= law.min_age &&
                     (law.below_age == kNoAgeLimit || age < law.below_age)) ||
                    (law.or_in_school && subject.in_school) ||
                    (law.is_school && IsSchoolsLastWord(row, subject));
  if (!open) return reports ? kOthers : kAll;
  const bool tells_of_childhood = law.is_department && IsOfCell(row) &&
                                  row.category == v1::CATEGORY_INVOLVEMENT &&
                                  age >= kYoungAdultAge;
  if (!tells_of_childhood) return kNothing;
  return IsReading(row) ? kOwn : kAll;
}

Forbidden PastTheCeiling(const Row& row, const Subject& subject,
                         const PartnerLaw&) {
  if (subject.from_age < kFloorCeilingAge ||
      row.role == v1::ROLE_DATA_PROTECTION_OFFICER) {
    return kNothing;
  }
  switch (row.operation) {
    case v1::OPERATION_READ:
    case v1::OPERATION_CONTRIBUTE:
    case v1::OPERATION_NARROW:
    case v1::OPERATION_NOTICE_RECORD:
    case v1::OPERATION_LEAD_WORKER_SET:
    case v1::OPERATION_CONDITION_RECORD:
    case v1::OPERATION_EXCEPTION_VALIDATE:
      return kAll;
    case v1::OPERATION_SUPERSEDE:
      return kOthers;
    default:
      return kNothing;
  }
}

bool IsAdultAndSchools(const Subject& subject, const PartnerLaw& law) {
  return law.is_school && subject.from_age >= kAdultAge;
}

// Of an adult, the schools say why of their own referral only.
uint64_t OriginBeyondTheReferral(const Row& row, const Facts&,
                                 const Slice& slice, const PartnerLaw&) {
  constexpr uint64_t kOwnReferralLanes = kLanes[4];
  return row.category == v1::CATEGORY_ORIGIN && IsPartnersMember(row) &&
                 row.operation == v1::OPERATION_CONTRIBUTE
             ? slice.allowed & ~kOwnReferralLanes
             : 0;
}

bool IsMinorAndYouthJustice(const Subject& subject, const PartnerLaw& law) {
  return law.is_youth_justice && subject.from_age < kAdultAge;
}

// Of a minor, the PJJ says nothing before the minor and a representative know.
uint64_t TellsOfTheUntold(const Row& row, const Facts& facts,
                          const Slice& slice, const PartnerLaw&) {
  return row.operation == v1::OPERATION_CONTRIBUTE && IsPartnersMember(row) &&
                 !facts.notice_given
             ? slice.allowed
             : 0;
}

}  // namespace

PartnerLaw LawOf(const PartnerRow& partner) {
  PartnerLaw law;
  if (partner.is_association) law.prohibited = kOffenceOrC;
  for (const TitleFloor& floor : kTitleFloors) {
    if (partner.function == floor.function) law.prohibited |= floor.classes;
  }
  for (const GateFloor& floor : kGateFloors) {
    if (partner.function != floor.function) continue;
    law.min_age = floor.min_age;
    law.below_age = floor.below_age;
    law.or_in_school = floor.or_in_school;
  }
  for (const v1::PartnerFunction function : kToldInWriting) {
    if (partner.function == function) law.tells_in_writing = true;
  }
  law.is_school = partner.function == kSchools;
  law.is_department = partner.function == kDepartment;
  law.is_youth_justice = partner.function == kYouthJustice;
  law.offer_betrays = law.is_youth_justice || partner.function == kProbation;
  return law;
}

const std::vector<Claim>& ClaimsOfSubjects() {
  static const auto* const kClaims = new std::vector<Claim>{
      {.invariant = 10, .forbids = OffenceBeyondTitle},
      {.invariant = 12, .forbids = ReleaseOfAMinor},
      {.invariant = 13,
       .broken = TellsOfTheUntold,
       .concerns = IsMinorAndYouthJustice},
      {.invariant = 15, .forbids = BehindAClosedGate},
      {.invariant = 15,
       .broken = OriginBeyondTheReferral,
       .concerns = IsAdultAndSchools},
      {.invariant = 16, .forbids = RepresentativesOfAnAdult},
      {.invariant = 17, .forbids = PastTheCeiling},
  };
  return *kClaims;
}

}  // namespace sceau::policy
