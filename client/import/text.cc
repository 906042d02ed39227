#include "client/import/text.h"

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

#include "client/words/fold.h"
#include "unicode/uchar.h"
#include "unicode/uscript.h"
#include "unicode/utf8.h"

namespace sceau {
namespace {

// Unicode's own hyphens, which word processors put for the keyboard's.
constexpr UChar32 kHyphen = 0x2010;
constexpr UChar32 kNonBreakingHyphen = 0x2011;

// Calls `visit` with each code point, U+FFFD for what is no UTF-8.
template <typename Visit>
void ForEach(absl::string_view text, const Visit& visit) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    visit(c);
  }
}

bool IsControl(UChar32 c) {
  constexpr uint32_t kUnseen =
      U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_CO_MASK | U_GC_CN_MASK;
  if (c == '\t' || c == '\n' || c == '\r') return false;
  return c == 0xfffd || (U_GET_GC_MASK(c) & kUnseen) != 0 ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool IsLatinOrCommon(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &error);
  return U_SUCCESS(error) &&
         (script == USCRIPT_LATIN || script == USCRIPT_COMMON ||
          script == USCRIPT_INHERITED);
}

// « Ã » before a letter beyond ASCII: UTF-8 that was read as Windows-1252. No
// name has the two side by side (« JOÃO » has not).
bool HasBrokenAccent(absl::string_view text) {
  bool broken = false;
  UChar32 before = 0;
  ForEach(text, [&](UChar32 c) {
    broken |= before == 0xc3 && c >= 0x80;
    before = c;
  });
  return broken;
}

struct LetterCount {
  size_t all = 0;
  size_t capitals = 0;
};

LetterCount CountLetters(absl::string_view text) {
  LetterCount letters;
  ForEach(text, [&letters](UChar32 c) {
    letters.all += u_isalpha(c) ? 1 : 0;
    letters.capitals += u_isupper(c) ? 1 : 0;
  });
  return letters;
}

}  // namespace

size_t CharacterCount(absl::string_view text) {
  size_t count = 0;
  ForEach(text, [&count](UChar32) { ++count; });
  return count;
}

bool HasControl(absl::string_view text) {
  bool found = false;
  ForEach(text, [&found](UChar32 c) { found |= IsControl(c); });
  return found;
}

bool IsLatin(absl::string_view text) {
  bool latin = true;
  ForEach(text, [&latin](UChar32 c) { latin &= IsLatinOrCommon(c); });
  return latin;
}

bool HasLetter(absl::string_view text) { return CountLetters(text).all > 0; }

bool IsInCapitals(absl::string_view text) {
  const LetterCount letters = CountLetters(text);
  return letters.all > 0 && letters.capitals == letters.all;
}

bool IsInSmallLetters(absl::string_view text) {
  const LetterCount letters = CountLetters(text);
  return letters.all > 0 && letters.capitals == 0;
}

std::string OneLine(absl::string_view text) {
  const std::string composed = Composed(PlainApostrophes(text));
  std::string out;
  bool blank = false;
  ForEach(composed, [&](UChar32 c) {
    if (u_isUWhiteSpace(c)) {
      blank = !out.empty();
      return;
    }
    if (blank) out.push_back(' ');
    blank = false;
    if (c == kHyphen || c == kNonBreakingHyphen) c = '-';
    uint8_t bytes[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(reinterpret_cast<const char*>(bytes),
               static_cast<size_t>(length));
  });
  return out;
}

bool IsName(absl::string_view text, size_t limit) {
  size_t letters = 0;
  bool allowed = true;
  ForEach(text, [&](UChar32 c) {
    if (u_isalpha(c)) {
      ++letters;
      return;
    }
    const auto type = u_charType(c);
    allowed &= c == ' ' || c == '-' || c == '\'' || c == 0x2019 ||
               type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
  });
  return allowed && letters > 0 && !HasBrokenAccent(text) &&
         CharacterCount(text) <= limit;
}

}  // namespace sceau
