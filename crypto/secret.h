// Memory that holds key material or decrypted case data.
#ifndef SCEAU_CRYPTO_SECRET_H_
#define SCEAU_CRYPTO_SECRET_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "crypto/bytes.h"

namespace sceau::crypto {

// Owns bytes that lie in locked memory (locked_memory.h) and are wiped before
// that memory is given back, also when another secret is moved in.
//
// Move-only, so that no second copy is made by accident; no operator== (use
// ConstantTimeEqual) and no operator<< (a secret is not printable). A
// moved-from secret is empty. Thread compatible.
class Secret {
 public:
  Secret() = default;  // Empty.
  // `size` bytes, all zero.
  explicit Secret(size_t size);
  ~Secret();

  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  // The deliberate copy. `bytes` is left as it is: wiping it is its owner's.
  static Secret Copy(ByteView bytes);

  size_t size() const { return size_; }

  // The one way to the bytes; `git grep Reveal` lists every use. The view ends
  // with the secret, or with the next Shrink or assignment.
  ByteView Reveal() const { return {data_, size_}; }
  std::span<uint8_t> RevealMutable() { return {data_, size_}; }

  // Keeps the first `size` bytes and wipes the rest now. size <= size().
  void Shrink(size_t size);

 private:
  void Release() noexcept;

  uint8_t* data_ = nullptr;
  size_t size_ = 0;
  size_t allocated_ = 0;  // What data_ was allocated with; >= size_.
};

// Whether both hold the same bytes, in a time that depends on the sizes alone.
bool ConstantTimeEqual(ByteView left, ByteView right);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_SECRET_H_
