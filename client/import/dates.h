// Dates as people type them, to civil days.
//
// Read: 07/09/2010, 7-9-2010, 07.09.10, 2010-09-07, 2010/09/07, 07092010, 8
// août 2025, 1er févr. 2026, 11-janv-26, lundi 5 janvier 2026, ven. 12/03/2010,
// « née le 7/9/2010 (16 ans) », « 12/03/2010 à Alençon », each with or without
// a time of day (14:30, 14h30). What is not the day is dropped. Always day,
// month, year, unless the year comes first with four digits.
//
// Not read, and said so: an age, a month or a year alone, « vers 2008 », a day
// with a word that takes it back, a day that does not exist, a weekday that
// contradicts the date, a spreadsheet's serial number (45213 is one day for
// Excel and another, four years later, for files begun on a Mac: an age gate
// cannot rest on that).
//
// Ages are in completed years; a birthday on 29 February is kept on 1 March.
#ifndef SCEAU_CLIENT_IMPORT_DATES_H_
#define SCEAU_CLIENT_IMPORT_DATES_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace sceau {

// No date but a birth may be earlier (entry.proto).
inline constexpr absl::CivilDay kEarliestDay(1990, 1, 1);

// A two-digit year of a birth is read in this many years before the referral.
inline constexpr int kBirthWindowYears = 30;

enum class DateFault {
  kNone,
  kNotADate,
  kImpossible,    // No such day in the calendar, or before kEarliestDay.
  kMonthFirst,    // « 03/25/2010 »: a day only if the month stands first.
  kWeekday,       // The weekday is another's.
  kApproximate,   // A month, a year, an age, « vers ».
  kSerialNumber,  // A spreadsheet's count of days.
  kYearUnclear,   // Two digits that fit no year of the window.
};

struct DateReading {
  std::optional<absl::CivilDay> day = std::nullopt;
  DateFault fault = DateFault::kNotADate;  // kNone with a day.
};

// Two-digit years: the latest that is not after `referral`, if it lies in the
// kBirthWindowYears before it; else kYearUnclear. Births before 1990 are read:
// they are out of age, not unreadable. Earlier than 1900 is kImpossible.
DateReading ReadBirthDate(absl::string_view text, absl::CivilDay referral);

// Two-digit years: the year nearest to that of `today`, the later one of two.
DateReading ReadDate(absl::string_view text, absl::CivilDay today);

// How the numbers of a date may be read.
enum class DayOrder {
  kNoNumbers,   // No date, a month in words, the year first, « 05/05 ».
  kDayFirst,    // Only as day and month.
  kMonthFirst,  // Only as month and day.
  kEither,
};
DayOrder OrderOf(absl::string_view text);

// Completed years on `day`; negative before birth.
int AgeOn(absl::CivilDay birth, absl::CivilDay day);

// The day someone turns `age`.
absl::CivilDay Birthday(absl::CivilDay birth, int age);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_DATES_H_
