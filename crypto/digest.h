// SHA-256, HMAC, HKDF and random bytes.
//
// Source: FIPS 180-4, RFC 2104, RFC 5869; computed by libcrypto. Nothing here
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
#include "crypto/context_shelf.h"
#include "crypto/openssl_ptr.h"
#include "crypto/secret.h"

namespace sceau::crypto {

// About 0.2 us for 64 bytes: each thread keeps one prepared context.
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

// HMAC-SHA-256, keyed once (1.3 us) and then used many times (0.4 us for 64
// bytes). The key may have any length.
//
// Threads: Sign is const and may be called from several threads at once.
// Moving and destroying need exclusive access. The keyed state lies in
// libcrypto's own heap: wiped when freed, not page-locked.
class Hmac {
 public:
  explicit Hmac(ByteView key);

  Hmac(Hmac&&) noexcept = default;
  Hmac& operator=(Hmac&&) noexcept = default;

  Hash Sign(ByteView data) const;

 private:
  Secret key_;
  mutable ContextShelf<MacContextPtr> contexts_;
};

// One HMAC under a key that is not kept.
Hash HmacSha256(ByteView key, ByteView data);

// HKDF (extract and expand), `size` bytes, size <= 8160, info <= 1,024 bytes.
// An empty salt is RFC 5869's "not provided". About 3 us.
Secret HkdfSha256(ByteView key, ByteView salt, absl::string_view info,
                  size_t size);

// Fills `out` from the process's random generator: nonces, salts, identifiers.
void RandomBytes(std::span<uint8_t> out);
Bytes RandomBytes(size_t size);

// Fresh key material, from a generator whose output is never shown.
Secret RandomSecret(size_t size);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_DIGEST_H_
