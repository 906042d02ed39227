// Civil days between the wire's google.type.Date and absl::CivilDay.
#ifndef SCEAU_SERVER_RUNTIME_CIVIL_H_
#define SCEAU_SERVER_RUNTIME_CIVIL_H_

#include "absl/time/civil_time.h"
#include "google/type/date.pb.h"

namespace sceau {

// A month (day 0) gives its first day.
inline absl::CivilDay ToCivil(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(),
                        date.day() == 0 ? 1 : date.day());
}

inline google::type::Date ToDate(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace sceau

#endif  // SCEAU_SERVER_RUNTIME_CIVIL_H_
