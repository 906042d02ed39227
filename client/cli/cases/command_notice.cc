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
      return UsageError(context.In("Dites comment (--par) et à qui (--a).",
                                   "Say how (--par) and to whom (--a)."));
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
    json["letters"] = nlohmann::ordered_json::array();
    for (const Letter& letter : letters) {
      json["letters"].push_back(LetterAsText(letter));
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
    context.Print(LetterAsText(letters[i]));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group(
      "notice", "L'information de la personne : la lettre, puis sa remise",
      "Telling the person: the letter, then its handing over");
  const auto options = NewOptions<Options>();
  CLI::App& record = commands.Command(
      group, "record",
      "Note que la personne a été informée : le dossier peut alors être "
      "montré (coordonnateur)",
      "Records that the person was told: the case may then be shown "
      "(coordinator)",
      {"sceau notice record DOSSIER --par IN_PERSON \\",
       "    --a PERSON_AND_REPRESENTATIVES --date 03/11/2026",
       "sceau notice record DOSSIER --differee CANNOT_BE_REACHED \\",
       "    --avis 02/11/2026 --jusqu-au 15/12/2026"},
      [options](Context& context) { return Record(context, *options); });
  AddCaseReference(commands, record, options->case_id);
  const auto add = [&](const std::string& names, std::string& into,
                       absl::string_view french, absl::string_view english) {
    record.add_option(names, into, commands.In(french, english));
  };
  add("--date", options->date, "Jour de la remise ; aujourd'hui par défaut",
      "Day of the handing over; today by default");
  add("--par,--by", options->channel,
      "Comment : IN_PERSON, LETTER, REGISTERED_LETTER, HOME_VISIT…",
      "How: IN_PERSON, LETTER, REGISTERED_LETTER, HOME_VISIT…");
  add("--a,--to", options->recipient,
      "À qui : PERSON_AND_REPRESENTATIVES, BOTH_REPRESENTATIVES… pour un "
      "mineur, PERSON à partir de 18 ans",
      "To whom: PERSON_AND_REPRESENTATIVES, BOTH_REPRESENTATIVES… of a minor, "
      "PERSON from 18");
  add("--langue,--language", options->language,
      "Langue, deux ou trois lettres ; fr par défaut",
      "Language, two or three letters; fr by default");
  add("--adhesion", options->adhesion,
      "oui ou non : d'accord pour participer ; ne pas répondre est permis",
      "yes or no: agrees to take part; no answer is allowed");
  add("--opposition,--objection", options->objection, "Jour d'une opposition",
      "Day of an objection");
  add("--differee,--exemption", options->exemption,
      "Information différée, exceptionnelle : CANNOT_BE_REACHED ou "
      "WOULD_DEFEAT_PURPOSE",
      "Notice deferred, exceptional: CANNOT_BE_REACHED or "
      "WOULD_DEFEAT_PURPOSE");
  add("--avis,--opinion", options->opinion,
      "… jour de l'avis du délégué à la protection des données",
      "… day of the data protection officer's opinion");
  add("--jusqu-au,--until", options->until, "… fin, à 3 mois au plus",
      "… its end, 3 months at most");

  CLI::App& letter = commands.Command(
      group, "letter",
      "Écrit la lettre d'information, en français simple ; pour un mineur, "
      "celle des parents et celle du jeune",
      "Writes the notice letter, in plain French; for a minor, the parents' "
      "and the young person's",
      {"sceau notice letter DOSSIER | less",
       "sceau notice letter DOSSIER --html > lettre.html",
       "sceau notice letter DOSSIER --jeune"},
      [options](Context& context) { return Write(context, *options); });
  AddCaseReference(commands, letter, options->case_id);
  letter.add_flag("--html", options->html,
                  commands.In("Pages A4 à imprimer", "A4 pages to print"));
  letter.add_flag("--jeune,--young", options->young,
                  commands.In("Seulement la version simple, pour le jeune",
                              "Only the simple version, for the young person"));
}

}  // namespace sceau::command_notice
