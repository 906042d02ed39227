#include "server/content/dates.h"

#include "policy/decide/ages.h"

namespace sceau {
namespace {

absl::string_view OutOf(absl::CivilDay day, const DayBounds& bounds) {
  if (day < bounds.first) return "is too early";
  if (day > bounds.last) return "is too late";
  return {};
}

}  // namespace

DayBounds NotFuture(absl::CivilDay today) { return {.last = today}; }

DayBounds AheadMonths(absl::CivilDay today, int months) {
  return {.last = policy::AddMonths(today, months)};
}

DayBounds WithinMonths(absl::CivilDay today, int months) {
  return {.first = policy::AddMonths(today, -months), .last = today};
}

absl::string_view DayFlaw(const google::type::Date& date,
                          const DayBounds& bounds) {
  const absl::optional<absl::CivilDay> day = policy::DayOf(date);
  if (!day) return "must be a day of the calendar, complete";
  return OutOf(*day, bounds);
}

absl::string_view MonthFlaw(const google::type::Date& month,
                            const DayBounds& bounds) {
  if (month.day() != 0) return "must be a month: its day is 0";
  google::type::Date first = month;
  first.set_day(1);
  const absl::optional<absl::CivilDay> day = policy::DayOf(first);
  if (!day) return "must be a month of the calendar, with its year";
  return OutOf(*day, bounds);
}

}  // namespace sceau
