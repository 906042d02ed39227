// sceau charter propose|list|opinion|adopt|veto|agree|replay
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "client/cli/charter/charter_commands.h"
#include "client/cli/charter/charter_version.h"
#include "client/cli/console/pages.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"
#include "client/lib/files.h"
#include "crypto/charter_signature.h"
#include "policy/compile/parser.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_charter_life {
namespace {

struct Options {
  std::string file = {};
  std::string version = {};
  std::string opinion = {};
  std::string date = {};
  std::string since = {};
  std::string page = {};
  bool yes = false;
};

// One line of where the version stands, and what comes next.
absl::StatusOr<ExitCode> Said(Context& context,
                              const v1::CharterVersion& charter,
                              absl::string_view next_french,
                              absl::string_view next_english) {
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(charter));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  context.Print(Paragraph(absl::StrCat(
      TitleOf(charter, labels), ", ", ShortId(charter.name()),
      labels.In(" : ", ": "), labels.Value(charter.state()), ".")));
  context.Print(Paragraph(labels.In(next_french, next_english)));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Propose(Context& context, const Options& options) {
  const auto text = ReadFile(options.file, policy::kMaxCharterBytes + 1);
  if (!text.ok()) {
    return UsageError(absl::StrCat(context.In("Ce fichier ne peut être lu : ",
                                              "This file cannot be read: "),
                                   options.file));
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ProposeCharterRequest request;
  request.set_source(*text);
  ASSIGN_OR_RETURN(const v1::CharterVersion charter,
                   api->ProposeCharter(request));
  return Said(context, charter,
              "Le délégué à la protection des données donne son avis, puis les "
              "deux copilotes l'adoptent. Ce texte ne changera plus.",
              "The data protection officer gives an opinion, then both "
              "co-pilots adopt it. This text will not change any more.");
}

std::string DayOfTime(const google::protobuf::Timestamp& time) {
  return ShortDate(time);
}

absl::StatusOr<ExitCode> List(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ListCharterVersionsRequest request;
  const Labels& labels = context.labels();
  const auto show =
      [&](const std::string& page_token) -> absl::StatusOr<std::string> {
    request.set_page_token(page_token);
    ASSIGN_OR_RETURN(const v1::ListCharterVersionsResponse page,
                     api->ListCharterVersions(request));
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(page));
      return page.next_page_token();
    }
    std::vector<std::vector<std::string>> rows;
    for (const v1::CharterVersion& charter : page.charter_versions()) {
      rows.push_back({ShortId(charter.name()), labels.Value(charter.state()),
                      DayOfTime(charter.effective_time()),
                      charter.has_sign_time() ? DayOfTime(charter.sign_time())
                                              : labels.In("non", "no")});
    }
    context.Print(
        Table({labels.In("VERSION", "VERSION"), labels.In("ÉTAT", "STATE"),
               labels.In("À PARTIR DU", "FROM"), labels.In("SIGNÉE", "SIGNED")},
              rows));
    return page.next_page_token();
  };
  RETURN_IF_ERROR(ShowPages(context, options.page, show));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> GiveOpinion(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::GiveOpinionRequest request;
  request.set_name(api->Name("charterVersions", options.version));
  ASSIGN_OR_RETURN(
      const v1::CharterOpinion opinion,
      ReadEnum<v1::CharterOpinion>(options.opinion, context.labels()));
  request.set_opinion(opinion);
  *request.mutable_date() = DateOf(context.today());
  if (!options.date.empty()) {
    ASSIGN_OR_RETURN(
        *request.mutable_date(),
        ReadDate(options.date, "--date", context.today(), context.labels()));
  }
  ASSIGN_OR_RETURN(const v1::CharterVersion charter, api->GiveOpinion(request));
  return Said(context, charter, "Les deux copilotes peuvent l'adopter.",
              "Both co-pilots may adopt it.");
}

absl::StatusOr<ExitCode> Adopt(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const v1::CharterVersion charter,
                   FetchVersion(context, options.version));
  if (!options.yes) {
    ASSIGN_OR_RETURN(const std::string text,
                     RenderVersion(context, charter, ChangesFor::kEveryone));
    context.environment().err << text << "\n";
    ASSIGN_OR_RETURN(
        const bool agreed,
        context.Confirm(context.In("Vous adoptez cette version, avec la clé de "
                                   "votre certificat ?",
                                   "You adopt this version, with the key of "
                                   "your certificate?")));
    if (!agreed) {
      context.Say(context.In("Rien n'a été adopté.", "Nothing was adopted."));
      return ExitCode::kRefused;
    }
  }
  v1::AdoptCharterRequest request;
  request.set_name(charter.name());
  ASSIGN_OR_RETURN(
      *request.mutable_signature(),
      SignVersion(context, charter, crypto::CharterAdoptionMessage));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::CharterVersion adopted,
                   api->AdoptCharter(request));
  if (adopted.state() == v1::CHARTER_STATE_ADOPTED) {
    return Said(context, adopted,
                "Chaque membre la signe avant son premier jour : « sceau "
                "charter sign VERSION ».",
                "Each member signs it before its first day: « sceau charter "
                "sign VERSION ».");
  }
  return Said(context, adopted,
              "Il manque l'adoption du copilote de l'autre organisation.",
              "The co-pilot of the other organisation has yet to adopt it.");
}

absl::StatusOr<ExitCode> Veto(Context& context, const Options& options) {
  if (!options.yes) {
    ASSIGN_OR_RETURN(const bool agreed,
                     context.Confirm(context.In(
                         "Écarter ce projet ? Il faudra en proposer un autre.",
                         "Veto this draft? Another must then be proposed.")));
    if (!agreed) return ExitCode::kRefused;
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::VetoCharterRequest request;
  request.set_name(api->Name("charterVersions", options.version));
  ASSIGN_OR_RETURN(const v1::CharterVersion charter, api->VetoCharter(request));
  return Said(context, charter, "La charte en vigueur continue.",
              "The charter in force goes on.");
}

absl::StatusOr<ExitCode> Agree(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::AgreeToWideningRequest request;
  request.set_name(api->Name("charterVersions", options.version));
  ASSIGN_OR_RETURN(const v1::CharterVersion charter,
                   api->AgreeToWidening(request));
  return Said(context, charter,
              "Ce que cette version ouvre s'ouvre aussi pour ce que votre "
              "structure a écrit avant elle.",
              "What this version opens is open too in what your organisation "
              "wrote before it.");
}

// "12m", "90j" or "90d", or a day.
absl::StatusOr<absl::CivilDay> ReadSince(Context& context,
                                         const std::string& text) {
  int64_t count = 0;
  if (text.size() > 1 &&
      absl::SimpleAtoi(text.substr(0, text.size() - 1), &count) && count > 0 &&
      count < 10'000) {
    const char unit = text.back();
    if (unit == 'm') {
      const absl::CivilMonth month = absl::CivilMonth(context.today()) - count;
      return absl::CivilDay(month) + (context.today().day() - 1);
    }
    if (unit == 'j' || unit == 'd') return context.today() - count;
  }
  ASSIGN_OR_RETURN(
      const google::type::Date date,
      ReadDate(text, "--depuis", context.today(), context.labels()));
  return absl::CivilDay(date.year(), date.month(), date.day());
}

std::string CountLine(const v1::ReplayCount& count, const Labels& labels) {
  std::string what = labels.Value(count.operation());
  if (count.category() != v1::CATEGORY_UNSPECIFIED) {
    absl::StrAppend(&what, ", ", labels.Category(count.category()));
  }
  std::string change;
  if (count.newly_refused() > 0) {
    change =
        absl::StrCat(count.newly_refused(),
                     count.newly_refused() == 1
                         ? labels.In(" serait refusé", " would be refused")
                         : labels.In(" seraient refusés", " would be refused"));
  }
  if (count.newly_possible() > 0) {
    absl::StrAppend(
        &change, change.empty() ? "" : ", ", count.newly_possible(),
        count.newly_possible() == 1
            ? labels.In(" deviendrait possible", " would become possible")
            : labels.In(" deviendraient possibles", " would become possible"));
  }
  return absl::StrCat(
      Paragraph(absl::StrCat(labels.Partner(count.partner()),
                             labels.In(" : ", ": "), what,
                             labels.In(" : ", ": "), change)),
      Paragraph(absl::StrCat(count.reason(), " (", count.article(), ")"), "  ",
                "  "));
}

absl::StatusOr<ExitCode> Replay(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ReplayCharterRequest request;
  request.set_name(api->Name("charterVersions", options.version));
  if (!options.since.empty()) {
    ASSIGN_OR_RETURN(const absl::CivilDay since,
                     ReadSince(context, options.since));
    request.mutable_since()->set_seconds(
        absl::ToUnixSeconds(absl::FromCivil(since, GroupTimeZone())));
  }
  ASSIGN_OR_RETURN(const v1::ReplayCharterResponse replay,
                   api->ReplayCharter(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(replay));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  context.Print(Paragraph(absl::StrCat(
      labels.In("Décisions rejouées : ", "Decisions replayed: "),
      replay.decisions(),
      labels.In(", feuilles du journal : ", ", leaves of the journal: "),
      replay.leaves(), ".")));
  for (const v1::ReplayCount& count : replay.counts()) {
    context.Print(CountLine(count, labels));
  }
  if (replay.counts().empty()) {
    context.Print(Paragraph(labels.In("Aucune n'aurait fini autrement.",
                                      "None would have ended otherwise.")));
  }
  if (replay.truncated()) {
    context.Say(labels.In("Les plus anciennes feuilles n'ont pas été relues.",
                          "The oldest leaves were left out."));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = *commands.app().get_subcommand("charter");
  const auto options = NewOptions<Options>();
  const auto add_version = [&](CLI::App& command) {
    command
        .add_option(
            "VERSION", options->version,
            commands.In("Référence de la version", "The version's reference"))
        ->required();
  };
  const auto add_yes = [&](CLI::App& command) {
    command.add_flag(
        "--yes,--oui", options->yes,
        commands.In("Sans demander de confirmation", "Without asking"));
  };
  const auto action = [options](auto run) {
    return [options, run](Context& context) { return run(context, *options); };
  };

  commands
      .Command(group, "propose",
               "Propose un projet de charte : vérifié aussitôt, il ne change "
               "plus (coordonnateur, copilote)",
               "Proposes a draft charter: checked at once, it does not change "
               "any more (coordinator, co-pilot)",
               {"sceau charter check projet.textproto",
                "sceau charter propose projet.textproto"},
               action(Propose))
      .add_option(
          commands.In("FICHIER", "FILE"), options->file,
          commands.In("Charte en texte protobuf", "Charter in protobuf text"))
      ->required();
  CLI::App& list = commands.Command(
      group, "list", "Les versions de la charte et où elles en sont",
      "The versions of the charter and where they stand",
      {"sceau charter list"}, action(List));
  AddPageOption(commands, list, options->page);
  CLI::App& opinion = commands.Command(
      group, "opinion",
      "Donne l'avis du délégué à la protection des données sur un projet",
      "Gives the data protection officer's opinion on a draft",
      {"sceau charter opinion alencon-2027-1 FAVOURABLE",
       "sceau charter opinion alencon-2027-1 WITH_RESERVATIONS \\",
       "    --date 12/11/2026"},
      action(GiveOpinion));
  add_version(opinion);
  opinion
      .add_option(commands.In("AVIS", "OPINION"), options->opinion,
                  "FAVOURABLE, WITH_RESERVATIONS, UNFAVOURABLE")
      ->required();
  opinion.add_option("--date", options->date,
                     commands.In("Jour de l'avis ; aujourd'hui par défaut",
                                 "Day of the opinion; today by default"));
  CLI::App& adopt = commands.Command(
      group, "adopt",
      "Montre l'essentiel d'un projet et tout ce qu'il change, puis l'adopte "
      "(copilote) ; il en faut deux, de deux organisations",
      "Shows the main points of a draft and all it changes, then adopts it "
      "(co-pilot); two are needed, of two organisations",
      {"sceau charter adopt alencon-2027-1"}, action(Adopt));
  add_version(adopt);
  add_yes(adopt);
  CLI::App& veto = commands.Command(
      group, "veto", "Écarte un projet (copilote)", "Vetoes a draft (co-pilot)",
      {"sceau charter veto alencon-2027-1"}, action(Veto));
  add_version(veto);
  add_yes(veto);
  add_version(commands.Command(
      group, "agree",
      "Accepte, pour votre structure, qu'une version plus large ouvre ce "
      "qu'elle a écrit avant",
      "Agrees, for your organisation, that a wider version opens what it wrote "
      "before",
      {"sceau charter agree alencon-2027-1"}, action(Agree)));
  CLI::App& replay = commands.Command(
      group, "replay",
      "Compte les accès passés qu'une version refuserait ou permettrait "
      "(garant, copilote)",
      "Counts past accesses that a version would refuse or allow (officer, "
      "co-pilot)",
      {"sceau charter replay alencon-2027-1 --depuis 12m",
       "sceau charter replay alencon-2027-1 --depuis 01/09/2026"},
      action(Replay));
  add_version(replay);
  replay.add_option("--depuis,--since", options->since,
                    commands.In("12m, 90j ou un jour ; rien : tout le journal",
                                "12m, 90d or a day; none: the whole journal"));
}

}  // namespace sceau::command_charter_life
