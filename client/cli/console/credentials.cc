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
                   absl::string_view what, absl::string_view day = "") {
  return UsageError(context.Text(
      "console.profile-unusable",
      {{"what", context.Text(what, {{"day", day}})}, {"file", file}}));
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
    return Wrong(context, file, "console.this-file-is-no");
  }
  if (!crypto::CheckForClients(pem).ok()) {
    return Wrong(context, file, "console.this-certificate-is-a");
  }
  if (certificate->uris.size() != 1) {
    return Wrong(context, file, "console.this-certificate-does-not");
  }
  const crypto::ByteView message = crypto::AsBytes("sceau");
  const auto signature =
      crypto::SignWithPem(crypto::AsText(key.Reveal()), message);
  if (!signature.ok()) {
    return Wrong(context, profile.PathOf(profile.key),
                 "console.this-file-is-no-private");
  }
  if (!crypto::VerifyWithSpki(certificate->spki_der, message, *signature)
           .ok()) {
    return Wrong(context, profile.PathOf(profile.key),
                 "console.this-key-is-not");
  }
  if (!crypto::CheckIssuer(pem, authority).ok()) {
    return Wrong(context, profile.PathOf(profile.authority),
                 "console.the-certificate-is-not");
  }
  const absl::Time end = absl::FromUnixSeconds(certificate->not_after);
  if (end < context.now()) {
    const std::string day = LongDate(
        DateOf(absl::ToCivilDay(end, GroupTimeZone())), context.language());
    return Wrong(context, file, "console.the-certificate-expired", day);
  }
  if (context.now() < absl::FromUnixSeconds(certificate->not_before)) {
    return Wrong(context, file, "console.the-certificate-is-not-valid");
  }
  return absl::OkStatus();
}

}  // namespace sceau
