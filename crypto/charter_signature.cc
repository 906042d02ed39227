#include "crypto/charter_signature.h"

#include <array>
#include <optional>

#include "openssl/core_names.h"
#include "openssl/obj_mac.h"
#include "openssl/pem.h"
#include "openssl/x509.h"

#include "crypto/canonical.h"
#include "crypto/openssl_ptr.h"

namespace sceau::crypto {
namespace {

constexpr absl::string_view kSignatureLabel = "sceau charter signature v1";
constexpr absl::string_view kAdoptionLabel = "sceau charter adoption v1";

// Never asks a terminal for a passphrase: an encrypted key is refused.
int NoPassphrase(char* /*buffer*/, int /*size*/, int /*writing*/,
                 void* /*context*/) {
  return -1;
}

// Whether the key names its curve; one that spells the curve out may look like
// P-256 and be another.
bool IsNamedP256(const EVP_PKEY* key) {
  std::array<char, 32> name = {};
  size_t size = 0;
  int spelled_out = 0;
  return EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) == 1 &&
         absl::string_view(name.data(), size) == SN_X9_62_prime256v1 &&
         EVP_PKEY_get_int_param(key,
                                OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS,
                                &spelled_out) == 1 &&
         spelled_out == 0;
}

// The digest to sign with, by name; null where the scheme has its own. Empty
// for a key of another kind.
std::optional<const char*> DigestFor(const EVP_PKEY* key) {
  if (key == nullptr) return std::nullopt;
  if (EVP_PKEY_is_a(key, "ED25519") == 1) return nullptr;
  if (EVP_PKEY_is_a(key, "EC") == 1 && IsNamedP256(key)) return "SHA256";
  return std::nullopt;
}

absl::Status UnknownKey() {
  return absl::InvalidArgumentError("not a P-256 or Ed25519 key");
}

Bytes Message(absl::string_view label, absl::string_view group,
              uint64_t version, const Hash& charter_hash) {
  CanonicalWriter writer;
  writer.Text(label).Text(group).U64(version).Fixed(charter_hash);
  return writer.Take();
}

}  // namespace

Bytes CharterSignatureMessage(absl::string_view group, uint64_t version,
                              const Hash& charter_hash) {
  return Message(kSignatureLabel, group, version, charter_hash);
}

Bytes CharterAdoptionMessage(absl::string_view group, uint64_t version,
                             const Hash& charter_hash) {
  return Message(kAdoptionLabel, group, version, charter_hash);
}

Bytes JournalReportMessage(absl::string_view group, absl::string_view review,
                           const Hash& report_hash) {
  CanonicalWriter writer;
  writer.Text("sceau journal report v1")
      .Text(group)
      .Text(review)
      .Fixed(report_hash);
  return writer.Take();
}

absl::StatusOr<Bytes> SignWithPem(absl::string_view private_key_pem,
                                  ByteView message) {
  if (private_key_pem.size() > kMaxPemBytes) return UnknownKey();
  const ErrorQueueDrain drain;
  const BioPtr pem(BIO_new_mem_buf(private_key_pem.data(),
                                   static_cast<int>(private_key_pem.size())));
  Require(pem != nullptr);
  const PkeyPtr key(
      PEM_read_bio_PrivateKey(pem.get(), nullptr, NoPassphrase, nullptr));
  const std::optional<const char*> digest = DigestFor(key.get());
  if (!digest.has_value()) return UnknownKey();
  const DigestContextPtr context(EVP_MD_CTX_new());
  size_t size = kMaxSignatureBytes;
  Bytes signature(size);
  Require(context != nullptr &&
          EVP_DigestSignInit_ex(context.get(), nullptr, *digest, nullptr,
                                nullptr, key.get(), nullptr) == 1 &&
          EVP_DigestSign(context.get(), signature.data(), &size, message.data(),
                         message.size()) == 1);
  signature.resize(size);
  return signature;
}

absl::Status VerifyWithSpki(ByteView spki_der, ByteView message,
                            ByteView signature) {
  if (spki_der.size() > kMaxSpkiBytes) return UnknownKey();
  if (signature.size() > kMaxSignatureBytes) {
    return absl::InvalidArgumentError("the signature is too long");
  }
  const ErrorQueueDrain drain;
  const uint8_t* at = spki_der.data();
  const PkeyPtr key(
      d2i_PUBKEY(nullptr, &at, static_cast<ptrdiff_t>(spki_der.size())));
  const std::optional<const char*> digest = DigestFor(key.get());
  if (!digest.has_value() || at != spki_der.data() + spki_der.size()) {
    return UnknownKey();
  }
  const DigestContextPtr context(EVP_MD_CTX_new());
  Require(context != nullptr &&
          EVP_DigestVerifyInit_ex(context.get(), nullptr, *digest, nullptr,
                                  nullptr, key.get(), nullptr) == 1);
  if (EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                       message.data(), message.size()) != 1) {
    return absl::DataLossError("the signature is wrong");
  }
  return absl::OkStatus();
}

}  // namespace sceau::crypto
