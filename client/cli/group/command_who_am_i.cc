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
  const auto signed_or_not = [](bool required) {
    return required ? "no" : "yes";
  };
  std::vector<FieldText> fields = {
      {labels.Text("common.organisation"), {labels.Partner(member.partner())}},
      {labels.Text("common.role"), {labels.Value(member.role())}},
      {labels.Text("common.state"), {labels.Value(member.state())}},
      {labels.Text("common.reference"), {ShortId(member.name())}},
      {labels.Text("common.charter"),
       {labels.Text(
           "whoami.charter-version",
           {{"version", ShortId(answer.charter_version())},
            {"signed", signed_or_not(answer.signature_required())}})}}};
  if (!answer.next_charter_version().empty()) {
    const auto first_day =
        absl::FromUnixSeconds(answer.next_charter_effective_time().seconds());
    fields.push_back(
        {labels.Text("whoami.next-charter"),
         {labels.Text(
             "whoami.next-charter-version",
             {{"version", ShortId(answer.next_charter_version())},
              {"day",
               LongDate(DateOf(absl::ToCivilDay(first_day, GroupTimeZone())),
                        context.language())},
              {"signed", signed_or_not(answer.next_signature_required())}})}});
  }
  if (answer.has_certificate_expire_time()) {
    fields.push_back(
        {labels.Text("common.certificate"),
         {labels.Text("whoami.valid-until",
                      {{"day", LongDate(DateOf(absl::ToCivilDay(
                                            expiry, GroupTimeZone())),
                                        context.language())}})}});
  }
  context.Print(FieldLines(fields));
  if (answer.has_certificate_expire_time() &&
      expiry - context.now() < kExpiryWarning) {
    context.Say(labels.Text("whoami.your-certificate-expires-soon"));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  commands.Command(commands.app(), "whoami", "whoami.command-whoami",
                   {"sceau whoami", "sceau --profile ~/profil whoami --json"},
                   WhoAmI);
}

}  // namespace sceau::command_who_am_i
