// SHA-256, HMAC, HKDF and random bytes.
//
// Source: FIPS 180-4, RFC 2104, RFC 5869. SHA-256 and randomness are
// libcrypto's; HMAC and HKDF are written on SHA-256 here, because libcrypto's
// keep key material in its own heap and take three times as long. Nothing here
// can fail on any input: these functions abort only where libcrypto itself
// cannot run (no memory, no provider, no entropy), as there is nothing a
// caller could do.
#ifndef SCEAU_CRYPTO_DIGEST_H_
#define SCEAU_CRYPTO_DIGEST_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/openssl_ptr.h"
#include "crypto/secret.h"

namespace sceau::crypto {

// About 0.2 us for 64 bytes: each thread keeps one prepared context, which
// holds nothing of the data once the call is over.
Hash Sha256(ByteView data);

// Of the parts, one after another. They are not told apart: use
// canonical.h where their boundaries matter.
Hash Sha256(std::initializer_list<ByteView> parts);

// SHA-256 of what comes in pieces. Thread compatible.
class Sha256Stream {
 public:
  Sha256Stream();

  void Update(ByteView data);

  // The digest of everything since construction or the last Finish; the
  // stream then starts anew.
  Hash Finish();

 private:
  DigestContextPtr context_;
};

// HMAC-SHA-256 under one key, of any length, which stays in locked memory.
// About 0.4 us for 64 bytes.
//
// Threads: Sign is const and may be called from several threads at once.
class Hmac {
 public:
  explicit Hmac(ByteView key);

  Hash Sign(ByteView data) const;

  // The same over the parts, one after another, into 32 bytes of the caller's:
  // for what is itself a key.
  void SignInto(std::initializer_list<ByteView> parts,
                std::span<uint8_t> out) const;

 private:
  Secret pads_;  // The key as RFC 2104 xors it: inner block, outer block.
};

// One HMAC under a key that is not kept.
Hash HmacSha256(ByteView key, ByteView data);

// HKDF (extract and expand), `size` bytes, size <= 8160, else the process
// stops. An empty salt is RFC 5869's "not provided". About 1 us.
Secret HkdfSha256(ByteView key, ByteView salt, absl::string_view info,
                  size_t size);

// Fills `out` from the process's random generator: nonces, salts, identifiers.
void RandomBytes(std::span<uint8_t> out);
Bytes RandomBytes(size_t size);

// Fresh key material, from a generator whose output is never shown.
Secret RandomSecret(size_t size);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_DIGEST_H_
