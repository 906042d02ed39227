// Time as an argument, and the civil day of the rights.
#ifndef SCEAU_SERVER_RUNTIME_CLOCK_H_
#define SCEAU_SERVER_RUNTIME_CLOCK_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace sceau {

// The server's is absl::Now; a test's stands still. Called from several
// threads at once.
using Clock = std::function<absl::Time()>;

// Now and today, as rights count them: in Europe/Paris, and never before the
// last leaf of the journal, so that a clock set back lengthens no right.
//
// Thread safe. Copies share the same floor.
class CivilClock {
 public:
  CivilClock(Clock clock, absl::TimeZone paris);

  // With the system's Europe/Paris.
  // Errors: FAILED_PRECONDITION (no usable tzdata on this machine).
  static absl::StatusOr<CivilClock> Create(Clock clock);

  // The later of the clock and every NotBefore().
  absl::Time Now() const;

  absl::CivilDay Today() const { return DayOf(Now()); }

  // The civil day in Europe/Paris.
  absl::CivilDay DayOf(absl::Time time) const {
    return absl::ToCivilDay(time, paris_);
  }

  // The civil hour in Europe/Paris.
  absl::CivilHour HourOf(absl::Time time) const {
    return absl::ToCivilHour(time, paris_);
  }

  // 00:00 in Europe/Paris.
  absl::Time StartOf(absl::CivilDay day) const {
    return absl::FromCivil(day, paris_);
  }

  // Raises the floor to `time`; an earlier one changes nothing.
  void NotBefore(absl::Time time) const;

 private:
  Clock clock_;
  absl::TimeZone paris_;
  std::shared_ptr<std::atomic<int64_t>> floor_ns_;  // Unix, UTC.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RUNTIME_CLOCK_H_
