// sceau todo
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/cli/cases/render_case.h"
#include "client/cli/console/pages.h"
#include "client/cli/group/group_commands.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_todo {
namespace {

std::string RenderTodo(const v1::CaseSummary& summary, const Labels& labels,
                       absl::CivilDay today) {
  std::string text = Spread(
      summary.has_identity() ? RenderPerson(summary.identity(), labels, today)
                             : labels.Text("todo.identity-not-shown"),
      ShortId(summary.name()));
  for (const int todo : summary.todos()) {
    Places places = {{"what", labels.Value(static_cast<v1::Todo>(todo))}};
    const v1::Administrative& facts = summary.administrative();
    if (todo == v1::TODO_NOTICE_DUE && facts.has_notice_due_date()) {
      places.emplace_back("day",
                          LongDate(facts.notice_due_date(), labels.language()));
    }
    if (todo == v1::TODO_REVIEW_DUE && facts.has_review_due_date()) {
      places.emplace_back("day",
                          LongDate(facts.review_due_date(), labels.language()));
    }
    const std::string what = labels.Text("todo.what-by", places);
    absl::StrAppend(&text, Paragraph(what, "  → ", "    "));
  }
  return text;
}

// Referrals that await the coordinator's answer.
absl::StatusOr<int> CountSubmitted(Api& api) {
  v1::ListReferralsRequest request;
  request.set_state(v1::REFERRAL_STATE_SUBMITTED);
  ASSIGN_OR_RETURN(const v1::ListReferralsResponse page,
                   api.ListReferrals(request));
  return page.referrals_size();
}

// The officer's questions that await the caller's answer, the most pressing
// one's last day; nothing when there is none.
absl::StatusOr<std::string> QuestionsToAnswer(Api& api, const Labels& labels) {
  ASSIGN_OR_RETURN(const v1::ListQuestionsResponse own,
                   api.Review(&v1::JournalReviewService::Stub::ListQuestions,
                              v1::ListQuestionsRequest()));
  // Those to answer stand first.
  int open = 0;
  for (const v1::JournalQuestion& question : own.questions()) {
    open += question.has_answer_time() ? 0 : 1;
  }
  if (open == 0) return std::string();
  return Paragraph(labels.Text(
      "todo.questions-of-the-charter-officer",
      {{"open", open},
       {"day", LongDate(own.questions(0).due_date(), labels.language())}}));
}

// Where the work of a role waits that has no case files; empty for the others.
std::string InsteadOfCases(v1::Role role, const Labels& labels) {
  switch (role) {
    case v1::ROLE_CHARTER_OFFICER:
      return labels.Text("todo.your-review-of-the");
    case v1::ROLE_DATA_PROTECTION_OFFICER:
      return labels.Text("todo.the-charter-officers-acts");
    case v1::ROLE_TECHNICAL_ADMINISTRATOR:
      return labels.Text("todo.the-groups-members-sceau");
    default:
      return "";
  }
}

absl::StatusOr<ExitCode> Todo(Context& context, const std::string& token) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::WhoAmIResponse me, api->WhoAmI());
  if (me.signature_required()) {
    return Error(v1::ERROR_REASON_SIGNATURE_REQUIRED, "signature required");
  }
  const Labels& labels = context.labels();
  bool anything = false;
  if (me.next_signature_required() && !context.json) {
    anything = true;
    context.Print(Paragraph(labels.Text(
        "todo.charter-to-be-signed-before",
        {{"day", LongDate(DateOf(absl::ToCivilDay(
                              absl::FromUnixSeconds(
                                  me.next_charter_effective_time().seconds()),
                              GroupTimeZone())),
                          labels.language())},
         {"next_charter_version", ShortId(me.next_charter_version())}})));
    context.Print("\n");
  }
  if (me.member().role() == v1::ROLE_COORDINATOR && !context.json) {
    ASSIGN_OR_RETURN(const int submitted, CountSubmitted(*api));
    if (submitted > 0) {
      anything = true;
      context.Print(
          Paragraph(labels.Text("todo.referrals-awaiting-you-sceau-referral",
                                {{"submitted", submitted}})));
      context.Print("\n");
    }
  }
  const std::string instead = InsteadOfCases(me.member().role(), labels);
  if (!instead.empty()) {
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(v1::ListCasesResponse()));
    } else {
      context.Print(Paragraph(instead));
    }
    return ExitCode::kOk;
  }
  if (!context.json) {
    ASSIGN_OR_RETURN(const std::string asked, QuestionsToAnswer(*api, labels));
    if (!asked.empty()) {
      anything = true;
      context.Print(asked);
      context.Print("\n");
    }
  }
  v1::ListCasesRequest request;
  request.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
  request.set_todo_only(true);
  const auto show =
      [&](const std::string& page_token) -> absl::StatusOr<std::string> {
    request.set_page_token(page_token);
    ASSIGN_OR_RETURN(const v1::ListCasesResponse page, api->ListCases(request));
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(page));
      return page.next_page_token();
    }
    for (const v1::CaseSummary& summary : page.cases()) {
      anything = true;
      context.Print(RenderTodo(summary, labels, context.today()));
    }
    return page.next_page_token();
  };
  RETURN_IF_ERROR(ShowPages(context, token, show));
  if (!anything && !context.json) {
    context.Print(labels.Text("todo.nothing-awaits-you"));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  const auto token = NewOptions<std::string>();
  CLI::App& todo = commands.Command(
      commands.app(), "todo", "todo.command-todo", {"sceau todo"},
      [token](Context& context) { return Todo(context, *token); });
  AddPageOption(commands, todo, *token);
}

}  // namespace sceau::command_todo
