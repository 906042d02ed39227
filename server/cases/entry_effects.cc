#include "server/cases/entry_effects.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "policy/decide/ages.h"
#include "proto/contract/errors.h"
#include "server/cases/case_sections.h"
#include "server/cases/conditions.h"
#include "server/cases/judged_against.h"
#include "server/cases/own_proposal.h"
#include "server/cases/releaser.h"
#include "server/content/validate_entry.h"
#include "server/journal/inputs.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

// Most standing representatives of a case, of those the depositor may read.
constexpr int kMaxRepresentatives = 4;

absl::Status StateForbids(absl::string_view message) {
  return Error(v1::ERROR_REASON_STATE_FORBIDS, message);
}

// What of the case's own state forbids another entry of the category. Only
// what the caller knows counts: a bound that others' entries use up would tell
// how many there are.
absl::Status CheckRoom(const CaseRooms& rooms, const Call& call,
                       const CaseEdit& edit, v1::Category category) {
  const auto count = [&edit, category](const auto& known) {
    return std::count_if(edit.headers().begin(), edit.headers().end(),
                         [category, &known](const EntryHeader& header) {
                           return header.standing() &&
                                  header.category == category && known(header);
                         });
  };
  const auto own = [&call](const EntryHeader& header) {
    return header.owner == call.caller.owner();
  };
  if (category == v1::CATEGORY_IDENTITY && count(own) > 0) {
    return StateForbids("an identity stands already: supersede it");
  }
  const CaseAsker asker(call, rooms.agenda, edit.name().id(), edit.facts());
  const auto read = [&asker, &own](const EntryHeader& header) {
    return own(header) || asker.DecideRead(header).allowed;
  };
  if (category == v1::CATEGORY_LEGAL_REPRESENTATIVES &&
      count(read) >= kMaxRepresentatives) {
    return StateForbids("the case has as many representatives as it can");
  }
  return absl::OkStatus();
}

// The operation that the coordinator's deposit of a category needs beside the
// category's own cell.
v1::Operation RoleOperation(const Call& call, v1::Category category) {
  if (!call.caller.IsCoordinator()) return v1::OPERATION_UNSPECIFIED;
  if (category == v1::CATEGORY_NOTICE) return v1::OPERATION_NOTICE_RECORD;
  if (category == v1::CATEGORY_LEAD_WORKER) {
    return v1::OPERATION_LEAD_WORKER_SET;
  }
  return v1::OPERATION_UNSPECIFIED;
}

// What of the case's conditions stands for the deposit, those that it declares
// itself included; bits of policy::Condition.
uint8_t ConditionsOf(const v1::Entry& entry, v1::Category category,
                     const Call& call, const CaseFacts& facts) {
  const policy::Program& program = *call.charter->program;
  CaseFacts declared;
  *declared.mutable_birth_date() = facts.birth_date();
  *declared.mutable_conditions() = facts.conditions();
  const std::string& owner = call.caller.owner();
  DeclareConditions(call, owner, category, entry.conditions(), declared);
  return ProposesItself(call, category)
             ? OwnProposalConditions(program, declared, category, owner,
                                     call.today)
             : StandingConditions(program, declared, category, owner,
                                  call.today);
}

// Closes a proposal of oneself from its making to all but whom the agreement
// names.
absl::Status NarrowToNamed(const Call& call, const CaseFacts& facts,
                           const v1::Entry& entry, absl::string_view path,
                           EntryHeader& header) {
  const auto readers =
      ReadersOfProposal(call, facts, header.category, header.owner);
  if (entry.narrowed_to().empty()) {
    header.narrowed_to = readers;
    return absl::OkStatus();
  }
  return CheckProposalNarrowing(entry.narrowed_to(), readers,
                                absl::StrCat(path, ".narrowed_to"));
}

// Sets what the server alone sets in a new deposit.
void Complete(const CaseRooms& rooms, const Call& call, v1::EntryBody& body) {
  if (body.has_decision()) {
    v1::Decision& decision = *body.mutable_decision();
    decision.set_state(v1::DECISION_STATE_PROPOSED);
    const bool follow_up =
        decision.code() == v1::DECISION_CODE_FOLLOW_UP ||
        decision.code() == v1::DECISION_CODE_FOLLOW_UP_WITH_LEAD_WORKER ||
        decision.code() == v1::DECISION_CODE_FOLLOW_UP_CONTINUED;
    if (follow_up && !decision.has_review_date()) {
      const int months = call.charter->program->clocks().review_months;
      *decision.mutable_review_date() =
          ToDate(policy::AddMonths(ToCivil(decision.date()), months));
    }
  }
  if (body.has_action() && !call.caller.IsCoordinator()) {
    *body.mutable_action()->mutable_accepted_date() = ToDate(call.today);
  }
  if (body.has_lead_worker()) {
    v1::LeadWorker& lead = *body.mutable_lead_worker();
    if (!lead.member().empty()) {
      lead.set_name(DisplayNameOf(rooms, lead.member()));
    }
  }
}

}  // namespace

absl::Status StatusOfDecision(const policy::Question& question,
                              const policy::Decision& decision, bool exists,
                              LeafDraft& leaf) {
  leaf.inputs = PackInputs(question);
  leaf.refusal = decision.refusal;
  for (size_t i = 0; i < decision.rule_count; ++i) {
    if (leaf.rules.size() < policy::kMaxRules) {
      leaf.rules.push_back(decision.rules[i]);
    }
  }
  if (!exists) return PolicyDenied();
  if (decision.allowed) return absl::OkStatus();
  if (decision.refusal == policy::Refusal::kWrittenBasis) {
    return Error(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED,
                 "this deposit needs a written basis");
  }
  if (decision.refusal == policy::Refusal::kAgreement) {
    return Error(v1::ERROR_REASON_AGREEMENT_REQUIRED,
                 "this deposit needs the person's agreement");
  }
  return PolicyDenied();
}

EntryHeader NewHeader(const CaseRooms& rooms, const Call& call,
                      absl::string_view owner, const v1::EntryBody& body) {
  EntryHeader header;
  header.id = NewId(rooms.random, 'e');
  header.category = CategoryOf(body);
  return NextVersion(call, header, owner, body);
}

EntryHeader NextVersion(const Call& call, const EntryHeader& header,
                        absl::string_view owner, const v1::EntryBody& body) {
  EntryHeader next = header;
  ++next.version;
  next.state = v1::ENTRY_STATE_STANDING;
  next.owner = std::string(owner);
  next.author = call.caller.member;
  next.create_time_ns = absl::ToUnixNanos(call.now);
  if (header.version == 0 || owner == call.caller.owner()) {
    next.made_time_ns = next.create_time_ns;
  }
  next.value_classes = call.charter->program->ValueClasses(body, owner);
  next.kind = KindOf(body);
  return next;
}

absl::Status DecideDeposit(const CaseRooms& rooms, const Call& call,
                           const CaseEdit& edit, const v1::Entry& entry,
                           LeafDraft& leaf) {
  const v1::Category category = CategoryOf(entry.body());
  const CaseAsker asker(call, rooms.agenda, edit.name().id(), edit.facts());
  policy::Question question = asker.About(v1::OPERATION_CONTRIBUTE, category);
  question.conditions = ConditionsOf(entry, category, call, edit.facts());
  question.kind = KindOf(entry.body());
  policy::Decision decision = asker.Decide(question);
  if (ProposesItself(call, category)) {
    decision = WithWhatItTakes(question, decision);
  }
  RETURN_IF_ERROR(StatusOfDecision(question, decision, edit.exists(), leaf));
  const v1::Operation role = RoleOperation(call, category);
  if (role == v1::OPERATION_UNSPECIFIED) return absl::OkStatus();
  const policy::Question of_role = asker.About(role, category);
  return StatusOfDecision(of_role, asker.Decide(of_role), edit.exists(), leaf);
}

absl::StatusOr<std::string> Deposit(const CaseRooms& rooms, const Call& call,
                                    CaseEdit& edit, const v1::Entry& entry,
                                    absl::string_view path, Effect& effect) {
  const v1::Category category = CategoryOf(entry.body());
  const std::string& owner = call.caller.owner();
  RETURN_IF_ERROR(ValidateEntry(
      entry, EntryContextOf(rooms, call, edit.facts(), owner, category), path));
  RETURN_IF_ERROR(CheckRoom(rooms, call, edit, category));
  v1::EntryBody body = entry.body();
  Complete(rooms, call, body);
  EntryHeader header = NewHeader(rooms, call, owner, body);
  header.narrowed_to.assign(entry.narrowed_to().begin(),
                            entry.narrowed_to().end());
  if (!entry.conditions().empty()) {
    RETURN_IF_ERROR(CheckConditionRoom(edit.facts(), owner));
  }
  DeclareConditions(call, owner, category, entry.conditions(), edit.facts());
  const bool itself = ProposesItself(call, category);
  if (itself) {
    RETURN_IF_ERROR(NarrowToNamed(call, edit.facts(), entry, path, header));
  }
  RETURN_IF_ERROR(edit.Put(header, body, itself));
  effect.leaf.released |= uint32_t{1} << static_cast<unsigned>(category);
  return header.id;
}

absl::Status AnswerEntry(const CaseRooms& rooms, const Call& call,
                         const CaseEdit& edit, absl::string_view entry_id,
                         v1::Entry* out) {
  const EntryHeader* header = FindHeader(edit.headers(), entry_id);
  if (header == nullptr) return PolicyDenied();
  return AnswerRepeat(rooms, call, edit, *header, header->version,
                      header->state, out);
}

absl::Status AnswerRepeat(const CaseRooms& rooms, const Call& call,
                          const CaseEdit& edit, const EntryHeader& header,
                          uint64_t version, v1::EntryState state,
                          v1::Entry* out) {
  const CaseAsker asker(call, rooms.agenda, edit.name().id(), edit.facts());
  const policy::Decision read = asker.DecideRead(header);
  if (!read.allowed || !header.standing()) {
    EntryHeader told = header;
    told.version = version;
    out->set_name(EntryName::ToString(edit.name(), header.id));
    out->set_category(header.category);
    out->set_version(static_cast<int64_t>(version));
    out->set_state(state);
    out->set_etag(EtagOf(told));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(*out->mutable_body(), edit.Body(header));
  const CaseDecision::Readable readable{.header = header,
                                        .decision = read,
                                        .asked = asker.IsAsked(header),
                                        .may_change = asker.MayChange(header)};
  out->set_name(EntryName::ToString(edit.name(), header.id));
  FillEntry(call, edit.name(), edit.facts(), readable, out);
  return absl::OkStatus();
}

std::string DisplayNameOf(const CaseRooms& rooms, const std::string& member) {
  const auto name = MemberName::Parse(member);
  return name.ok() ? rooms.members.DisplayName(name->id()) : "";
}

void AnswerCase(const CaseRooms& rooms, const Call& call, const CaseEdit& edit,
                v1::Case* out) {
  const CaseAsker asker(call, rooms.agenda, edit.name().id(), edit.facts());
  CaseDecision decision = DecideSections(asker);
  out->set_name(edit.name().ToString());
  FillSections(asker, decision, out);
  if (call.caller.IsCoordinator()) {
    DecideEntries(asker, edit.headers(), decision);
    out->set_etag(CaseEtag(*out, decision));
  }
}

}  // namespace sceau
