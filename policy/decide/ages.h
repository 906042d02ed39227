// Ages, in completed years, from civil days: never typed, never stored.
//
// Guarantee: total and pure; a day that does not exist never gets here, since
// absl::CivilDay normalizes and ParseDay() refuses it first.
// Source: policy/README.md, F-15 to F-17: a person born on 29 February
// completes a year on 1 March of a common year. Days are civil days of
// Europe/Paris; whoever reads the clock converts.
#ifndef SCEAU_POLICY_DECIDE_AGES_H_
#define SCEAU_POLICY_DECIDE_AGES_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"

namespace sceau::policy {

// Largest age answered; Question::age holds it.
inline constexpr uint8_t kMaxAge = 254;

// Completed years on `today`, 0 to kMaxAge; 0 when born later than `today`.
uint8_t CompletedYears(absl::CivilDay birth, absl::CivilDay today);

// The same day `years` later (earlier when negative); 29 February becomes
// 1 March where it does not exist.
absl::CivilDay AddYears(absl::CivilDay day, int years);

// The same day `months` later (earlier when negative); a day that the month
// does not have becomes its last one, as for every legal delay (code de
// procédure civile, art. 641).
absl::CivilDay AddMonths(absl::CivilDay day, int months);

// Whether the age is `from` to `to` completed years, both included, on `day`.
// Someone born after `day` is never eligible.
bool IsEligible(absl::CivilDay birth, absl::CivilDay day, int from, int to);

// "2026-12-31" and nothing else; nothing when there is no such day.
absl::optional<absl::CivilDay> ParseDay(absl::string_view text);

// The day of a google.type.Date, or of anything with year(), month(), day();
// nothing when there is no such day (a month, whose day is 0, is none).
template <typename Date>
absl::optional<absl::CivilDay> DayOf(const Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  if (date.year() < 1 || day.year() != date.year() ||
      day.month() != date.month() || day.day() != date.day()) {
    return absl::nullopt;
  }
  return day;
}

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DECIDE_AGES_H_
