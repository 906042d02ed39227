#include "client/cli/words/civil.h"

#include <array>
#include <cstdint>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

#include "client/import/dates.h"
#include "client/words/fold.h"

namespace sceau {
namespace {

constexpr std::array<const char*, 12> kFrenchMonths = {
    "janvier", "février", "mars",      "avril",   "mai",      "juin",
    "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
constexpr std::array<const char*, 12> kEnglishMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

absl::CivilSecond SecondOf(const google::protobuf::Timestamp& time) {
  return absl::ToCivilSecond(absl::FromUnixSeconds(time.seconds()),
                             GroupTimeZone());
}

}  // namespace

absl::TimeZone GroupTimeZone() {
  absl::TimeZone zone;
  return absl::LoadTimeZone("Europe/Paris", &zone) ? zone
                                                   : absl::LocalTimeZone();
}

std::optional<google::type::Date> ReadDay(absl::string_view text,
                                          absl::CivilDay today) {
  const std::string folded = FoldName(text);
  if (folded == "today" || folded == "aujourd'hui") return DateOf(today);
  if (folded == "yesterday" || folded == "hier") return DateOf(today - 1);
  const DateReading reading = ReadDate(text, today);
  if (!reading.day) return std::nullopt;
  return DateOf(*reading.day);
}

std::optional<google::type::Date> ReadMonth(absl::string_view text,
                                            absl::CivilDay today) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::ByAnyChar("/-."));
  if (parts.size() == 2) {
    const bool year_first = parts[0].size() == 4;
    int32_t year = 0;
    int32_t month = 0;
    if (absl::SimpleAtoi(parts[year_first ? 0 : 1], &year) &&
        absl::SimpleAtoi(parts[year_first ? 1 : 0], &month) && year >= 1990 &&
        year <= 9999 && month >= 1 && month <= 12) {
      google::type::Date date;
      date.set_year(year);
      date.set_month(month);
      return date;
    }
    return std::nullopt;
  }
  auto day = ReadDay(text, today);
  if (day) day->set_day(0);
  return day;
}

google::type::Date DateOf(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

std::optional<absl::CivilDay> DayOf(const google::type::Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  // CivilDay normalizes; what it had to change was no day.
  if (day.year() != date.year() || day.month() != date.month() ||
      day.day() != date.day()) {
    return std::nullopt;
  }
  return day;
}

std::string LongDate(const google::type::Date& date, Language language) {
  if (date.month() < 1 || date.month() > 12) return ShortDate(date);
  const bool french = language == Language::kFrench;
  const auto month = static_cast<size_t>(date.month() - 1);
  const std::string of_year =
      absl::StrCat(french ? kFrenchMonths.at(month) : kEnglishMonths.at(month),
                   " ", date.year());
  if (date.day() == 0) return of_year;
  return absl::StrCat(date.day(), french && date.day() == 1 ? "er " : " ",
                      of_year);
}

std::string ShortDate(const google::type::Date& date) {
  if (date.day() == 0) {
    return absl::StrFormat("%02d/%04d", date.month(), date.year());
  }
  return absl::StrFormat("%02d/%02d/%04d", date.day(), date.month(),
                         date.year());
}

std::string ShortDate(const google::protobuf::Timestamp& time) {
  return ShortDate(DateOf(absl::CivilDay(SecondOf(time))));
}

std::string LongTime(const google::protobuf::Timestamp& time,
                     Language language) {
  const absl::CivilSecond second = SecondOf(time);
  const std::string date = LongDate(DateOf(absl::CivilDay(second)), language);
  return language == Language::kFrench
             ? absl::StrFormat("%s à %d h %02d", date, second.hour(),
                               second.minute())
             : absl::StrFormat("%s, %02d:%02d", date, second.hour(),
                               second.minute());
}

int CompletedYears(absl::CivilDay birth, absl::CivilDay today) {
  return AgeOn(birth, today);
}

}  // namespace sceau
