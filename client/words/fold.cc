#include "client/words/fold.h"

#include <array>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "unicode/normalizer2.h"
#include "unicode/stringpiece.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"
#include "unicode/utypes.h"

namespace sceau {
namespace {

// Shorter words keep their s and their point: « CD », « E.S. ».
constexpr size_t kShortestInflected = 3;  // Bytes.

icu::UnicodeString FromUtf8(absl::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// ICU's own tables are always there once its data library is linked, so a
// failure leaves the text as it came, never empty.
icu::UnicodeString Normalize(
    const icu::Normalizer2* (*instance)(UErrorCode&),  // NOLINT
    const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = instance(error);
  if (U_FAILURE(error)) return text;
  icu::UnicodeString out = normalizer->normalize(text, error);
  return U_SUCCESS(error) ? out : text;
}

const icu::Normalizer2* Nfc(UErrorCode& error) {
  return icu::Normalizer2::getNFCInstance(error);
}
const icu::Normalizer2* Nfd(UErrorCode& error) {
  return icu::Normalizer2::getNFDInstance(error);
}
const icu::Normalizer2* NfkcCaseFold(UErrorCode& error) {
  return icu::Normalizer2::getNFKCCasefoldInstance(error);
}

bool IsAscii(absl::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// Letters that Unicode does not decompose and French writes both ways.
const char* PlainLetter(UChar32 c) {
  switch (c) {
    case 0x153:
      return "oe";
    case 0xe6:
      return "ae";
    case 0xf8:
      return "o";
    case 0x142:
      return "l";
    case 0x111:
      return "d";
    case 0x2018:
    case 0x2019:
    case 0x2bc:
    case 0x2032:
      return "'";
    default:
      return nullptr;
  }
}

bool IsHyphen(UChar32 c) {
  return u_charType(c) == U_DASH_PUNCTUATION || c == 0x2212;
}

// Lower case, undecorated, blanks not yet collapsed.
std::string Undecorated(absl::string_view typed) {
  const std::string text = PlainApostrophes(typed);
  if (IsAscii(text)) {
    std::string out = absl::AsciiStrToLower(text);
    for (char& c : out) {
      if (c == '-') c = ' ';
    }
    return out;
  }
  const icu::UnicodeString source =
      Normalize(Nfd, Normalize(NfkcCaseFold, FromUtf8(text)));
  icu::UnicodeString out;
  for (int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) {
    const UChar32 c = source.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (const char* plain = PlainLetter(c)) {
      out.append(icu::UnicodeString(plain, -1, US_INV));
    } else if (IsHyphen(c) || u_isUWhiteSpace(c)) {
      out.append(static_cast<UChar32>(' '));
    } else {
      out.append(c);
    }
  }
  return ToUtf8(out);
}

std::string WithoutEnding(absl::string_view word) {
  static constexpr std::array<absl::string_view, 14> kInclusive = {
      "(e)s", "(es)", "(e)", "(s)", "·e·s", "·es", "·e",
      "·s",   "•e•s", "•es", "•e",  ".e.s", ".es", ".e"};
  for (const absl::string_view ending : kInclusive) {
    if (word.size() >= ending.size() + kShortestInflected &&
        absl::ConsumeSuffix(&word, ending)) {
      break;
    }
  }
  if (word.size() >= kShortestInflected) absl::ConsumeSuffix(&word, "s");
  return std::string(word);
}

}  // namespace

std::string PlainApostrophes(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"`", "'"},
                                    {"\u00b4", "'"},
                                    {"\u02b9", "'"},
                                    {"\u02bb", "'"},
                                    {"\u02bd", "'"},
                                    {"\u055a", "'"},
                                    {"\u2018", "'"},
                                    {"\u201b", "'"},
                                    {"\u2032", "'"},
                                    {"\u2035", "'"},
                                    {"\uff07", "'"}});
}

std::string Composed(absl::string_view text) {
  if (IsAscii(text)) return std::string(absl::StripAsciiWhitespace(text));
  icu::UnicodeString out = Normalize(Nfc, FromUtf8(text));
  int32_t begin = 0;
  int32_t end = out.length();
  while (begin < end && u_isUWhiteSpace(out.charAt(begin))) ++begin;
  while (end > begin && u_isUWhiteSpace(out.charAt(end - 1))) --end;
  return ToUtf8(out.tempSubStringBetween(begin, end));
}

std::string FoldName(absl::string_view text) {
  std::string out = Undecorated(text);
  absl::RemoveExtraAsciiWhitespace(&out);
  return out;
}

std::string Fold(absl::string_view text) {
  const std::string name = FoldName(text);
  absl::string_view rest = name;
  while (absl::ConsumeSuffix(&rest, "."))
    rest = absl::StripAsciiWhitespace(rest);
  std::string out;
  for (const absl::string_view word : absl::StrSplit(rest, ' ')) {
    if (!out.empty()) out.push_back(' ');
    out += WithoutEnding(word);
  }
  return out;
}

}  // namespace sceau
