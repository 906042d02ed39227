#include "crypto/digest.h"

#include <array>
#include <climits>
#include <utility>

#include "openssl/core_names.h"
#include "openssl/params.h"
#include "openssl/rand.h"

namespace sceau::crypto {
namespace {

// Fetched once: an implicit fetch costs more than hashing 64 bytes.
const EVP_MD* Sha256Method() {
  static const EVP_MD* const method =
      EVP_MD_fetch(nullptr, "SHA256", /*properties=*/nullptr);
  Require(method != nullptr);
  return method;
}

EVP_MAC* HmacMethod() {
  static EVP_MAC* const method =
      EVP_MAC_fetch(nullptr, "HMAC", /*properties=*/nullptr);
  Require(method != nullptr);
  return method;
}

EVP_KDF* HkdfMethod() {
  static EVP_KDF* const method =
      EVP_KDF_fetch(nullptr, "HKDF", /*properties=*/nullptr);
  Require(method != nullptr);
  return method;
}

DigestContextPtr NewSha256Context() {
  DigestContextPtr context(EVP_MD_CTX_new());
  Require(context != nullptr &&
          EVP_DigestInit_ex2(context.get(), Sha256Method(), nullptr) == 1);
  return context;
}

// libcrypto reads parameters only, but types them as writable; and it wants an
// address even for no bytes.
OSSL_PARAM OctetParam(const char* name, ByteView bytes) {
  static uint8_t nothing = 0;
  void* const data =
      bytes.empty() ? &nothing : const_cast<uint8_t*>(bytes.data());
  return OSSL_PARAM_construct_octet_string(name, data, bytes.size());
}

OSSL_PARAM Sha256Param() {
  static char name[] = "SHA256";
  return OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0);
}

MacContextPtr NewHmacContext(ByteView key) {
  MacContextPtr context(EVP_MAC_CTX_new(HmacMethod()));
  const std::array params = {Sha256Param(), OSSL_PARAM_construct_end()};
  // A null key would mean "as before", so no bytes need an address too.
  static const uint8_t nothing = 0;
  const uint8_t* const data = key.empty() ? &nothing : key.data();
  Require(context != nullptr &&
          EVP_MAC_init(context.get(), data, key.size(), params.data()) == 1);
  return context;
}

}  // namespace

Hash Sha256(ByteView data) { return Sha256({data}); }

Hash Sha256(std::initializer_list<ByteView> parts) {
  thread_local const DigestContextPtr context = NewSha256Context();
  Hash out = {};
  // No method named: starts anew with the one the context has.
  bool ok = EVP_DigestInit_ex2(context.get(), nullptr, nullptr) == 1;
  for (const ByteView part : parts) {
    ok = ok && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  }
  Require(ok && EVP_DigestFinal_ex(context.get(), out.data(), nullptr) == 1);
  return out;
}

Sha256Stream::Sha256Stream() : context_(NewSha256Context()) {}

void Sha256Stream::Update(ByteView data) {
  Require(EVP_DigestUpdate(context_.get(), data.data(), data.size()) == 1);
}

Hash Sha256Stream::Finish() {
  Hash out = {};
  Require(EVP_DigestFinal_ex(context_.get(), out.data(), nullptr) == 1 &&
          EVP_DigestInit_ex2(context_.get(), nullptr, nullptr) == 1);
  return out;
}

Hmac::Hmac(ByteView key) : key_(Secret::Copy(key)) {}

Hash Hmac::Sign(ByteView data) const {
  MacContextPtr context = contexts_.Take();
  if (context == nullptr) context = NewHmacContext(key_.Reveal());
  Hash out = {};
  size_t size = 0;
  Require(EVP_MAC_update(context.get(), data.data(), data.size()) == 1 &&
          EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1 &&
          size == out.size());
  // Back to the keyed state before it rests: nothing of `data` stays in it.
  Require(EVP_MAC_init(context.get(), nullptr, 0, nullptr) == 1);
  contexts_.Put(std::move(context));
  return out;
}

Hash HmacSha256(ByteView key, ByteView data) {
  const MacContextPtr context = NewHmacContext(key);
  Hash out = {};
  size_t size = 0;
  Require(EVP_MAC_update(context.get(), data.data(), data.size()) == 1 &&
          EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1 &&
          size == out.size());
  return out;
}

Secret HkdfSha256(ByteView key, ByteView salt, absl::string_view info,
                  size_t size) {
  Secret out(size);
  const KdfContextPtr context(EVP_KDF_CTX_new(HkdfMethod()));
  const std::array params = {Sha256Param(), OctetParam(OSSL_KDF_PARAM_KEY, key),
                             OctetParam(OSSL_KDF_PARAM_SALT, salt),
                             OctetParam(OSSL_KDF_PARAM_INFO, AsBytes(info)),
                             OSSL_PARAM_construct_end()};
  Require(context != nullptr &&
          EVP_KDF_derive(context.get(), out.RevealMutable().data(), size,
                         params.data()) == 1);
  return out;
}

void RandomBytes(std::span<uint8_t> out) {
  Require(out.size() <= INT_MAX &&
          RAND_bytes(out.data(), static_cast<int>(out.size())) == 1);
}

Bytes RandomBytes(size_t size) {
  Bytes out(size);
  RandomBytes(std::span<uint8_t>(out));
  return out;
}

Secret RandomSecret(size_t size) {
  Secret out(size);
  Require(size <= INT_MAX && RAND_priv_bytes(out.RevealMutable().data(),
                                             static_cast<int>(size)) == 1);
  return out;
}

}  // namespace sceau::crypto
