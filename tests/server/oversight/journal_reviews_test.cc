// Reviews of the journal: whose they are, of which days, kept over a restart.
#include "server/oversight/journal_reviews.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/oversight/review_fixture.h"
#include "tests/support/reason_matcher.h"

namespace sceau {
namespace {

using testing::IsOk;
using testing::kOfficer;
using testing::ReasonIs;
using ::testing::SizeIs;

class JournalReviewsTest : public testing::ReviewTest {};

TEST_F(JournalReviewsTest, TheReviewIsTheOfficersAlone) {
  const std::string name = OpenReview();
  v1::GetJournalReviewRequest get;
  get.set_name(name);
  v1::ListJournalReviewsRequest list;
  list.set_parent("groups/alencon-jeunesse");
  v1::SearchAccessesRequest search;
  search.set_name(name);
  const auto denied = ReasonIs(v1::ERROR_REASON_POLICY_DENIED);
  for (const char* by : {testing::kCoordinator, testing::kCoPilotState,
                         testing::kDpo, testing::kAdmin, "pjj-1"}) {
    SCOPED_TRACE(by);
    EXPECT_THAT(OpenReview(Today() - 9, Today() - 8, by), denied);
    // Who watches over the officer reads what was asked and found.
    const bool watches = by == absl::string_view(testing::kDpo);
    EXPECT_EQ(Ask<v1::JournalReview>(by, get).ok(), watches);
    EXPECT_EQ(Ask<v1::ListJournalReviewsResponse>(by, list).ok(), watches);
    EXPECT_THAT(Search(search, by), denied);
    EXPECT_THAT(Signals(name, by), denied);
  }
}

TEST_F(JournalReviewsTest, AReviewThatIsNotThereIsDenied) {
  const std::string name =
      "groups/alencon-jeunesse/journalReviews/vaaaaaaaaaaaaaaaaaaaaaaaaaa";
  v1::GetJournalReviewRequest get;
  get.set_name(name);
  v1::SearchAccessesRequest search;
  search.set_name(name);
  const auto denied = ReasonIs(v1::ERROR_REASON_POLICY_DENIED);
  EXPECT_THAT(Ask<v1::JournalReview>(kOfficer, get), denied);
  EXPECT_THAT(Search(search), denied);
  EXPECT_THAT(Signals(name), denied);
  get.set_name("groups/alencon-jeunesse/cases/c");
  EXPECT_THAT(Ask<v1::JournalReview>(kOfficer, get),
              ReasonIs(v1::ERROR_REASON_NAME_MALFORMED));
}

TEST_F(JournalReviewsTest, APeriodIsOfDaysThatCame) {
  const auto refused = [this](absl::CivilDay first, absl::CivilDay last) {
    return MetadataOf(OpenReview(first, last).status(), "field");
  };
  EXPECT_EQ(refused(Today() + 1, Today() + 2), "journal_review.start_date");
  EXPECT_EQ(refused(Today(), Today() + 1), "journal_review.end_date");
  EXPECT_EQ(refused(Today(), Today() - 1), "journal_review.end_date");
  EXPECT_EQ(refused(Today() - kMaxReviewDays, Today()),
            "journal_review.end_date");
  EXPECT_THAT(OpenReview(Today() - kMaxReviewDays + 1, Today()), IsOk());
}

TEST_F(JournalReviewsTest, ADayIsReviewedOnce) {
  ASSERT_THAT(OpenReview(Today() - 20, Today() - 10), IsOk());
  const auto refused = ReasonIs(v1::ERROR_REASON_STATE_FORBIDS);
  EXPECT_THAT(OpenReview(Today() - 10, Today()), refused);
  EXPECT_THAT(OpenReview(Today() - 30, Today() - 20), refused);
  EXPECT_THAT(OpenReview(Today() - 15, Today() - 14), refused);
  EXPECT_THAT(OpenReview(Today() - 9, Today()), IsOk());
}

TEST_F(JournalReviewsTest, ARepeatOpensNoSecondReview) {
  const auto request = PeriodRequest(Today() - 3, Today());
  const auto first = Ask<v1::JournalReview>(kOfficer, request);
  ASSERT_THAT(first, IsOk());
  const auto again = Ask<v1::JournalReview>(kOfficer, request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(first->name(), again->name());
  auto other = request;
  *other.mutable_journal_review()->mutable_end_date() = ToDate(Today() - 1);
  EXPECT_THAT(Ask<v1::JournalReview>(kOfficer, other),
              ReasonIs(v1::ERROR_REASON_REQUEST_ID_REUSED));
}

TEST_F(JournalReviewsTest, ReviewsAreListedNewestFirstAndKept) {
  ASSERT_THAT(OpenReview(Today() - 20, Today() - 10), IsOk());
  ASSERT_THAT(OpenReview(Today() - 9, Today()), IsOk());
  for (const bool reopened : {false, true}) {
    if (reopened) {
      group_.Close();
      ASSERT_THAT(group_.Open(), IsOk());
    }
    v1::ListJournalReviewsRequest list;
    list.set_parent("groups/alencon-jeunesse");
    list.set_page_size(1);
    const auto first = Ask<v1::ListJournalReviewsResponse>(kOfficer, list);
    ASSERT_THAT(first, IsOk());
    ASSERT_THAT(first->journal_reviews(), SizeIs(1));
    EXPECT_EQ(ToCivil(first->journal_reviews(0).end_date()), Today());
    EXPECT_EQ(first->journal_reviews(0).officer(), Member(kOfficer));
    list.set_page_token(first->next_page_token());
    const auto second = Ask<v1::ListJournalReviewsResponse>(kOfficer, list);
    ASSERT_THAT(second, IsOk());
    ASSERT_THAT(second->journal_reviews(), SizeIs(1));
    EXPECT_EQ(ToCivil(second->journal_reviews(0).end_date()), Today() - 10);
    EXPECT_EQ(second->next_page_token(), "");
  }
}

TEST_F(JournalReviewsTest, BadPagesAreRefused) {
  v1::ListJournalReviewsRequest list;
  list.set_parent("groups/alencon-jeunesse");
  list.set_page_token("nonsense");
  EXPECT_THAT(Ask<v1::ListJournalReviewsResponse>(kOfficer, list),
              ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  list.clear_page_token();
  list.set_page_size(-1);
  EXPECT_THAT(Ask<v1::ListJournalReviewsResponse>(kOfficer, list),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
}

}  // namespace
}  // namespace sceau
