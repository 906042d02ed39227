// sceau charter propose|list|opinion|adopt|veto|agree|replay
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

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
                              absl::string_view next) {
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(charter));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  context.Print(Paragraph(
      labels.Text("charter.said", {{"title", TitleOf(charter, labels)},
                                   {"reference", ShortId(charter.name())},
                                   {"state", labels.Value(charter.state())}})));
  context.Print(Paragraph(labels.Text(next)));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Propose(Context& context, const Options& options) {
  const auto text = ReadFile(options.file, policy::kMaxCharterBytes + 1);
  if (!text.ok()) {
    return UsageError(
        context.Text("common.file-unreadable", {{"file", options.file}}));
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ProposeCharterRequest request;
  request.set_source(*text);
  ASSIGN_OR_RETURN(const v1::CharterVersion charter,
                   api->ProposeCharter(request));
  return Said(context, charter, "charter.the-data-protection-officer");
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
                                              : labels.Text("common.no")});
    }
    context.Print(
        Table({labels.Text("charter.version"), labels.Text("common.state-2"),
               labels.Text("charter.from"), labels.Text("charter.signed")},
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
  return Said(context, charter, "charter.both-co-pilots-may");
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
        context.Confirm(context.Text("charter.you-adopt-this-version")));
    if (!agreed) {
      context.Say(context.Text("charter.nothing-was-adopted"));
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
    return Said(context, adopted, "charter.each-member-signs-it");
  }
  return Said(context, adopted, "charter.the-co-pilot-of");
}

absl::StatusOr<ExitCode> Veto(Context& context, const Options& options) {
  if (!options.yes) {
    ASSIGN_OR_RETURN(
        const bool agreed,
        context.Confirm(context.Text("charter.veto-this-draft-another")));
    if (!agreed) return ExitCode::kRefused;
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::VetoCharterRequest request;
  request.set_name(api->Name("charterVersions", options.version));
  ASSIGN_OR_RETURN(const v1::CharterVersion charter, api->VetoCharter(request));
  return Said(context, charter, "charter.the-charter-in-force");
}

absl::StatusOr<ExitCode> Agree(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::AgreeToWideningRequest request;
  request.set_name(api->Name("charterVersions", options.version));
  ASSIGN_OR_RETURN(const v1::CharterVersion charter,
                   api->AgreeToWidening(request));
  return Said(context, charter, "charter.what-this-version-opens");
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
  std::vector<std::string> changes;
  if (count.newly_refused() > 0) {
    changes.push_back(
        labels.Text("charter.refused-now", {{"n", count.newly_refused()}}));
  }
  if (count.newly_possible() > 0) {
    changes.push_back(
        labels.Text("charter.possible-now", {{"n", count.newly_possible()}}));
  }
  return absl::StrCat(
      Paragraph(labels.Text("charter.replay-line",
                            {{"partner", labels.Partner(count.partner())},
                             {"what", what},
                             {"change", absl::StrJoin(changes, ", ")}})),
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
  context.Print(Paragraph(labels.Text(
      "charter.decisions-replayed-leaves-of-the",
      {{"decisions", replay.decisions()}, {"leaves", replay.leaves()}})));
  for (const v1::ReplayCount& count : replay.counts()) {
    context.Print(CountLine(count, labels));
  }
  if (replay.counts().empty()) {
    context.Print(Paragraph(labels.Text("charter.none-would-have-ended")));
  }
  if (replay.truncated()) {
    context.Say(labels.Text("charter.the-oldest-leaves-were"));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = *commands.app().get_subcommand("charter");
  const auto options = NewOptions<Options>();
  const auto add_version = [&](CLI::App& command) {
    command
        .add_option("VERSION", options->version,
                    commands.Text("charter.the-versions-reference"))
        ->required();
  };
  const auto add_yes = [&](CLI::App& command) {
    command.add_flag("--yes,--oui", options->yes,
                     commands.Text("common.without-asking"));
  };
  const auto action = [options](auto run) {
    return [options, run](Context& context) { return run(context, *options); };
  };

  commands
      .Command(group, "propose", "charter.command-propose",
               {"sceau charter check projet.textproto",
                "sceau charter propose projet.textproto"},
               action(Propose))
      .add_option(commands.Text("common.file"), options->file,
                  commands.Text("charter.charter-in-protobuf-text"))
      ->required();
  CLI::App& list = commands.Command(group, "list", "charter.command-list",
                                    {"sceau charter list"}, action(List));
  AddPageOption(commands, list, options->page);
  CLI::App& opinion = commands.Command(
      group, "opinion", "charter.command-opinion",
      {"sceau charter opinion alencon-2027-1 FAVOURABLE",
       "sceau charter opinion alencon-2027-1 WITH_RESERVATIONS \\",
       "    --date 12/11/2026"},
      action(GiveOpinion));
  add_version(opinion);
  opinion
      .add_option(commands.Text("charter.opinion"), options->opinion,
                  "FAVOURABLE, WITH_RESERVATIONS, UNFAVOURABLE")
      ->required();
  opinion.add_option("--date", options->date,
                     commands.Text("charter.option-date"));
  CLI::App& adopt =
      commands.Command(group, "adopt", "charter.command-adopt",
                       {"sceau charter adopt alencon-2027-1"}, action(Adopt));
  add_version(adopt);
  add_yes(adopt);
  CLI::App& veto =
      commands.Command(group, "veto", "charter.command-veto",
                       {"sceau charter veto alencon-2027-1"}, action(Veto));
  add_version(veto);
  add_yes(veto);
  add_version(commands.Command(group, "agree", "charter.command-agree",
                               {"sceau charter agree alencon-2027-1"},
                               action(Agree)));
  CLI::App& replay = commands.Command(
      group, "replay", "charter.command-replay",
      {"sceau charter replay alencon-2027-1 --depuis 12m",
       "sceau charter replay alencon-2027-1 --depuis 01/09/2026"},
      action(Replay));
  add_version(replay);
  replay.add_option("--depuis,--since", options->since,
                    commands.Text("charter.option-since"));
}

}  // namespace sceau::command_charter_life
