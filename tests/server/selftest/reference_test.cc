// Non-interference of the service under the reference charter: nobody can tell
// whether a contribution is there that the charter keeps from them. All pairs
// of groups: one of six missed a leak of closed cases.
#include "gtest/gtest.h"

#include "server/selftest/command.h"
#include "server/selftest/selftest.h"
#include "tests/server/selftest/charter_text.h"

namespace sceau::selftest {
namespace {

TEST(ReferenceTest, NobodyCanTellWhatTheReferenceCharterKeepsFromThem) {
  const auto report = selftest::Run({.charter = CharterText()});
  ASSERT_TRUE(report.ok()) << report.status();
  PrintReport(*report, Language::kFrench, std::cout);
  EXPECT_EQ(report->differences, 0u);
  EXPECT_EQ(report->blind, 0u);
  EXPECT_TRUE(report->Holds());
  // All but the facts of the case itself, which nobody contributes.
  EXPECT_EQ(report->categories, 19u);
  EXPECT_EQ(report->settings, 13u);
  EXPECT_EQ(report->partners, 11u);
  EXPECT_GT(report->comparisons, 500'000u);
  EXPECT_GT(report->rights, 1'000u);
  // P5, by itself: the officer is asked too, and given not a byte.
  EXPECT_GT(report->officer_comparisons, 20'000u);
  EXPECT_EQ(report->officer_differences, 0u);
  EXPECT_EQ(report->officer_content_bytes, 0u);
}

}  // namespace
}  // namespace sceau::selftest
