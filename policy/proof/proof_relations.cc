// Relations, notice, states and writings: what opens a right to somebody who
// holds it.
#include "policy/proof/proof_claims.h"

namespace sceau::policy {
namespace {

constexpr uint64_t kSessionLanes = kLanes[0];
constexpr uint64_t kLeadWorkerLanes = kLanes[1];
constexpr uint64_t kOpenActionLanes = kLanes[2];
constexpr uint64_t kContributorLanes = kLanes[3];
constexpr uint64_t kOwnReferralLanes = kLanes[4];
constexpr uint64_t kTypedSenderLanes = kLanes[5];

bool Has(const Facts& facts, uint16_t relation) {
  return (facts.relations & relation) != 0;
}

// Relations that exist at all, given the state: leading begins with follow-up.
uint64_t PresentRelations(const Facts& facts) {
  uint64_t lanes = kSessionLanes | kOpenActionLanes | kContributorLanes |
                   kOwnReferralLanes | kTypedSenderLanes;
  if (facts.state == v1::CASE_STATE_ACTIVE) lanes |= kLeadWorkerLanes;
  return lanes;
}

bool AwaitsThisCoPilot(const Row& row, const Facts& facts) {
  return row.role == v1::ROLE_CO_PILOT && Has(facts, kPendingValidation);
}

// Lanes in which somebody other than the owner may change an entry.
uint64_t MayReport(const Row& row, const Facts& facts) {
  switch (row.category) {
    case v1::CATEGORY_ACTION:
      return facts.asked ? kAllLanes : kLeadWorkerLanes | kOpenActionLanes;
    case v1::CATEGORY_LEAD_WORKER:
      return facts.asked ? kAllLanes : kLeadWorkerLanes;
    case v1::CATEGORY_DECISION:
      return AwaitsThisCoPilot(row, facts) ? kAllLanes : 0;
    default:
      return 0;
  }
}

uint64_t OpensWithoutARelation(const Row& row, const Facts& facts,
                               const Slice& slice, const PartnerLaw&) {
  if (row.role == v1::ROLE_DATA_PROTECTION_OFFICER) {
    return IsOfCell(row) && !Has(facts, kOpenRequest) ? slice.allowed : 0;
  }
  switch (row.operation) {
    case v1::OPERATION_READ:
    case v1::OPERATION_CONTRIBUTE:
      if (!IsPartnersMember(row) || AwaitsThisCoPilot(row, facts)) return 0;
      if (IsReading(row) && facts.is_entry && (facts.own || facts.asked)) {
        return 0;
      }
      return slice.allowed & ~PresentRelations(facts);
    case v1::OPERATION_SUPERSEDE:
      return IsOwnEntry(facts) ? 0 : slice.allowed & ~MayReport(row, facts);
    case v1::OPERATION_NARROW:
    case v1::OPERATION_WITHDRAW:
      return IsOwnEntry(facts) ? 0 : slice.allowed;
    case v1::OPERATION_DECISION_VALIDATE:
      return slice.allowed & ~MayReport(row, facts);
    default:
      return 0;
  }
}

uint64_t OpensBeforeNotice(const Row& row, const Facts& facts,
                           const Slice& slice, const PartnerLaw&) {
  if (facts.notice_given || !IsPartnersMember(row)) return 0;
  constexpr uint64_t kItsOwn = kOwnReferralLanes | kContributorLanes;
  switch (row.operation) {
    case v1::OPERATION_READ:
      if (IsOwnEntry(facts)) return 0;
      return row.category == v1::CATEGORY_ADMINISTRATIVE
                 ? slice.allowed & ~kItsOwn
                 : slice.allowed;
    case v1::OPERATION_CONTRIBUTE:
      return slice.allowed & ~kItsOwn;
    case v1::OPERATION_SUPERSEDE:
      return IsOwnEntry(facts) ? 0 : slice.allowed;
    case v1::OPERATION_DECISION_VALIDATE:
      return slice.allowed;
    default:
      return 0;
  }
}

// Only a request of the person reads on; archived reading is no charter's.
uint64_t OpensAfterTheExit(const Row& row, const Facts& facts,
                           const Slice& slice, const PartnerLaw&) {
  if (facts.state != v1::CASE_STATE_EXITED || !IsOfCell(row)) return 0;
  return row.role == v1::ROLE_DATA_PROTECTION_OFFICER &&
                 Has(facts, kOpenRequest)
             ? 0
             : slice.allowed;
}

// A case that is not there: nobody reads it, writes it or changes it.
uint64_t OpensWhatIsAbsent(const Row& row, const Facts& facts,
                           const Slice& slice, const PartnerLaw&) {
  const bool of_a_case = row.operation <= v1::OPERATION_DECISION_VALIDATE;
  return of_a_case && facts.state == v1::CASE_STATE_UNSPECIFIED ? slice.allowed
                                                                : 0;
}

bool Lacks(const Facts& facts, uint8_t condition) {
  return (facts.conditions & condition) == 0;
}

uint64_t MeasureWithoutTheProsecutor(const Row& row, const Facts& facts,
                                     const Slice& slice, const PartnerLaw&) {
  return row.category == v1::CATEGORY_JUDICIAL_MEASURE &&
                 row.operation == v1::OPERATION_CONTRIBUTE &&
                 Lacks(facts, kWrittenBasis)
             ? slice.allowed
             : 0;
}

uint64_t ReleaseWithoutRequestOrAgreement(const Row& row, const Facts& facts,
                                          const Slice& slice,
                                          const PartnerLaw&) {
  if (row.category != v1::CATEGORY_SENTENCE_PREPARATION || !IsOfCell(row) ||
      row.role == v1::ROLE_DATA_PROTECTION_OFFICER ||
      (IsReading(row) && IsOwnEntry(facts))) {
    return 0;
  }
  return Lacks(facts, kWrittenBasis) || Lacks(facts, kAgreement) ? slice.allowed
                                                                 : 0;
}

uint64_t InvolvementOfAnother(const Row& row, const Facts& facts,
                              const Slice& slice, const PartnerLaw& law) {
  if (row.category != v1::CATEGORY_INVOLVEMENT ||
      row.operation != v1::OPERATION_CONTRIBUTE) {
    return 0;
  }
  // The secretariat is no service that involves itself with a person.
  if (row.role == v1::ROLE_COORDINATOR) return slice.about_others;
  return law.tells_in_writing && IsPartnersMember(row) &&
                 Lacks(facts, kWrittenBasis)
             ? slice.allowed
             : 0;
}

uint64_t OfferWithoutBasisOrAgreement(const Row& row, const Facts& facts,
                                      const Slice& slice,
                                      const PartnerLaw& law) {
  const bool offer = (row.category == v1::CATEGORY_ACTION ||
                      row.category == v1::CATEGORY_LEAD_WORKER) &&
                     row.operation == v1::OPERATION_CONTRIBUTE;
  if (!offer || !law.offer_betrays || !IsPartnersMember(row) ||
      !(Lacks(facts, kWrittenBasis) || Lacks(facts, kAgreement))) {
    return 0;
  }
  return slice.allowed & ~(kLeadWorkerLanes | kOpenActionLanes);
}

uint64_t ProfileBeyondTheCoordinator(const Row& row, const Facts&,
                                     const Slice& slice, const PartnerLaw&) {
  return row.role == v1::ROLE_COORDINATOR ? 0 : slice.profile;
}

}  // namespace

const std::vector<Claim>& ClaimsOfRelations() {
  static const auto* const kClaims = new std::vector<Claim>{
      {.invariant = 1, .broken = OpensWhatIsAbsent},
      {.invariant = 8, .broken = OpensWithoutARelation},
      {.invariant = 11, .broken = MeasureWithoutTheProsecutor},
      {.invariant = 12, .broken = ReleaseWithoutRequestOrAgreement},
      {.invariant = 13, .broken = InvolvementOfAnother},
      {.invariant = 13, .broken = OfferWithoutBasisOrAgreement},
      {.invariant = 19, .broken = OpensAfterTheExit},
      {.invariant = 26, .broken = OpensBeforeNotice},
      {.invariant = 31, .broken = ProfileBeyondTheCoordinator},
  };
  return *kClaims;
}

}  // namespace sceau::policy
