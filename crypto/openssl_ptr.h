// libcrypto handles that free themselves, its error queue, and the one way to
// stop when it cannot work. Internal to this room: others meet these types as
// private members only.
#ifndef SCEAU_CRYPTO_OPENSSL_PTR_H_
#define SCEAU_CRYPTO_OPENSSL_PTR_H_

#include <cstdlib>
#include <memory>

#include "openssl/bio.h"
#include "openssl/err.h"
#include "openssl/evp.h"

namespace sceau::crypto {

template <auto kFree>
struct OpensslFree {
  template <typename T>
  void operator()(T* handle) const {
    kFree(handle);
  }
};
template <typename T, auto kFree>
using OpensslPtr = std::unique_ptr<T, OpensslFree<kFree>>;

using BioPtr = OpensslPtr<BIO, BIO_free>;
using CipherContextPtr = OpensslPtr<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using DigestContextPtr = OpensslPtr<EVP_MD_CTX, EVP_MD_CTX_free>;
using PkeyPtr = OpensslPtr<EVP_PKEY, EVP_PKEY_free>;

// Empties this thread's libcrypto error queue at the end of the scope, so that
// a rejected input leaves nothing that a TLS library on the same thread would
// later take for its own failure.
class ErrorQueueDrain {
 public:
  ErrorQueueDrain() = default;
  ~ErrorQueueDrain() { ERR_clear_error(); }
  ErrorQueueDrain(const ErrorQueueDrain&) = delete;
  ErrorQueueDrain& operator=(const ErrorQueueDrain&) = delete;
};

// Stops the process when `holds` is false: a broken invariant, a caller's
// wrong key size, or a libcrypto that cannot run (no memory, no provider).
// Never for input: what arrives from outside gets a status.
inline void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_OPENSSL_PTR_H_
