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

namespace sceau {
namespace {

constexpr int kEarliestBirthYear = 1900;

constexpr std::array<absl::string_view, 12> kMonths = {
    "janvier", "fevrier", "mars",      "avril",   "mai",      "juin",
    "juillet", "aout",    "septembre", "octobre", "novembre", "decembre"};

constexpr std::array<absl::string_view, 7> kWeekdays = {
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};

constexpr std::array<absl::string_view, 5> kBefore = {"ne", "nee", "ne(e)",
                                                      "le", "du"};

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
};

bool IsTimeOfDay(absl::string_view word) {
  const std::vector<absl::string_view> parts = absl::StrSplit(word, ':');
  if (parts.size() < 2 || parts.size() > 3) return false;
  return std::all_of(parts.begin(), parts.end(), [](absl::string_view part) {
    return IsNumber(part) && part.size() <= 2;
  });
}

bool IsAge(absl::string_view number, absl::string_view unit) {
  absl::ConsumePrefix(&number, "(");
  absl::ConsumeSuffix(&unit, ")");
  return IsNumber(number) && number.size() <= 2 &&
         (unit == "ans" || unit == "an");
}

// « née le », « (16 ans) »: what people write around a day. Other words stay:
// they may take back what the day says.
void StripAround(std::vector<std::string>& words) {
  const auto first =
      std::find_if(words.begin(), words.end(), [](const std::string& word) {
        return std::find(kBefore.begin(), kBefore.end(), word) == kBefore.end();
      });
  words.erase(words.begin(), first);
  const size_t size = words.size();
  if (size > 4 && IsAge(words[size - 2], words[size - 1])) {
    words.resize(size - 2);
  }
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
      absl::StrSplit(folded, absl::ByAnyChar(" ./,"), absl::SkipEmpty());
  StripAround(words);
  if (words.size() > 3 && IsTimeOfDay(words.back())) words.pop_back();
  return words;
}

DateFault Dissect(std::vector<std::string> words, Parts& parts) {
  if (words.size() == 4) {
    const auto weekday =
        std::find(kWeekdays.begin(), kWeekdays.end(), words[0]);
    if (weekday == kWeekdays.end()) return DateFault::kNotADate;
    parts.weekday = static_cast<size_t>(weekday - kWeekdays.begin());
    words.erase(words.begin());
  }
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
  if (words.size() != 3) return DateFault::kNotADate;
  if (IsNumber(words[0]) && words[0].size() == 4) {
    std::swap(words[0], words[2]);
  }
  if (words[0] == "1er") words[0] = "1";
  parts.day = words[0];
  parts.year = words[2];
  if (IsNumber(words[1]) && words[1].size() <= 2) {
    parts.month = Number(words[1]);
    if (parts.month < 1 || parts.month > 12) return DateFault::kImpossible;
  } else {
    parts.month = MonthOf(words[1]);
    if (parts.month == 0) return DateFault::kNotADate;
  }
  const bool readable = IsNumber(parts.day) && parts.day.size() <= 2 &&
                        IsNumber(parts.year) &&
                        (parts.year.size() == 2 || parts.year.size() == 4);
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
  if (!day.has_value() || *day < earliest || ContradictsWeekday(*day, parts)) {
    return Fault(DateFault::kImpossible);
  }
  return {.day = day, .fault = DateFault::kNone};
}

}  // namespace

DateReading ReadBirthDate(absl::string_view text, absl::CivilDay referral) {
  Parts parts;
  const DateFault fault = Dissect(Words(text), parts);
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
  const DateFault fault = Dissect(Words(text), parts);
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

int AgeOn(absl::CivilDay birth, absl::CivilDay day) {
  const int years = static_cast<int>(day.year() - birth.year());
  const bool before_birthday =
      day.month() < birth.month() ||
      (day.month() == birth.month() && day.day() < birth.day());
  return before_birthday ? years - 1 : years;
}

absl::CivilDay Birthday(absl::CivilDay birth, int age) {
  // CivilDay makes 29 February of a common year 1 March.
  return absl::CivilDay(birth.year() + age, birth.month(), birth.day());
}

}  // namespace sceau
