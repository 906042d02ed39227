#include "server/content/identifiers.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace sceau {
namespace {

constexpr size_t kMinLongNumberDigits = 9;
constexpr size_t kMinInternationalDigits = 8;
constexpr size_t kMinAccountLetters = 3;
constexpr size_t kMinIbanCharacters = 15;
constexpr size_t kNirDigits = 13;
constexpr size_t kNirWithKeyDigits = 15;
constexpr size_t kFrenchPhoneDigits = 10;
// Position of the département's second digit, a letter in Corsica.
constexpr size_t kCorsicaDigit = 6;

bool IsNumeric(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}
bool IsAlphabetic(char c) {
  return absl::ascii_isalpha(static_cast<unsigned char>(c));
}
bool IsAlphanumeric(char c) { return IsNumeric(c) || IsAlphabetic(c); }
bool IsSeparator(char c) {
  return absl::string_view(" .-/").find(c) != absl::string_view::npos;
}

// Digits from `begin` on, one separator at most between two of them.
struct Run {
  std::string digits = {};
  // Sizes of the groups between separators, one character each.
  std::string groups = {};
  // All separators are the same sign.
  bool uniform = true;
};

Run ReadRun(absl::string_view text, size_t begin, size_t most,
            bool corsica = false) {
  Run run;
  char separator = '\0';
  char group = 0;
  for (size_t i = begin; i < text.size() && run.digits.size() < most; ++i) {
    const char c = text[i];
    const bool letter = corsica && run.digits.size() == kCorsicaDigit &&
                        run.digits.back() == '2' &&
                        (c == 'A' || c == 'B' || c == 'a' || c == 'b');
    if (IsNumeric(c) || letter) {
      run.digits.push_back(absl::ascii_toupper(static_cast<unsigned char>(c)));
      ++group;
      continue;
    }
    if (!IsSeparator(c) || i + 1 >= text.size() ||
        !IsAlphanumeric(text[i + 1])) {
      break;
    }
    if (separator != '\0' && separator != c) run.uniform = false;
    separator = c;
    run.groups.push_back(group);
    group = 0;
  }
  run.groups.push_back(group);
  return run;
}

bool StartsNumber(absl::string_view text, size_t i) {
  return i == 0 || !IsAlphanumeric(text[i - 1]);
}

int TwoDigits(absl::string_view digits, size_t at) {
  return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

bool IsPossibleNir(absl::string_view digits) {
  if (digits.size() < kNirDigits) return false;
  const char sex = digits[0];
  if (absl::string_view("123478").find(sex) == absl::string_view::npos) {
    return false;
  }
  // Months above 12 stand for incomplete records.
  const int month = TwoDigits(digits, 3);
  if (month == 0 || (month > 12 && month < 20) || (month > 42 && month < 50)) {
    return false;
  }
  return !IsNumeric(digits[kCorsicaDigit]) || TwoDigits(digits, 5) != 0;
}

bool HasRightKey(absl::string_view digits) {
  uint64_t number = 0;
  for (size_t i = 0; i < kNirDigits; ++i) {
    // 2A counts as 19, 2B as 18: 20 less 1 or 2, three positions further up.
    const char c = IsNumeric(digits[i]) ? digits[i] : '0';
    number = number * 10 + static_cast<uint64_t>(c - '0');
  }
  constexpr uint64_t kCorsicaUnit = 1'000'000;
  if (digits[kCorsicaDigit] == 'A') number -= kCorsicaUnit;
  if (digits[kCorsicaDigit] == 'B') number -= 2 * kCorsicaUnit;
  return 97 - number % 97 ==
         static_cast<uint64_t>(TwoDigits(digits, kNirDigits));
}

bool IsFrenchPhone(const Run& run, absl::string_view text, size_t begin) {
  if (run.digits.size() != kFrenchPhoneDigits || run.digits[1] == '0' ||
      !run.uniform) {
    return false;
  }
  if (run.groups != "\2\2\2\2\2" && run.groups.size() != 1 &&
      run.groups != "\2\3\3\2" && run.groups != "\4\2\2\2") {
    return false;
  }
  // Not the beginning of something longer, such as days in a row.
  return ReadRun(text, begin, kFrenchPhoneDigits + 1).digits.size() ==
         kFrenchPhoneDigits;
}

bool HasIban(absl::string_view plain) {
  for (size_t i = 0; i + 4 < plain.size(); ++i) {
    if (!StartsNumber(plain, i) ||
        !absl::ascii_isupper(static_cast<unsigned char>(plain[i])) ||
        !IsAlphabetic(plain[i + 1]) || !IsNumeric(plain[i + 2]) ||
        !IsNumeric(plain[i + 3])) {
      continue;
    }
    size_t digits = 0;
    for (size_t j = i + 2; j < plain.size(); ++j) {
      if (IsNumeric(plain[j])) {
        ++digits;
      } else if (plain[j] != ' ') {
        break;
      }
    }
    if (digits >= kMinIbanCharacters) return true;
  }
  return false;
}

bool IsPlateLetters(absl::string_view text) {
  return text.size() == 2 && IsAlphabetic(text[0]) && IsAlphabetic(text[1]) &&
         text.find_first_of("iou") == absl::string_view::npos;
}

bool IsDigits(absl::string_view text, size_t least, size_t most) {
  if (text.size() < least || text.size() > most) return false;
  for (const char c : text) {
    if (!IsNumeric(c)) return false;
  }
  return true;
}

bool IsModernPlate(const Word& a, const Word& b, const Word& c) {
  if (!IsPlateLetters(a.folded) || !IsDigits(b.folded, 3, 3) ||
      !IsPlateLetters(c.folded)) {
    return false;
  }
  return (b.gap == "-" && c.gap == "-") || (a.all_capitals && c.all_capitals);
}

bool IsOlderPlate(const Word& a, const Word& b, const Word& c) {
  return IsDigits(a.folded, 3, 4) && b.all_capitals && b.folded.size() >= 2 &&
         b.folded.size() <= 3 && IsDigits(c.folded, 2, 2) && b.gap == " " &&
         c.gap == " ";
}

bool IsClosedPlate(const Word& word) {
  const absl::string_view text = word.folded;
  return word.all_capitals && text.size() == 7 &&
         IsPlateLetters(text.substr(0, 2)) &&
         IsDigits(text.substr(2, 3), 3, 3) && IsPlateLetters(text.substr(5));
}

}  // namespace

bool HasSocialSecurityNumber(absl::string_view plain) {
  for (size_t i = 0; i < plain.size(); ++i) {
    if (!IsNumeric(plain[i]) || !StartsNumber(plain, i)) continue;
    const Run run = ReadRun(plain, i, kNirWithKeyDigits, /*corsica=*/true);
    if (!IsPossibleNir(run.digits)) continue;
    if (absl::StartsWith(run.groups, "\1\2\2\2\3\3")) return true;
    if (run.digits.size() == kNirWithKeyDigits && HasRightKey(run.digits)) {
      return true;
    }
  }
  return false;
}

bool HasPhoneNumber(absl::string_view plain) {
  for (size_t i = 0; i < plain.size(); ++i) {
    if (plain[i] == '+') {
      const Run run = ReadRun(plain, i + 1, kNirWithKeyDigits);
      if (run.digits.size() >= kMinInternationalDigits) return true;
    }
    if (plain[i] == '0' && StartsNumber(plain, i) &&
        IsFrenchPhone(ReadRun(plain, i, kFrenchPhoneDigits), plain, i)) {
      return true;
    }
  }
  return false;
}

bool HasLongNumber(absl::string_view plain) {
  size_t digits = 0;
  for (const char c : plain) {
    digits = IsNumeric(c) ? digits + 1 : 0;
    if (digits >= kMinLongNumberDigits) return true;
  }
  return HasIban(plain);
}

bool HasOnlineAddress(absl::string_view plain) {
  const std::string text = absl::AsciiStrToLower(plain);
  if (absl::StrContains(text, "://") || absl::StrContains(text, "www.")) {
    return true;
  }
  for (size_t at = text.find('@'); at != std::string::npos;
       at = text.find('@', at + 1)) {
    size_t end = at + 1;
    while (end < text.size() &&
           (IsAlphanumeric(text[end]) || text[end] == '.' || text[end] == '_' ||
            text[end] == '-')) {
      ++end;
    }
    const absl::string_view behind =
        absl::string_view(text).substr(at + 1, end - at - 1);
    const bool word_before = at > 0 && IsAlphanumeric(text[at - 1]);
    if (behind.size() >= kMinAccountLetters &&
        (!word_before || absl::StrContains(behind, "."))) {
      return true;
    }
  }
  return false;
}

bool HasNumberPlate(const WordText& text) {
  for (size_t i = 0; i < text.words.size(); ++i) {
    if (IsClosedPlate(text.words[i])) return true;
    if (i < 2) continue;
    const Word& a = text.words[i - 2];
    const Word& b = text.words[i - 1];
    const Word& c = text.words[i];
    if (IsModernPlate(a, b, c) || IsOlderPlate(a, b, c)) return true;
  }
  return false;
}

}  // namespace sceau
