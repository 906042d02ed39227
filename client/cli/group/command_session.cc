// sceau session create|list|show|change|publish|close
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "client/cli/console/pages.h"
#include "client/cli/group/group_commands.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_session {
namespace {

struct Options {
  std::string id = {};
  std::string date = {};
  std::vector<std::string> items = {};
  std::vector<std::string> removed = {};
  std::string page_token = {};
};

std::string RenderSession(const v1::ReviewSession& session,
                          const Labels& labels, absl::CivilDay today) {
  std::string text =
      Spread(absl::StrCat(labels.In("Séance du ", "Session of "),
                          LongDate(session.date(), labels.language())),
             labels.Value(session.state()));
  absl::StrAppend(&text, Rule());
  std::vector<FieldText> fields = {
      {labels.In("Référence", "Reference"), {ShortId(session.name())}}};
  if (session.has_window_start_date()) {
    fields.push_back(
        {labels.In("Lecture ouverte", "Reading open"),
         {absl::StrCat(labels.In("du ", "from "),
                       LongDate(session.window_start_date(), labels.language()),
                       session.has_window_end_date()
                           ? absl::StrCat(labels.In(" au ", " to "),
                                          LongDate(session.window_end_date(),
                                                   labels.language()))
                           : "")}});
  }
  absl::StrAppend(&text, FieldLines(fields));
  const auto last = DayOf(session.window_end_date());
  if (session.has_window_end_date() && last && *last < today) {
    absl::StrAppend(
        &text, Paragraph(labels.vocabulary().Message(
                   "SESSION_WINDOW_CLOSED", labels.language(),
                   {{"session", LongDate(session.date(), labels.language())},
                    {"date", LongDate(session.window_end_date(),
                                      labels.language())}})));
  }
  for (const v1::AgendaItem& item : session.items()) {
    absl::StrAppend(&text, "\n",
                    Paragraph(absl::StrCat(labels.In("Dossier ", "Case "),
                                           ShortId(item.case_()))));
    for (const v1::Convocation& convocation : item.convened()) {
      std::string who = ShortId(convocation.member());
      if (!convocation.substitute().empty()) {
        absl::StrAppend(&who, labels.In(", à défaut ", ", else "),
                        ShortId(convocation.substitute()));
      }
      absl::StrAppend(&text, Paragraph(who, "  • ", "    "));
    }
  }
  return text;
}

absl::StatusOr<ExitCode> Show(Context& context,
                              const v1::ReviewSession& session) {
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(session));
  } else {
    context.Print(RenderSession(session, context.labels(), context.today()));
  }
  return ExitCode::kOk;
}

// « DOSSIER=membre,membre/suppléant ».
absl::StatusOr<v1::AgendaItem> ReadItem(const std::string& text, Api& api,
                                        Context& context) {
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  if (parts.first.empty()) {
    return UsageError(context.In("Écrivez --point DOSSIER=membre,membre.",
                                 "Write --point CASE=member,member."));
  }
  v1::AgendaItem item;
  item.set_case_(api.Name("cases", parts.first));
  for (const absl::string_view who :
       absl::StrSplit(parts.second, ',', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> names =
        absl::StrSplit(who, absl::MaxSplits('/', 1));
    v1::Convocation& convocation = *item.add_convened();
    convocation.set_member(api.Name("members", names.first));
    if (!names.second.empty()) {
      convocation.set_substitute(api.Name("members", names.second));
    }
  }
  return item;
}

// A session is prepared, so its day is to come.
absl::StatusOr<google::type::Date> DayToCome(Context& context,
                                             const std::string& text) {
  ASSIGN_OR_RETURN(const google::type::Date date,
                   ReadDate(text, "--date", context.today(), context.labels()));
  const auto day = DayOf(date);
  if (day && *day >= context.today()) return date;
  return UsageError(context.In(
      "La séance serait dans le passé (--date) : donnez aujourd'hui ou un jour "
      "à venir.",
      "The session would be in the past (--date): give today or a day to "
      "come."));
}

absl::StatusOr<ExitCode> Create(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::CreateReviewSessionRequest request;
  v1::ReviewSession& session = *request.mutable_review_session();
  ASSIGN_OR_RETURN(*session.mutable_date(), DayToCome(context, options.date));
  for (const std::string& text : options.items) {
    ASSIGN_OR_RETURN(*session.add_items(), ReadItem(text, *api, context));
  }
  ASSIGN_OR_RETURN(const v1::ReviewSession created,
                   api->CreateReviewSession(request));
  return Show(context, created);
}

absl::StatusOr<ExitCode> List(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ListReviewSessionsRequest request;
  const auto show =
      [&](const std::string& token) -> absl::StatusOr<std::string> {
    request.set_page_token(token);
    ASSIGN_OR_RETURN(const v1::ListReviewSessionsResponse page,
                     api->ListReviewSessions(request));
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(page));
      return page.next_page_token();
    }
    const Labels& labels = context.labels();
    std::vector<std::vector<std::string>> rows;
    for (const v1::ReviewSession& session : page.review_sessions()) {
      rows.push_back({LongDate(session.date(), context.language()),
                      labels.Value(session.state()),
                      absl::StrCat(session.items_size()),
                      ShortId(session.name())});
    }
    context.Print(rows.empty() ? labels.In("Aucune séance.\n", "No session.\n")
                               : Table({labels.In("Séance du", "Session of"),
                                        labels.In("État", "State"),
                                        labels.In("Points", "Items"),
                                        labels.In("Référence", "Reference")},
                                       rows));
    return page.next_page_token();
  };
  RETURN_IF_ERROR(ShowPages(context, options.page_token, show));
  return ExitCode::kOk;
}

absl::StatusOr<v1::ReviewSession> Get(Api& api, const Options& options) {
  v1::GetReviewSessionRequest request;
  request.set_name(api.Name("reviewSessions", options.id));
  return api.GetReviewSession(request);
}

absl::StatusOr<ExitCode> ShowOne(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::ReviewSession session, Get(*api, options));
  return Show(context, session);
}

// The place of the case's item in `session`, or its end.
auto ItemOf(v1::ReviewSession& session, const std::string& case_name) {
  return std::find_if(session.mutable_items()->begin(),
                      session.mutable_items()->end(),
                      [&case_name](const v1::AgendaItem& item) {
                        return item.case_() == case_name;
                      });
}

// What is not said again stays as it was just read.
absl::StatusOr<ExitCode> Change(Context& context, const Options& options) {
  if (options.date.empty() && options.items.empty() &&
      options.removed.empty()) {
    return UsageError(
        context.In("Dites ce qui change : --date, --point ou "
                   "--sans.",
                   "Say what changes: --date, --point or "
                   "--without."));
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(v1::ReviewSession session, Get(*api, options));
  if (!options.date.empty()) {
    ASSIGN_OR_RETURN(*session.mutable_date(), DayToCome(context, options.date));
  }
  for (const std::string& text : options.items) {
    ASSIGN_OR_RETURN(v1::AgendaItem item, ReadItem(text, *api, context));
    const auto place = ItemOf(session, item.case_());
    v1::AgendaItem& into =
        place == session.mutable_items()->end() ? *session.add_items() : *place;
    into = std::move(item);
  }
  for (const std::string& id : options.removed) {
    const auto place = ItemOf(session, api->Name("cases", id));
    if (place == session.mutable_items()->end()) {
      return UsageError(
          absl::StrCat(context.In("Ce dossier n'est pas dans cette séance : ",
                                  "This case is not in that session: "),
                       id));
    }
    session.mutable_items()->erase(place);
  }
  v1::UpdateReviewSessionRequest request;
  *request.mutable_review_session() = std::move(session);
  ASSIGN_OR_RETURN(const v1::ReviewSession changed,
                   api->UpdateReviewSession(request));
  return Show(context, changed);
}

// Publishing and closing: the session as it was just read.
template <typename Request, typename Method>
Action OnSession(std::shared_ptr<Options> options, Method method) {
  return [options, method](Context& context) -> absl::StatusOr<ExitCode> {
    ASSIGN_OR_RETURN(Api* const api, context.Server());
    ASSIGN_OR_RETURN(const v1::ReviewSession session, Get(*api, *options));
    Request request;
    request.set_name(session.name());
    request.set_etag(session.etag());
    ASSIGN_OR_RETURN(const v1::ReviewSession changed, (api->*method)(request));
    return Show(context, changed);
  };
}

void AddId(Commands& commands, CLI::App& command, Options& options) {
  command
      .add_option(
          commands.In("SEANCE", "SESSION"), options.id,
          commands.In("Référence de la séance", "The session's reference"))
      ->required();
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group =
      commands.Group("session", "Les séances et leur ordre du jour",
                     "The sessions and their agenda");
  const auto options = NewOptions<Options>();
  CLI::App& create = commands.Command(
      group, "create",
      "Prépare une séance : ses dossiers et, pour chacun, les convoqués par "
      "leur nom (coordonnateur)",
      "Prepares a session: its cases and, for each, the members convened by "
      "name (coordinator)",
      {"sceau session create --date 15/12/2026 \\",
       "    --point DOSSIER=ines-barbier,claire-martin/julie-morel \\",
       "    --point DOSSIER2=ines-barbier"},
      [options](Context& context) { return Create(context, *options); });
  create
      .add_option("--date", options->date,
                  commands.In("Jour de la séance", "Day of the session"))
      ->required();
  const auto add_items = [&](CLI::App& command) {
    command.add_option(
        "--point,--item", options->items,
        commands.In("DOSSIER=membre,membre/suppléant ; autant de fois que de "
                    "dossiers",
                    "CASE=member,member/substitute; once a case"));
  };
  add_items(create);
  CLI::App& list = commands.Command(
      group, "list", "Montre les séances où vous êtes convoqué",
      "Shows the sessions you are convened to", {"sceau session list"},
      [options](Context& context) { return List(context, *options); });
  AddPageOption(commands, list, options->page_token);
  AddId(commands,
        commands.Command(
            group, "show", "Montre une séance et vos points",
            "Shows a session and your items", {"sceau session show SEANCE"},
            [options](Context& context) { return ShowOne(context, *options); }),
        *options);
  CLI::App& change = commands.Command(
      group, "change",
      "Change une séance qui n'est pas publiée ; ce qui n'est pas redit reste "
      "(coordonnateur)",
      "Changes a session that is not published; what is not said again stays "
      "(coordinator)",
      {"sceau session change SEANCE --date 17/12/2026",
       "sceau session change SEANCE --point DOSSIER=ines-barbier \\",
       "    --sans DOSSIER2"},
      [options](Context& context) { return Change(context, *options); });
  AddId(commands, change, *options);
  change.add_option("--date", options->date,
                    commands.In("Jour de la séance", "Day of the session"));
  add_items(change);
  change.add_option(
      "--sans,--without", options->removed,
      commands.In("DOSSIER à retirer de l'ordre du jour ; autant de fois que "
                  "de dossiers",
                  "CASE to take off the agenda; once a case"));
  AddId(commands,
        commands.Command(
            group, "publish",
            "Publie l'ordre du jour : la lecture s'ouvre (coordonnateur)",
            "Publishes the agenda: reading opens (coordinator)",
            {"sceau session publish SEANCE"},
            OnSession<v1::PublishAgendaRequest>(options, &Api::PublishAgenda)),
        *options);
  AddId(
      commands,
      commands.Command(group, "close", "Clôt une séance tenue (coordonnateur)",
                       "Closes a session that was held (coordinator)",
                       {"sceau session close SEANCE"},
                       OnSession<v1::CloseReviewSessionRequest>(
                           options, &Api::CloseReviewSession)),
      *options);
}

}  // namespace sceau::command_session
