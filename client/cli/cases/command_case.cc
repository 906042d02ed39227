// sceau case create|list|show|find|condition
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/find_entry.h"
#include "client/cli/cases/referral_options.h"
#include "client/cli/cases/render_case.h"
#include "client/cli/console/pages.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_case {
namespace {

struct Options {
  std::string id = {};
  std::string referral_id = {};
  std::string organisation = {};
  std::string profile = {};
  std::string purpose = {};
  std::vector<std::string> categories = {};
  bool brief = false;
  bool todo = false;
  std::string page_token = {};
  ReferralOptions referral = {};
  ConditionOptions condition = {};
};

// What a read is for, where the person did not say.
absl::StatusOr<v1::ReadingPurpose> PurposeOf(const Options& options,
                                             Context& context,
                                             v1::ReadingPurpose otherwise) {
  if (options.purpose.empty()) return otherwise;
  return ReadEnum<v1::ReadingPurpose>(options.purpose, context.labels());
}

absl::StatusOr<ExitCode> ShowCase(Context& context, const v1::Case& file,
                                  v1::ReadingPurpose purpose) {
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(file));
  } else {
    const auto program = context.CompiledCharter();
    context.Print(
        RenderCase(file, context.labels(),
                   {.today = context.today(),
                    .purpose = purpose,
                    .coordinator_contact =
                        context.CachedCharter().contacts().coordinator(),
                    .program = program.get()}));
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Create(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::CreateCaseRequest request;
  if (!options.referral_id.empty()) {
    request.set_referral(api->Name("referrals", options.referral_id));
  } else {
    v1::Referral& referral = *request.mutable_inline_referral();
    *referral.mutable_date() = DateOf(context.today());
    referral.set_organisation(
        options.organisation.empty() ? "secretariat" : options.organisation);
    RETURN_IF_ERROR(ApplyReferralOptions(options.referral, context, referral));
    if (!options.profile.empty()) {
      ASSIGN_OR_RETURN(
          const v1::Profile profile,
          ReadEnum<v1::Profile>(options.profile, context.labels()));
      referral.set_profile(profile);
    }
  }
  ASSIGN_OR_RETURN(const v1::Case created, api->CreateCase(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(created));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(context.Text(
      "case.case-opened", {{"reference", ShortId(created.name())}})));
  context.Say(
      context.vocabulary().Message("NOTICE_REQUIRED", context.language(), {}));
  return ExitCode::kOk;
}

std::string TodoText(const v1::CaseSummary& summary, const Labels& labels) {
  std::vector<std::string> todos;
  for (const int todo : summary.todos()) {
    todos.push_back(labels.Value(static_cast<v1::Todo>(todo)));
  }
  return absl::StrJoin(todos, " / ");
}

void PrintSummaries(
    Context& context,
    const google::protobuf::RepeatedPtrField<v1::CaseSummary>& cases) {
  const Labels& labels = context.labels();
  if (cases.empty()) {
    context.Print(labels.Text("case.no-case"));
    return;
  }
  std::vector<std::vector<std::string>> rows;
  for (const v1::CaseSummary& summary : cases) {
    const v1::Identity& identity = summary.identity();
    rows.push_back(
        {summary.has_identity()
             ? absl::StrCat(identity.family_name(), " ", identity.given_name())
             : labels.Text("case.not-shown"),
         identity.has_birth_date() ? ShortDate(identity.birth_date()) : "",
         summary.has_administrative()
             ? labels.Value(summary.administrative().state())
             : "",
         TodoText(summary, labels), ShortId(summary.name())});
  }
  context.Print(Table({labels.Text("common.person"), labels.Text("case.born"),
                       labels.Text("common.state"), labels.Text("case.to-do"),
                       labels.Text("common.reference")},
                      rows));
}

absl::StatusOr<ExitCode> List(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ListCasesRequest request;
  ASSIGN_OR_RETURN(const v1::ReadingPurpose purpose,
                   PurposeOf(options, context, v1::READING_PURPOSE_FOLLOW_UP));
  request.set_purpose(purpose);
  request.set_todo_only(options.todo);
  const auto show =
      [&](const std::string& token) -> absl::StatusOr<std::string> {
    request.set_page_token(token);
    ASSIGN_OR_RETURN(const v1::ListCasesResponse page, api->ListCases(request));
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(page));
    } else {
      PrintSummaries(context, page.cases());
    }
    return page.next_page_token();
  };
  RETURN_IF_ERROR(ShowPages(context, options.page_token, show));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Show(Context& context, const Options& options) {
  // Partners' names and the coordinator's telephone, when never read before.
  if (!context.json) RETURN_IF_ERROR(context.Charter().status());
  if (!options.brief) {
    ASSIGN_OR_RETURN(
        const v1::ReadingPurpose purpose,
        PurposeOf(options, context, v1::READING_PURPOSE_FOLLOW_UP));
    ASSIGN_OR_RETURN(const v1::Case file,
                     ReadCase(context, options.id, purpose));
    return ShowCase(context, file, purpose);
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::GetCaseRequest request;
  request.set_name(api->Name("cases", options.id));
  request.set_view(v1::CASE_VIEW_BASIC);
  ASSIGN_OR_RETURN(const v1::Case file, api->GetCase(request));
  return ShowCase(context, file, v1::READING_PURPOSE_UNSPECIFIED);
}

absl::StatusOr<ExitCode> Find(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::SearchCasesRequest request;
  request.set_family_name(options.referral.family_name);
  request.set_given_name(options.referral.given_name);
  if (!options.referral.birth_date.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_birth_date(),
                     ReadDate(options.referral.birth_date, "--naissance",
                              context.today(), context.labels()));
  }
  const int given = !request.family_name().empty() +
                    !request.given_name().empty() + request.has_birth_date();
  if (given < 2) {
    return UsageError(context.Text("case.at-least-two-are"));
  }
  ASSIGN_OR_RETURN(
      const v1::ReadingPurpose purpose,
      PurposeOf(options, context, v1::READING_PURPOSE_REFERRAL_CHECK));
  request.set_purpose(purpose);
  ASSIGN_OR_RETURN(const v1::SearchCasesResponse found,
                   api->SearchCases(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(found));
  } else {
    PrintSummaries(context, found.cases());
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Record(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(const std::vector<v1::Condition> conditions,
                   ReadConditions(options.condition, context));
  if (conditions.size() != 1) {
    return UsageError(context.Text("case.one-condition-at-a"));
  }
  ASSIGN_OR_RETURN(
      const std::vector<v1::Category> categories,
      ReadEnums<v1::Category>(options.categories, context.labels()));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::RecordConditionRequest request;
  request.set_name(api->Name("cases", options.id));
  *request.mutable_condition() = conditions.front();
  for (const v1::Category category : categories) {
    request.mutable_condition()->add_categories(category);
  }
  ASSIGN_OR_RETURN(const v1::Case file, api->RecordCondition(request));
  return ShowCase(context, file, v1::READING_PURPOSE_UNSPECIFIED);
}

void AddPurpose(Commands& commands, CLI::App& command, Options& options) {
  command.add_option("--pour,--purpose", options.purpose,
                     commands.Text("case.option-purpose"));
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("case", "case.command");
  const auto options = NewOptions<Options>();
  CLI::App& create = commands.Command(
      group, "create", "case.command-create",
      {"sceau case create --saisine SAISINE",
       "sceau case create --nom Durand --prenom Léa --naissance 04/03/2010 \\",
       "    --motif SUPPORT_REQUESTED --organisation education-nationale"},
      [options](Context& context) { return Create(context, *options); });
  create.add_option("--saisine,--referral", options->referral_id,
                    commands.Text("case.option-referral"));
  create.add_option("--organisation", options->organisation,
                    commands.Text("case.option-organisation"));
  create.add_option("--profil,--profile-code", options->profile,
                    commands.Text("case.option-profile-code"));
  AddReferralOptions(commands, create, options->referral);

  CLI::App& list = commands.Command(
      group, "list", "case.command-list",
      {"sceau case list", "sceau case list --a-faire"},
      [options](Context& context) { return List(context, *options); });
  list.add_flag("--a-faire,--todo", options->todo,
                commands.Text("case.option-todo"));
  AddPurpose(commands, list, *options);
  AddPageOption(commands, list, options->page_token);

  CLI::App& show = commands.Command(
      group, "show", "case.command-show",
      {"sceau case show DOSSIER",
       "sceau case show DOSSIER --pour PREPARE_SESSION"},
      [options](Context& context) { return Show(context, *options); });
  AddCaseReference(commands, show, options->id);
  AddPurpose(commands, show, *options);
  show.add_flag("--bref,--brief", options->brief,
                commands.Text("case.option-brief"));

  CLI::App& find = commands.Command(
      group, "find", "case.command-find",
      {"sceau case find --nom Durant --prenom Lea",
       "sceau case find --nom Durand --naissance 04/03/2010"},
      [options](Context& context) { return Find(context, *options); });
  find.add_option("--nom,--family-name", options->referral.family_name,
                  commands.Text("common.family-name"));
  find.add_option("--prenom,--given-name", options->referral.given_name,
                  commands.Text("common.given-name"));
  find.add_option("--naissance,--birth-date", options->referral.birth_date,
                  commands.Text("case.option-birth-date"));
  AddPurpose(commands, find, *options);

  CLI::App& condition = commands.Command(
      group, "condition", "case.command-condition",
      {"sceau case condition DOSSIER --rubriques EMPLOYMENT \\",
       "    --accord PERSON --date-accord 02/11/2026"},
      [options](Context& context) { return Record(context, *options); });
  AddCaseReference(commands, condition, options->id);
  condition
      .add_option("--rubriques,--categories", options->categories,
                  commands.Text("case.option-categories"))
      ->delimiter(',')
      ->required();
  AddConditionOptions(commands, condition, options->condition);
}

}  // namespace sceau::command_case
