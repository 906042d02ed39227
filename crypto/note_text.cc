#include "crypto/note_text.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/escaping.h"

namespace sceau::crypto {
namespace {

// Bytes of the character that `text` begins with, or 0 where it is not UTF-8.
size_t CharacterBytes(absl::string_view text) {
  const auto byte = [text](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return 1;
  const size_t size = first >= 0xC2 && first <= 0xDF   ? 2
                      : first >= 0xE0 && first <= 0xEF ? 3
                      : first >= 0xF0 && first <= 0xF4 ? 4
                                                       : 0;
  if (size == 0 || text.size() < size) return 0;
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool too_long =
      (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool surrogate = first == 0xED && byte(1) > 0x9F;
  const bool too_high = first == 0xF4 && byte(1) > 0x8F;
  return too_long || surrogate || too_high ? 0 : size;
}

}  // namespace

bool IsNoteText(absl::string_view text) {
  while (!text.empty()) {
    const auto first = static_cast<uint8_t>(text[0]);
    if (first < 0x20 && first != '\n') return false;
    const size_t size = CharacterBytes(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::string EncodeBase64(ByteView bytes) {
  return absl::Base64Escape(AsText(bytes));
}

std::optional<Bytes> DecodeBase64(absl::string_view text) {
  std::string decoded;
  // Abseil forgives white space, other padding and stray bits.
  if (!absl::Base64Unescape(text, &decoded) ||
      absl::Base64Escape(decoded) != text) {
    return std::nullopt;
  }
  const ByteView bytes = AsBytes(decoded);
  return Bytes(bytes.begin(), bytes.end());
}

}  // namespace sceau::crypto
