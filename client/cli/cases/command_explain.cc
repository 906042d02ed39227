// sceau explain, sceau recuse
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/find_entry.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/decision_words.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_explain {
namespace {

struct Options {
  std::string case_id = {};
  std::string category = {};
  std::string member = {};
  int64_t leaf = -1;
  bool contribute = false;
  bool yes = false;
};

std::string RuleLine(const v1::ExplainedRule& rule) {
  return Paragraph(absl::StrCat(rule.reason(), " (", rule.article(), ")"),
                   "  • ", "    ");
}

std::string Render(const v1::ExplainResponse& answer, const Labels& labels) {
  std::string text = Paragraph(
      answer.allowed()         ? labels.Text("explain.the-charter-gives-it")
      : answer.rules().empty() ? labels.Text("explain.no-rule-of-the")
                               : labels.Text("explain.you-do-not-have"));
  for (const v1::ExplainedRule& rule : answer.rules()) {
    absl::StrAppend(&text, RuleLine(rule));
  }
  if (!answer.allowed()) {
    absl::StrAppend(&text,
                    Paragraph(labels.Text("explain.of-this-section-the")),
                    RuleLine(answer.category_rule()));
  }
  if (answer.way() == v1::LAWFUL_WAY_ASK_COORDINATOR) {
    absl::StrAppend(&text,
                    Paragraph(labels.Text("explain.if-your-mission-needs-it",
                                          {{"contact", answer.contact()}})));
  } else if (answer.way() == v1::LAWFUL_WAY_ASK_CHARTER_OFFICER) {
    absl::StrAppend(&text,
                    Paragraph(labels.Text("explain.only-another-version-of-the",
                                          {{"contact", answer.contact()}})));
  }
  return text;
}

std::string RenderLeaf(const v1::ExplainLeafResponse& leaf,
                       const Labels& labels) {
  const v1::DecisionInputs& inputs = leaf.inputs();
  std::vector<FieldText> fields;
  const auto add = [&](absl::string_view label, const std::string& text) {
    if (!text.empty()) fields.push_back({labels.Text(label), {text}});
  };
  add("explain.on", LongTime(leaf.time(), labels.language()));
  add("explain.member", ShortId(leaf.member()));
  add("common.organisation", labels.Partner(inputs.partner()));
  add("common.role", labels.Value(inputs.role()));
  add("explain.asked", labels.Value(leaf.operation()));
  if (inputs.category() != v1::CATEGORY_UNSPECIFIED) {
    add("explain.section", labels.Category(inputs.category()));
  }
  add("explain.answer",
      leaf.allowed() ? labels.Text("explain.allowed")
                     : absl::StrCat(labels.Text("explain.refused"), " (",
                                    RefusalText(leaf.refusal(), labels), ")"));
  add("explain.situation", absl::StrJoin(leaf.situations(), ", "));
  const auto rights = [&labels](const auto& words) {
    return absl::StrJoin(words, ", ", [&](std::string* out, const auto& word) {
      absl::StrAppend(out, RightText(word, labels));
    });
  };
  add("explain.relations", rights(inputs.relations()));
  add("explain.conditions", rights(inputs.conditions()));
  add("explain.standing", rights(inputs.standing()));
  if (inputs.case_state() != v1::CASE_STATE_UNSPECIFIED) {
    add("common.case", labels.Value(inputs.case_state()));
    add("explain.age",
        labels.Text("explain.ages", {{"min_age", inputs.min_age()},
                                     {"max_age", inputs.max_age()}}));
    add("explain.person-told", inputs.notice_given()
                                   ? labels.Text("common.yes")
                                   : labels.Text("common.no"));
  }
  add("common.charter", ShortId(leaf.charter_version()));
  add("explain.replayed", leaf.reproduced()
                              ? labels.Text("explain.same-answer")
                              : labels.Text("explain.other-answer-look-at"));
  std::string text = FieldLines(fields);
  for (const v1::ExplainedRule& rule : leaf.rules()) {
    absl::StrAppend(&text, RuleLine(rule));
  }
  return text;
}

absl::StatusOr<ExitCode> ExplainLeaf(Context& context, int64_t index) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ExplainLeafRequest request;
  request.set_leaf_index(index);
  ASSIGN_OR_RETURN(const v1::ExplainLeafResponse leaf,
                   api->ExplainLeaf(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(leaf));
  } else {
    context.Print(RenderLeaf(leaf, context.labels()));
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Explain(Context& context, const Options& options) {
  if (options.leaf >= 0) return ExplainLeaf(context, options.leaf);
  if (options.case_id.empty() || options.category.empty()) {
    return UsageError(context.Text("explain.give-the-case-and"));
  }
  ASSIGN_OR_RETURN(const v1::Category category,
                   ReadEnum<v1::Category>(options.category, context.labels()));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ExplainRequest request;
  request.set_name(api->Name("cases", options.case_id));
  request.set_category(category);
  request.set_operation(options.contribute ? v1::OPERATION_CONTRIBUTE
                                           : v1::OPERATION_READ);
  ASSIGN_OR_RETURN(const v1::ExplainResponse answer, api->Explain(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(answer));
  } else {
    context.Print(Render(answer, context.labels()));
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Recuse(Context& context, const Options& options) {
  if (!options.yes) {
    ASSIGN_OR_RETURN(
        const bool agreed,
        context.Confirm(context.Text("explain.this-is-final-the")));
    if (!agreed) return ExitCode::kRefused;
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::RecuseMemberRequest request;
  request.set_case_(api->Name("cases", options.case_id));
  if (options.member.empty()) {
    ASSIGN_OR_RETURN(const v1::WhoAmIResponse me, api->WhoAmI());
    request.set_name(me.member().name());
  } else {
    request.set_name(api->Name("members", options.member));
  }
  ASSIGN_OR_RETURN(const v1::RecuseMemberResponse answer,
                   api->RecuseMember(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(answer));
  } else {
    context.Print(Paragraph(context.Text("explain.it-is-recorded-a")));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  const auto options = NewOptions<Options>();
  CLI::App& explain = commands.Command(
      commands.app(), "explain", "explain.command-explain",
      {"sceau explain DOSSIER SCHOOLING",
       "sceau explain DOSSIER STRENGTHS --depot",
       "sceau explain --feuille 1042"},
      [options](Context& context) { return Explain(context, *options); });
  explain.add_option(commands.Text("common.case-2"), options->case_id,
                     commands.Text("common.the-cases-reference"));
  explain.add_option(commands.Text("common.section"), options->category,
                     commands.Text("explain.identity-schooling"));
  explain.add_flag("--depot,--contribute", options->contribute,
                   commands.Text("explain.option-contribute"));
  explain.add_option("--feuille,--leaf", options->leaf,
                     commands.Text("explain.option-leaf"));

  CLI::App& recuse = commands.Command(
      commands.app(), "recuse", "explain.command-recuse",
      {"sceau recuse DOSSIER", "sceau recuse DOSSIER --membre claire-martin"},
      [options](Context& context) { return Recuse(context, *options); });
  AddCaseReference(commands, recuse, options->case_id);
  recuse.add_option("--membre,--member", options->member,
                    commands.Text("explain.option-member"));
  recuse.add_flag("--yes,--oui", options->yes,
                  commands.Text("common.without-asking"));
}

}  // namespace sceau::command_explain
