#include "server/cases/case_sections.h"

#include <algorithm>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

#include "crypto/digest.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

// Days before a yearly review in which it stands in the coordinator's todo.
constexpr int kReviewReminderDays = 30;

v1::SectionAccess AccessOf(const CaseDecision& decision, size_t index) {
  const policy::Decision& section = decision.sections[index];
  if (!section.allowed) {
    return decision.own[index] ? v1::SECTION_ACCESS_OWN
                               : v1::SECTION_ACCESS_WITHHELD;
  }
  const bool whole = section.fields == policy::kAllFields &&
                     section.kinds == policy::kAllKinds && !section.partial;
  return whole ? v1::SECTION_ACCESS_SHOWN : v1::SECTION_ACCESS_PARTLY;
}

void AddCoordinatorTodos(const CaseAsker& asker,
                         google::protobuf::RepeatedField<int>& todos) {
  const CaseFacts& facts = asker.facts();
  const absl::CivilDay today = asker.call().today;
  const v1::NoticeState notice = NoticeStateOf(facts, today);
  if (notice == v1::NOTICE_STATE_DUE) todos.Add(v1::TODO_NOTICE_DUE);
  if (notice == v1::NOTICE_STATE_RENEWAL_DUE) {
    todos.Add(v1::TODO_NOTICE_RENEWAL_DUE);
  }
  const bool lead_awaited = std::any_of(
      facts.lead_workers().begin(), facts.lead_workers().end(),
      [](const auto& lead) { return !lead.accepted() && !lead.ended(); });
  const bool pilot_awaited = std::any_of(
      facts.actions().begin(), facts.actions().end(),
      [](const auto& action) { return !action.accepted() && action.open(); });
  if (lead_awaited || pilot_awaited) todos.Add(v1::TODO_ACCEPTANCE_AWAITED);
  if (facts.has_review_due_date() &&
      ToCivil(facts.review_due_date()) - today <= kReviewReminderDays) {
    todos.Add(v1::TODO_REVIEW_DUE);
  }
}

void AddPartnerTodos(const CaseAsker& asker,
                     google::protobuf::RepeatedField<int>& todos) {
  const CaseFacts& facts = asker.facts();
  const Caller& caller = asker.call().caller;
  const absl::CivilDay today = asker.call().today;
  for (const auto& lead : facts.lead_workers()) {
    if (asker.IsAsked(lead.entry())) {
      todos.Add(v1::TODO_LEAD_WORKER_TO_ACCEPT);
    }
  }
  bool to_accept = false;
  bool overdue = false;
  for (const auto& action : facts.actions()) {
    if (action.pilot() != caller.partner || !action.open() ||
        IsNarrowedOut(action, caller.partner)) {
      continue;
    }
    to_accept |= asker.IsAsked(action.entry());
    overdue |= action.accepted() && action.has_due_date() &&
               ToCivil(action.due_date()) < today;
  }
  if (to_accept) todos.Add(v1::TODO_ACTION_TO_ACCEPT);
  if (overdue) todos.Add(v1::TODO_ACTION_OVERDUE);
}

// Whether `todo` is shown by what the charter lets this caller do: an entry
// that awaits acceptance must itself be readable now.
bool AskedIsOpen(const CaseAsker& asker, v1::Category category) {
  policy::Question question = asker.About(v1::OPERATION_READ, category);
  question.is_entry = true;
  question.asked = true;
  return asker.Decide(question).allowed;
}

}  // namespace

google::protobuf::RepeatedField<int> TodosOf(const CaseAsker& asker) {
  google::protobuf::RepeatedField<int> todos;
  const Call& call = asker.call();
  const int ceiling = call.charter->program->clocks().ceiling_age;
  const bool exited =
      StateOf(asker.facts(), call.today, ceiling) == v1::CASE_STATE_EXITED;
  if (exited) return todos;
  if (call.caller.IsCoordinator()) AddCoordinatorTodos(asker, todos);
  if ((asker.relations() & policy::kPendingValidation) != 0 &&
      NoticeGiven(asker.facts(), call.today)) {
    todos.Add(v1::TODO_DECISION_TO_VALIDATE);
  }
  if (NoticeGiven(asker.facts(), call.today)) {
    google::protobuf::RepeatedField<int> mine;
    AddPartnerTodos(asker, mine);
    for (const int todo : mine) {
      const auto category = todo == v1::TODO_LEAD_WORKER_TO_ACCEPT
                                ? v1::CATEGORY_LEAD_WORKER
                                : v1::CATEGORY_ACTION;
      const bool shown =
          todo == v1::TODO_ACTION_OVERDUE || AskedIsOpen(asker, category);
      if (shown) todos.Add(todo);
    }
  }
  return todos;
}

void FillSections(const CaseAsker& asker, const CaseDecision& decision,
                  v1::Case* out) {
  const Call& call = asker.call();
  const policy::Program& program = *call.charter->program;
  for (size_t index = 1; index <= kCategoryCount; ++index) {
    const auto category = static_cast<v1::Category>(index);
    const policy::Decision& section = decision.sections[index];
    auto& line = *out->add_sections();
    line.set_category(category);
    line.set_access(AccessOf(decision, index));
    if (section.allowed && section.rule_count > 0) {
      const auto& rule = program.rule(section.rules[0]);
      line.set_article(std::string(rule.article));
      line.set_reason(std::string(rule.reason_fr));
    } else {
      line.set_article(std::string(program.ArticleFor(category)));
    }
  }
  if (decision.sections[v1::CATEGORY_ADMINISTRATIVE].allowed) {
    *out->mutable_administrative() = AdministrativeOf(
        asker.facts(), call.today, program.clocks().ceiling_age);
  }
  for (const auto& fact : asker.facts().conditions()) {
    if (!call.caller.IsCoordinator() &&
        fact.recorded_by() != call.caller.owner()) {
      continue;
    }
    auto& condition = *out->add_conditions();
    *condition.mutable_condition() = fact.condition();
    condition.set_recorded_by(fact.recorded_by());
    *condition.mutable_record_time() =
        google::protobuf::util::TimeUtil::SecondsToTimestamp(
            fact.record_time());
  }
  *out->mutable_todos() = TodosOf(asker);
}

std::string CaseEtag(const v1::Case& shown, const CaseDecision& decision) {
  constexpr size_t kEtagBytes = 8;
  std::string seen = shown.SerializeAsString();
  for (const CaseDecision::Readable& each : decision.readable) {
    absl::StrAppend(&seen, "\n", each.header.id, " ",
                    each.decision.partial ? 0 : each.header.version);
  }
  const crypto::Hash hash = crypto::Sha256({crypto::AsBytes(seen)});
  return absl::StrCat("\"c",
                      absl::BytesToHexString(crypto::AsText(
                          crypto::ByteView(hash).first(kEtagBytes))),
                      "\"");
}

}  // namespace sceau
