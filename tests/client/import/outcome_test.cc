// Every outcome is the vocabulary's, every reason has words in both languages.
#include "client/import/outcome.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

TEST(OutcomeTest, OutcomesAreTheVocabularysInItsOrder) {
  const std::vector<std::string> ids =
      Vocabulary::Builtin().Ids("ImportOutcome");
  ASSERT_EQ(ids.size(), kOutcomeCount);
  for (size_t i = 0; i < ids.size(); ++i) {
    EXPECT_EQ(OutcomeId(static_cast<Outcome>(i)), ids[i]);
    EXPECT_EQ(OutcomeOf(ids[i]), static_cast<Outcome>(i));
  }
  EXPECT_EQ(OutcomeOf("NEVER_HEARD"), std::nullopt);
}

TEST(OutcomeTest, EveryReasonHasAnIdAndWordsInBothLanguages) {
  std::set<std::string> ids;
  for (int i = static_cast<int>(Why::kNoted);
       i <= static_cast<int>(Why::kFormula); ++i) {
    const auto why = static_cast<Why>(i);
    EXPECT_FALSE(WhyWording(why).french.empty()) << i;
    EXPECT_FALSE(WhyWording(why).english.empty()) << i;
    EXPECT_TRUE(ids.insert(std::string(WhyId(why))).second) << WhyId(why);
  }
  EXPECT_EQ(WhyId(Why::kNone), "");
  EXPECT_EQ(WhyId(Why::kTenOrEleven), "TEN_OR_ELEVEN");
}

}  // namespace
}  // namespace sceau
