// Who acted is forgotten by the charter's clock: 36 months in the reference
// charter, neither sooner nor later, and over a restart.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/group.h"
#include "server/members/member_operations.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau::testing {
namespace {

// Some call's leaf, at the clock's time.
void LeaveALeaf(TestGroup& group) {
  v1::WhoAmIResponse response;
  Await([&](Finish finish) {
    group.group().rooms().member_operations->WhoAmI(
        group.As("pjj-1"), v1::WhoAmIRequest(), &response, std::move(finish));
  });
}

TEST(ForgettingTest, ACharterKeepsWhoActedForItsMonths) {
  TestGroup group({.today = absl::CivilDay(2026, 3, 2)});
  const auto is_named = [&group](uint64_t index) {
    const auto leaf = group.group().journal().FindLeaf(index);
    EXPECT_THAT(leaf, IsOk());
    return leaf.ok() && !leaf->naming.empty();
  };
  // Of the founding, on 5 January 2026.
  const uint64_t last = group.group().journal().size() - 1;
  ASSERT_TRUE(is_named(last));
  group.SetToday(absl::CivilDay(2029, 1, 5));
  LeaveALeaf(group);
  group.group().Tick();
  EXPECT_TRUE(is_named(0));
  EXPECT_TRUE(is_named(last));
  group.SetToday(absl::CivilDay(2029, 1, 6));
  LeaveALeaf(group);
  group.group().Tick();
  EXPECT_FALSE(is_named(0));
  EXPECT_FALSE(is_named(last));
  group.Close();
  ASSERT_THAT(group.Open(), IsOk());
  EXPECT_FALSE(is_named(0));
  EXPECT_EQ(group.group().technical_log_months(), 12);
}

// Whoever sets the machine's clock might start the server years ahead, where
// nobody calls, and set it back: who acted would be gone and nothing would say
// when. Only a time that a leaf shows counts.
TEST(ForgettingTest, AClockAheadForAMinuteForgetsNobody) {
  const absl::CivilDay today(2026, 3, 2);
  TestGroup group({.today = today});
  const uint64_t last = group.group().journal().size() - 1;
  group.Close();
  group.SetToday(absl::CivilDay(2036, 1, 1));
  ASSERT_THAT(group.Open(), IsOk());
  group.group().Tick();
  const auto ahead = group.group().journal().FindLeaf(last);
  ASSERT_THAT(ahead, IsOk());
  EXPECT_FALSE(ahead->naming.empty());
  group.Close();
  group.SetToday(today);
  ASSERT_THAT(group.Open(), IsOk());
  const auto back = group.group().journal().FindLeaf(last);
  ASSERT_THAT(back, IsOk());
  EXPECT_FALSE(back->naming.empty());
}

}  // namespace
}  // namespace sceau::testing
