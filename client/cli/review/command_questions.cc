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
    context.Print(labels.In("Le garant ne vous demande rien.\n",
                            "The officer asks you nothing.\n"));
    return ExitCode::kOk;
  }
  bool open = false;
  for (int i = 0; i < own.questions_size(); ++i) {
    const v1::JournalQuestion& question = own.questions(i);
    context.Print(QuestionText(question, absl::StrCat(i + 1), labels));
    if (question.has_answer_time()) continue;
    open = true;
    if (question.asks_personal_link()) {
      context.Print(Paragraph(
          labels.In("Dites aussi si vous connaissez la personne : --lien ou "
                    "--sans-lien.",
                    "Say too whether you know the person: --link or "
                    "--no-link."),
          "    ", "    "));
    }
  }
  if (open) {
    context.Print(Paragraph(
        labels.In("Une question n'est pas un reproche. Répondez par une de ces "
                  "raisons, par exemple « sceau answer 1 PREPARING » :",
                  "A question is no reproach. Answer with one of these "
                  "reasons, as in « sceau answer 1 PREPARING »:")));
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
    return UsageError(context.In("« sceau questions » montre leurs numéros.",
                                 "« sceau questions » shows their numbers."));
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
      Paragraph(context.In(
          "Votre réponse est transmise au garant de la charte. Merci.",
          "Your answer has reached the charter officer. Thank you.")),
      options.linked
          ? context.In("vous connaissez la personne : « sceau recuse DOSSIER »",
                       "you know the person: « sceau recuse CASE »")
          : "");
}

template <typename Response>
absl::StatusOr<ExitCode> ShowReaderships(Context& context,
                                         const Response& response,
                                         absl::string_view nobody,
                                         absl::string_view next) {
  const Labels& labels = context.labels();
  std::vector<std::string> heading = {
      labels.In("STRUCTURE", "ORGANISATION"), labels.In("LECTURES", "READINGS"),
      labels.In("DU", "FROM"), labels.In("AU", "TO")};
  const bool with_sections = std::any_of(
      response.readerships().begin(), response.readerships().end(),
      [](const v1::Readership& line) { return !line.categories().empty(); });
  if (with_sections) {
    heading.emplace_back(labels.In("RUBRIQUES MONTRÉES", "SECTIONS SHOWN"));
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
      absl::StrCat(rows.empty() ? Paragraph(nobody) : Table(heading, rows),
                   Paragraph(absl::StrCat(
                       labels.In("Depuis le ", "Since "),
                       LongDate(response.since_date(), labels.language()),
                       labels.In(" ; avant, le journal n'en sait plus rien.",
                                 "; before, the journal knows no more.")))),
      next);
}

absl::StatusOr<ExitCode> WhoLooked(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ListOwnAccessesRequest request;
  request.set_name(api->Name("cases", options.what));
  ASSIGN_OR_RETURN(const v1::ListOwnAccessesResponse response,
                   api->Review(&Reviews::ListOwnAccesses, request));
  return ShowReaderships(
      context, response,
      context.In("Aucune autre structure n'a lu ce que la vôtre a déposé.",
                 "No other organisation has read what yours has written."),
      context.In("un accès vous étonne ? Dites-le au garant de la charte",
                 "a reading surprises you? Tell the charter officer"));
}

absl::StatusOr<ExitCode> Readers(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ListReadersRequest request;
  request.set_name(api->Name("cases", options.what));
  ASSIGN_OR_RETURN(const v1::ListReadersResponse response,
                   api->Review(&Reviews::ListReaders, request));
  return ShowReaderships(
      context, response,
      context.In("Personne n'a lu ce dossier.", "Nobody has read this file."),
      context.In("dites-le à la personne, de vive voix ou par lettre",
                 "tell the person, in words or by letter"));
}

}  // namespace

void Add(Commands& commands) {
  const auto options = NewOptions<Options>();
  const auto action = [options](auto run) {
    return [options, run](Context& context) { return run(context, *options); };
  };
  CLI::App& app = commands.app();
  commands.Command(app, "questions",
                   "Ce que le garant vous demande sur vos accès",
                   "What the officer asks you about your accesses",
                   {"sceau questions"}, Questions);
  CLI::App& answer = commands.Command(
      app, "answer", "Répond au garant, par une raison de la liste",
      "Answers the officer, with a reason of the list",
      {"sceau answer 1 PREPARING", "sceau answer 1 WRONG_CASE --sans-lien"},
      action(Answer));
  answer
      .add_option("QUESTION", options->what,
                  commands.In("Son numéro dans « sceau questions »",
                              "Its number in « sceau questions »"))
      ->required();
  answer
      .add_option(commands.In("RAISON", "REASON"), options->answer,
                  commands.In("« sceau questions » les montre",
                              "« sceau questions » shows them"))
      ->required();
  answer.add_flag("--lien,--link", options->linked,
                  commands.In("Je connais la personne", "I know the person"));
  answer.add_flag(
      "--sans-lien,--no-link", options->not_linked,
      commands.In("Je ne connais pas la personne", "I do not know the person"));
  const auto add_case = [&](CLI::App& command) {
    command
        .add_option(commands.In("DOSSIER", "CASE"), options->what,
                    commands.In("Référence du dossier", "The case's reference"))
        ->required();
  };
  add_case(commands.Command(
      app, "who-looked",
      "Quelles structures ont lu ce que la vôtre a déposé dans un dossier",
      "Which organisations have read what yours has written in a case",
      {"sceau who-looked DOSSIER"}, action(WhoLooked)));
  add_case(commands.Command(
      app, "readers",
      "Pour la personne : les structures qui ont lu son dossier (délégué à la "
      "protection des données)",
      "For the person: the organisations that read the file (data protection "
      "officer)",
      {"sceau readers DOSSIER", "sceau readers DOSSIER --json"},
      action(Readers)));
}

}  // namespace sceau::command_questions
