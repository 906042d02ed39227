#include "server/selftest/signatures.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "crypto/charter_signature.h"
#include "crypto/cosignature.h"
#include "crypto/digest.h"
#include "proto/contract/charter_version.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"

namespace sceau::selftest {
namespace {

constexpr uint64_t kSecondsPerDay = 24 * 60 * 60;

absl::StatusOr<std::string> Signed(const Person& person,
                                   const crypto::Bytes& message) {
  ASSIGN_OR_RETURN(const crypto::Bytes signature,
                   crypto::SignWithPem(person.credential.key, message));
  return crypto::ToString(signature);
}

template <typename Message>
absl::StatusOr<std::string> SignedVersion(const Person& person,
                                          const v1::CharterVersion& version,
                                          Message message) {
  crypto::Hash hash = {};
  const auto name = CharterVersionName::Parse(version.name());
  if (!name.ok() || version.sha256().size() != hash.size()) {
    return absl::InternalError("not a charter version");
  }
  std::copy(version.sha256().begin(), version.sha256().end(), hash.begin());
  return Signed(person, message(GroupName::Of(kGroup).ToString(),
                                CharterVersionNumber(name->id()), hash));
}

}  // namespace

absl::StatusOr<std::string> SignatureOf(const Person& person,
                                        const v1::CharterVersion& version) {
  return SignedVersion(person, version, crypto::CharterSignatureMessage);
}

absl::StatusOr<std::string> AdoptionOf(const Person& person,
                                       const v1::CharterVersion& version) {
  return SignedVersion(person, version, crypto::CharterAdoptionMessage);
}

absl::StatusOr<std::string> ReportSignatureOf(const Person& person,
                                              absl::string_view review,
                                              absl::string_view json) {
  const auto name = JournalReviewName::Parse(review);
  if (!name.ok()) return absl::InternalError("not a review");
  return Signed(person,
                crypto::JournalReportMessage(
                    kGroup, name->id(), crypto::Sha256(crypto::AsBytes(json))));
}

absl::StatusOr<v1::AddCosignatureRequest> CosignatureOf(const Person& person,
                                                        const std::string& note,
                                                        absl::CivilDay today) {
  const crypto::SigningKey witness(
      crypto::Sha256(crypto::AsBytes(person.member)));
  const crypto::VerifierKey key = crypto::VerifierKey::Of(
      absl::StrCat(kTrustDomain, "/", kGroup, "/members/", person.member),
      witness, crypto::NoteAlgorithm::kCosignatureV1);
  const auto seconds =
      static_cast<uint64_t>(today - absl::CivilDay(1970, 1, 1)) *
      kSecondsPerDay;
  ASSIGN_OR_RETURN(const std::string line,
                   crypto::CosignCheckpoint(note, key.name, witness, seconds));
  v1::AddCosignatureRequest request;
  request.set_parent(GroupName::Of(kGroup).ToString());
  request.set_note(note + line);
  request.mutable_witness()->set_key(key.Format());
  ASSIGN_OR_RETURN(
      *request.mutable_witness()->mutable_key_signature(),
      Signed(person, crypto::WitnessKeyMessage(kGroup, person.member, key)));
  return request;
}

}  // namespace sceau::selftest
