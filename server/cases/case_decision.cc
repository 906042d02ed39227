#include "server/cases/case_decision.h"

#include <algorithm>

#include "server/cases/conditions.h"
#include "server/content/bounds.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

template <typename List>
bool Contains(const List& list, absl::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

const storage::v1::ActionFact* FindAction(const CaseFacts& facts,
                                          absl::string_view entry) {
  for (const auto& action : facts.actions()) {
    if (action.entry() == entry) return &action;
  }
  return nullptr;
}

const storage::v1::LeadWorkerFact* FindLead(const CaseFacts& facts,
                                            absl::string_view entry) {
  for (const auto& lead : facts.lead_workers()) {
    if (lead.entry() == entry) return &lead;
  }
  return nullptr;
}

// Whether what an organisation proposed of itself still has behind it what it
// needs. Of what another proposed, always.
template <typename Fact>
bool IsBacked(const Call& call, const CaseFacts& facts, const Fact& fact,
              v1::Category category, absl::string_view organisation) {
  return !fact.own_proposal() ||
         OwnProposalConditions(*call.charter->program, facts, category,
                               organisation, call.today) == kOwnProposalNeeds;
}

bool IsBacked(const Call& call, const CaseFacts& facts,
              const storage::v1::ActionFact& action) {
  return IsBacked(call, facts, action, v1::CATEGORY_ACTION, action.pilot());
}

bool IsBacked(const Call& call, const CaseFacts& facts,
              const storage::v1::LeadWorkerFact& lead) {
  return IsBacked(call, facts, lead, v1::CATEGORY_LEAD_WORKER,
                  lead.organisation());
}

bool AwaitsCoPilot(const CaseFacts& facts, const std::string& partner) {
  return std::any_of(facts.decisions().begin(), facts.decisions().end(),
                     [&partner](const auto& decision) {
                       return decision.validated_by_size() < 2 &&
                              !IsNarrowedOut(decision, partner) &&
                              !Contains(decision.validated_by(), partner);
                     });
}

// Whether of this person an exemption from the notice is no notice: for youth
// justice, whose word on a minor comes after the minor and a representative
// know of it (the charter's "told_if_minor").
bool NeedsNoticeRecorded(const policy::Program& program,
                         const policy::Question& question) {
  return question.role != v1::ROLE_COORDINATOR &&
         question.partner < program.partner_count() &&
         program.Function(question.partner) ==
             v1::PARTNER_FUNCTION_YOUTH_JUSTICE &&
         question.age < kMajority;
}

// Whether the role makes its holder a member of the own partner.
bool IsOfPartner(v1::Role role) {
  return role == v1::ROLE_MEMBER || role == v1::ROLE_CO_PILOT ||
         role == v1::ROLE_COORDINATOR;
}

uint16_t RelationsOf(const Call& call, const Agenda& agenda,
                     absl::string_view case_id, const CaseFacts& facts) {
  const Caller& caller = call.caller;
  if (!IsOfPartner(caller.role)) return 0;
  uint16_t bits = 0;
  const auto& program = *call.charter->program;
  const WindowRule rule{.days_before = program.clocks().window_days_before,
                        .days_after = program.clocks().window_days_after};
  if (agenda.IsConvened(case_id, caller.member, call.today, rule)) {
    bits |= policy::kSession;
  }
  for (const auto& lead : facts.lead_workers()) {
    if (lead.accepted() && !lead.ended() && lead.member() == caller.member &&
        IsBacked(call, facts, lead)) {
      bits |= policy::kLeadWorker;
    }
  }
  for (const auto& action : facts.actions()) {
    if (action.accepted() && action.open() &&
        action.pilot() == caller.partner && IsBacked(call, facts, action)) {
      bits |= policy::kOpenAction;
    }
  }
  if (Contains(facts.contributors(), caller.partner)) {
    bits |= policy::kContributor;
  }
  if (Contains(facts.referred_by(), caller.partner)) {
    bits |= policy::kOwnReferral;
  }
  if (Contains(facts.typed_senders(), caller.partner)) {
    bits |= policy::kTypedSender;
  }
  if (caller.role == v1::ROLE_CO_PILOT &&
      AwaitsCoPilot(facts, caller.partner)) {
    bits |= policy::kPendingValidation;
  }
  return bits;
}

}  // namespace

CaseAsker::CaseAsker(const Call& call, const Agenda& agenda,
                     absl::string_view case_id, const CaseFacts& facts)
    : call_(call),
      facts_(facts),
      relations_(RelationsOf(call, agenda, case_id, facts)) {
  base_.partner = call.caller.partner_index;
  base_.role = call.caller.role;
  base_.standing = call.caller.standing;
  if (IsRecused(call, case_id)) base_.standing |= policy::kRecused;
  base_.relations = relations_;
  base_.age = AgeOf(facts, call.today);
  base_.in_school = InSchool(facts);
  base_.state =
      StateOf(facts, call.today, call.charter->program->clocks().ceiling_age);
  base_.notice_given = NoticeGiven(facts, call.today);
}

policy::Question CaseAsker::About(v1::Operation operation,
                                  v1::Category category) const {
  policy::Question question = base_;
  question.operation = operation;
  question.category = category;
  if (operation == v1::OPERATION_CONTRIBUTE &&
      NeedsNoticeRecorded(*call_.charter->program, question)) {
    question.notice_given =
        NoticeStateOf(facts_, call_.today) == v1::NOTICE_STATE_RECORDED;
  }
  question.conditions = StandingConditions(
      *call_.charter->program, facts_, category,
      operation == v1::OPERATION_CONTRIBUTE ? call_.caller.owner()
                                            : absl::string_view(),
      call_.today);
  return question;
}

policy::Question CaseAsker::About(v1::Operation operation,
                                  const EntryHeader& header) const {
  policy::Question question = About(operation, header.category);
  question.is_entry = true;
  question.own = header.owner == call_.caller.owner();
  question.narrowed_out = IsUnnamed(header) ||
                          (!header.narrowed_to.empty() &&
                           !Contains(header.narrowed_to, call_.caller.partner));
  question.asked = IsAsked(header);
  question.carried = IsCarried(header);
  question.kind = header.kind;
  question.value_classes = header.value_classes;
  // The condition that lets the entry be read is the one its owner needed.
  question.conditions =
      StandingConditions(*call_.charter->program, facts_, header.category,
                         header.owner, call_.today);
  return question;
}

policy::Decision CaseAsker::Decide(const policy::Question& question) const {
  return call_.charter->program->Decide(question);
}

policy::Decision CaseAsker::DecideRead(const EntryHeader& header) const {
  policy::Question question = About(v1::OPERATION_READ, header);
  policy::Decision now = Decide(question);
  if (!now.allowed) return now;
  const CompiledCharter* const promised = EarlierCharter(
      call_, header.owner, absl::FromUnixNanos(header.made_time_ns));
  if (promised == nullptr) return now;
  // Partners are numbered in each version anew.
  question.partner = promised->program->FindPartner(call_.caller.partner);
  const policy::Decision then = promised->program->Decide(question);
  now.fields &= then.fields;
  now.kinds &= then.kinds;
  now.partial |= then.partial;
  if (then.allowed && now.fields != 0) return now;
  policy::Decision refused;
  refused.refusal = then.allowed ? policy::Refusal::kClosedWorld : then.refusal;
  return refused;
}

bool CaseAsker::IsOfEveryOwner(v1::Category category) const {
  policy::Question question = About(v1::OPERATION_READ, category);
  const uint8_t shared =
      SharedConditions(*call_.charter->program, facts_, category, call_.today);
  if (question.conditions == shared ||
      !HasLapsed(facts_, category, call_.today)) {
    return true;
  }
  question.conditions = shared;
  return Decide(question).allowed;
}

bool CaseAsker::AwaitsNotice() const {
  const policy::Question question =
      About(v1::OPERATION_CONTRIBUTE, v1::CATEGORY_UNSPECIFIED);
  return !question.notice_given &&
         NeedsNoticeRecorded(*call_.charter->program, question);
}

bool CaseAsker::IsAsked(absl::string_view entry) const {
  const Caller& caller = call_.caller;
  if (!IsOfPartner(caller.role)) return false;
  if (const auto* action = FindAction(facts_, entry)) {
    return !action->accepted() && action->open() &&
           action->pilot() == caller.partner &&
           !IsNarrowedOut(*action, caller.partner) &&
           IsBacked(call_, facts_, *action);
  }
  if (const auto* lead = FindLead(facts_, entry)) {
    if (lead->accepted() || lead->ended() ||
        IsNarrowedOut(*lead, caller.partner) ||
        !IsBacked(call_, facts_, *lead)) {
      return false;
    }
    return lead->member().empty() ? lead->organisation() == caller.partner
                                  : lead->member() == caller.member;
  }
  return false;
}

bool CaseAsker::IsUnnamed(const EntryHeader& header) const {
  return IsOwnProposal(facts_, header.id) &&
         header.owner != call_.caller.partner &&
         NamedByAgreement(facts_, header.category, header.owner, call_.today)
                 .count(call_.caller.partner) == 0;
}

bool CaseAsker::MayChange(const EntryHeader& header) const {
  if (header.owner == call_.caller.owner()) return true;
  switch (header.category) {
    case v1::CATEGORY_ACTION:
    case v1::CATEGORY_LEAD_WORKER:
      return Decide(About(v1::OPERATION_SUPERSEDE, header)).allowed;
    case v1::CATEGORY_DECISION:
      return Decide(About(v1::OPERATION_DECISION_VALIDATE, header)).allowed;
    default:  // No rule lets anyone but the owner.
      return false;
  }
}

bool CaseAsker::MaySeeSomething() const {
  const Caller& caller = call_.caller;
  if (caller.IsCoordinator()) return true;
  constexpr uint16_t kBrought = policy::kContributor | policy::kOwnReferral;
  if ((relations_ & kBrought) != 0) return true;
  if (!IsOfPartner(caller.role) || !NoticeGiven(facts_, call_.today)) {
    return false;
  }
  if (relations_ != 0) return true;
  return std::any_of(facts_.lead_workers().begin(), facts_.lead_workers().end(),
                     [&caller](const auto& lead) {
                       return !IsNarrowedOut(lead, caller.partner) &&
                              (lead.member().empty()
                                   ? lead.organisation() == caller.partner
                                   : lead.member() == caller.member);
                     }) ||
         std::any_of(facts_.actions().begin(), facts_.actions().end(),
                     [&caller](const auto& action) {
                       return action.pilot() == caller.partner &&
                              !IsNarrowedOut(action, caller.partner);
                     });
}

bool CaseAsker::IsCarried(const EntryHeader& header) const {
  const Caller& caller = call_.caller;
  if (!IsOfPartner(caller.role)) return false;
  if (const auto* action = FindAction(facts_, header.id)) {
    return action->accepted() && action->pilot() == caller.partner;
  }
  if (const auto* lead = FindLead(facts_, header.id)) {
    return lead->accepted() && lead->member() == caller.member;
  }
  return false;
}

bool CaseDecision::Any() const {
  return cut || !readable.empty() ||
         std::any_of(sections.begin(), sections.end(),
                     [](const auto& section) { return section.allowed; });
}

uint32_t CaseDecision::Released() const {
  uint32_t bits = 0;
  for (const Readable& each : readable) {
    bits |= uint32_t{1} << static_cast<unsigned>(each.header.category);
  }
  if (sections[v1::CATEGORY_ADMINISTRATIVE].allowed) {
    bits |= uint32_t{1} << static_cast<unsigned>(v1::CATEGORY_ADMINISTRATIVE);
  }
  return bits;
}

std::vector<uint16_t> CaseDecision::Rules() const {
  std::vector<uint16_t> rules;
  const auto add = [&rules](const policy::Decision& decision) {
    for (size_t i = 0; i < decision.rule_count; ++i) {
      const bool is_new = std::find(rules.begin(), rules.end(),
                                    decision.rules[i]) == rules.end();
      if (is_new && rules.size() < policy::kMaxRules) {
        rules.push_back(decision.rules[i]);
      }
    }
  };
  for (const auto& section : sections) {
    if (section.allowed) add(section);
  }
  for (const Readable& each : readable) add(each.decision);
  return rules;
}

CaseDecision DecideSections(const CaseAsker& asker) {
  CaseDecision decision;
  for (int number = 1; number <= static_cast<int>(kCategoryCount); ++number) {
    const auto category = static_cast<v1::Category>(number);
    const auto index = static_cast<size_t>(number);
    decision.sections[index] = asker.DecideRead(category);
    if (decision.sections[index].allowed) {
      decision.sections[index].partial |= !asker.IsOfEveryOwner(category);
      continue;
    }
    policy::Question own = asker.About(v1::OPERATION_READ, category);
    own.is_entry = true;
    own.own = true;
    decision.own[index] = asker.Decide(own).allowed;
  }
  return decision;
}

void DecideEntries(const CaseAsker& asker,
                   const std::vector<EntryHeader>& headers,
                   CaseDecision& decision) {
  for (const EntryHeader& header : headers) {
    if (!header.standing()) continue;
    const policy::Decision read = asker.DecideRead(header);
    if (!read.allowed) continue;
    decision.readable.push_back({.header = header,
                                 .decision = read,
                                 .asked = asker.IsAsked(header),
                                 .may_change = asker.MayChange(header)});
  }
}

}  // namespace sceau
