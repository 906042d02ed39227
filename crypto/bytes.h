// Byte vocabulary. Text is absl::string_view; bytes are never text, and the
// three functions below are the only bridge.
#ifndef SCEAU_CRYPTO_BYTES_H_
#define SCEAU_CRYPTO_BYTES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace sceau::crypto {

using Bytes = std::vector<uint8_t>;
using ByteView = std::span<const uint8_t>;

inline constexpr size_t kHashBytes = 32;  // SHA-256.
using Hash = std::array<uint8_t, kHashBytes>;

// A view of the same memory: valid as long as `text` is.
inline ByteView AsBytes(absl::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// A view of the same memory: valid as long as `bytes` is. Any byte may occur.
inline absl::string_view AsText(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A copy. Not for secrets: std::string does not wipe.
inline std::string ToString(ByteView bytes) {
  return std::string(AsText(bytes));
}

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_BYTES_H_
