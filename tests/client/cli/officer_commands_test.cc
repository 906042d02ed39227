// sceau officer: what is sent for what a person types, and that nothing is
// guessed when the service does not say.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "tests/client/cli/commands_fixture.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kReview[] = "groups/alencon/journalReviews/r1";

class OfficerCommandsTest : public testing::CommandsTest {
 protected:
  void OpenReview() {
    group_.review.set_name(kReview);
    group_.review.set_state(v1::JOURNAL_REVIEW_STATE_OPEN);
    for (const char* const id : {"/questions/qa", "/questions/qb"}) {
      group_.review.add_questions()->set_name(absl::StrCat(kReview, id));
    }
    *group_.reviews.add_journal_reviews() = group_.review;
  }
};

TEST_F(OfficerCommandsTest, WithNoReviewOpenTheNextStepIsToOpenOne) {
  EXPECT_EQ(Run({"officer", "status"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("sceau officer open"));
  EXPECT_EQ(Run({"officer", "find", "Q1", "JUSTIFIED"}), 2);
}

// A service that is down, or a caller who is not the officer, has not said that
// no review is open.
TEST_F(OfficerCommandsTest, NoReviewIsSaidToBeOpenOnlyByAnAnswer) {
  group_.reviews_answer = PolicyDenied();
  EXPECT_EQ(Run({"officer", "status"}), 3);
  EXPECT_THAT(out_, Not(HasSubstr("Aucune revue")));
  group_.reviews_answer =
      Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED, "the history was set back");
  EXPECT_EQ(Run({"officer", "status"}), 7);
  EXPECT_THAT(out_, Not(HasSubstr("Aucune revue")));
}

TEST_F(OfficerCommandsTest, OpensTheLastQuarterUnlessToldAPeriod) {
  ASSERT_EQ(Run({"officer", "open"}), 0) << err_;
  const v1::JournalReview& quarter = group_.opened.journal_review();
  EXPECT_EQ(quarter.start_date().day(), 1);
  EXPECT_EQ((quarter.start_date().month() - 1) % 3, 0);
  EXPECT_EQ(quarter.end_date().month(), quarter.start_date().month() + 2);
  ASSERT_EQ(
      Run({"officer", "open", "--du", "01/02/2026", "--au", "03/02/2026"}), 0)
      << err_;
  EXPECT_EQ(group_.opened.journal_review().start_date().month(), 2);
  EXPECT_EQ(group_.opened.journal_review().end_date().day(), 3);
}

TEST_F(OfficerCommandsTest, AsksAMemberAboutLeaves) {
  OpenReview();
  ASSERT_EQ(Run({"officer", "ask", "claire-martin", "382,390", "--lien"}), 0)
      << err_;
  EXPECT_EQ(group_.asked.name(), kReview);
  EXPECT_EQ(group_.asked.member(), "groups/alencon/members/claire-martin");
  EXPECT_THAT(group_.asked.leaf_indexes(), ElementsAre(382, 390));
  EXPECT_TRUE(group_.asked.asks_personal_link());
}

TEST_F(OfficerCommandsTest, ConcludesAQuestionByItsShortReference) {
  OpenReview();
  ASSERT_EQ(Run({"officer", "find", "Q2", "BREACH"}), 0) << err_;
  EXPECT_EQ(group_.found.question(), absl::StrCat(kReview, "/questions/qb"));
  EXPECT_EQ(group_.found.outcome(), v1::FINDING_OUTCOME_BREACH);
  EXPECT_EQ(Run({"officer", "find", "Q3", "BREACH"}), 2);
  EXPECT_EQ(Run({"officer", "find", "Q1", "MAYBE"}), 2);
}

}  // namespace
}  // namespace sceau
