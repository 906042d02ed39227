// sceau referral submit|show|list|correct|withdraw|accept|reject
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/referral_options.h"
#include "client/cli/cases/render_referral.h"
#include "client/cli/console/pages.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_referral {
namespace {

struct Options {
  std::string id = {};
  std::string state = {};
  std::string page_token = {};
  std::string case_id = {};
  std::string outcome = {};
  ReferralOptions referral = {};
};

absl::StatusOr<ExitCode> Show(Context& context, const v1::Referral& referral) {
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(referral));
  } else {
    context.Print(RenderReferral(referral, context.labels(), context.today()));
  }
  return ExitCode::kOk;
}

absl::StatusOr<v1::Referral> Get(Api& api, const Options& options) {
  v1::GetReferralRequest request;
  request.set_name(api.Name("referrals", options.id));
  return api.GetReferral(request);
}

absl::StatusOr<ExitCode> Submit(Context& context, const Options& options) {
  v1::SubmitReferralRequest request;
  v1::Referral& referral = *request.mutable_referral();
  *referral.mutable_date() = DateOf(context.today());
  RETURN_IF_ERROR(ApplyReferralOptions(options.referral, context, referral));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::Referral submitted, api->SubmitReferral(request));
  if (!context.json) {
    context.Print(Paragraph(context.vocabulary().Message(
        "REFERRAL_RECEIVED", context.language(), {})));
    context.Print("\n");
  }
  return Show(context, submitted);
}

absl::StatusOr<ExitCode> ShowOne(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::Referral referral, Get(*api, options));
  return Show(context, referral);
}

void PrintReferrals(
    Context& context,
    const google::protobuf::RepeatedPtrField<v1::Referral>& referrals) {
  const Labels& labels = context.labels();
  if (referrals.empty()) {
    context.Print(labels.Text("referral.no-referral"));
    return;
  }
  std::vector<std::vector<std::string>> rows;
  for (const v1::Referral& referral : referrals) {
    rows.push_back({ShortDate(referral.date()),
                    absl::StrCat(referral.identity().family_name(), " ",
                                 referral.identity().given_name()),
                    labels.ShortPartner(referral.organisation()),
                    labels.Value(referral.state()), ShortId(referral.name())});
  }
  context.Print(
      Table({labels.Text("referral.of"), labels.Text("common.person"),
             labels.Text("referral.from"), labels.Text("common.state"),
             labels.Text("common.reference")},
            rows));
}

absl::StatusOr<ExitCode> List(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ListReferralsRequest request;
  if (!options.state.empty()) {
    ASSIGN_OR_RETURN(
        const v1::ReferralState state,
        ReadEnum<v1::ReferralState>(options.state, context.labels()));
    request.set_state(state);
  }
  const auto show =
      [&](const std::string& token) -> absl::StatusOr<std::string> {
    request.set_page_token(token);
    ASSIGN_OR_RETURN(const v1::ListReferralsResponse page,
                     api->ListReferrals(request));
    if (context.json) {
      RETURN_IF_ERROR(context.PrintJson(page));
    } else {
      PrintReferrals(context, page.referrals());
    }
    return page.next_page_token();
  };
  RETURN_IF_ERROR(ShowPages(context, options.page_token, show));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Correct(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(v1::Referral referral, Get(*api, options));
  RETURN_IF_ERROR(ApplyReferralOptions(options.referral, context, referral));
  v1::UpdateReferralRequest request;
  *request.mutable_referral() = std::move(referral);
  ASSIGN_OR_RETURN(const v1::Referral corrected, api->UpdateReferral(request));
  return Show(context, corrected);
}

absl::StatusOr<ExitCode> Withdraw(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::Referral referral, Get(*api, options));
  v1::WithdrawReferralRequest request;
  request.set_name(referral.name());
  request.set_etag(referral.etag());
  ASSIGN_OR_RETURN(const v1::Referral withdrawn,
                   api->WithdrawReferral(request));
  return Show(context, withdrawn);
}

absl::StatusOr<ExitCode> Accept(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::Referral referral, Get(*api, options));
  v1::AcceptReferralRequest request;
  request.set_name(referral.name());
  request.set_etag(referral.etag());
  if (!options.case_id.empty()) {
    request.set_case_(api->Name("cases", options.case_id));
  }
  ASSIGN_OR_RETURN(const v1::Referral accepted, api->AcceptReferral(request));
  ASSIGN_OR_RETURN(const ExitCode code, Show(context, accepted));
  if (!context.json && options.case_id.empty()) {
    context.Say(context.Text("referral.then-open-the-case-sceau",
                             {{"reference", ShortId(accepted.name())}}));
  }
  return code;
}

absl::StatusOr<ExitCode> Reject(Context& context, const Options& options) {
  ASSIGN_OR_RETURN(
      const v1::ReferralOutcome outcome,
      ReadEnum<v1::ReferralOutcome>(options.outcome, context.labels()));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::Referral referral, Get(*api, options));
  v1::RejectReferralRequest request;
  request.set_name(referral.name());
  request.set_etag(referral.etag());
  request.set_outcome(outcome);
  ASSIGN_OR_RETURN(const v1::Referral rejected, api->RejectReferral(request));
  return Show(context, rejected);
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("referral", "referral.command");
  const auto options = NewOptions<Options>();
  const auto on_one =
      [&](const std::string& name, absl::string_view words,
          absl::StatusOr<ExitCode> (*run)(Context&, const Options&),
          absl::string_view example = "") -> CLI::App& {
    CLI::App& command = commands.Command(
        group, name, words,
        {absl::StrCat("sceau referral ", name, " SAISINE", example)},
        [options, run](Context& context) { return run(context, *options); });
    command
        .add_option(commands.Text("referral.referral"), options->id,
                    commands.Text("referral.the-referrals-reference"))
        ->required();
    return command;
  };
  CLI::App& submit = commands.Command(
      group, "submit", "referral.command-submit",
      {"sceau referral submit --nom Durand --prenom Léa \\",
       "    --naissance 04/03/2010 --motif SCHOOL_ABSENCE,FAMILY_REQUEST"},
      [options](Context& context) { return Submit(context, *options); });
  AddReferralOptions(commands, submit, options->referral);
  for (const char* name : {"--nom", "--prenom", "--naissance", "--motif"}) {
    submit.get_option(name)->required();
  }
  on_one("show", "referral.command-show", ShowOne);
  CLI::App& list = commands.Command(
      group, "list", "referral.command-list",
      {"sceau referral list", "sceau referral list --etat SUBMITTED"},
      [options](Context& context) { return List(context, *options); });
  AddPageOption(commands, list, options->page_token);
  list.add_option("--etat,--state", options->state,
                  commands.Text("referral.option-state"));
  AddReferralOptions(commands,
                     on_one("correct", "referral.command-correct", Correct,
                            " --naissance 04/03/2010"),
                     options->referral);
  on_one("withdraw", "referral.command-withdraw", Withdraw);
  on_one("accept", "referral.command-accept", Accept)
      .add_option("--dossier,--case", options->case_id,
                  commands.Text("referral.option-case"));
  on_one("reject", "referral.command-reject", Reject, " --suite NO_FOLLOW_UP")
      .add_option("--suite,--outcome", options->outcome,
                  commands.Text("referral.option-outcome"))
      ->required();
}

}  // namespace sceau::command_referral
