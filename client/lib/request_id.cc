#include "client/lib/request_id.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "crypto/digest.h"

namespace sceau {

std::string NewRequestId() {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::array<uint8_t, 16> bytes = {};
  crypto::RandomBytes(bytes);
  bytes[6] = static_cast<uint8_t>((bytes[6] & 0x0f) | 0x40);  // Version 4.
  bytes[8] = static_cast<uint8_t>((bytes[8] & 0x3f) | 0x80);  // Variant.
  std::string id;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    id += kDigits[bytes[i] >> 4];
    id += kDigits[bytes[i] & 0x0f];
  }
  return id;
}

}  // namespace sceau
