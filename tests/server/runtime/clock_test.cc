#include "server/runtime/clock.h"

#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::IsOk;

absl::Time Utc(int month, int day, int hour, int minute) {
  return absl::FromCivil(absl::CivilMinute(2026, month, day, hour, minute),
                         absl::UTCTimeZone());
}

class CivilClockTest : public ::testing::Test {
 protected:
  CivilClock Make() {
    auto clock = CivilClock::Create([this] { return now_; });
    EXPECT_THAT(clock, IsOk());
    return *clock;
  }

  absl::Time now_ = Utc(3, 2, 12, 0);
};

TEST_F(CivilClockTest, AClockSetBackLengthensNothing) {
  const CivilClock clock = Make();
  const absl::Time last_leaf = now_;
  clock.NotBefore(last_leaf);
  now_ -= absl::Hours(48);
  EXPECT_EQ(clock.Now(), last_leaf);
  EXPECT_EQ(clock.Today(), absl::CivilDay(2026, 3, 2));
  now_ = last_leaf + absl::Hours(24);
  EXPECT_EQ(clock.Now(), now_);
}

TEST_F(CivilClockTest, TheFloorOnlyRises) {
  const CivilClock clock = Make();
  clock.NotBefore(now_ + absl::Hours(2));
  clock.NotBefore(now_ + absl::Hours(1));
  EXPECT_EQ(clock.Now(), now_ + absl::Hours(2));
}

TEST_F(CivilClockTest, CopiesShareTheFloor) {
  const CivilClock clock = Make();
  const CivilClock copy = clock;  // NOLINT(performance-unnecessary-copy-*)
  clock.NotBefore(now_ + absl::Hours(1));
  EXPECT_EQ(copy.Now(), now_ + absl::Hours(1));
}

TEST_F(CivilClockTest, DaysBeginAtMidnightInParis) {
  const CivilClock clock = Make();
  now_ = Utc(1, 10, 22, 59);
  EXPECT_EQ(clock.Today(), absl::CivilDay(2026, 1, 10));
  now_ = Utc(1, 10, 23, 0);  // UTC+1.
  EXPECT_EQ(clock.Today(), absl::CivilDay(2026, 1, 11));
  now_ = Utc(7, 10, 22, 0);  // UTC+2.
  EXPECT_EQ(clock.Today(), absl::CivilDay(2026, 7, 11));
}

}  // namespace
}  // namespace sceau
