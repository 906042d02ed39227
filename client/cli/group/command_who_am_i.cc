// sceau whoami
#include "absl/time/time.h"

#include "client/cli/group/group_commands.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_who_am_i {
namespace {

// A certificate that ends within this is worth a warning.
constexpr absl::Duration kExpiryWarning = absl::Hours(24 * 30);

absl::StatusOr<ExitCode> WhoAmI(Context& context) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::WhoAmIResponse answer, api->WhoAmI());
  if (answer.member().role() == v1::ROLE_CHARTER_OFFICER) {
    // The officer's workstation is a witness whom others rely on.
    ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
    RETURN_IF_ERROR(Cosigner::Make(*profile).status());
  }
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(answer));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  const v1::Member& member = answer.member();
  const auto expiry =
      absl::FromUnixSeconds(answer.certificate_expire_time().seconds());
  context.Print(Paragraph(member.display_name()));
  std::vector<FieldText> fields = {
      {labels.In("Structure", "Organisation"),
       {labels.Partner(member.partner())}},
      {labels.In("Rôle", "Role"), {labels.Value(member.role())}},
      {labels.In("État", "State"), {labels.Value(member.state())}},
      {labels.In("Référence", "Reference"), {ShortId(member.name())}},
      {labels.In("Charte", "Charter"),
       {ShortId(answer.charter_version()) +
        (answer.signature_required()
             ? labels.In(", à signer : « sceau charter sign »",
                         ", to be signed: « sceau charter sign »")
             : labels.In(", signée", ", signed"))}}};
  if (!answer.next_charter_version().empty()) {
    const auto first_day =
        absl::FromUnixSeconds(answer.next_charter_effective_time().seconds());
    fields.push_back(
        {labels.In("Prochaine charte", "Next charter"),
         {ShortId(answer.next_charter_version()) +
          labels.In(", à partir du ", ", from ") +
          LongDate(DateOf(absl::ToCivilDay(first_day, GroupTimeZone())),
                   context.language()) +
          (answer.next_signature_required()
               ? labels.In(", à signer d'ici là", ", to be signed by then")
               : labels.In(", signée", ", signed"))}});
  }
  if (answer.has_certificate_expire_time()) {
    fields.push_back(
        {labels.In("Certificat", "Certificate"),
         {labels.In("valable jusqu'au ", "valid until ") +
          LongDate(DateOf(absl::ToCivilDay(expiry, GroupTimeZone())),
                   context.language())}});
  }
  context.Print(FieldLines(fields));
  if (answer.has_certificate_expire_time() &&
      expiry - context.now() < kExpiryWarning) {
    context.Say(labels.In(
        "Votre certificat expire bientôt : demandez son renouvellement.",
        "Your certificate expires soon: ask for its renewal."));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  commands.Command(commands.app(), "whoami",
                   "Dit qui vous êtes pour le service, et ce qui vous manque",
                   "Says who you are to the service, and what is missing",
                   {"sceau whoami", "sceau --profile ~/profil whoami --json"},
                   WhoAmI);
}

}  // namespace sceau::command_who_am_i
