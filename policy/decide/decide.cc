// Program::Decide(): the charter's grants and the rules that are code, against
// what beats them. Read downward: standing, then by kind of operation.
#include <algorithm>

#include "policy/decide/program.h"

namespace sceau::policy {
namespace {

constexpr uint16_t kRawRelations = 0xFF;
constexpr uint16_t kMakesKnown = kSession | kLeadWorker | kOpenAction |
                                 kContributor | kOwnReferral | kTypedSender;
constexpr uint8_t kAllConditions = kWrittenBasis | kAgreement;
constexpr uint8_t kAllClasses =
    kClassA | kClassB | kClassBSchool | kClassBOffence | kClassC;
constexpr uint8_t kAllStandings =
    kUnsigned | kSuspended | kRecused | kOutOfTerm;

constexpr uint64_t Bit(int n) {
  return uint64_t{1} << static_cast<unsigned>(n);
}

// What answers without a signature of the version in force.
constexpr uint64_t kWithoutSignature =
    Bit(v1::OPERATION_WHO_AM_I) | Bit(v1::OPERATION_CHARTER_READ) |
    Bit(v1::OPERATION_CHARTER_SIGN) | Bit(v1::OPERATION_JOURNAL_PROOF);
// What is of no case: recusal and term leave it.
constexpr uint64_t kOfNoCase =
    kWithoutSignature | Bit(v1::OPERATION_MEMBER_REGISTER) |
    Bit(v1::OPERATION_MEMBER_CONFIRM) | Bit(v1::OPERATION_MEMBER_SUSPEND) |
    Bit(v1::OPERATION_MEMBER_REMOVE) | Bit(v1::OPERATION_MEMBER_LIST) |
    Bit(v1::OPERATION_CHARTER_ADOPT) | Bit(v1::OPERATION_EXPLAIN) |
    Bit(v1::OPERATION_JOURNAL_LIST) | Bit(v1::OPERATION_SIGNATURE_LIST) |
    Bit(v1::OPERATION_SERVER_CHECK) | Bit(v1::OPERATION_CHARTER_LIST) |
    Bit(v1::OPERATION_CHARTER_PREPARE) | Bit(v1::OPERATION_CHARTER_PROPOSE) |
    Bit(v1::OPERATION_CHARTER_OPINION) | Bit(v1::OPERATION_CHARTER_AGREE) |
    Bit(v1::OPERATION_CHARTER_REPLAY) | Bit(v1::OPERATION_MEMBER_RECUSE) |
    Bit(v1::OPERATION_JOURNAL_REVIEW) | Bit(v1::OPERATION_JOURNAL_ANSWER) |
    Bit(v1::OPERATION_JOURNAL_OVERSEE);
// Of the role's operations, those that write into a case: its exit ends them.
constexpr uint64_t kEndAtExit =
    Bit(v1::OPERATION_NOTICE_RECORD) | Bit(v1::OPERATION_LEAD_WORKER_SET) |
    Bit(v1::OPERATION_CONDITION_RECORD) | Bit(v1::OPERATION_EXCEPTION_VALIDATE);

// Fields that rules other than ownership may change.
constexpr uint64_t kReportedOnAction =
    Bit(v1::Action::kResultFieldNumber) | Bit(v1::Action::kCommentFieldNumber);
constexpr uint64_t kReportedOnLeadWorker =
    Bit(v1::LeadWorker::kContactsFieldNumber);
constexpr uint64_t kAcceptedOnAction =
    Bit(v1::Action::kAcceptedDateFieldNumber);
constexpr uint64_t kAcceptedOnLeadWorker =
    Bit(v1::LeadWorker::kAcceptedDateFieldNumber) |
    Bit(v1::LeadWorker::kMemberFieldNumber);
constexpr uint64_t kValidated = Bit(v1::Decision::kStateFieldNumber) |
                                Bit(v1::Decision::kValidationsFieldNumber);

Decision Refused(Refusal refusal) {
  Decision decision;
  decision.refusal = refusal;
  return decision;
}

// What a question means, whatever the charter says; anything else is refused
// as an error.
bool MakesSense(const Question& q) {
  return v1::Operation_IsValid(q.operation) &&
         q.operation != v1::OPERATION_UNSPECIFIED &&
         v1::Category_IsValid(q.category) && v1::Role_IsValid(q.role) &&
         v1::CaseState_IsValid(q.state) && (q.standing & ~kAllStandings) == 0 &&
         (q.relations & ~kRawRelations) == 0 &&
         (q.conditions & ~kAllConditions) == 0 &&
         (q.value_classes & ~kAllClasses) == 0 && q.kind < 32;
}

bool StandingRefuses(const Question& q) {
  const uint64_t operation = Bit(q.operation);
  if ((q.standing & kSuspended) != 0) return true;
  if ((q.standing & kUnsigned) != 0 && (operation & kWithoutSignature) == 0) {
    return true;
  }
  return (q.standing & (kRecused | kOutOfTerm)) != 0 &&
         (operation & kOfNoCase) == 0;
}

// Who holds the rights of an organisation's members.
bool ActsForPartner(v1::Role role) {
  return role == v1::ROLE_MEMBER || role == v1::ROLE_COORDINATOR ||
         role == v1::ROLE_CO_PILOT;
}

bool IsOpen(v1::CaseState state) {
  return state == v1::CASE_STATE_ADMITTED || state == v1::CASE_STATE_ACTIVE;
}

// The table of policy/README.md: which of the raw relations hold, given the
// case's state and whether the person has been told.
uint16_t Effective(const Question& q, v1::CaseState state, bool notice) {
  if (state == v1::CASE_STATE_UNSPECIFIED) return 0;
  uint16_t held = q.relations & kOpenRequest;
  if (!IsOpen(state)) return held;
  if (q.role == v1::ROLE_COORDINATOR) held |= kAlways;
  uint16_t opened = kContributor | kOwnReferral;
  if (notice) {
    opened |= kSession | kOpenAction | kPendingValidation | kTypedSender;
    if (state == v1::CASE_STATE_ACTIVE) opened |= kLeadWorker;
  }
  held |= q.relations & opened;
  if ((held & kMakesKnown) != 0) held |= kKnown;
  // Before notice: contributing and the state of the case, nothing of
  // another's.
  const bool reads_content = q.operation != v1::OPERATION_CONTRIBUTE &&
                             q.category != v1::CATEGORY_ADMINISTRATIVE;
  if (!notice && reads_content) {
    held &= static_cast<uint16_t>(~(kKnown | kContributor | kOwnReferral));
  }
  return held;
}

// The coordinator's deposits of these categories are operations of the role
// too: both must hold.
v1::Operation RecordedBy(v1::Category category) {
  if (category == v1::CATEGORY_NOTICE) return v1::OPERATION_NOTICE_RECORD;
  if (category == v1::CATEGORY_LEAD_WORKER) {
    return v1::OPERATION_LEAD_WORKER_SET;
  }
  return v1::OPERATION_UNSPECIFIED;
}

// Whether the bits are one class that exists. None, two, or a bit that names
// nothing is an error of the tables, and an error refuses.
bool IsOneClass(uint8_t data_class) {
  return (data_class & kAllClasses) == data_class && data_class != 0 &&
         (data_class & (data_class - 1)) == 0;
}

// What is said of conditions that are not met. One that nobody can record is
// an error of the tables: never met, and not the caller's to mend.
Refusal NotMet(uint8_t missing) {
  if ((missing & ~kAllConditions) != 0) return Refusal::kError;
  return (missing & kWrittenBasis) != 0 ? Refusal::kWrittenBasis
                                        : Refusal::kAgreement;
}

// The furthest a grant came; later enumerators came further (types.h).
void Note(Refusal refusal, Decision& decision) {
  decision.refusal = std::max(decision.refusal, refusal);
}

// Why none of `wanted` is effective: what the person's being told, or another
// state of the case, would change.
Refusal WhyNot(const Question& q, uint16_t wanted, v1::CaseState state) {
  if ((Effective(q, state, true) & wanted) != 0) return Refusal::kNotice;
  if ((Effective(q, v1::CASE_STATE_ACTIVE, true) & wanted) != 0) {
    return Refusal::kState;
  }
  return Refusal::kNoRelation;
}

void Allow(uint16_t rule, uint64_t fields, uint32_t kinds, Decision& decision) {
  decision.allowed = true;
  decision.fields |= fields;
  decision.kinds |= kinds;
  if (decision.rule_count < kMaxRules) {
    decision.rules[decision.rule_count++] = rule;
  }
}

Decision Settled(const Question& q, Decision decision) {
  if (!decision.allowed) return decision;
  decision.refusal = Refusal::kNone;
  decision.partial |=
      q.operation == v1::OPERATION_READ &&
      (decision.fields != kAllFields || decision.kinds != kAllKinds);
  if (q.category == v1::CATEGORY_ORIGIN && q.role != v1::ROLE_COORDINATOR) {
    decision.fields &= ~Bit(v1::Origin::kProfileFieldNumber);
  }
  return decision;
}

}  // namespace

Decision Program::Decide(const Question& q) const {
  if (!MakesSense(q)) return Refused(Refusal::kError);
  if (q.partner >= tables_.partners.size() || q.role == v1::ROLE_UNSPECIFIED) {
    return Refused(Refusal::kClosedWorld);
  }
  if (StandingRefuses(q)) return Refused(Refusal::kNobody);
  switch (q.operation) {
    case v1::OPERATION_READ:
    case v1::OPERATION_CONTRIBUTE:
      return Settled(q, DecideCell(q));
    case v1::OPERATION_SUPERSEDE:
    case v1::OPERATION_NARROW:
    case v1::OPERATION_WITHDRAW:
    case v1::OPERATION_DECISION_VALIDATE:
      return Settled(q, DecideEntry(q));
    default:
      return Settled(q, DecideRole(q));
  }
}

v1::CaseState Program::StateOf(const Question& q) const {
  const bool past_ceiling = q.age >= tables_.clocks.ceiling_age;
  return past_ceiling && q.state != v1::CASE_STATE_UNSPECIFIED
             ? v1::CASE_STATE_EXITED
             : q.state;
}

Refusal Program::Barred(const Question& q) const {
  const PartnerRow& partner = tables_.partners[q.partner];
  const auto category = static_cast<size_t>(q.category);
  const uint8_t data_class = tables_.category_classes[category];
  if (!IsOneClass(data_class)) return Refusal::kError;
  if (((data_class | q.value_classes) & partner.prohibited) != 0) {
    return Refusal::kProhibited;
  }
  const AgeSpan& subject = tables_.subject_gates[category];
  if (q.age < subject.min_age || q.age > subject.max_age ||
      !PartnerGateOpen(q.partner, q.age, q.in_school, q.category, q.operation,
                       q.own)) {
    return Refusal::kGate;
  }
  // The owner keeps what it wrote; the coordinator keeps the file.
  if (q.narrowed_out && !q.own && q.role != v1::ROLE_COORDINATOR) {
    return Refusal::kNarrowed;
  }
  return Refusal::kNone;
}

Decision Program::DecideCell(const Question& q) const {
  if (q.category == v1::CATEGORY_UNSPECIFIED) return Refused(Refusal::kError);
  const bool reading = q.operation == v1::OPERATION_READ;
  const bool member = ActsForPartner(q.role);
  const bool own = reading && member && q.is_entry && q.own;
  const bool asked = reading && member && q.is_entry && q.asked &&
                     (q.category == v1::CATEGORY_ACTION ||
                      q.category == v1::CATEGORY_LEAD_WORKER);
  const bool carrying = reading && member &&
                        (q.category == v1::CATEGORY_IDENTITY ||
                         q.category == v1::CATEGORY_LEAD_WORKER);
  const Cell cell =
      tables_.cells[CellAt(q.partner, q.role, q.category, q.operation)];
  if (cell.count == 0 && !own && !asked && !carrying) {
    return Refused(Refusal::kClosedWorld);
  }
  if (!reading && q.role == v1::ROLE_COORDINATOR &&
      RecordedBy(q.category) != v1::OPERATION_UNSPECIFIED &&
      !RoleHolds(q.role, RecordedBy(q.category))) {
    return Refused(Refusal::kClosedWorld);
  }
  if (const Refusal barred = Barred(q); barred != Refusal::kNone) {
    return Refused(barred);
  }

  Decision decision;
  const v1::CaseState state = StateOf(q);
  const uint16_t effective = Effective(q, state, q.notice_given);
  for (uint16_t i = 0; i < cell.count; ++i) {
    ApplyGrant(q, tables_.grants[cell.first + i], effective, decision);
  }
  if (own) {
    if (IsOpen(state)) {
      const bool coordinator = q.role == v1::ROLE_COORDINATOR;
      Allow(RuleIndex(coordinator ? RuleId::kOwnSecretariat : RuleId::kOwn),
            kAllFields, kAllKinds, decision);
    } else {
      Note(Refusal::kState, decision);
    }
  }
  if (carrying) {
    if ((effective & (kLeadWorker | kOpenAction)) != 0) {
      Allow(RuleIndex(RuleId::kCarrying), kAllFields, kAllKinds, decision);
    } else {
      Note(WhyNot(q, kLeadWorker | kOpenAction, state), decision);
    }
  }
  if (asked) {
    if (IsOpen(state) && q.notice_given) {
      Allow(RuleIndex(RuleId::kAsked), kAllFields, kAllKinds, decision);
    } else {
      Note(IsOpen(state) ? Refusal::kNotice : Refusal::kState, decision);
    }
  }
  return decision;
}

void Program::ApplyGrant(const Question& q, const CellGrant& grant,
                         uint16_t effective, Decision& decision) const {
  const uint16_t held = effective & grant.relations;
  // By open_action, the action it pilots and no other.
  const bool carried_only = q.operation == v1::OPERATION_READ &&
                            q.category == v1::CATEGORY_ACTION &&
                            held == kOpenAction;
  if (held == 0) {
    Note(WhyNot(q, grant.relations, StateOf(q)), decision);
  } else if (carried_only && q.is_entry && !q.carried) {
    Note(Refusal::kNoRelation, decision);
  } else if (q.kind != 0 && (grant.kinds & Bit(q.kind)) == 0) {
    Note(Refusal::kClosedWorld, decision);
  } else if (q.age < grant.min_age || q.age > grant.max_age) {
    Note(Refusal::kGate, decision);
  } else if (q.age < grant.told_below_age && !q.notice_given) {
    Note(Refusal::kNotice, decision);
  } else if (const auto missing =
                 static_cast<uint8_t>(grant.conditions & ~q.conditions);
             missing != 0) {
    Note(NotMet(missing), decision);
  } else {
    const bool first = !decision.allowed;
    decision.partial =
        (first || decision.partial) && carried_only && !q.is_entry;
    decision.own_organisation =
        (first || decision.own_organisation) && grant.own_organisation;
    Allow(grant.rule, grant.fields, grant.kinds, decision);
  }
}

Decision Program::DecideEntry(const Question& q) const {
  const bool validating = q.operation == v1::OPERATION_DECISION_VALIDATE;
  if (q.category == v1::CATEGORY_UNSPECIFIED ||
      (validating && q.category != v1::CATEGORY_DECISION)) {
    return Refused(Refusal::kError);
  }
  if (!ActsForPartner(q.role) || !RoleHolds(q.role, q.operation) ||
      (!q.is_entry && !validating)) {
    return Refused(Refusal::kClosedWorld);
  }
  const v1::CaseState state = StateOf(q);
  if (state == v1::CASE_STATE_UNSPECIFIED) return Refused(Refusal::kState);
  return q.own && !validating ? DecideCorrection(q, state)
                              : DecideReport(q, state);
}

Decision Program::DecideCorrection(const Question& q,
                                   v1::CaseState state) const {
  // Writing a prohibited class stays prohibited; giving up is always open.
  const auto category = static_cast<size_t>(q.category);
  const uint8_t data_class = tables_.category_classes[category];
  if (q.operation == v1::OPERATION_SUPERSEDE) {
    if (!IsOneClass(data_class)) return Refused(Refusal::kError);
    if (((data_class | q.value_classes) &
         tables_.partners[q.partner].prohibited) != 0) {
      return Refused(Refusal::kProhibited);
    }
  }
  if (q.operation == v1::OPERATION_NARROW && !IsOpen(state)) {
    return Refused(Refusal::kState);
  }
  Decision decision;
  Allow(RuleIndex(RuleId::kCorrect), kAllFields, kAllKinds, decision);
  return decision;
}

Decision Program::DecideReport(const Question& q, v1::CaseState state) const {
  if (q.operation != v1::OPERATION_SUPERSEDE &&
      q.operation != v1::OPERATION_DECISION_VALIDATE) {
    return Refused(Refusal::kClosedWorld);
  }
  if (const Refusal barred = Barred(q); barred != Refusal::kNone) {
    return Refused(barred);
  }
  const uint16_t effective = Effective(q, state, q.notice_given);
  const bool action = q.category == v1::CATEGORY_ACTION;
  const bool lead_worker = q.category == v1::CATEGORY_LEAD_WORKER;
  uint16_t wanted = 0;
  Decision decision;
  if (action || (lead_worker && q.carried)) {
    wanted = action && q.carried ? kOpenAction | kLeadWorker : kLeadWorker;
    if ((effective & wanted) != 0) {
      Allow(RuleIndex(RuleId::kReport),
            action ? kReportedOnAction : kReportedOnLeadWorker, kAllKinds,
            decision);
    }
  }
  if ((action || lead_worker) && q.asked) {
    if (IsOpen(state) && q.notice_given) {
      Allow(RuleIndex(RuleId::kAsked),
            action ? kAcceptedOnAction : kAcceptedOnLeadWorker, kAllKinds,
            decision);
    } else {
      Note(IsOpen(state) ? Refusal::kNotice : Refusal::kState, decision);
    }
  }
  if (q.category == v1::CATEGORY_DECISION && q.role == v1::ROLE_CO_PILOT) {
    wanted = kPendingValidation;
    if ((effective & wanted) != 0) {
      Allow(RuleIndex(RuleId::kValidate), kValidated, kAllKinds, decision);
    }
  }
  if (!decision.allowed && wanted != 0) {
    Note(WhyNot(q, wanted, state), decision);
  }
  return decision;
}

Decision Program::DecideRole(const Question& q) const {
  const auto role = static_cast<size_t>(q.role);
  const bool recording = q.operation == v1::OPERATION_NOTICE_RECORD ||
                         q.operation == v1::OPERATION_LEAD_WORKER_SET;
  if (q.category != v1::CATEGORY_UNSPECIFIED &&
      (!recording || RecordedBy(q.category) != q.operation)) {
    return Refused(Refusal::kError);
  }
  if (!RoleHolds(q.role, q.operation)) {
    return Refused(Refusal::kClosedWorld);
  }
  if ((Bit(q.operation) & kEndAtExit) != 0 &&
      StateOf(q) == v1::CASE_STATE_EXITED) {
    return Refused(Refusal::kState);
  }
  Decision decision;
  if (q.category != v1::CATEGORY_UNSPECIFIED) {
    Question contribution = q;
    contribution.operation = v1::OPERATION_CONTRIBUTE;
    decision = DecideCell(contribution);
    if (!decision.allowed) return decision;
  }
  Allow(tables_.role_rules[role][static_cast<size_t>(q.operation)], kAllFields,
        kAllKinds, decision);
  return decision;
}

}  // namespace sceau::policy
