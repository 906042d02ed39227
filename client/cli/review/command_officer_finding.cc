// sceau officer ask|find|measure|name|reveal
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/cli/review/officer_commands.h"
#include "client/cli/review/review_command.h"
#include "client/cli/review/review_lines.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_officer_finding {
namespace {

using Reviews = v1::JournalReviewService::Stub;

struct Options {
  std::string review = {};
  std::string what = {};
  std::string leaves = {};
  std::string value = {};
  std::string reason = {};
  std::string rule = {};
  bool link = false;
};

// The review again, with the finding that was just changed.
absl::StatusOr<ExitCode> SaidFinding(Context& context,
                                     const std::string& review_name,
                                     const v1::JournalFinding& finding,
                                     absl::string_view next) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, review_name));
  return Said(context, finding,
              FindingText(finding, FindingReference(review, finding.name()),
                          context.labels()),
              next);
}

absl::StatusOr<ExitCode> AskAbout(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::AskQuestionRequest request;
  request.set_name(review.name());
  request.set_member(api->Name("members", options.what));
  ASSIGN_OR_RETURN(const std::vector<int64_t> leaves,
                   ReadLeaves(context, options.leaves));
  for (const int64_t leaf : leaves) request.add_leaf_indexes(leaf);
  request.set_asks_personal_link(options.link);
  if (!options.rule.empty()) {
    ASSIGN_OR_RETURN(const v1::SignalRule rule,
                     ReadEnum<v1::SignalRule>(options.rule, context.labels()));
    request.set_rule(rule);
  }
  ASSIGN_OR_RETURN(const v1::JournalQuestion question,
                   api->Review(&Reviews::AskQuestion, request));
  return Said(
      context, question,
      QuestionText(question, absl::StrCat("Q", review.questions_size() + 1),
                   context.labels()),
      context.Text("officer.the-member-answers-with"));
}

absl::StatusOr<ExitCode> Find(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::RecordFindingRequest request;
  request.set_name(review.name());
  if (!options.what.empty() &&
      (options.what[0] == 'Q' || options.what[0] == 'q')) {
    ASSIGN_OR_RETURN(*request.mutable_question(),
                     QuestionNamed(context, review, options.what));
  } else {
    ASSIGN_OR_RETURN(const std::vector<int64_t> leaves,
                     ReadLeaves(context, options.what));
    for (const int64_t leaf : leaves) request.add_leaf_indexes(leaf);
  }
  ASSIGN_OR_RETURN(
      const v1::FindingOutcome outcome,
      ReadEnum<v1::FindingOutcome>(options.value, context.labels()));
  request.set_outcome(outcome);
  ASSIGN_OR_RETURN(const v1::JournalFinding finding,
                   api->Review(&Reviews::RecordFinding, request));
  return SaidFinding(context, review.name(), finding,
                     outcome == v1::FINDING_OUTCOME_JUSTIFIED
                         ? "sceau officer status"
                         : "sceau officer measure …");
}

absl::StatusOr<ExitCode> Measure(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::RecordMeasureRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   FindingNamed(context, review, options.what));
  ASSIGN_OR_RETURN(const v1::MeasureKind kind,
                   ReadEnum<v1::MeasureKind>(options.value, context.labels()));
  request.set_measure(kind);
  if (kind == v1::MEASURE_KIND_SUSPENSION) {
    for (const v1::JournalFinding& finding : review.findings()) {
      if (finding.name() != request.name() || finding.member().empty()) {
        continue;
      }
      v1::SuspendMemberRequest suspend;
      suspend.set_name(finding.member());
      const absl::Status suspended = api->SuspendMember(suspend).status();
      // Suspended or removed already is what the measure asks for.
      if (!suspended.ok() &&
          ReasonOf(suspended) != v1::ERROR_REASON_STATE_FORBIDS) {
        return suspended;
      }
    }
  }
  ASSIGN_OR_RETURN(const v1::JournalFinding finding,
                   api->Review(&Reviews::RecordMeasure, request));
  return SaidFinding(context, review.name(), finding, "sceau officer status");
}

absl::StatusOr<ExitCode> WantName(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::RequestNameRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   FindingNamed(context, review, options.what));
  request.set_situation(options.value);
  ASSIGN_OR_RETURN(const v1::NameReason reason,
                   ReadEnum<v1::NameReason>(options.reason, context.labels()));
  request.set_reason(reason);
  ASSIGN_OR_RETURN(const v1::JournalFinding finding,
                   api->Review(&Reviews::RequestName, request));
  return SaidFinding(context, review.name(), finding,
                     context.Text("officer.the-data-protection-officer"));
}

absl::StatusOr<ExitCode> Reveal(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::JournalReview review,
                   FetchReview(context, options.review));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::RevealNameRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   FindingNamed(context, review, options.what));
  ASSIGN_OR_RETURN(const v1::RevealNameResponse revealed,
                   api->Review(&Reviews::RevealName, request));
  return Said(context, revealed,
              Paragraph(context.Text("officer.the-cases-reference-is-the",
                                     {{"case", ShortId(revealed.case_())}})),
              "");
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = *commands.app().get_subcommand("officer");
  const auto options = NewOptions<Options>();
  const auto add = [&](const char* name, const char* words,
                       const std::vector<std::string>& examples,
                       auto run) -> CLI::App& {
    return AddReviewCommand(commands, group, options, name, words, examples,
                            run);
  };
  CLI::App& ask =
      add("ask", "officer.command-ask",
          {"sceau officer ask mission-locale-1 1204",
           "sceau officer ask pjj-1 1204,1210-1212 --lien --regle REFUSALS"},
          AskAbout);
  ask.add_option(commands.Text("common.member"), options->what,
                 commands.Text("officer.the-member"))
      ->required();
  ask.add_option(commands.Text("officer.leaves"), options->leaves,
                 commands.Text("officer.numbers-of-the-leaves"))
      ->required();
  ask.add_flag("--lien,--link", options->link,
               commands.Text("officer.option-link"));
  ask.add_option("--regle,--rule", options->rule,
                 commands.Text("officer.option-rule-2"));
  CLI::App& find = add("find", "officer.command-find",
                       {"sceau officer find Q1 JUSTIFIED",
                        "sceau officer find 1204,1210 BREACH"},
                       Find);
  find.add_option(commands.Text("officer.what"), options->what,
                  commands.Text("officer.a-question-q1-or"))
      ->required();
  find.add_option(commands.Text("officer.finding"), options->value,
                  "JUSTIFIED, ERROR, BREACH")
      ->required();
  CLI::App& measure = add("measure", "officer.command-measure",
                          {"sceau officer measure C1 REMINDER",
                           "sceau officer measure C1 BREACH_CLOCK"},
                          Measure);
  measure.add_option(commands.Text("officer.finding"), options->what, "C1")
      ->required();
  measure
      .add_option(commands.Text("officer.measure"), options->value,
                  "REMINDER, SUSPENSION, EXCLUSION_PROPOSED, BREACH_CLOCK, "
                  "BREACH_NOTIFIED")
      ->required();
  CLI::App& name = add("name", "officer.command-name",
                       {"sceau officer name C1 4F2A INFORM_PERSON"}, WantName);
  name.add_option(commands.Text("officer.finding"), options->what, "C1")
      ->required();
  name.add_option("SITUATION", options->value, "4F2A")->required();
  name.add_option(commands.Text("officer.reason"), options->reason,
                  "INFORM_PERSON, DISCIPLINE, PROSECUTION")
      ->required();
  add("reveal", "officer.command-reveal", {"sceau officer reveal C1"}, Reveal)
      .add_option(commands.Text("officer.finding"), options->what, "C1")
      ->required();
}

}  // namespace sceau::command_officer_finding
