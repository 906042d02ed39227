#include "policy/decide/ages.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau::policy {
namespace {

using ::absl::CivilDay;

struct FakeDate {
  int year() const { return y; }
  int month() const { return m; }
  int day() const { return d; }
  int y = 0;
  int m = 0;
  int d = 0;
};

TEST(AgesTest, TheBirthdayItselfCompletesTheYear) {
  const CivilDay birth(2010, 5, 4);
  EXPECT_EQ(CompletedYears(birth, CivilDay(2026, 5, 3)), 15);
  EXPECT_EQ(CompletedYears(birth, CivilDay(2026, 5, 4)), 16);
  EXPECT_EQ(CompletedYears(birth, CivilDay(2027, 5, 3)), 16);
}

TEST(AgesTest, TwentyNinthOfFebruaryCountsAsFirstOfMarch) {
  const CivilDay birth(2008, 2, 29);
  EXPECT_EQ(CompletedYears(birth, CivilDay(2026, 2, 28)), 17);
  EXPECT_EQ(CompletedYears(birth, CivilDay(2026, 3, 1)), 18);
  EXPECT_EQ(CompletedYears(birth, CivilDay(2028, 2, 28)), 19);
  EXPECT_EQ(CompletedYears(birth, CivilDay(2028, 2, 29)), 20);
  EXPECT_EQ(AddYears(birth, 18), CivilDay(2026, 3, 1));
  EXPECT_EQ(AddYears(birth, 20), CivilDay(2028, 2, 29));
}

TEST(AgesTest, NobodyHasANegativeOrAnEndlessAge) {
  EXPECT_EQ(CompletedYears(CivilDay(2026, 1, 2), CivilDay(2026, 1, 1)), 0);
  EXPECT_EQ(CompletedYears(CivilDay(1000, 1, 1), CivilDay(2026, 1, 1)),
            kMaxAge);
  EXPECT_EQ(CompletedYears(CivilDay(1771, 1, 1), CivilDay(2026, 1, 1)),
            kMaxAge);
}

TEST(AgesTest, AgeNeverFallsFromOneDayToTheNext) {
  const CivilDay birth(2004, 2, 29);
  int last = 0;
  for (CivilDay day = birth; day < CivilDay(2040, 1, 1); ++day) {
    const int age = CompletedYears(birth, day);
    EXPECT_TRUE(age == last || age == last + 1) << day;
    last = age;
  }
}

TEST(AgesTest, EligibleAgesAreBothIncluded) {
  const CivilDay birth(2000, 6, 15);
  EXPECT_FALSE(IsEligible(birth, CivilDay(2012, 6, 14), 12, 25));
  EXPECT_TRUE(IsEligible(birth, CivilDay(2012, 6, 15), 12, 25));
  EXPECT_TRUE(IsEligible(birth, CivilDay(2026, 6, 14), 12, 25));
  EXPECT_FALSE(IsEligible(birth, CivilDay(2026, 6, 15), 12, 25));
  EXPECT_FALSE(IsEligible(birth, CivilDay(1999, 6, 15), 0, 25));
}

TEST(AgesTest, AMonthLaterNeverPassesTheMonth) {
  EXPECT_EQ(AddMonths(CivilDay(2026, 1, 31), 1), CivilDay(2026, 2, 28));
  EXPECT_EQ(AddMonths(CivilDay(2026, 1, 31), 3), CivilDay(2026, 4, 30));
  EXPECT_EQ(AddMonths(CivilDay(2026, 3, 31), -1), CivilDay(2026, 2, 28));
  EXPECT_EQ(AddMonths(CivilDay(2026, 12, 5), 12), CivilDay(2027, 12, 5));
}

TEST(AgesTest, ADayThatDoesNotExistIsRefused) {
  EXPECT_EQ(ParseDay("2026-02-29"), absl::nullopt);
  EXPECT_EQ(ParseDay("2026-13-01"), absl::nullopt);
  EXPECT_EQ(ParseDay("2026-1-1"), absl::nullopt);
  EXPECT_EQ(ParseDay("2026-01-01 "), absl::nullopt);
  EXPECT_EQ(ParseDay("0000-01-01"), absl::nullopt);
  EXPECT_EQ(ParseDay("+202-01-01"), absl::nullopt);
  EXPECT_EQ(ParseDay(""), absl::nullopt);
  EXPECT_EQ(ParseDay("2028-02-29"), CivilDay(2028, 2, 29));
  EXPECT_EQ(DayOf(FakeDate{2026, 2, 29}), absl::nullopt);
  EXPECT_EQ(DayOf(FakeDate{2026, 2, 0}), absl::nullopt);
  EXPECT_EQ(DayOf(FakeDate{0, 2, 1}), absl::nullopt);
  EXPECT_EQ(DayOf(FakeDate{2026, 2, 28}), CivilDay(2026, 2, 28));
}

}  // namespace
}  // namespace sceau::policy
