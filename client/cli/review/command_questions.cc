// sceau questions|answer|who-looked|readers
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/cli/review/officer_commands.h"
#include "client/cli/review/review_lines.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_questions {
namespace {

using Reviews = v1::JournalReviewService::Stub;

struct Options {
  std::string what = {};
  std::string answer = {};
  bool linked = false;
  bool not_linked = false;
};

absl::StatusOr<v1::ListQuestionsResponse> OwnQuestions(Context& context) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  return api->Review(&Reviews::ListQuestions, v1::ListQuestionsRequest());
}

absl::StatusOr<ExitCode> Questions(Context& context) {
  ASSIGN_OR_RETURN(const v1::ListQuestionsResponse own, OwnQuestions(context));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(own));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  if (own.questions().empty()) {
    context.Print(labels.Text("questions.the-officer-asks-you"));
    return ExitCode::kOk;
  }
  bool open = false;
  for (int i = 0; i < own.questions_size(); ++i) {
    const v1::JournalQuestion& question = own.questions(i);
    context.Print(QuestionText(question, absl::StrCat(i + 1), labels));
    if (question.has_answer_time()) continue;
    open = true;
    if (question.asks_personal_link()) {
      context.Print(Paragraph(labels.Text("questions.say-too-whether-you"),
                              "    ", "    "));
    }
  }
  if (open) {
    context.Print(Paragraph(labels.Text("questions.a-question-is-no")));
    context.Print(ListValues(*v1::AccessJustification_descriptor(), labels));
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Answer(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::ListQuestionsResponse own, OwnQuestions(context));
  v1::AnswerQuestionRequest request;
  for (int i = 0; i < own.questions_size(); ++i) {
    if (options.what == absl::StrCat(i + 1) ||
        options.what == own.questions(i).name()) {
      request.set_name(own.questions(i).name());
    }
  }
  if (request.name().empty()) {
    return UsageError(context.Text("questions.sceau-questions-shows-their"));
  }
  ASSIGN_OR_RETURN(
      const v1::AccessJustification justification,
      ReadEnum<v1::AccessJustification>(options.answer, context.labels()));
  request.set_justification(justification);
  if (options.linked) request.set_personal_link(v1::PERSONAL_LINK_YES);
  if (options.not_linked) request.set_personal_link(v1::PERSONAL_LINK_NO);
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::JournalQuestion answered,
                   api->Review(&Reviews::AnswerQuestion, request));
  return Said(
      context, answered,
      Paragraph(context.Text("questions.your-answer-has-reached")),
      options.linked ? context.Text("questions.you-know-the-person") : "");
}

template <typename Response>
absl::StatusOr<ExitCode> ShowReaderships(Context& context,
                                         const Response& response,
                                         absl::string_view nobody,
                                         absl::string_view next) {
  const Labels& labels = context.labels();
  std::vector<std::string> heading = {
      labels.Text("common.organisation-2"), labels.Text("common.readings"),
      labels.Text("common.from"), labels.Text("common.to")};
  const bool with_sections = std::any_of(
      response.readerships().begin(), response.readerships().end(),
      [](const v1::Readership& line) { return !line.categories().empty(); });
  if (with_sections) {
    heading.emplace_back(labels.Text("questions.sections-shown"));
  }
  std::vector<std::vector<std::string>> rows;
  for (const v1::Readership& line : response.readerships()) {
    std::vector<std::string> sections;
    for (const int category : line.categories()) {
      sections.push_back(labels.Category(static_cast<v1::Category>(category)));
    }
    rows.push_back({labels.ShortPartner(line.partner()),
                    absl::StrCat(line.readings()), ShortDate(line.first_date()),
                    ShortDate(line.last_date())});
    if (with_sections) rows.back().push_back(absl::StrJoin(sections, ", "));
  }
  return Said(
      context, response,
      absl::StrCat(
          rows.empty() ? Paragraph(nobody) : Table(heading, rows),
          Paragraph(labels.Text(
              "questions.since-before-the-journal-knows",
              {{"day", LongDate(response.since_date(), labels.language())}}))),
      next);
}

absl::StatusOr<ExitCode> WhoLooked(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ListOwnAccessesRequest request;
  request.set_name(api->Name("cases", options.what));
  ASSIGN_OR_RETURN(const v1::ListOwnAccessesResponse response,
                   api->Review(&Reviews::ListOwnAccesses, request));
  return ShowReaderships(context, response,
                         context.Text("questions.no-other-organisation-has"),
                         context.Text("questions.a-reading-surprises-you"));
}

absl::StatusOr<ExitCode> Readers(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ListReadersRequest request;
  request.set_name(api->Name("cases", options.what));
  ASSIGN_OR_RETURN(const v1::ListReadersResponse response,
                   api->Review(&Reviews::ListReaders, request));
  return ShowReaderships(context, response,
                         context.Text("questions.nobody-has-read-this"),
                         context.Text("questions.tell-the-person-in"));
}

}  // namespace

void Add(Commands& commands) {
  const auto options = NewOptions<Options>();
  const auto action = [options](auto run) {
    return [options, run](Context& context) { return run(context, *options); };
  };
  CLI::App& app = commands.app();
  commands.Command(app, "questions", "questions.command-questions",
                   {"sceau questions"}, Questions);
  CLI::App& answer = commands.Command(
      app, "answer", "questions.command-answer",
      {"sceau answer 1 PREPARING", "sceau answer 1 WRONG_CASE --sans-lien"},
      action(Answer));
  answer
      .add_option("QUESTION", options->what,
                  commands.Text("questions.its-number-in-sceau"))
      ->required();
  answer
      .add_option(commands.Text("questions.reason"), options->answer,
                  commands.Text("questions.sceau-questions-shows-them"))
      ->required();
  answer.add_flag("--lien,--link", options->linked,
                  commands.Text("questions.option-link"));
  answer.add_flag("--sans-lien,--no-link", options->not_linked,
                  commands.Text("questions.option-no-link"));
  const auto add_case = [&](CLI::App& command) {
    command
        .add_option(commands.Text("common.case-2"), options->what,
                    commands.Text("common.the-cases-reference"))
        ->required();
  };
  add_case(commands.Command(app, "who-looked", "questions.command-who-looked",
                            {"sceau who-looked DOSSIER"}, action(WhoLooked)));
  add_case(commands.Command(
      app, "readers", "questions.command-readers",
      {"sceau readers DOSSIER", "sceau readers DOSSIER --json"},
      action(Readers)));
}

}  // namespace sceau::command_questions
