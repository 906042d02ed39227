#include "crypto/secret.h"

#include <algorithm>
#include <utility>

#include "openssl/crypto.h"

#include "crypto/locked_memory.h"
#include "crypto/openssl_ptr.h"

namespace sceau::crypto {

Secret::Secret(size_t size)
    : data_(size == 0 ? nullptr : AllocateLocked(size)),
      size_(size),
      allocated_(size) {}

Secret::~Secret() { Release(); }

Secret::Secret(Secret&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      allocated_(std::exchange(other.allocated_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    Release();
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
    allocated_ = std::exchange(other.allocated_, 0);
  }
  return *this;
}

Secret Secret::Copy(ByteView bytes) {
  Secret copy(bytes.size());
  std::copy(bytes.begin(), bytes.end(), copy.data_);
  return copy;
}

void Secret::Shrink(size_t size) {
  Require(size <= size_);
  if (size == size_) return;
  OPENSSL_cleanse(data_ + size, size_ - size);
  size_ = size;
}

void Secret::Release() noexcept {
  if (data_ != nullptr) FreeLocked(data_, allocated_);
}

bool ConstantTimeEqual(ByteView left, ByteView right) {
  return left.size() == right.size() &&
         CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace sceau::crypto
