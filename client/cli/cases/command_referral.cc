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
    context.Print(labels.In("Aucune saisine.\n", "No referral.\n"));
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
  context.Print(Table({labels.In("Du", "Of"), labels.In("Personne", "Person"),
                       labels.In("De", "From"), labels.In("État", "State"),
                       labels.In("Référence", "Reference")},
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
    context.Say(absl::StrCat(
        context.In("Ensuite, ouvrez le dossier : « sceau case create "
                   "--saisine ",
                   "Then open the case: « sceau case create --saisine "),
        ShortId(accepted.name()), " »"));
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
  CLI::App& group =
      commands.Group("referral",
                     "Les saisines : une structure signale un "
                     "jeune au groupe",
                     "Referrals: an organisation refers a young person");
  const auto options = NewOptions<Options>();
  const auto on_one =
      [&](const std::string& name, absl::string_view french,
          absl::string_view english,
          absl::StatusOr<ExitCode> (*run)(Context&, const Options&),
          absl::string_view example = "") -> CLI::App& {
    CLI::App& command = commands.Command(
        group, name, french, english,
        {absl::StrCat("sceau referral ", name, " SAISINE", example)},
        [options, run](Context& context) { return run(context, *options); });
    command
        .add_option(
            commands.In("SAISINE", "REFERRAL"), options->id,
            commands.In("Référence de la saisine", "The referral's reference"))
        ->required();
    return command;
  };
  CLI::App& submit = commands.Command(
      group, "submit",
      "Saisit le groupe. Seuls le nom, le prénom, la naissance et un motif "
      "sont obligatoires",
      "Refers to the group. Only names, birth date and one reason are required",
      {"sceau referral submit --nom Durand --prenom Léa \\",
       "    --naissance 04/03/2010 --motif SCHOOL_ABSENCE,FAMILY_REQUEST"},
      [options](Context& context) { return Submit(context, *options); });
  AddReferralOptions(commands, submit, options->referral);
  for (const char* name : {"--nom", "--prenom", "--naissance", "--motif"}) {
    submit.get_option(name)->required();
  }
  on_one("show", "Relit une saisine", "Reads a referral again", ShowOne);
  CLI::App& list = commands.Command(
      group, "list",
      "Montre les saisines : celles de votre structure, toutes pour "
      "le coordonnateur",
      "Shows referrals: your organisation's, all for the coordinator",
      {"sceau referral list", "sceau referral list --etat SUBMITTED"},
      [options](Context& context) { return List(context, *options); });
  AddPageOption(commands, list, options->page_token);
  list.add_option("--etat,--state", options->state,
                  commands.In("SUBMITTED, ACCEPTED, REJECTED, WITHDRAWN",
                              "SUBMITTED, ACCEPTED, REJECTED, WITHDRAWN"));
  AddReferralOptions(
      commands,
      on_one("correct",
             "Corrige une saisine en attente : ce qui n'est pas redit reste",
             "Corrects a submitted referral: what is not said again stays",
             Correct, " --naissance 04/03/2010"),
      options->referral);
  on_one("withdraw", "Retire une saisine en attente",
         "Takes a submitted referral back", Withdraw);
  on_one("accept", "Accepte une saisine (coordonnateur)",
         "Accepts a referral (coordinator)", Accept)
      .add_option("--dossier,--case", options->case_id,
                  commands.In("Dossier d'une personne déjà suivie",
                              "Case of a person already followed"));
  on_one("reject", "Répond qu'il n'y aura pas de suite (coordonnateur)",
         "Answers that nothing will follow (coordinator)", Reject,
         " --suite NO_FOLLOW_UP")
      .add_option("--suite,--outcome", options->outcome,
                  commands.In("NO_FOLLOW_UP ou REORIENTED",
                              "NO_FOLLOW_UP or REORIENTED"))
      ->required();
}

}  // namespace sceau::command_referral
