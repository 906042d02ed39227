// Non-interference under the charter of another town, whose organisations bear
// other ids: served, filled and compared like the reference, with less of
// everything.
#include <iostream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/selftest/command.h"
#include "server/selftest/selftest.h"
#include "tests/server/selftest/charter_text.h"

namespace sceau::selftest {
namespace {

TEST(SecondTownTest, NobodyCanTellWhatItsCharterKeepsFromThem) {
  // What is deposited by, or betrays, one function of the law each.
  const auto report = selftest::Run(
      {.charter = CharterOf("valmoret.textproto"),
       .settings = {"session-16", "session-18"},
       .categories = {v1::CATEGORY_ORIGIN, v1::CATEGORY_SCHOOLING,
                      v1::CATEGORY_PUBLIC_ORDER_FACT, v1::CATEGORY_INVOLVEMENT,
                      v1::CATEGORY_STRENGTHS}});
  ASSERT_TRUE(report.ok()) << report.status();
  PrintReport(*report, Language::kEnglish, std::cout);
  EXPECT_EQ(report->differences, 0u);
  EXPECT_EQ(report->blind, 0u);
  EXPECT_EQ(report->partners, 10u);
  EXPECT_EQ(report->categories, 5u);
  EXPECT_GT(report->comparisons, 1000u);
  EXPECT_EQ(report->officer_content_bytes, 0u);
}

}  // namespace
}  // namespace sceau::selftest
