#include "client/cli/charter_version.h"

#include <algorithm>

#include "client/cli/civil.h"
#include "client/cli/describe.h"
#include "client/cli/exit_code.h"
#include "client/cli/render_charter.h"
#include "client/lib/files.h"
#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "policy/compiler.h"
#include "proto/contract/charter_version.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

// Whether what the answer says beside the text is what the text says. The text
// alone is signed; a text that this program cannot read is shown as such.
bool AgreesWithItsText(const v1::CharterVersion& charter) {
  const auto program = policy::Compile(charter.source()).program;
  if (program == nullptr) return true;
  const policy::Contacts& said = program->contacts();
  const v1::CharterContacts& shown = charter.contacts();
  const absl::Time first =
      absl::FromCivil(program->effective_day(), GroupTimeZone());
  return program->version() == ShortId(charter.name()) &&
         program->title() == charter.title() &&
         absl::ToUnixSeconds(first) == charter.effective_time().seconds() &&
         said.coordinator == shown.coordinator() &&
         said.charter_officer == shown.charter_officer() &&
         said.data_protection_officer == shown.data_protection_officer() &&
         said.support == shown.support() && said.crip == shown.crip() &&
         said.prefecture == shown.prefecture() &&
         said.controller == shown.controller();
}

}  // namespace

absl::Status CheckVersion(const Context& context,
                          const v1::CharterVersion& charter) {
  const crypto::Hash hash = crypto::Sha256(crypto::AsBytes(charter.source()));
  if (crypto::ToString(hash) != charter.sha256()) {
    return RefusedError(context.In(
        "Le texte de la charte reçu n'est pas celui que son empreinte annonce. "
        "Ne signez pas, et prévenez le garant de la charte.",
        "The charter's text is not the one its digest announces. Do not sign, "
        "and tell the charter officer."));
  }
  if (AgreesWithItsText(charter)) return absl::OkStatus();
  return RefusedError(context.In(
      "Ce que le service dit de cette version n'est pas ce que dit son texte. "
      "Ne signez pas, et prévenez le garant de la charte.",
      "What the service says of this version is not what its text says. Do not "
      "sign, and tell the charter officer."));
}

void DropUnreadContacts(v1::CharterVersion& charter) {
  if (policy::Compile(charter.source()).program == nullptr) {
    charter.clear_contacts();
  }
}

absl::StatusOr<v1::CharterVersion> FetchVersion(Context& context,
                                                const std::string& id) {
  if (id.empty()) return context.FetchCharter();
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::GetCharterRequest request;
  request.set_name(api->Name("charterVersions", id));
  ASSIGN_OR_RETURN(v1::CharterVersion charter, api->GetCharter(request));
  RETURN_IF_ERROR(CheckVersion(context, charter));
  DropUnreadContacts(charter);
  const std::string asked = ShortId(id);
  if (asked != "current" && asked != ShortId(charter.name())) {
    return RefusedError(
        context.In("Le service a montré une autre version que "
                   "celle qui lui était demandée.",
                   "The service showed another version than it "
                   "was asked for."));
  }
  return charter;
}

absl::StatusOr<std::string> RenderVersion(Context& context,
                                          const v1::CharterVersion& charter) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::WhoAmIResponse me, api->WhoAmI());
  return RenderCharter(charter, policy::Compile(charter.source()).program.get(),
                       me.member(), context.labels());
}

std::string TitleOf(const v1::CharterVersion& charter, const Labels& labels) {
  return TitleText(charter, policy::Compile(charter.source()).program.get(),
                   labels);
}

absl::StatusOr<std::string> SignVersion(Context& context,
                                        const v1::CharterVersion& charter,
                                        MessageOf message_of) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(const crypto::Secret key, ReadProfileKey(*profile));
  crypto::Hash hash = {};
  std::copy(charter.sha256().begin(), charter.sha256().end(), hash.begin());
  const auto signature = crypto::SignWithPem(
      crypto::AsText(key.Reveal()),
      message_of(api->parent(), CharterVersionNumber(ShortId(charter.name())),
                 hash));
  if (!signature.ok()) {
    return UsageError(
        context.In("La clé du profil ne peut pas signer : il faut une clé "
                   "P-256 ou Ed25519 sans mot de passe.",
                   "The profile's key cannot sign: it must be P-256 or "
                   "Ed25519, without a password."));
  }
  return crypto::ToString(*signature);
}

}  // namespace sceau
