#include "server/content/characters.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

#include "unicode/normalizer2.h"
#include "unicode/stringpiece.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"
#include "unicode/uscript.h"
#include "unicode/utf8.h"
#include "unicode/utypes.h"

namespace sceau {
namespace {

icu::UnicodeString FromUtf8(absl::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// ICU's tables come with its data library, so these cannot fail once linked;
// were they to, text would stay as it came, and be compared as such.
icu::UnicodeString Normalized(const icu::Normalizer2* normalizer,
                              const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString out = normalizer->normalize(text, error);
  return U_SUCCESS(error) ? out : text;
}

const icu::Normalizer2* Nfc() {
  UErrorCode error = U_ZERO_ERROR;
  return icu::Normalizer2::getNFCInstance(error);
}
const icu::Normalizer2* Nfkd() {
  UErrorCode error = U_ZERO_ERROR;
  return icu::Normalizer2::getNFKDInstance(error);
}
const icu::Normalizer2* NfkcCaseFold() {
  UErrorCode error = U_ZERO_ERROR;
  return icu::Normalizer2::getNFKCCasefoldInstance(error);
}

struct Spelling {
  char32_t from = 0;
  const char* to = nullptr;
};

// Latin letters that Unicode does not take apart. Sorted.
constexpr std::array kSpellings = {
    Spelling{U'Æ', "AE"}, Spelling{U'Ð', "D"},  Spelling{U'Ø', "O"},
    Spelling{U'Þ', "TH"}, Spelling{U'ß', "ss"}, Spelling{U'æ', "ae"},
    Spelling{U'ð', "d"},  Spelling{U'ø', "o"},  Spelling{U'þ', "th"},
    Spelling{U'Đ', "D"},  Spelling{U'đ', "d"},  Spelling{U'Ħ', "H"},
    Spelling{U'ħ', "h"},  Spelling{U'ı', "i"},  Spelling{U'ĸ', "k"},
    Spelling{U'Ł', "L"},  Spelling{U'ł', "l"},  Spelling{U'Ŋ', "N"},
    Spelling{U'ŋ', "n"},  Spelling{U'Œ', "OE"}, Spelling{U'œ', "oe"},
    Spelling{U'Ŧ', "T"},  Spelling{U'ŧ', "t"},  Spelling{U'Ə', "E"},
    Spelling{U'ɑ', "a"},  Spelling{U'ə', "e"},  Spelling{U'ɛ', "e"},
    Spelling{U'ɡ', "g"},  Spelling{U'ɪ', "i"},  Spelling{U'ʀ', "r"},
    Spelling{U'ʏ', "y"},  Spelling{U'ẞ', "SS"}};

// Cyrillic and Greek letters a reader takes for Latin ones. Sorted.
constexpr std::array kLookalikes = {
    Spelling{U'Α', "A"}, Spelling{U'Β', "B"}, Spelling{U'Ε', "E"},
    Spelling{U'Ζ', "Z"}, Spelling{U'Η', "H"}, Spelling{U'Ι', "I"},
    Spelling{U'Κ', "K"}, Spelling{U'Μ', "M"}, Spelling{U'Ν', "N"},
    Spelling{U'Ο', "O"}, Spelling{U'Ρ', "P"}, Spelling{U'Τ', "T"},
    Spelling{U'Υ', "Y"}, Spelling{U'Χ', "X"}, Spelling{U'α', "a"},
    Spelling{U'ε', "e"}, Spelling{U'ι', "i"}, Spelling{U'κ', "k"},
    Spelling{U'ν', "v"}, Spelling{U'ο', "o"}, Spelling{U'ρ', "p"},
    Spelling{U'τ', "t"}, Spelling{U'υ', "u"}, Spelling{U'χ', "x"},
    Spelling{U'Ѕ', "S"}, Spelling{U'І', "I"}, Spelling{U'Ј', "J"},
    Spelling{U'А', "A"}, Spelling{U'В', "B"}, Spelling{U'Е', "E"},
    Spelling{U'К', "K"}, Spelling{U'М', "M"}, Spelling{U'Н', "H"},
    Spelling{U'О', "O"}, Spelling{U'Р', "P"}, Spelling{U'С', "C"},
    Spelling{U'Т', "T"}, Spelling{U'У', "Y"}, Spelling{U'Х', "X"},
    Spelling{U'а', "a"}, Spelling{U'г', "r"}, Spelling{U'е', "e"},
    Spelling{U'к', "k"}, Spelling{U'м', "m"}, Spelling{U'о', "o"},
    Spelling{U'р', "p"}, Spelling{U'с', "c"}, Spelling{U'т', "t"},
    Spelling{U'у', "y"}, Spelling{U'х', "x"}, Spelling{U'ѕ', "s"},
    Spelling{U'і', "i"}, Spelling{U'ј', "j"}, Spelling{U'ԁ', "d"},
    Spelling{U'ԛ', "q"}, Spelling{U'ԝ', "w"}};

template <size_t kSize>
const char* Find(const std::array<Spelling, kSize>& table, char32_t c) {
  const auto* found = std::lower_bound(
      table.begin(), table.end(), c,
      [](const Spelling& row, char32_t wanted) { return row.from < wanted; });
  return found != table.end() && found->from == c ? found->to : nullptr;
}

static_assert(std::is_sorted(kSpellings.begin(), kSpellings.end(),
                             [](const Spelling& a, const Spelling& b) {
                               return a.from < b.from;
                             }));
static_assert(std::is_sorted(kLookalikes.begin(), kLookalikes.end(),
                             [](const Spelling& a, const Spelling& b) {
                               return a.from < b.from;
                             }));

UChar32 ToUchar(char32_t c) { return static_cast<UChar32>(c); }

// One ASCII sign for each family of punctuation; 0 when `c` is of none.
char PlainSign(UChar32 c) {
  switch (c) {
    case 0x60:    // Grave accent.
    case 0xb4:    // Acute accent.
    case 0x2bc:   // Modifier letter apostrophe.
    case 0x2018:  // Single quotation marks.
    case 0x2019:
    case 0x201b:
    case 0x2032:  // Prime.
      return '\'';
    case 0xab:  // French quotation marks.
    case 0xbb:
    case 0x201c:  // Double quotation marks.
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x2033:  // Double prime.
    case 0x2039:  // Single French quotation marks.
    case 0x203a:
    case 0x301d:
    case 0x301e:
      return '"';
    case 0x2212:  // Minus.
      return '-';
    default:
      if (u_charType(c) == U_DASH_PUNCTUATION) return '-';
      return u_isUWhiteSpace(c) ? ' ' : '\0';
  }
}

bool IsAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

std::string PlainOf(const icu::UnicodeString& text) {
  const icu::UnicodeString source = Normalized(Nfkd(), text);
  icu::UnicodeString out;
  for (int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) {
    const UChar32 c = source.char32At(i);
    if (const char sign = PlainSign(c)) {
      out.append(static_cast<char16_t>(sign));
      continue;
    }
    const auto code = static_cast<char32_t>(c);
    if (IsMark(code) || IsUnseen(code)) continue;
    if (const char* plain = Find(kSpellings, code)) {
      out.append(icu::UnicodeString(plain, -1, US_INV));
    } else {
      out.append(c);
    }
  }
  return ToUtf8(out);
}

}  // namespace

absl::optional<std::u32string> DecodeUtf8(absl::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) return absl::nullopt;
    out.push_back(static_cast<char32_t>(c));
  }
  return out;
}

bool IsNfc(absl::string_view text) {
  if (IsAscii(text)) return true;
  UErrorCode error = U_ZERO_ERROR;
  return Nfc()->isNormalized(FromUtf8(text), error) != 0 && U_SUCCESS(error);
}

bool IsLetter(char32_t c) { return u_isalpha(ToUchar(c)) != 0; }

bool IsMark(char32_t c) {
  return (U_GET_GC_MASK(ToUchar(c)) & U_GC_M_MASK) != 0;
}

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool IsUnseen(char32_t c) {
  constexpr uint32_t kUnseen = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK |
                               U_GC_CO_MASK | U_GC_CN_MASK | U_GC_ZL_MASK |
                               U_GC_ZP_MASK;
  return (U_GET_GC_MASK(ToUchar(c)) & kUnseen) != 0 ||
         u_hasBinaryProperty(ToUchar(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool IsLatinOrCommon(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(ToUchar(c), &error);
  return U_SUCCESS(error) &&
         (script == USCRIPT_LATIN || script == USCRIPT_COMMON ||
          script == USCRIPT_INHERITED);
}

std::string Plain(absl::string_view text) { return PlainOf(FromUtf8(text)); }

std::string PlainFolded(absl::string_view text) {
  return PlainOf(Normalized(NfkcCaseFold(), FromUtf8(text)));
}

std::string WithoutLookalikes(absl::string_view text) {
  if (IsAscii(text)) return std::string(text);
  const icu::UnicodeString source = FromUtf8(text);
  icu::UnicodeString out;
  for (int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) {
    const UChar32 c = source.char32At(i);
    if (const char* latin = Find(kLookalikes, static_cast<char32_t>(c))) {
      out.append(icu::UnicodeString(latin, -1, US_INV));
    } else {
      out.append(c);
    }
  }
  return ToUtf8(out);
}

}  // namespace sceau
