#include "crypto/digest.h"

#include <algorithm>
#include <array>
#include <climits>

#include "openssl/rand.h"

namespace sceau::crypto {
namespace {

constexpr size_t kBlockBytes = 64;  // Of SHA-256.
constexpr uint8_t kInnerPad = 0x36;
constexpr uint8_t kOuterPad = 0x5c;
constexpr size_t kMaxHkdfBytes = 255 * kHashBytes;

// Fetched once: an implicit fetch costs more than hashing 64 bytes.
const EVP_MD* Sha256Method() {
  static const EVP_MD* const method =
      EVP_MD_fetch(nullptr, "SHA256", /*properties=*/nullptr);
  Require(method != nullptr);
  return method;
}

DigestContextPtr NewSha256Context() {
  DigestContextPtr context(EVP_MD_CTX_new());
  Require(context != nullptr &&
          EVP_DigestInit_ex2(context.get(), Sha256Method(), nullptr) == 1);
  return context;
}

// Ends a hash and starts the next one at once, so that a resting context holds
// nothing of what it has hashed.
void FinishInto(EVP_MD_CTX* context, std::span<uint8_t> out) {
  Require(out.size() == kHashBytes &&
          EVP_DigestFinal_ex(context, out.data(), nullptr) == 1 &&
          EVP_DigestInit_ex2(context, nullptr, nullptr) == 1);
}

void Update(EVP_MD_CTX* context, ByteView data) {
  Require(EVP_DigestUpdate(context, data.data(), data.size()) == 1);
}

EVP_MD_CTX* ThreadsContext() {
  thread_local const DigestContextPtr context = NewSha256Context();
  return context.get();
}

}  // namespace

Hash Sha256(ByteView data) { return Sha256({data}); }

Hash Sha256(std::initializer_list<ByteView> parts) {
  EVP_MD_CTX* const context = ThreadsContext();
  for (const ByteView part : parts) Update(context, part);
  Hash out = {};
  FinishInto(context, out);
  return out;
}

Sha256Stream::Sha256Stream() : context_(NewSha256Context()) {}

void Sha256Stream::Update(ByteView data) {
  crypto::Update(context_.get(), data);
}

Hash Sha256Stream::Finish() {
  Hash out = {};
  FinishInto(context_.get(), out);
  return out;
}

Hmac::Hmac(ByteView key) : pads_(2 * kBlockBytes) {
  const auto inner = pads_.RevealMutable().first(kBlockBytes);
  const auto outer = pads_.RevealMutable().last(kBlockBytes);
  if (key.size() <= kBlockBytes) {
    std::ranges::copy(key, inner.begin());
  } else {
    Update(ThreadsContext(), key);
    FinishInto(ThreadsContext(), inner.first(kHashBytes));
  }
  for (size_t i = 0; i < kBlockBytes; ++i) {
    outer[i] = inner[i] ^ kOuterPad;
    inner[i] ^= kInnerPad;
  }
}

void Hmac::SignInto(std::initializer_list<ByteView> parts,
                    std::span<uint8_t> out) const {
  EVP_MD_CTX* const context = ThreadsContext();
  Update(context, pads_.Reveal().first(kBlockBytes));
  for (const ByteView part : parts) Update(context, part);
  FinishInto(context, out);
  Update(context, pads_.Reveal().last(kBlockBytes));
  Update(context, out);
  FinishInto(context, out);
}

Hash Hmac::Sign(ByteView data) const {
  Hash out = {};
  SignInto({data}, out);
  return out;
}

Hash HmacSha256(ByteView key, ByteView data) { return Hmac(key).Sign(data); }

Secret HkdfSha256(ByteView key, ByteView salt, absl::string_view info,
                  size_t size) {
  Require(size <= kMaxHkdfBytes);
  Secret extracted(kHashBytes);
  Hmac(salt).SignInto({key}, extracted.RevealMutable());
  const Hmac expand(extracted.Reveal());

  const size_t blocks = (size + kHashBytes - 1) / kHashBytes;
  Secret out(blocks * kHashBytes);
  ByteView previous;
  for (size_t i = 0; i < blocks; ++i) {
    const auto block = out.RevealMutable().subspan(i * kHashBytes, kHashBytes);
    const std::array counter = {static_cast<uint8_t>(i + 1)};
    expand.SignInto({previous, AsBytes(info), counter}, block);
    previous = block;
  }
  out.Shrink(size);
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
