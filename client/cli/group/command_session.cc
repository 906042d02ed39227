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
  std::string text = Spread(
      labels.Text("session.session-of-3",
                  {{"day", LongDate(session.date(), labels.language())}}),
      labels.Value(session.state()));
  absl::StrAppend(&text, Rule());
  std::vector<FieldText> fields = {
      {labels.Text("common.reference"), {ShortId(session.name())}}};
  if (session.has_window_start_date()) {
    Places window = {
        {"first", LongDate(session.window_start_date(), labels.language())}};
    if (session.has_window_end_date()) {
      window.emplace_back(
          "last", LongDate(session.window_end_date(), labels.language()));
    }
    fields.push_back({labels.Text("session.reading-open"),
                      {labels.Text("session.window", window)}});
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
                    Paragraph(labels.Text("session.case",
                                          {{"case", ShortId(item.case_())}})));
    for (const v1::Convocation& convocation : item.convened()) {
      const std::string who =
          labels.Text("session.convened",
                      {{"member", ShortId(convocation.member())},
                       {"substitute", ShortId(convocation.substitute())}});
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
    return UsageError(context.Text("session.write-point-case-member"));
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
  return UsageError(context.Text("session.the-session-would-be"));
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
    context.Print(rows.empty() ? labels.Text("session.no-session")
                               : Table({labels.Text("session.session-of"),
                                        labels.Text("common.state"),
                                        labels.Text("session.items"),
                                        labels.Text("common.reference")},
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
    return UsageError(context.Text("session.say-what-changes-date"));
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
          context.Text("session.this-case-is-not-in", {{"id", id}}));
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
      .add_option(commands.Text("session.session"), options.id,
                  commands.Text("session.the-sessions-reference"))
      ->required();
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("session", "session.command");
  const auto options = NewOptions<Options>();
  CLI::App& create = commands.Command(
      group, "create", "session.command-create",
      {"sceau session create --date 15/12/2026 \\",
       "    --point DOSSIER=ines-barbier,claire-martin/julie-morel \\",
       "    --point DOSSIER2=ines-barbier"},
      [options](Context& context) { return Create(context, *options); });
  create
      .add_option("--date", options->date, commands.Text("session.option-date"))
      ->required();
  const auto add_items = [&](CLI::App& command) {
    command.add_option("--point,--item", options->items,
                       commands.Text("session.option-item"));
  };
  add_items(create);
  CLI::App& list = commands.Command(
      group, "list", "session.command-list", {"sceau session list"},
      [options](Context& context) { return List(context, *options); });
  AddPageOption(commands, list, options->page_token);
  AddId(
      commands,
      commands.Command(
          group, "show", "session.command-show", {"sceau session show SEANCE"},
          [options](Context& context) { return ShowOne(context, *options); }),
      *options);
  CLI::App& change = commands.Command(
      group, "change", "session.command-change",
      {"sceau session change SEANCE --date 17/12/2026",
       "sceau session change SEANCE --point DOSSIER=ines-barbier \\",
       "    --sans DOSSIER2"},
      [options](Context& context) { return Change(context, *options); });
  AddId(commands, change, *options);
  change.add_option("--date", options->date,
                    commands.Text("session.option-date"));
  add_items(change);
  change.add_option("--sans,--without", options->removed,
                    commands.Text("session.option-without"));
  AddId(commands,
        commands.Command(
            group, "publish", "session.command-publish",
            {"sceau session publish SEANCE"},
            OnSession<v1::PublishAgendaRequest>(options, &Api::PublishAgenda)),
        *options);
  AddId(commands,
        commands.Command(group, "close", "session.command-close",
                         {"sceau session close SEANCE"},
                         OnSession<v1::CloseReviewSessionRequest>(
                             options, &Api::CloseReviewSession)),
        *options);
}

}  // namespace sceau::command_session
