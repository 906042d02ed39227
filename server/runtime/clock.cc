#include "server/runtime/clock.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/status/status.h"

namespace sceau {

CivilClock::CivilClock(Clock clock, absl::TimeZone paris)
    : clock_(std::move(clock)),
      paris_(paris),
      floor_ns_(std::make_shared<std::atomic<int64_t>>(
          std::numeric_limits<int64_t>::min())) {}

absl::StatusOr<CivilClock> CivilClock::Create(Clock clock) {
  constexpr char kRemedy[] =
      "no time zone data for Europe/Paris: install the package tzdata";
  absl::TimeZone paris;
  if (!absl::LoadTimeZone("Europe/Paris", &paris)) {
    return absl::FailedPreconditionError(kRemedy);
  }
  // A stub of a database may know the name and not the rules.
  const auto offset_hours = [&paris](int month) {
    constexpr int kSecondsPerHour = 3600;
    const absl::Time noon = absl::FromCivil(absl::CivilHour(2026, month, 1, 12),
                                            absl::UTCTimeZone());
    return paris.At(noon).offset / kSecondsPerHour;
  };
  if (offset_hours(1) != 1 || offset_hours(7) != 2) {
    return absl::FailedPreconditionError(kRemedy);
  }
  return CivilClock(std::move(clock), paris);
}

absl::Time CivilClock::Now() const {
  const absl::Time floor =
      absl::FromUnixNanos(floor_ns_->load(std::memory_order_relaxed));
  return std::max(clock_(), floor);
}

void CivilClock::NotBefore(absl::Time time) const {
  const int64_t wanted = absl::ToUnixNanos(time);
  int64_t held = floor_ns_->load(std::memory_order_relaxed);
  while (held < wanted && !floor_ns_->compare_exchange_weak(
                              held, wanted, std::memory_order_relaxed)) {
  }
}

}  // namespace sceau
