#include "policy/decide/lane_program.h"

namespace sceau::policy {
namespace {

constexpr uint64_t Bit(int n) {
  return uint64_t{1} << static_cast<unsigned>(n);
}
constexpr uint64_t Lanes(bool all) { return all ? kAllLanes : 0; }

constexpr uint64_t kEndAtExit =
    Bit(v1::OPERATION_NOTICE_RECORD) | Bit(v1::OPERATION_LEAD_WORKER_SET) |
    Bit(v1::OPERATION_CONDITION_RECORD) | Bit(v1::OPERATION_EXCEPTION_VALIDATE);

bool ActsForPartner(v1::Role role) {
  return role == v1::ROLE_MEMBER || role == v1::ROLE_COORDINATOR ||
         role == v1::ROLE_CO_PILOT;
}

bool IsOpen(v1::CaseState state) {
  return state == v1::CASE_STATE_ADMITTED || state == v1::CASE_STATE_ACTIVE;
}

bool IsChange(v1::Operation operation) {
  return operation == v1::OPERATION_SUPERSEDE ||
         operation == v1::OPERATION_NARROW ||
         operation == v1::OPERATION_WITHDRAW ||
         operation == v1::OPERATION_DECISION_VALIDATE;
}

bool IsOfCell(v1::Operation operation) {
  return operation == v1::OPERATION_READ ||
         operation == v1::OPERATION_CONTRIBUTE;
}

// What a role records as an entry of a category.
v1::Operation RecordedBy(v1::Category category) {
  if (category == v1::CATEGORY_NOTICE) return v1::OPERATION_NOTICE_RECORD;
  if (category == v1::CATEGORY_LEAD_WORKER) {
    return v1::OPERATION_LEAD_WORKER_SET;
  }
  return v1::OPERATION_UNSPECIFIED;
}

v1::CaseState StateOf(const Meaning& meaning, const Facts& facts) {
  return meaning.past_ceiling && facts.state != v1::CASE_STATE_UNSPECIFIED
             ? v1::CASE_STATE_EXITED
             : facts.state;
}

// What beats every grant.
bool Barred(const Row& row, const Meaning& meaning, const Facts& facts) {
  if (meaning.prohibited) return true;
  if (!(facts.own ? meaning.own_gate_open : meaning.gate_open)) return true;
  return facts.narrowed_out && !facts.own && row.role != v1::ROLE_COORDINATOR;
}

}  // namespace

// Which relations are effective, a word each: the table of policy/README.md.
struct LaneProgram::Held {
  uint64_t session = 0;
  uint64_t lead_worker = 0;
  uint64_t open_action = 0;
  uint64_t contributor = 0;
  uint64_t own_referral = 0;
  uint64_t pending_validation = 0;
  uint64_t open_request = 0;
  uint64_t known = 0;
  uint64_t always = 0;

  uint64_t AnyOf(unsigned wanted) const {
    uint64_t any = 0;
    if ((wanted & kSession) != 0) any |= session;
    if ((wanted & kLeadWorker) != 0) any |= lead_worker;
    if ((wanted & kOpenAction) != 0) any |= open_action;
    if ((wanted & kContributor) != 0) any |= contributor;
    if ((wanted & kOwnReferral) != 0) any |= own_referral;
    if ((wanted & kPendingValidation) != 0) any |= pending_validation;
    if ((wanted & kOpenRequest) != 0) any |= open_request;
    if ((wanted & kKnown) != 0) any |= known;
    if ((wanted & kAlways) != 0) any |= always;
    return any;
  }
};

struct LaneProgram::Answer {
  Slice slice = {};
  std::vector<SlicePart>* parts = nullptr;

  void Add(const SlicePart& part) {
    slice.allowed |= part.lanes;
    if (!part.own_organisation) slice.about_others |= part.lanes;
    if (parts != nullptr && part.lanes != 0) parts->push_back(part);
  }
  void AddRule(uint64_t lanes) {
    Add({.lanes = lanes, .fields = kAllFields, .kinds = kAllKinds});
  }
};

bool LaneProgram::RoleHolds(v1::Role role, v1::Operation operation) const {
  return (tables_.role_operations[static_cast<size_t>(role)] &
          Bit(operation)) != 0;
}

Meaning LaneProgram::MeaningOf(const Row& row, const Subject& subject) const {
  const PartnerRow& partner = tables_.partners[row.partner];
  const auto category = static_cast<size_t>(row.category);
  const bool recording = row.operation == RecordedBy(row.category) &&
                         row.category != v1::CATEGORY_UNSPECIFIED;
  const v1::Operation operation =
      recording ? v1::OPERATION_CONTRIBUTE : row.operation;
  const AgeSpan& span = tables_.subject_gates[category];
  const uint8_t age = subject.from_age;
  const bool in_span = age >= span.min_age && age <= span.max_age;
  const auto gate = [&](bool own) {
    return in_span &&
           program_.PartnerGateOpen(row.partner, age, subject.in_school,
                                    row.category, operation, own);
  };
  Meaning meaning;
  meaning.gate_open = gate(false);
  meaning.own_gate_open = gate(true);
  meaning.past_ceiling = age >= tables_.clocks.ceiling_age;
  meaning.prohibited =
      ((tables_.category_classes[category] | subject.value_classes) &
       partner.prohibited) != 0;
  if (!IsOfCell(operation)) return meaning;
  const struct Cell& cell =
      tables_.cells[CellAt(row.partner, row.role, row.category, operation)];
  for (uint32_t i = 0; i < cell.count; ++i) {
    const CellGrant& grant = tables_.grants[cell.first + i];
    if (age < grant.min_age || age > grant.max_age) continue;
    (age < grant.told_below_age ? meaning.once_told : meaning.grants)
        .push_back(&grant);
  }
  return meaning;
}

bool LaneProgram::IsClosed(const Row& row) const {
  const bool no_category = row.category == v1::CATEGORY_UNSPECIFIED;
  if (IsOfCell(row.operation)) {
    if (no_category) return true;
    if (row.operation == v1::OPERATION_READ && ActsForPartner(row.role)) {
      return false;
    }
    return tables_
               .cells[CellAt(row.partner, row.role, row.category,
                             row.operation)]
               .count == 0;
  }
  if (!RoleHolds(row.role, row.operation)) return true;
  if (IsChange(row.operation)) {
    return no_category || !ActsForPartner(row.role) ||
           (row.operation == v1::OPERATION_DECISION_VALIDATE &&
            row.category != v1::CATEGORY_DECISION);
  }
  return !no_category && RecordedBy(row.category) != row.operation;
}

bool LaneProgram::IsClosed(const Row& row, const Meaning& meaning) const {
  if (!IsOfCell(row.operation)) return false;
  return meaning.prohibited || (!meaning.gate_open && !meaning.own_gate_open);
}

LaneProgram::Held LaneProgram::HeldOf(const Row& row, v1::Operation operation,
                                      const Meaning& meaning,
                                      const Facts& facts) const {
  const v1::CaseState state = StateOf(meaning, facts);
  Held held;
  if (state == v1::CASE_STATE_UNSPECIFIED) return held;
  held.open_request = Lanes((facts.relations & kOpenRequest) != 0);
  if (!IsOpen(state)) return held;
  held.always = Lanes(row.role == v1::ROLE_COORDINATOR);
  held.contributor = kLanes[3];
  held.own_referral = kLanes[4];
  uint64_t referral = held.own_referral;
  if (facts.notice_given) {
    held.session = kLanes[0];
    held.open_action = kLanes[2];
    referral |= kLanes[5];
    held.pending_validation =
        Lanes((facts.relations & kPendingValidation) != 0);
    if (state == v1::CASE_STATE_ACTIVE) held.lead_worker = kLanes[1];
  }
  held.known = held.session | held.lead_worker | held.open_action |
               held.contributor | referral;
  if (!facts.notice_given && operation != v1::OPERATION_CONTRIBUTE &&
      row.category != v1::CATEGORY_ADMINISTRATIVE) {
    held.known = 0;
    held.contributor = 0;
    held.own_referral = 0;
  }
  return held;
}

void LaneProgram::Cell(const Row& row, v1::Operation operation,
                       const Meaning& meaning, const Facts& facts,
                       Answer& answer) const {
  const bool reading = operation == v1::OPERATION_READ;
  if (!reading && row.role == v1::ROLE_COORDINATOR &&
      RecordedBy(row.category) != v1::OPERATION_UNSPECIFIED &&
      !RoleHolds(row.role, RecordedBy(row.category))) {
    return;
  }
  if (Barred(row, meaning, facts)) return;
  const Held held = HeldOf(row, operation, meaning, facts);
  const bool carried_only = reading && row.category == v1::CATEGORY_ACTION &&
                            facts.is_entry && !facts.carried;
  const auto apply = [&](const CellGrant* grant) {
    if ((grant->conditions & ~facts.conditions) != 0) return;
    if (row.kind != 0 && (grant->kinds & Bit(row.kind)) == 0) return;
    uint64_t lanes = held.AnyOf(grant->relations);
    // By open_action alone, the action it pilots and no other.
    if (carried_only)
      lanes = held.AnyOf(grant->relations & ~kOpenAction & 0xFFFFu);
    answer.Add({.lanes = lanes,
                .fields = grant->fields,
                .kinds = grant->kinds,
                .is_grant = true,
                .own_organisation = grant->own_organisation});
    if ((grant->fields & Bit(v1::Origin::kProfileFieldNumber)) != 0 &&
        row.category == v1::CATEGORY_ORIGIN &&
        row.role == v1::ROLE_COORDINATOR) {
      answer.slice.profile |= lanes;
    }
  };
  for (const CellGrant* grant : meaning.grants) apply(grant);
  if (facts.notice_given) {
    for (const CellGrant* grant : meaning.once_told) apply(grant);
  }
  if (!reading || !ActsForPartner(row.role)) return;
  const bool open = IsOpen(StateOf(meaning, facts));
  const bool lead_worker = row.category == v1::CATEGORY_LEAD_WORKER;
  if (facts.is_entry && facts.own) {
    answer.AddRule(Lanes(open));
    if (row.category == v1::CATEGORY_ORIGIN &&
        row.role == v1::ROLE_COORDINATOR) {
      answer.slice.profile |= Lanes(open);
    }
  }
  if (row.category == v1::CATEGORY_IDENTITY || lead_worker) {
    answer.AddRule(held.lead_worker | held.open_action);
  }
  if (facts.is_entry && facts.asked &&
      (lead_worker || row.category == v1::CATEGORY_ACTION)) {
    answer.AddRule(Lanes(open && facts.notice_given));
  }
}

void LaneProgram::Change(const Row& row, const Meaning& meaning,
                         const Facts& facts, Answer& answer) const {
  const bool validating = row.operation == v1::OPERATION_DECISION_VALIDATE;
  const v1::CaseState state = StateOf(meaning, facts);
  if ((!facts.is_entry && !validating) || state == v1::CASE_STATE_UNSPECIFIED) {
    return;
  }
  const bool superseding = row.operation == v1::OPERATION_SUPERSEDE;
  if (facts.own && !validating) {
    const bool refused =
        (superseding && meaning.prohibited) ||
        (row.operation == v1::OPERATION_NARROW && !IsOpen(state));
    answer.AddRule(Lanes(!refused));
    return;
  }
  if (!superseding && !validating) return;
  if (Barred(row, meaning, facts)) return;
  const Held held = HeldOf(row, row.operation, meaning, facts);
  const bool action = row.category == v1::CATEGORY_ACTION;
  const bool lead_worker = row.category == v1::CATEGORY_LEAD_WORKER;
  const auto add = [&](uint64_t lanes, uint64_t fields) {
    answer.Add({.lanes = lanes, .fields = fields, .kinds = kAllKinds});
  };
  if (action) {
    add(held.lead_worker | (facts.carried ? held.open_action : 0),
        Bit(v1::Action::kResultFieldNumber) |
            Bit(v1::Action::kCommentFieldNumber));
  } else if (lead_worker && facts.carried) {
    add(held.lead_worker, Bit(v1::LeadWorker::kContactsFieldNumber));
  }
  if ((action || lead_worker) && facts.asked) {
    add(Lanes(IsOpen(state) && facts.notice_given),
        action ? Bit(v1::Action::kAcceptedDateFieldNumber)
               : Bit(v1::LeadWorker::kAcceptedDateFieldNumber) |
                     Bit(v1::LeadWorker::kMemberFieldNumber));
  }
  if (row.category == v1::CATEGORY_DECISION && row.role == v1::ROLE_CO_PILOT) {
    add(held.pending_validation,
        Bit(v1::Decision::kStateFieldNumber) |
            Bit(v1::Decision::kValidationsFieldNumber));
  }
}

void LaneProgram::OfRole(const Row& row, const Meaning& meaning,
                         const Facts& facts, Answer& answer) const {
  if ((Bit(row.operation) & kEndAtExit) != 0 &&
      StateOf(meaning, facts) == v1::CASE_STATE_EXITED) {
    return;
  }
  if (row.category == v1::CATEGORY_UNSPECIFIED) {
    answer.AddRule(kAllLanes);
    return;
  }
  // Recorded as an entry: what its category gives, then the role's own rule,
  // which widens nothing.
  Cell(row, v1::OPERATION_CONTRIBUTE, meaning, facts, answer);
  answer.Add({.lanes = answer.slice.allowed,
              .fields = kAllFields,
              .kinds = kAllKinds,
              .own_organisation = true});
}

Slice LaneProgram::EvaluateOpen(const Row& row, const Meaning& meaning,
                                const Facts& facts,
                                std::vector<SlicePart>* parts) const {
  Answer answer;
  answer.parts = parts;
  if (IsOfCell(row.operation)) {
    Cell(row, row.operation, meaning, facts, answer);
  } else if (IsChange(row.operation)) {
    Change(row, meaning, facts, answer);
  } else {
    OfRole(row, meaning, facts, answer);
  }
  return answer.slice;
}

}  // namespace sceau::policy
