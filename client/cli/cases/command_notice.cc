// sceau notice record|letter
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/change_entry.h"
#include "client/cli/cases/find_entry.h"
#include "client/cli/cases/letter.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/json_text.h"
#include "client/cli/words/values.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_notice {
namespace {

constexpr int kAdultAge = 18;

struct Options {
  std::string case_id = {};
  std::string date = {};
  std::string channel = {};
  std::string recipient = {};
  std::string language = {};
  std::string adhesion = {};
  std::string objection = {};
  std::string exemption = {};
  std::string opinion = {};
  std::string until = {};
  bool html = false;
  bool young = false;
};

absl::StatusOr<v1::Notice> ReadNotice(const Options& options,
                                      Context& context) {
  v1::Notice notice;
  if (options.exemption.empty()) {
    if (options.channel.empty() || options.recipient.empty()) {
      return UsageError(context.Text("notice.say-how-par-and"));
    }
    *notice.mutable_date() = DateOf(context.today());
    RETURN_IF_ERROR(SetTyped(context, notice, "date", options.date));
    RETURN_IF_ERROR(SetTyped(context, notice, "channel", options.channel));
    RETURN_IF_ERROR(SetTyped(context, notice, "recipient", options.recipient));
  } else {
    RETURN_IF_ERROR(
        SetTyped(context, notice, "exemption.reason", options.exemption));
    RETURN_IF_ERROR(
        SetTyped(context, notice, "exemption.opinion_date", options.opinion));
    RETURN_IF_ERROR(
        SetTyped(context, notice, "exemption.until", options.until));
  }
  RETURN_IF_ERROR(SetTyped(context, notice, "language", options.language));
  RETURN_IF_ERROR(SetTyped(context, notice, "adhesion", options.adhesion));
  RETURN_IF_ERROR(
      SetTyped(context, notice, "objection_date", options.objection));
  return notice;
}

absl::StatusOr<ExitCode> Record(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::Notice notice, ReadNotice(options, context));
  v1::Entry entry;
  *entry.mutable_body()->mutable_notice() = notice;
  return Deposit(context, options.case_id, entry);
}

bool IsMinor(const v1::Case& file, absl::CivilDay today) {
  for (const v1::Entry& entry : file.entries()) {
    if (!entry.body().has_identity()) continue;
    const auto birth = DayOf(entry.body().identity().birth_date());
    if (birth && CompletedYears(*birth, today) < kAdultAge) return true;
  }
  return false;
}

absl::StatusOr<ExitCode> Write(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::CharterVersion charter, context.Charter());
  ASSIGN_OR_RETURN(
      const v1::Case file,
      ReadCase(context, options.case_id, v1::READING_PURPOSE_ADMINISTRATION));
  const auto program = context.CompiledCharter();
  const LetterFacts facts{.today = context.today(),
                          .file = &file,
                          .charter = &charter,
                          .program = program.get()};
  // The letter's language is French, whatever the user's.
  const Labels labels(context.vocabulary(), Language::kFrench,
                      context.labels().partners());
  const bool minor = IsMinor(file, context.today());
  std::vector<Letter> letters;
  if (!options.young) {
    letters.push_back(
        WriteLetter(minor ? LetterKind::kRepresentatives : LetterKind::kAdult,
                    facts, labels));
  }
  if (minor || options.young) {
    letters.push_back(WriteLetter(LetterKind::kYoung, facts, labels));
  }
  if (context.json) {
    // {"letters": ["...", "..."]}, each as text.
    nlohmann::ordered_json json;
    json["model"] = LetterModel(facts, labels);
    json["letters"] = nlohmann::ordered_json::array();
    for (const Letter& letter : letters) {
      json["letters"].push_back(LetterAsText(letter, labels));
    }
    context.Print(JsonText(json));
    return ExitCode::kOk;
  }
  if (options.html) {
    context.Print(LettersAsHtml(letters));
    return ExitCode::kOk;
  }
  for (size_t i = 0; i < letters.size(); ++i) {
    if (i > 0) context.Print(absl::StrCat("\n", Rule(), "\n"));
    context.Print(LetterAsText(letters[i], labels));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("notice", "notice.command");
  const auto options = NewOptions<Options>();
  CLI::App& record = commands.Command(
      group, "record", "notice.command-record",
      {"sceau notice record DOSSIER --par IN_PERSON \\",
       "    --a PERSON_AND_REPRESENTATIVES --date 03/11/2026",
       "sceau notice record DOSSIER --differee CANNOT_BE_REACHED \\",
       "    --avis 02/11/2026 --jusqu-au 15/12/2026"},
      [options](Context& context) { return Record(context, *options); });
  AddCaseReference(commands, record, options->case_id);
  const auto add = [&](const std::string& names, std::string& into,
                       absl::string_view words) {
    record.add_option(names, into, commands.Text(words));
  };
  add("--date", options->date, "notice.option-date");
  add("--par,--by", options->channel, "notice.option-by");
  add("--a,--to", options->recipient, "notice.option-to");
  add("--langue,--language", options->language, "notice.option-language");
  add("--adhesion", options->adhesion, "notice.option-adhesion");
  add("--opposition,--objection", options->objection,
      "notice.option-objection");
  add("--differee,--exemption", options->exemption, "notice.option-exemption");
  add("--avis,--opinion", options->opinion, "notice.option-opinion");
  add("--jusqu-au,--until", options->until, "notice.option-until");

  CLI::App& letter = commands.Command(
      group, "letter", "notice.command-letter",
      {"sceau notice letter DOSSIER | less",
       "sceau notice letter DOSSIER --html > lettre.html",
       "sceau notice letter DOSSIER --jeune"},
      [options](Context& context) { return Write(context, *options); });
  AddCaseReference(commands, letter, options->case_id);
  letter.add_flag("--html", options->html, commands.Text("notice.option-html"));
  letter.add_flag("--jeune,--young", options->young,
                  commands.Text("notice.option-young"));
}

}  // namespace sceau::command_notice
