// Days and months at their bounds.
#include "server/content/dates.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

google::type::Date Date(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

const absl::CivilDay kDay(2026, 11, 22);

TEST(DatesTest, ImpossibleDaysAreRefused) {
  const DayBounds bounds = NotFuture(kDay);
  for (const auto& date :
       {Date(0, 0, 0), Date(2026, 2, 30), Date(2023, 2, 29), Date(2026, 13, 1),
        Date(2026, 0, 1), Date(2026, 1, 0), Date(0, 1, 1), Date(2026, -1, 1),
        Date(2026, 1, 32), Date(-2026, 1, 1), Date(2147483647, 12, 31),
        Date(2026, 1, 2147483647)}) {
    EXPECT_THAT(DayFlaw(date, bounds), Not(IsEmpty())) << date.DebugString();
  }
  EXPECT_THAT(DayFlaw(Date(2024, 2, 29), bounds), IsEmpty());
}

TEST(DatesTest, NothingLiesBefore1990) {
  EXPECT_THAT(DayFlaw(Date(1990, 1, 1), NotFuture(kDay)), IsEmpty());
  EXPECT_THAT(DayFlaw(Date(1989, 12, 31), NotFuture(kDay)), Not(IsEmpty()));
  EXPECT_THAT(MonthFlaw(Date(1990, 1, 0), NotFuture(kDay)), IsEmpty());
  EXPECT_THAT(MonthFlaw(Date(1989, 12, 0), NotFuture(kDay)), Not(IsEmpty()));
}

TEST(DatesTest, TodayIsNotTheFuture) {
  EXPECT_THAT(DayFlaw(Date(2026, 11, 22), NotFuture(kDay)), IsEmpty());
  EXPECT_THAT(DayFlaw(Date(2026, 11, 23), NotFuture(kDay)), Not(IsEmpty()));
}

TEST(DatesTest, TheLastDayAheadIsTheSameDayOfItsMonth) {
  EXPECT_THAT(DayFlaw(Date(2028, 11, 22), AheadMonths(kDay, 24)), IsEmpty());
  EXPECT_THAT(DayFlaw(Date(2028, 11, 23), AheadMonths(kDay, 24)),
              Not(IsEmpty()));
  // There is no 30 February.
  const DayBounds bounds = AheadMonths(absl::CivilDay(2026, 11, 30), 3);
  EXPECT_THAT(DayFlaw(Date(2027, 2, 28), bounds), IsEmpty());
  EXPECT_THAT(DayFlaw(Date(2027, 3, 1), bounds), Not(IsEmpty()));
}

TEST(DatesTest, TheFirstDayBackIsTheSameDayOfItsMonth) {
  EXPECT_THAT(DayFlaw(Date(2025, 11, 22), WithinMonths(kDay, 12)), IsEmpty());
  EXPECT_THAT(DayFlaw(Date(2025, 11, 21), WithinMonths(kDay, 12)),
              Not(IsEmpty()));
  EXPECT_THAT(DayFlaw(Date(2026, 11, 23), WithinMonths(kDay, 12)),
              Not(IsEmpty()));
}

TEST(DatesTest, AMonthHasNoDay) {
  EXPECT_THAT(MonthFlaw(Date(2026, 11, 0), NotFuture(kDay)), IsEmpty());
  EXPECT_THAT(MonthFlaw(Date(2026, 12, 0), NotFuture(kDay)), Not(IsEmpty()));
  EXPECT_THAT(MonthFlaw(Date(2026, 11, 1), NotFuture(kDay)), Not(IsEmpty()));
  EXPECT_THAT(MonthFlaw(Date(2026, 13, 0), NotFuture(kDay)), Not(IsEmpty()));
  EXPECT_THAT(MonthFlaw(Date(0, 0, 0), NotFuture(kDay)), Not(IsEmpty()));
  EXPECT_THAT(MonthFlaw(Date(2029, 11, 0), AheadMonths(kDay, 36)), IsEmpty());
  EXPECT_THAT(MonthFlaw(Date(2029, 12, 0), AheadMonths(kDay, 36)),
              Not(IsEmpty()));
}

}  // namespace
}  // namespace sceau
