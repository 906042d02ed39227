// Authenticated encryption of one short message: AES-256-GCM.
//
// Guarantee: what Open returns was sealed under the same key with the same
// associated data, whole and unaltered. Source: NIST SP 800-38D; 96-bit random
// nonce, 128-bit tag. A random nonce bounds one key to 2^31 messages; a
// category key of one case stays far below.
//
// Sealed bytes, described here and nowhere else:
//   nonce (12) || ciphertext (as long as the plaintext) || tag (16)
#ifndef SCEAU_CRYPTO_AEAD_H_
#define SCEAU_CRYPTO_AEAD_H_

#include <cstddef>

#include "absl/status/statusor.h"

#include "crypto/bytes.h"
#include "crypto/context_shelf.h"
#include "crypto/openssl_ptr.h"
#include "crypto/secret.h"

namespace sceau::crypto {

inline constexpr size_t kAeadKeyBytes = 32;
inline constexpr size_t kAeadNonceBytes = 12;
inline constexpr size_t kAeadTagBytes = 16;
inline constexpr size_t kAeadOverheadBytes = kAeadNonceBytes + kAeadTagBytes;
inline constexpr size_t kMaxAeadBytes = size_t{1} << 30;  // libcrypto's int.

// A key prepared for many messages: the key schedule is computed at the first
// use and kept, so that opening 200 bytes costs about 0.5 us (1 us with the
// schedule) and sealing them 1.9 us, 1.4 of which draw the nonce.
//
// Threads: Seal and Open are const and may be called from several threads at
// once; up to four prepared contexts are kept, one for each thread that was
// really at work at the same moment, about 1 KiB each. Moving and destroying
// need exclusive access. The contexts lie in libcrypto's heap: wiped when
// freed, not page-locked.
class AeadKey {
 public:
  // `key` has kAeadKeyBytes, else the process stops.
  explicit AeadKey(ByteView key);

  AeadKey(AeadKey&&) noexcept = default;
  AeadKey& operator=(AeadKey&&) noexcept = default;

  // `plaintext` has at most kMaxAeadBytes, else the process stops.
  Bytes Seal(ByteView aad, ByteView plaintext) const;

  // The same, after what `out` already holds. `plaintext` lies outside `out`.
  void AppendSealed(ByteView aad, ByteView plaintext, Bytes& out) const;

  // Errors: DATA_LOSS (too short, or altered, or another key, or other
  // associated data; which of these cannot be told).
  absl::StatusOr<Secret> Open(ByteView aad, ByteView sealed) const;

 private:
  CipherContextPtr TakeContext() const;

  Secret key_;
  mutable ContextShelf<CipherContextPtr> contexts_;
};

// The same for a key used once.
Bytes Seal(ByteView key, ByteView aad, ByteView plaintext);
absl::StatusOr<Secret> Open(ByteView key, ByteView aad, ByteView sealed);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_AEAD_H_
