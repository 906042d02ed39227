#include "client/lib/cosigner.h"

#include <openssl/crypto.h>
#include <sys/stat.h>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "client/lib/files.h"
#include "crypto/certificate.h"
#include "crypto/charter_signature.h"
#include "crypto/cosignature.h"
#include "crypto/digest.h"
#include "crypto/secret.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

using Kind = ProfileIssue::Kind;

constexpr size_t kHexDigits = 2 * crypto::kEd25519SeedBytes;

absl::StatusOr<crypto::SigningKey> ReadSeed(const std::string& path) {
  const auto mode = FileMode(path);
  if (!mode.ok()) return ProfileIssueError(Kind::kUnreadable, path);
  if ((*mode & (S_IRWXG | S_IRWXO)) != 0) {
    return ProfileIssueError(Kind::kOpenToOthers, path);
  }
  auto text = ReadFile(path, kHexDigits + 1);
  if (!text.ok()) return ProfileIssueError(Kind::kUnreadable, path);
  bool is_hex = text->size() == kHexDigits + 1 && text->back() == '\n';
  for (size_t i = 0; is_hex && i < kHexDigits; ++i) {
    is_hex = absl::ascii_isxdigit(static_cast<unsigned char>((*text)[i]));
  }
  if (!is_hex) return ProfileIssueError(Kind::kUnreadable, path);
  std::string seed = absl::HexStringToBytes(text->substr(0, kHexDigits));
  crypto::SigningKey key(crypto::AsBytes(seed));
  OPENSSL_cleanse(seed.data(), seed.size());
  OPENSSL_cleanse(text->data(), text->size());
  return key;
}

// The last word of the one identity of the profile's certificate.
absl::StatusOr<std::string> MemberOf(const Profile& profile) {
  ASSIGN_OR_RETURN(const std::string pem,
                   ReadProfilePem(profile, profile.certificate));
  const auto certificate = crypto::ParseCertificate(pem);
  if (!certificate.ok() || certificate->uris.size() != 1) {
    return ProfileIssueError(Kind::kUnreadable,
                             profile.PathOf(profile.certificate));
  }
  const std::string& uri = certificate->uris.front();
  return uri.substr(uri.rfind('/') + 1);
}

}  // namespace

absl::StatusOr<std::optional<Cosigner>> Cosigner::Load(const Profile& profile) {
  if (absl::IsNotFound(FileMode(profile.WitnessKeyPath()).status())) {
    return std::optional<Cosigner>();
  }
  ASSIGN_OR_RETURN(crypto::SigningKey signer,
                   ReadSeed(profile.WitnessKeyPath()));
  ASSIGN_OR_RETURN(const std::string member, MemberOf(profile));
  const std::string name =
      absl::StrCat(absl::StripSuffix(profile.journal_origin, "/journal"),
                   "/members/", member);
  if (!crypto::IsKeyName(name)) {
    return ProfileIssueError(Kind::kFieldInvalid, "journal_origin");
  }
  const auto key = crypto::VerifierKey::Of(
      name, signer, crypto::NoteAlgorithm::kCosignatureV1);
  ASSIGN_OR_RETURN(const crypto::Secret pem, ReadProfileKey(profile));
  auto signature = crypto::SignWithPem(
      crypto::AsText(pem.Reveal()),
      crypto::WitnessKeyMessage(profile.group, member, key));
  if (!signature.ok()) {
    return ProfileIssueError(Kind::kUnreadable, profile.PathOf(profile.key));
  }
  return std::optional<Cosigner>(
      Cosigner(std::move(signer), key, *std::move(signature)));
}

absl::StatusOr<Cosigner> Cosigner::Make(const Profile& profile) {
  // The witness's own: of two processes, the later finds the earlier's key.
  const auto lock = FileLock::Take(profile.WitnessPath() + ".lock");
  if (!lock.ok()) {
    return ProfileIssueError(Kind::kNotWritable, profile.WitnessPath());
  }
  ASSIGN_OR_RETURN(std::optional<Cosigner> there, Load(profile));
  if (there) return *std::move(there);
  crypto::Bytes seed(crypto::kEd25519SeedBytes);
  crypto::RandomBytes(seed);
  const std::string path = profile.WitnessKeyPath();
  std::string text =
      absl::StrCat(absl::BytesToHexString(crypto::AsText(seed)), "\n");
  const absl::Status written = WriteFile(path, text, S_IRUSR | S_IWUSR);
  OPENSSL_cleanse(seed.data(), seed.size());
  OPENSSL_cleanse(text.data(), text.size());
  if (!written.ok()) return ProfileIssueError(Kind::kNotWritable, path);
  ASSIGN_OR_RETURN(there, Load(profile));
  if (!there) return ProfileIssueError(Kind::kUnreadable, path);
  return *std::move(there);
}

absl::StatusOr<v1::AddCosignatureRequest> Cosigner::Cosign(
    const std::string& note, int64_t now) const {
  ASSIGN_OR_RETURN(const std::string line,
                   crypto::CosignCheckpoint(note, key_.name, signer_,
                                            static_cast<uint64_t>(now)));
  v1::AddCosignatureRequest request;
  request.set_note(note + line);
  request.mutable_witness()->set_key(key_.Format());
  request.mutable_witness()->set_key_signature(
      crypto::ToString(key_signature_));
  return request;
}

}  // namespace sceau
