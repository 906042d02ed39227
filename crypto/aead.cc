#include "crypto/aead.h"

#include <cstdint>
#include <span>
#include <utility>

#include "absl/status/status.h"

#include "crypto/digest.h"

namespace sceau::crypto {
namespace {

constexpr int kEncrypt = 1;
constexpr int kDecrypt = 0;
constexpr int kTagBytes = static_cast<int>(kAeadTagBytes);

const EVP_CIPHER* Aes256Gcm() {
  static const EVP_CIPHER* const method =
      EVP_CIPHER_fetch(nullptr, "AES-256-GCM", /*properties=*/nullptr);
  Require(method != nullptr);
  return method;
}

// Starts a message under the key the context has. GCM uses one key schedule
// both ways, so a context serves to seal and to open.
bool Start(EVP_CIPHER_CTX* context, const uint8_t* nonce, int direction) {
  return EVP_CipherInit_ex2(context, nullptr, nullptr, nonce, direction,
                            nullptr) == 1;
}

// Adds associated data (`out` null) or text. No bytes are no call: libcrypto
// gives a null input a meaning of its own.
bool Add(EVP_CIPHER_CTX* context, ByteView in, uint8_t* out) {
  int written = 0;
  return in.empty() || EVP_CipherUpdate(context, out, &written, in.data(),
                                        static_cast<int>(in.size())) == 1;
}

absl::Status Rejected() {
  return absl::DataLossError("sealed bytes do not open");
}

}  // namespace

AeadKey::AeadKey(ByteView key) : key_(Secret::Copy(key)) {
  Require(key.size() == kAeadKeyBytes);
}

CipherContextPtr AeadKey::TakeContext() const {
  CipherContextPtr context = contexts_.Take();
  if (context == nullptr) {
    context.reset(EVP_CIPHER_CTX_new());
    Require(context != nullptr &&
            EVP_CipherInit_ex2(context.get(), Aes256Gcm(), key_.Reveal().data(),
                               /*iv=*/nullptr, kEncrypt,
                               /*params=*/nullptr) == 1);
  }
  return context;
}

void AeadKey::AppendSealed(ByteView aad, ByteView plaintext, Bytes& out) const {
  Require(aad.size() <= kMaxAeadBytes && plaintext.size() <= kMaxAeadBytes);
  const size_t start = out.size();
  out.resize(start + kAeadOverheadBytes + plaintext.size());
  const std::span sealed = std::span(out).subspan(start);
  const auto nonce = sealed.first(kAeadNonceBytes);
  const auto text = sealed.subspan(kAeadNonceBytes, plaintext.size());
  const auto tag = sealed.last(kAeadTagBytes);
  RandomBytes(nonce);

  CipherContextPtr context = TakeContext();
  int written = 0;
  Require(Start(context.get(), nonce.data(), kEncrypt) &&
          Add(context.get(), aad, nullptr) &&
          Add(context.get(), plaintext, text.data()) &&
          EVP_CipherFinal_ex(context.get(), tag.data(), &written) == 1 &&
          EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes,
                              tag.data()) == 1);
  contexts_.Put(std::move(context));
}

Bytes AeadKey::Seal(ByteView aad, ByteView plaintext) const {
  Bytes sealed;
  AppendSealed(aad, plaintext, sealed);
  return sealed;
}

absl::StatusOr<Secret> AeadKey::Open(ByteView aad, ByteView sealed) const {
  if (sealed.size() < kAeadOverheadBytes || sealed.size() > kMaxAeadBytes ||
      aad.size() > kMaxAeadBytes) {
    return Rejected();
  }
  const ByteView nonce = sealed.first(kAeadNonceBytes);
  const ByteView text =
      sealed.subspan(kAeadNonceBytes, sealed.size() - kAeadOverheadBytes);
  // libcrypto copies the expected tag but types it as writable.
  auto* const tag = const_cast<uint8_t*>(sealed.last(kAeadTagBytes).data());

  Secret plaintext(text.size());
  CipherContextPtr context = TakeContext();
  Require(Start(context.get(), nonce.data(), kDecrypt) &&
          EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes,
                              tag) == 1 &&
          Add(context.get(), aad, nullptr) &&
          Add(context.get(), text, plaintext.RevealMutable().data()));
  uint8_t nothing = 0;  // GCM leaves nothing for the end but the verdict.
  int written = 0;
  const bool authentic =
      EVP_CipherFinal_ex(context.get(), &nothing, &written) == 1;
  contexts_.Put(std::move(context));
  if (!authentic) {
    const ErrorQueueDrain drain;
    return Rejected();
  }
  return plaintext;
}

Bytes Seal(ByteView key, ByteView aad, ByteView plaintext) {
  return AeadKey(key).Seal(aad, plaintext);
}

absl::StatusOr<Secret> Open(ByteView key, ByteView aad, ByteView sealed) {
  return AeadKey(key).Open(aad, sealed);
}

}  // namespace sceau::crypto
