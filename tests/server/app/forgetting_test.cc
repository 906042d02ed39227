// Who acted is forgotten by the charter's clock: 36 months in the reference
// charter, neither sooner nor later, and over a restart.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/group.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau::testing {
namespace {

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
  group.group().Tick();
  EXPECT_TRUE(is_named(0));
  EXPECT_TRUE(is_named(last));
  group.SetToday(absl::CivilDay(2029, 1, 6));
  group.group().Tick();
  EXPECT_FALSE(is_named(0));
  EXPECT_FALSE(is_named(last));
  group.Close();
  ASSERT_THAT(group.Open(), IsOk());
  EXPECT_FALSE(is_named(0));
  EXPECT_EQ(group.group().technical_log_months(), 12);
}

}  // namespace
}  // namespace sceau::testing
