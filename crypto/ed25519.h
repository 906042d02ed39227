// Ed25519 signatures, for checkpoints and cosignatures.
//
// Source: RFC 8032, plain Ed25519; computed by libcrypto.
#ifndef SCEAU_CRYPTO_ED25519_H_
#define SCEAU_CRYPTO_ED25519_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "crypto/bytes.h"
#include "crypto/openssl_ptr.h"

namespace sceau::crypto {

inline constexpr size_t kEd25519SeedBytes = 32;
inline constexpr size_t kEd25519PublicBytes = 32;
inline constexpr size_t kEd25519SignatureBytes = 64;
using Ed25519Public = std::array<uint8_t, kEd25519PublicBytes>;
using Ed25519Signature = std::array<uint8_t, kEd25519SignatureBytes>;

// Signs. Move-only; the private key lies in libcrypto's heap and is wiped when
// freed. Threads: Sign is const and may be called from several threads.
class SigningKey {
 public:
  // `seed` has kEd25519SeedBytes, else the process stops.
  explicit SigningKey(ByteView seed);

  // About 45 us.
  Ed25519Signature Sign(ByteView message) const;

  const Ed25519Public& public_key() const { return public_key_; }

 private:
  PkeyPtr key_;
  Ed25519Public public_key_ = {};
};

// Whether `signature` is the public key's over `message`. False too for a key
// or a signature of another size, or a key that is no point. About 110 us.
bool VerifyEd25519(ByteView public_key, ByteView message, ByteView signature);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_ED25519_H_
