#include "client/cli/console/credentials.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "client/cli/words/civil.h"
#include "client/cli/words/exit_code.h"
#include "crypto/certificate.h"
#include "crypto/charter_signature.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

absl::Status Wrong(const Context& context, absl::string_view file,
                   absl::string_view french, absl::string_view english) {
  return UsageError(absl::StrCat(
      context.In("Ce profil ne peut pas servir : ",
                 "This profile cannot be used: "),
      context.In(french, english), "\n", file, "\n",
      context.In("Demandez à l'administrateur du groupe ce qu'il faut y "
                 "mettre, puis : « sceau profile check ».",
                 "Ask the group's administrator for what belongs there, then: "
                 "« sceau profile check ».")));
}

}  // namespace

absl::Status CheckCredentials(const Context& context, const Profile& profile) {
  const std::string file = profile.PathOf(profile.certificate);
  ASSIGN_OR_RETURN(const std::string pem,
                   ReadProfilePem(profile, profile.certificate));
  ASSIGN_OR_RETURN(const std::string authority,
                   ReadProfilePem(profile, profile.authority));
  ASSIGN_OR_RETURN(const crypto::Secret key, ReadProfileKey(profile));
  const auto certificate = crypto::ParseCertificate(pem);
  if (!certificate.ok()) {
    return Wrong(context, file, "ce fichier n'est pas un certificat.",
                 "this file is no certificate.");
  }
  if (!crypto::CheckForClients(pem).ok()) {
    return Wrong(context, file,
                 "ce certificat est celui d'un serveur, pas d'une personne.",
                 "this certificate is a server's, not a person's.");
  }
  if (certificate->uris.size() != 1) {
    return Wrong(context, file,
                 "ce certificat ne nomme pas exactement une personne.",
                 "this certificate does not name exactly one person.");
  }
  const crypto::ByteView message = crypto::AsBytes("sceau");
  const auto signature =
      crypto::SignWithPem(crypto::AsText(key.Reveal()), message);
  if (!signature.ok()) {
    return Wrong(context, profile.PathOf(profile.key),
                 "ce fichier n'est pas une clé privée que le service accepte "
                 "(P-256 ou Ed25519, sans mot de passe).",
                 "this file is no private key that the service accepts (P-256 "
                 "or Ed25519, without passphrase).");
  }
  if (!crypto::VerifyWithSpki(certificate->spki_der, message, *signature)
           .ok()) {
    return Wrong(context, profile.PathOf(profile.key),
                 "cette clé n'est pas celle du certificat.",
                 "this key is not the certificate's.");
  }
  if (!crypto::CheckIssuer(pem, authority).ok()) {
    return Wrong(context, profile.PathOf(profile.authority),
                 "le certificat n'est pas de cette autorité.",
                 "the certificate is not of this authority.");
  }
  const absl::Time end = absl::FromUnixSeconds(certificate->not_after);
  if (end < context.now()) {
    const std::string day = LongDate(
        DateOf(absl::ToCivilDay(end, GroupTimeZone())), context.language());
    return Wrong(context, file,
                 absl::StrCat("le certificat a expiré le ", day, "."),
                 absl::StrCat("the certificate expired on ", day, "."));
  }
  if (context.now() < absl::FromUnixSeconds(certificate->not_before)) {
    return Wrong(context, file,
                 "le certificat n'est pas encore valable ; l'horloge de ce "
                 "poste retarde peut-être.",
                 "the certificate is not valid yet; this workstation's clock "
                 "may be slow.");
  }
  return absl::OkStatus();
}

}  // namespace sceau
