#include "client/import/dates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "client/words/fold.h"
#include "policy/decide/ages.h"

namespace sceau {
namespace {

constexpr int kEarliestBirthYear = 1900;

constexpr std::array<absl::string_view, 12> kMonths = {
    "janvier", "fevrier", "mars",      "avril",   "mai",      "juin",
    "juillet", "aout",    "septembre", "octobre", "novembre", "decembre"};

constexpr std::array<absl::string_view, 7> kWeekdays = {
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};

// What is written before a day and says nothing else.
constexpr std::array<absl::string_view, 14> kBefore = {
    "ne",  "nee", "e",         "ne(e)", "le",    "du",     "date",
    "ddn", "de",  "naissance", "recu",  "saisi", "seance", "signale"};

// Before a place: « à Alençon », « au Mans », « en Algérie ».
constexpr std::array<absl::string_view, 5> kAt = {"a", "au", "aux", "en",
                                                  "dans"};

// Words, and beginnings of words, that take back what a day says, or say that
// something else is meant.
constexpr std::array<absl::string_view, 11> kDoubts = {
    "?",    "ou",    "vers",  "voir",   "revoir", "peut",
    "sauf", "avant", "apres", "depuis", "selon"};
constexpr std::array<absl::string_view, 22> kDoubtful = {
    "verif",  "confirm", "precis",  "complet", "demand",  "control",
    "determ", "corrig",  "defin",   "retrouv", "environ", "approx",
    "suppos", "probabl", "declar",  "incert",  "dout",    "inconnu",
    "annul",  "report",  "attente", "reprogr"};

// Words of a place, beside the day: « à Saint-Denis de la Réunion (974) ».
constexpr size_t kMaxPlaceWords = 8;

bool IsNumber(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

int Number(absl::string_view digits) {
  int value = 0;
  return absl::SimpleAtoi(digits, &value) ? value : 0;
}

// 1 to 12; 0 for no month. Three letters tell every month but June from July.
int MonthOf(absl::string_view word) {
  if (word.size() < 3) return 0;
  int found = 0;
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (!absl::StartsWith(kMonths[i], word)) continue;
    if (found != 0) return 0;
    found = static_cast<int>(i) + 1;
  }
  return found;
}

// A date's words, taken apart but not yet believed.
struct Parts {
  std::string day = {};
  int month = 0;
  std::string year = {};
  std::optional<size_t> weekday = std::nullopt;  // 0 is Monday.
  bool numeric = false;  // The month is a number after the day's.
};

template <typename Words>
bool Holds(const Words& words, absl::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool StartsWithDigit(absl::string_view word) {
  return !word.empty() &&
         absl::ascii_isdigit(static_cast<unsigned char>(word[0]));
}

// « lundi », « lun », of three letters at least; nothing for another word.
std::optional<size_t> WeekdayOf(absl::string_view word) {
  if (word.size() < 3) return std::nullopt;
  for (size_t i = 0; i < kWeekdays.size(); ++i) {
    if (absl::StartsWith(kWeekdays[i], word)) return i;
  }
  return std::nullopt;
}

// « 14:30 », « 14:30:00+02:00 », « 14h », « 14h30 », « 8h30min ».
bool IsTimeOfDay(absl::string_view word) {
  word = word.substr(0, word.find('+'));
  absl::ConsumeSuffix(&word, "z");
  absl::ConsumeSuffix(&word, "min");
  absl::ConsumeSuffix(&word, "mn");
  const std::vector<absl::string_view> parts =
      absl::StrSplit(word, absl::ByAnyChar(":h"));
  if (parts.size() < 2 || parts.size() > 3 || parts[0].empty()) return false;
  return std::all_of(parts.begin(), parts.end(),
                     [&parts](const absl::string_view& part) {
                       return (part.empty() && &part == &parts.back()) ||
                              (IsNumber(part) && part.size() <= 2);
                     });
}

bool IsAge(absl::string_view number, absl::string_view unit) {
  return IsNumber(number) && number.size() <= 2 &&
         (unit == "ans" || unit == "an");
}

// Whether the word may belong to a place's name: it takes nothing back. A
// number is one of a département or a postal code.
bool IsPlaceWord(absl::string_view word) {
  if (Holds(kDoubts, word)) return false;
  for (const absl::string_view doubt : kDoubtful) {
    if (absl::StartsWith(word, doubt)) return false;
  }
  if (IsNumber(word)) return word.size() <= 5 && word.size() != 4;
  return std::none_of(word.begin(), word.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x80 && !absl::ascii_isalpha(u) && c != '\'';
  });
}

// How many of the words from `at` on are a time of day: « 14h30 », « 14 h 30 »,
// « à 9h », « 00:00:00.000 », « 2:30 pm »; 0 for none.
size_t TimeWords(const std::vector<std::string>& words, size_t at) {
  const size_t begin = at;
  const auto is = [&words](size_t i, absl::string_view word) {
    return i < words.size() && words[i] == word;
  };
  if (is(at, "a") || is(at, "vers")) ++at;
  if (at >= words.size()) return 0;
  if (IsTimeOfDay(words[at])) {
    ++at;
    if (at < words.size() && IsNumber(words[at]) && words[at].size() <= 3 &&
        !(at + 1 < words.size() && IsAge(words[at], words[at + 1]))) {
      ++at;  // « 14h 30 », or thousandths of a second.
    }
  } else if (IsNumber(words[at]) &&
             (is(at + 1, "h") || is(at + 1, "heure") || is(at + 1, "heures"))) {
    at += 2;
    if (at < words.size() && IsNumber(words[at])) ++at;
  } else {
    return 0;
  }
  if (is(at, "am") || is(at, "pm")) ++at;
  return at - begin;
}

// Whether what follows the day leaves it what it is: a time of day, an age, a
// place. `birth`: a place may stand without its « à ».
bool LeavesTheDay(const std::vector<std::string>& words, size_t at,
                  bool birth) {
  at += TimeWords(words, at);
  if (at < words.size() && words[at] == "soit") ++at;
  if (at + 1 < words.size() && IsAge(words[at], words[at + 1])) at += 2;
  if (at == words.size()) return true;
  if (!birth && !Holds(kAt, words[at])) return false;
  if (Holds(kAt, words[at])) ++at;
  if (at == words.size() || IsNumber(words[at]) ||
      words.size() - at > kMaxPlaceWords) {
    return false;
  }
  return std::all_of(words.begin() + static_cast<ptrdiff_t>(at), words.end(),
                     IsPlaceWord);
}

std::vector<std::string> Words(absl::string_view text) {
  std::string folded = FoldName(text);
  // ISO 8601 joins date and time by a T.
  const size_t t = folded.find('t');
  if (t != std::string::npos && t > 0 && t + 1 < folded.size() &&
      absl::ascii_isdigit(static_cast<unsigned char>(folded[t - 1])) &&
      absl::ascii_isdigit(static_cast<unsigned char>(folded[t + 1]))) {
    folded[t] = ' ';
  }
  std::vector<std::string> words =
      absl::StrSplit(folded, absl::ByAnyChar(" ./,;()[]"), absl::SkipEmpty());
  for (std::string& word : words) {
    if (word.back() == ':') word.pop_back();  // « née le : ».
  }
  std::erase(words, "");
  return words;
}

// Takes away what stands before the day, weekday included: « née à Alençon le
// vendredi ».
void StripBefore(std::vector<std::string>& words, bool birth, Parts& parts) {
  size_t at = 0;
  while (at < words.size() && !StartsWithDigit(words[at])) {
    const bool day_next =
        at + 1 < words.size() && StartsWithDigit(words[at + 1]);
    if (day_next && WeekdayOf(words[at]).has_value()) {
      parts.weekday = WeekdayOf(words[at]);
    } else if (!Holds(kBefore, words[at]) &&
               (!birth || !IsPlaceWord(words[at]))) {
      break;
    }
    ++at;
  }
  words.erase(words.begin(), words.begin() + static_cast<ptrdiff_t>(at));
}

// « 12032010 » and « 20100312 »: a year begins with 19 or 20, which no month
// does, so that one reading is left.
void SplitEightDigits(std::vector<std::string>& words) {
  if (words.empty() || words[0].size() != 8 || !IsNumber(words[0])) return;
  const std::string digits = words[0];
  const auto is_year = [](absl::string_view year) {
    return absl::StartsWith(year, "19") || absl::StartsWith(year, "20");
  };
  const bool year_first = is_year(digits) &&
                          Number(digits.substr(4, 2)) <= 12 &&
                          !is_year(absl::string_view(digits).substr(4));
  if (!year_first && !is_year(absl::string_view(digits).substr(4))) return;
  words.erase(words.begin());
  const size_t year = year_first ? 4 : 2;
  words.insert(words.begin(), {digits.substr(0, year), digits.substr(year, 2),
                               digits.substr(year + 2)});
}

// What fewer words than a date's say of a day.
DateFault FaultOfLess(const std::vector<std::string>& words) {
  if (words.size() == 1 && IsNumber(words[0])) {
    // A year, or an age.
    if (words[0].size() == 4 || words[0].size() <= 2) {
      return DateFault::kApproximate;
    }
    return words[0].size() == 5 ? DateFault::kSerialNumber
                                : DateFault::kNotADate;
  }
  if (words.size() == 2 && (IsAge(words[0], words[1]) ||
                            (IsNumber(words[1]) && (words[1].size() == 4 ||
                                                    MonthOf(words[0]) != 0)))) {
    return DateFault::kApproximate;  // A month, or « vers », and a year; an
                                     // age.
  }
  return DateFault::kNotADate;
}

DateFault Dissect(absl::string_view text, bool birth, Parts& parts) {
  std::vector<std::string> words = Words(text);
  StripBefore(words, birth, parts);
  SplitEightDigits(words);
  if (words.size() < 3) return FaultOfLess(words);
  if (!LeavesTheDay(words, 3, birth)) return DateFault::kNotADate;
  const bool year_first = IsNumber(words[0]) && words[0].size() == 4;
  if (year_first) std::swap(words[0], words[2]);
  if (words[0] == "1er") words[0] = "1";
  parts.day = words[0];
  parts.year = words[2];
  const bool readable = IsNumber(parts.day) && parts.day.size() <= 2 &&
                        IsNumber(parts.year) &&
                        (parts.year.size() == 2 || parts.year.size() == 4);
  if (IsNumber(words[1]) && words[1].size() <= 2) {
    parts.month = Number(words[1]);
    parts.numeric = !year_first;
    if (parts.month < 1 || parts.month > 12) {
      const bool month_first = readable && !year_first && parts.month <= 31 &&
                               parts.month > 12 && Number(parts.day) >= 1 &&
                               Number(parts.day) <= 12;
      return month_first ? DateFault::kMonthFirst : DateFault::kImpossible;
    }
  } else {
    parts.month = MonthOf(words[1]);
    if (parts.month == 0) return DateFault::kNotADate;
  }
  return readable ? DateFault::kNone : DateFault::kNotADate;
}

// Absent when the calendar has no such day.
std::optional<absl::CivilDay> DayIn(int year, const Parts& parts) {
  const int day = Number(parts.day);
  const absl::CivilDay civil(year, parts.month, day);
  if (civil.day() != day || civil.month() != parts.month) return std::nullopt;
  return civil;
}

bool ContradictsWeekday(absl::CivilDay day, const Parts& parts) {
  return parts.weekday.has_value() &&
         static_cast<size_t>(absl::GetWeekday(day)) != *parts.weekday;
}

DateReading Fault(DateFault fault) { return {.fault = fault}; }

DateReading Believe(std::optional<absl::CivilDay> day, const Parts& parts,
                    absl::CivilDay earliest) {
  if (!day.has_value() || *day < earliest) {
    return Fault(DateFault::kImpossible);
  }
  if (ContradictsWeekday(*day, parts)) return Fault(DateFault::kWeekday);
  return {.day = day, .fault = DateFault::kNone};
}

}  // namespace

DateReading ReadBirthDate(absl::string_view text, absl::CivilDay referral) {
  Parts parts;
  const DateFault fault = Dissect(text, /*birth=*/true, parts);
  if (fault != DateFault::kNone) return Fault(fault);
  const absl::CivilDay earliest(kEarliestBirthYear, 1, 1);
  if (parts.year.size() == 4) {
    return Believe(DayIn(Number(parts.year), parts), parts, earliest);
  }
  const int referral_year = static_cast<int>(referral.year());
  int year = referral_year - referral_year % 100 + Number(parts.year);
  std::optional<absl::CivilDay> day = DayIn(year, parts);
  if (year > referral_year || (day.has_value() && *day > referral)) {
    year -= 100;
    day = DayIn(year, parts);
  }
  if (day.has_value() && AgeOn(*day, referral) >= kBirthWindowYears) {
    return Fault(DateFault::kYearUnclear);
  }
  return Believe(day, parts, earliest);
}

DateReading ReadDate(absl::string_view text, absl::CivilDay today) {
  Parts parts;
  const DateFault fault = Dissect(text, /*birth=*/false, parts);
  if (fault != DateFault::kNone) return Fault(fault);
  int year = Number(parts.year);
  if (parts.year.size() == 2) {
    const int now = static_cast<int>(today.year());
    year += now - now % 100;
    if (year - now > 50) year -= 100;
    if (now - year >= 50) year += 100;
  }
  return Believe(DayIn(year, parts), parts, kEarliestDay);
}

DayOrder OrderOf(absl::string_view text) {
  Parts parts;
  const DateFault fault = Dissect(text, /*birth=*/true, parts);
  if (fault == DateFault::kMonthFirst) return DayOrder::kMonthFirst;
  if (fault != DateFault::kNone || !parts.numeric) return DayOrder::kNoNumbers;
  const int day = Number(parts.day);
  if (day > 12) return DayOrder::kDayFirst;
  if (day == parts.month || day < 1) return DayOrder::kNoNumbers;
  if (parts.weekday.has_value() && parts.year.size() == 4) {
    const int year = Number(parts.year);
    const bool as_typed =
        !ContradictsWeekday(absl::CivilDay(year, parts.month, day), parts);
    const bool turned =
        !ContradictsWeekday(absl::CivilDay(year, day, parts.month), parts);
    if (as_typed != turned) {
      return as_typed ? DayOrder::kDayFirst : DayOrder::kMonthFirst;
    }
  }
  return DayOrder::kEither;
}

int AgeOn(absl::CivilDay birth, absl::CivilDay day) {
  return day < birth ? -1 : int{policy::CompletedYears(birth, day)};
}

absl::CivilDay Birthday(absl::CivilDay birth, int age) {
  return policy::AddYears(birth, age);
}

}  // namespace sceau
