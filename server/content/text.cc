#include "server/content/text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

#include "server/content/bounds.h"
#include "server/content/characters.h"

namespace sceau {
namespace {

constexpr size_t kMaxDomainLabelBytes = 63;
constexpr size_t kMinTopLevelLetters = 2;

// What is wrong with `text` whatever its field; else `code_points` is set.
absl::string_view Decode(absl::string_view text, size_t max_characters,
                         std::u32string& code_points) {
  if (text.empty()) return "must not be empty";
  if (text.size() > max_characters * kMaxBytesPerCharacter)
    return "is too long";
  absl::optional<std::u32string> decoded = DecodeUtf8(text);
  if (!decoded) return "is not UTF-8";
  code_points = *std::move(decoded);
  if (std::any_of(code_points.begin(), code_points.end(), IsUnseen)) {
    return "holds a control or invisible character";
  }
  if (!IsNfc(text)) return "is not in normalization form C";
  if (code_points.size() > max_characters) return "is too long";
  return {};
}

bool IsApostrophe(char32_t c) { return c == U'\'' || c == U'’'; }

bool IsNameCharacter(char32_t c) {
  return IsLetter(c) || IsMark(c) || IsApostrophe(c) || c == U'-' || c == U' ';
}

bool IsAsciiAlphanumeric(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c));
}

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

bool IsLocalPart(absl::string_view local) {
  if (local.empty() || local.size() > kMaxEmailLocalPartCharacters ||
      local.front() == '.' || local.back() == '.') {
    return false;
  }
  char before = '\0';
  for (const char c : local) {
    if (c == '.' && before == '.') return false;
    if (!IsAsciiAlphanumeric(c) &&
        absl::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) ==
            absl::string_view::npos) {
      return false;
    }
    before = c;
  }
  return true;
}

bool IsDomain(absl::string_view domain) {
  const std::vector<absl::string_view> labels = absl::StrSplit(domain, '.');
  if (labels.size() < 2) return false;
  for (const absl::string_view label : labels) {
    if (label.empty() || label.size() > kMaxDomainLabelBytes ||
        label.front() == '-' || label.back() == '-' ||
        !std::all_of(label.begin(), label.end(), [](char c) {
          return c == '-' || IsAsciiAlphanumeric(c);
        })) {
      return false;
    }
  }
  return labels.back().size() >= kMinTopLevelLetters &&
         !AllDigits(labels.back());
}

}  // namespace

absl::string_view TextFlaw(absl::string_view text, size_t max_characters) {
  std::u32string characters;
  const absl::string_view flaw = Decode(text, max_characters, characters);
  if (!flaw.empty()) return flaw;
  const bool blank = std::all_of(
      characters.begin(), characters.end(),
      [](char32_t c) { return c == U' ' || c == U'\u00a0' || c == U'\u202f'; });
  return blank ? "must not be blank" : absl::string_view();
}

absl::string_view ProseFlaw(absl::string_view text, size_t max_characters) {
  const absl::string_view flaw = TextFlaw(text, max_characters);
  if (!flaw.empty()) return flaw;
  const absl::optional<std::u32string> characters = DecodeUtf8(text);
  if (!std::all_of(characters->begin(), characters->end(), IsLatinOrCommon)) {
    return "must be in Latin letters";
  }
  return {};
}

absl::string_view NameFlaw(absl::string_view text) {
  std::u32string characters;
  const absl::string_view flaw = Decode(text, kMaxNameCharacters, characters);
  if (!flaw.empty()) return flaw;
  if (!std::all_of(characters.begin(), characters.end(), IsNameCharacter)) {
    return "may hold letters, apostrophes, hyphens and blanks only";
  }
  if (characters.front() == U' ' || characters.back() == U' ') {
    return "must not begin or end with a blank";
  }
  if (std::none_of(characters.begin(), characters.end(), IsLetter)) {
    return "must hold a letter";
  }
  return {};
}

absl::string_view LocalityFlaw(absl::string_view text) {
  std::u32string characters;
  const absl::string_view flaw =
      Decode(text, kMaxLocalityCharacters, characters);
  if (!flaw.empty()) return flaw;
  if (!std::all_of(characters.begin(), characters.end(), [](char32_t c) {
        return IsNameCharacter(c) || IsDigit(c);
      })) {
    return "may hold letters, digits, apostrophes, hyphens and blanks only";
  }
  if (std::none_of(characters.begin(), characters.end(), IsLetter)) {
    return "must hold a letter";
  }
  return {};
}

absl::string_view PhoneFlaw(absl::string_view text) {
  constexpr absl::string_view kWrong =
      "must be an international number: + and 7 to 15 digits";
  if (text.size() > kMaxPhoneCharacters || text.size() < kMinPhoneDigits + 1 ||
      text.front() != '+' || text[1] == '0' || !AllDigits(text.substr(1))) {
    return kWrong;
  }
  return {};
}

absl::string_view EmailFlaw(absl::string_view text) {
  if (text.size() > kMaxEmailCharacters) return "is too long";
  const size_t at = text.rfind('@');
  if (at == absl::string_view::npos || !IsLocalPart(text.substr(0, at)) ||
      !IsDomain(text.substr(at + 1))) {
    return "must be an e-mail address";
  }
  return {};
}

absl::string_view ReferenceFlaw(absl::string_view text) {
  std::u32string characters;
  const absl::string_view flaw =
      Decode(text, kMaxReferenceCharacters, characters);
  if (!flaw.empty()) return flaw;
  bool has_sign = false;
  for (const char32_t c : characters) {
    const bool sign = IsLetter(c) || IsDigit(c);
    has_sign = has_sign || sign;
    if (!sign && !IsMark(c) && c != U'/' && c != U'.' && c != U'-' &&
        c != U' ') {
      return "may hold letters, digits, / . - and blanks only";
    }
  }
  return has_sign ? absl::string_view() : "must hold a letter or a digit";
}

absl::string_view LanguageFlaw(absl::string_view text) {
  if (text.size() < kMinLanguageLetters || text.size() > kMaxLanguageLetters ||
      !std::all_of(text.begin(), text.end(), [](char c) {
        return absl::ascii_islower(static_cast<unsigned char>(c));
      })) {
    return "must be a language in two or three lower-case letters";
  }
  return {};
}

absl::string_view PostalCodeFlaw(absl::string_view text) {
  if (text.size() != kPostalCodeDigits || !AllDigits(text)) {
    return "must be five digits";
  }
  return {};
}

}  // namespace sceau
