#include "client/lib/signed_report.h"

#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/json_util.h"

#include "client/lib/files.h"
#include "client/lib/report_bounds.h"
#include "client/lib/witness.h"
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

bool IsReport(const std::string& json) {
  v1::JournalReport report;
  return google::protobuf::util::JsonStringToMessage(json, &report).ok() &&
         JournalReviewName::Parse(report.journal_review()).ok();
}

// Whose certificate it is, if there is one: of a member, as the service knows
// members by theirs.
absl::Status CheckCertificate(const Profile& profile,
                              const SignedReport& report,
                              CheckedReport& checked) {
  if (report.certificate.empty()) return absl::OkStatus();
  const absl::Status refused =
      absl::PermissionDeniedError("the certificate is not the signer's");
  ASSIGN_OR_RETURN(const std::string authority,
                   ReadProfilePem(profile, profile.authority));
  const auto facts = crypto::ParseCertificate(report.certificate);
  if (!facts.ok() || facts->uris.size() != 1 ||
      crypto::AsText(facts->spki_der) != report.spki_der ||
      !crypto::CheckIssuer(report.certificate, authority).ok()) {
    return refused;
  }
  const std::string trust_domain =
      profile.journal_origin.substr(0, profile.journal_origin.find('/'));
  absl::string_view uri = facts->uris.front();
  if (!absl::ConsumePrefix(
          &uri, absl::StrCat("spiffe://", trust_domain, "/partners/"))) {
    return refused;
  }
  const std::vector<std::string> words = absl::StrSplit(uri, '/');
  if (words.size() != 3 || words[1] != "members" || !IsId(words[0]) ||
      !IsId(words[2])) {
    return refused;
  }
  checked.signer_partner = words[0];
  checked.signer = words[2];
  return absl::OkStatus();
}

bool IsOwnKey(const Profile& profile, const SignedReport& report) {
  SignedReport own = {.spki_der = report.spki_der};
  AddOwnCertificate(profile, own);
  return !own.certificate.empty();
}

absl::Status CheckCheckpoint(const Profile& profile, CheckedReport& checked) {
  auto checkpoint = crypto::VerifyCheckpoint(
      checked.report.checkpoint(), profile.journal_key, profile.journal_origin);
  if (!checkpoint.ok()) {
    return absl::AbortedError("the checkpoint is not the journal's");
  }
  checked.checkpoint = *std::move(checkpoint);
  Witness witness({.path = profile.WitnessPath(),
                   .key = profile.journal_key,
                   .origin = profile.journal_origin},
                  {});
  absl::Status standing = witness.Standing();
  const auto seen = standing.ok()
                        ? witness.Remembered()
                        : absl::StatusOr<std::optional<crypto::Checkpoint>>(
                              std::move(standing));
  if (!seen.ok()) {
    if (ReasonOf(seen.status()) != v1::ERROR_REASON_UNSPECIFIED) {
      return seen.status();
    }
    return ProfileIssueError(ProfileIssue::Kind::kUnreadable,
                             profile.WitnessPath());
  }
  if (!seen->has_value()) return absl::OkStatus();
  const crypto::Checkpoint& newest = **seen;
  if (newest.size == checked.checkpoint.size) {
    if (newest.root != checked.checkpoint.root) {
      return absl::AbortedError("the witness has seen another history");
    }
    checked.seen = Seen::kSame;
  } else {
    checked.seen =
        checked.checkpoint.size < newest.size ? Seen::kOlder : Seen::kNewer;
  }
  return absl::OkStatus();
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
  RETURN_IF_ERROR(CheckCertificate(profile, report, checked));
  if (IsOwnKey(profile, report)) checked.key = KeyKnown::kOwn;
  RETURN_IF_ERROR(CheckCheckpoint(profile, checked));
  if (!IsPlausible(checked.report, checked.checkpoint.size)) return none;
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

absl::Status CheckReplaceable(const std::string& path) {
  const absl::Status refused =
      absl::AlreadyExistsError("a file there is not a report's");
  const auto json = ReadFile(path, kMaxReportBytes);
  const bool is_new = absl::IsNotFound(json.status());
  if (!is_new && !(json.ok() && IsReport(*json))) return refused;
  const auto signature =
      ReadFile(absl::StrCat(path, ".sig"), crypto::kMaxSignatureBytes);
  if (!absl::IsNotFound(signature.status()) &&
      (is_new || !signature.ok() || absl::StartsWith(*signature, "-----"))) {
    return refused;
  }
  const auto pem = ReadFile(absl::StrCat(path, ".pem"), crypto::kMaxPemBytes);
  SignedReport unused;
  if (!absl::IsNotFound(pem.status()) &&
      (is_new || !pem.ok() || !ReadKey(*pem, unused).ok())) {
    return refused;
  }
  return absl::OkStatus();
}

absl::Status WriteReport(const std::string& path, const SignedReport& report) {
  constexpr mode_t kMode = S_IRUSR | S_IWUSR;
  RETURN_IF_ERROR(CheckReplaceable(path));
  if (report.signature.empty()) {
    // First, so that no draft is ever beside another report's signature.
    for (const char* each : {".sig", ".pem"}) {
      std::error_code error;
      std::filesystem::remove(absl::StrCat(path, each), error);
      if (error) return absl::UnknownError(error.message());
    }
    return WriteFile(path, report.json, kMode);
  }
  RETURN_IF_ERROR(WriteFile(path, report.json, kMode));
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
