// Whether a google.type.Date may stand in its field.
//
// Every date is complete, 1 January kFirstYear or later (birth dates too), and
// not in the future unless its bounds say so; a month is a date whose day is 0.
// Today is an argument: a civil day of Europe/Paris. Answers as in text.h:
// what is wrong, or nothing. Pure; thread safe.
#ifndef SCEAU_SERVER_CONTENT_DATES_H_
#define SCEAU_SERVER_CONTENT_DATES_H_

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "google/type/date.pb.h"

#include "server/content/bounds.h"

namespace sceau {

// First and last day that a field may hold, both included.
struct DayBounds {
  absl::CivilDay first = absl::CivilDay(kFirstYear, 1, 1);
  absl::CivilDay last;
};

// Up to today.
DayBounds NotFuture(absl::CivilDay today);
// Up to the same day `months` later, or the last of that month when it lacks
// the day (policy/decide/ages.h).
DayBounds AheadMonths(absl::CivilDay today, int months);
// Up to today, and from the same day `months` earlier.
DayBounds WithinMonths(absl::CivilDay today, int months);

absl::string_view DayFlaw(const google::type::Date& date,
                          const DayBounds& bounds);

// Of a month: its first day counts, so that the current month is not future.
absl::string_view MonthFlaw(const google::type::Date& month,
                            const DayBounds& bounds);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_DATES_H_
