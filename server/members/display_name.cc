#include "server/members/display_name.h"

#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace sceau {
namespace {

constexpr UChar32 kApostrophe = 0x2019;
constexpr size_t kMaxBytesPerCharacter = 4;

bool IsLetterOrMark(UChar32 c) {
  return (U_MASK(u_charType(c)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

bool IsBetween(UChar32 c) {
  return c == ' ' || c == '-' || c == '\'' || c == '.' || c == kApostrophe;
}

bool IsNfc(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(error);
  const bool normal = U_SUCCESS(error) && nfc->isNormalized(text, error) != 0;
  return normal && U_SUCCESS(error);
}

}  // namespace

bool IsDisplayName(absl::string_view name) {
  if (name.empty() ||
      name.size() > kMaxDisplayNameCharacters * kMaxBytesPerCharacter) {
    return false;
  }
  // What is not UTF-8 becomes U+FFFD, which is no letter.
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<int32_t>(name.size())));
  if (static_cast<size_t>(text.countChar32()) > kMaxDisplayNameCharacters ||
      !IsLetterOrMark(text.char32At(0))) {
    return false;
  }
  UChar32 before = 0;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (!IsLetterOrMark(c) && !IsBetween(c)) return false;
    if (c == ' ' && before == ' ') return false;
    before = c;
  }
  return (IsLetterOrMark(before) || before == '.') && IsNfc(text);
}

}  // namespace sceau
