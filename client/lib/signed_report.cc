#include "client/lib/signed_report.h"

#include <sys/stat.h>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/json_util.h"

#include "client/lib/files.h"
#include "client/lib/witness_state.h"
#include "crypto/certificate.h"
#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"

namespace sceau {
namespace {

constexpr absl::string_view kKeyBegins = "-----BEGIN PUBLIC KEY-----\n";
constexpr absl::string_view kKeyEnds = "-----END PUBLIC KEY-----\n";

std::string PublicKeyPem(absl::string_view spki_der) {
  constexpr size_t kLine = 64;
  const std::string base64 = absl::Base64Escape(spki_der);
  std::string pem(kKeyBegins);
  for (size_t at = 0; at < base64.size(); at += kLine) {
    absl::StrAppend(&pem, base64.substr(at, kLine), "\n");
  }
  absl::StrAppend(&pem, kKeyEnds);
  return pem;
}

absl::Status ReadKey(const std::string& pem, SignedReport& report) {
  if (const auto certificate = crypto::ParseCertificate(pem);
      certificate.ok()) {
    report.certificate = pem;
    report.spki_der = crypto::ToString(certificate->spki_der);
    return absl::OkStatus();
  }
  absl::string_view base64 = pem;
  if (!absl::ConsumePrefix(&base64, kKeyBegins) ||
      !absl::ConsumeSuffix(&base64, kKeyEnds) ||
      !absl::Base64Unescape(base64, &report.spki_der)) {
    return absl::InvalidArgumentError("neither certificate nor public key");
  }
  return absl::OkStatus();
}

// The member whose certificate it is; empty without a certificate.
absl::StatusOr<std::string> SignerOf(const Profile& profile,
                                     const SignedReport& report) {
  if (report.certificate.empty()) return std::string();
  ASSIGN_OR_RETURN(const std::string authority,
                   ReadProfilePem(profile, profile.authority));
  const auto facts = crypto::ParseCertificate(report.certificate);
  if (!facts.ok() || facts->uris.size() != 1 ||
      crypto::AsText(facts->spki_der) != report.spki_der ||
      !crypto::CheckIssuer(report.certificate, authority).ok()) {
    return absl::PermissionDeniedError("the certificate is not the signer's");
  }
  const std::string& uri = facts->uris.front();
  return uri.substr(uri.rfind('/') + 1);
}

absl::StatusOr<crypto::Checkpoint> CheckpointOf(const Profile& profile,
                                                const std::string& note) {
  const auto checkpoint = crypto::VerifyCheckpoint(note, profile.journal_key,
                                                   profile.journal_origin);
  if (!checkpoint.ok()) {
    return absl::AbortedError("the checkpoint is not the journal's");
  }
  ASSIGN_OR_RETURN(const WitnessState state,
                   LoadWitnessState(profile.WitnessPath()));
  const auto seen = crypto::VerifyCheckpoint(state.note, profile.journal_key,
                                             profile.journal_origin);
  if (seen.ok() && seen->size == checkpoint->size &&
      seen->root != checkpoint->root) {
    return absl::AbortedError("the witness has seen another history");
  }
  return *checkpoint;
}

}  // namespace

absl::StatusOr<CheckedReport> CheckReport(const Profile& profile,
                                          const SignedReport& report) {
  if (report.signature.empty()) {
    return absl::FailedPreconditionError("the report is not signed");
  }
  CheckedReport checked;
  const absl::Status none =
      absl::InvalidArgumentError("not a report of this group");
  if (!google::protobuf::util::JsonStringToMessage(report.json, &checked.report)
           .ok()) {
    return none;
  }
  const auto name = JournalReviewName::Parse(checked.report.journal_review());
  if (!name.ok() || name->group() != profile.group) return none;
  checked.review = name->id();
  checked.digest = crypto::Sha256(crypto::AsBytes(report.json));
  checked.key_fingerprint = crypto::Sha256(crypto::AsBytes(report.spki_der));
  checked.signature = report.signature;
  if (!crypto::VerifyWithSpki(crypto::AsBytes(report.spki_der),
                              crypto::JournalReportMessage(
                                  profile.group, name->id(), checked.digest),
                              crypto::AsBytes(report.signature))
           .ok()) {
    return absl::DataLossError("the signature is wrong");
  }
  ASSIGN_OR_RETURN(checked.signer, SignerOf(profile, report));
  ASSIGN_OR_RETURN(checked.checkpoint,
                   CheckpointOf(profile, checked.report.checkpoint()));
  return checked;
}

void AddOwnCertificate(const Profile& profile, SignedReport& report) {
  const auto pem = ReadProfilePem(profile, profile.certificate);
  if (!pem.ok()) return;
  const auto facts = crypto::ParseCertificate(*pem);
  if (facts.ok() && crypto::AsText(facts->spki_der) == report.spki_der) {
    report.certificate = *pem;
  }
}

absl::Status WriteReport(const std::string& path, const SignedReport& report) {
  constexpr mode_t kMode = S_IRUSR | S_IWUSR;
  RETURN_IF_ERROR(WriteFile(path, report.json, kMode));
  if (report.signature.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(
      WriteFile(absl::StrCat(path, ".sig"), report.signature, kMode));
  return WriteFile(absl::StrCat(path, ".pem"),
                   report.certificate.empty() ? PublicKeyPem(report.spki_der)
                                              : report.certificate,
                   kMode);
}

absl::StatusOr<SignedReport> ReadReport(const std::string& path) {
  SignedReport report;
  ASSIGN_OR_RETURN(report.json, ReadFile(path, kMaxReportBytes));
  ASSIGN_OR_RETURN(report.signature, ReadFile(absl::StrCat(path, ".sig"),
                                              crypto::kMaxSignatureBytes));
  ASSIGN_OR_RETURN(const std::string pem,
                   ReadFile(absl::StrCat(path, ".pem"), crypto::kMaxPemBytes));
  RETURN_IF_ERROR(ReadKey(pem, report));
  return report;
}

}  // namespace sceau
