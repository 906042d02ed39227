#include "server/runtime/random.h"

#include <array>

namespace sceau {

std::string NewId(const RandomSource& random, char prefix) {
  constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  constexpr unsigned kBitsPerChar = 5;
  constexpr unsigned kBitsPerByte = 8;
  constexpr size_t kBytes =
      (kIdRandomChars * kBitsPerChar + kBitsPerByte - 1) / kBitsPerByte;
  std::array<uint8_t, kBytes> bytes = {};
  random(bytes);

  std::string id(1, prefix);
  id.reserve(1 + kIdRandomChars);
  unsigned bits = 0;
  unsigned held = 0;  // Bits not yet written, in the low end of `bits`.
  for (const uint8_t byte : bytes) {
    bits = (bits << kBitsPerByte) | byte;
    held += kBitsPerByte;
    while (held >= kBitsPerChar && id.size() < 1 + kIdRandomChars) {
      held -= kBitsPerChar;
      id.push_back(kAlphabet[(bits >> held) & ((1U << kBitsPerChar) - 1)]);
    }
  }
  return id;
}

}  // namespace sceau
