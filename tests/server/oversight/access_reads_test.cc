// The officer looks through a real group's journal: who, by which right, what
// calls for a look, and never whom it is about.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/oversight/journal_reviews.h"
#include "tests/server/oversight/review_fixture.h"
#include "tests/support/reason_matcher.h"

namespace sceau {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::kCoordinator;
using testing::kOfficer;
using ::testing::Not;
using testing::ReasonIs;
using ::testing::SizeIs;

constexpr char kReader[] = "mission-locale-1";

class AccessReadsTest : public testing::ReviewTest {
 protected:
  v1::SearchAccessesRequest Readings(const std::string& review) {
    v1::SearchAccessesRequest request;
    request.set_name(review);
    request.set_readings(true);
    request.set_member(Member(kReader));
    return request;
  }
};

TEST_F(AccessReadsTest, AReadingIsShownWithItsRightAndWithoutAName) {
  const std::string file = ReadInSession();
  const uint64_t leaf = cases_.receipt()->index;
  const std::string review = OpenReview();
  const auto found = Search(Readings(review));
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(found->accesses(), SizeIs(1));
  const v1::Access& access = found->accesses(0);
  EXPECT_EQ(access.leaf_index(), static_cast<int64_t>(leaf));
  EXPECT_EQ(access.member(), Member(kReader));
  EXPECT_EQ(access.partner(), "mission-locale");
  EXPECT_EQ(access.operation(), v1::OPERATION_READ);
  EXPECT_EQ(access.outcome(), v1::ACCESS_OUTCOME_ALLOWED);
  EXPECT_THAT(access.relations(), ElementsAre("session"));
  EXPECT_GE(access.rules_size(), 1);
  EXPECT_THAT(access.released(), Contains(v1::CATEGORY_IDENTITY));
  ASSERT_THAT(access.situations(), SizeIs(1));
  EXPECT_THAT(access.situations(0), SizeIs(4));
  EXPECT_EQ(access.purpose(), v1::READING_PURPOSE_FOLLOW_UP);
  // Neither the person nor the case's own reference.
  for (const std::string& word : {std::string("LEFÈVRE"), std::string("Noé"),
                                  CaseName::Parse(file)->id()}) {
    EXPECT_THAT(found->SerializeAsString(), Not(HasSubstr(word)));
  }
}

TEST_F(AccessReadsTest, ASituationBearsOneNameInItsReview) {
  const std::string file = ReadInSession();
  ASSERT_THAT(cases_.Read(kCoordinator, file), IsOk());
  const std::string review = OpenReview();
  v1::SearchAccessesRequest request = Readings(review);
  const std::string name = Search(request)->accesses(0).situations(0);
  request.clear_member();
  request.set_operation(v1::OPERATION_READ);
  request.set_situation(name);
  const auto found = Search(request);
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(found->accesses(), SizeIs(2));
  EXPECT_EQ(found->accesses(1).member(), Member(kCoordinator));
  request.set_situation("ZZZZ");
  EXPECT_EQ(MetadataOf(Search(request).status(), "field"), "situation");
}

TEST_F(AccessReadsTest, ReadingTheJournalIsInTheJournal) {
  const std::string review = OpenReview();
  v1::SearchAccessesRequest request;
  request.set_name(review);
  request.set_member(Member(kOfficer));
  request.set_operation(v1::OPERATION_JOURNAL_REVIEW);
  ASSERT_THAT(Search(request), IsOk());
  const uint64_t leaf = receipt_->index;
  ASSERT_THAT(Signals(review), IsOk());
  const auto found = Search(request);
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(found->accesses(), SizeIs(3));  // Opened, searched, signals.
  EXPECT_EQ(found->accesses(1).leaf_index(), static_cast<int64_t>(leaf));
}

TEST_F(AccessReadsTest, FiltersAreThoseOfTheRequest) {
  ReadInSession();
  EXPECT_FALSE(cases_.Read("pjj-1", cases_.OpenCase(17)).ok());
  const std::string review = OpenReview();
  v1::SearchAccessesRequest request;
  request.set_name(review);
  request.set_partner("pjj");
  request.set_outcome(v1::ACCESS_OUTCOME_DENIED);
  const auto denied = Search(request);
  ASSERT_THAT(denied, IsOk());
  ASSERT_THAT(denied->accesses(), SizeIs(1));
  EXPECT_EQ(denied->accesses(0).refusal(), "no_relation");

  request = Readings(review);
  request.set_article(Search(request)->accesses(0).rules(0).article());
  EXPECT_THAT(Search(request)->accesses(), SizeIs(1));
  *request.mutable_from_date() = ToDate(Today());
  *request.mutable_to_date() = ToDate(Today());
  EXPECT_THAT(Search(request)->accesses(), SizeIs(1));
}

TEST_F(AccessReadsTest, FiltersThatMakeNoSenseAreRefused) {
  const std::string review = OpenReview();
  const auto field = [&](auto change) {
    v1::SearchAccessesRequest request;
    request.set_name(review);
    change(request);
    return MetadataOf(Search(request).status(), "field");
  };
  using Request = v1::SearchAccessesRequest;
  EXPECT_EQ(field([&](Request& r) { r.set_member(Member("nobody-1")); }),
            "member");
  EXPECT_EQ(field([&](Request& r) { r.set_partner("nobody"); }), "partner");
  EXPECT_EQ(field([&](Request& r) { r.set_article("nulle part"); }), "article");
  EXPECT_EQ(
      field([&](Request& r) { *r.mutable_from_date() = ToDate(Today() - 1); }),
      "from_date");
  EXPECT_EQ(
      field([&](Request& r) { *r.mutable_to_date() = ToDate(Today() + 1); }),
      "to_date");
  EXPECT_EQ(field([&](Request& r) { r.set_page_size(-1); }), "page_size");
  EXPECT_EQ(field([&](Request& r) { r.set_page_token("nonsense"); }),
            "page_token");
}

TEST_F(AccessReadsTest, PagesAreKeysetsBoundToTheirFilter) {
  const std::string file = ReadInSession();
  for (int i = 0; i < 4; ++i) {
    ASSERT_THAT(cases_.Read(kReader, file), IsOk());
  }
  const std::string review = OpenReview();
  v1::SearchAccessesRequest request = Readings(review);
  request.set_page_size(2);
  std::vector<int64_t> leaves;
  while (true) {
    const auto page = Search(request);
    ASSERT_THAT(page, IsOk());
    for (const v1::Access& access : page->accesses()) {
      leaves.push_back(access.leaf_index());
    }
    if (page->next_page_token().empty()) break;
    request.set_page_token(page->next_page_token());
    // What is written meanwhile comes at the end.
    if (leaves.size() == 2) {
      ASSERT_THAT(cases_.Read(kReader, file), IsOk());
    }
  }
  EXPECT_THAT(leaves, SizeIs(6));
  EXPECT_TRUE(std::is_sorted(leaves.begin(), leaves.end()));
  request.set_readings(false);
  EXPECT_THAT(Search(request), ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
}

TEST_F(AccessReadsTest, WhatIsOlderThanTheChartersDelayIsNotShown) {
  ReadInSession();
  const absl::CivilDay then = Today();
  const auto review = OpenReview(then, then);
  ASSERT_THAT(review, IsOk());
  ASSERT_THAT(Search(Readings(review->name()))->accesses(), SizeIs(1));
  // The term is over by then: the journal is read all the same.
  group_.SetToday(absl::CivilDay(then.year() + 3, then.month(), then.day()));
  EXPECT_THAT(Search(Readings(review->name()))->accesses(), SizeIs(1));
  group_.SetToday(
      absl::CivilDay(then.year() + 3, then.month(), then.day() + 1));
  const auto found = Search(Readings(review->name()));
  ASSERT_THAT(found, IsOk());
  EXPECT_THAT(found->accesses(), SizeIs(0));
}

TEST_F(AccessReadsTest, SignalsSayWhatCallsForALook) {
  const std::string file = ReadInSession();
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(cases_.Read("pjj-1", file).ok());
  }
  const std::string review = OpenReview();
  const auto signals = Signals(review);
  ASSERT_THAT(signals, IsOk());
  ASSERT_EQ(signals->total(), 1) << signals->DebugString();
  const v1::Signal& signal = signals->signals(0);
  EXPECT_EQ(signal.rule(), v1::SIGNAL_RULE_REFUSALS);
  EXPECT_EQ(signal.rule_text(), "En un jour, au moins 5 refus.");
  EXPECT_EQ(signal.threshold(), 5);
  EXPECT_EQ(signal.observed(), 5);
  EXPECT_EQ(signal.member(), Member("pjj-1"));
  EXPECT_THAT(signal.leaf_indexes(), SizeIs(5));
  // What was refused is not said to be there.
  EXPECT_THAT(signal.situations(), IsEmpty());
  EXPECT_THAT(signals->SerializeAsString(), Not(HasSubstr("LEFÈVRE")));
}

TEST_F(AccessReadsTest, SignalsComeInPagesAndByRule) {
  const std::string file = ReadInSession();
  for (const char* by : {"pjj-1", "spip-1", "ddetspp-1"}) {
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(cases_.Read(by, file).ok());
  }
  v1::ListSignalsRequest request;
  request.set_name(OpenReview());
  request.set_rule(v1::SIGNAL_RULE_REFUSALS);
  request.set_page_size(2);
  const auto first = Ask<v1::ListSignalsResponse>(kOfficer, request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->total(), 3);
  EXPECT_THAT(first->signals(), SizeIs(2));
  request.set_page_token(first->next_page_token());
  const auto second = Ask<v1::ListSignalsResponse>(kOfficer, request);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->signals(), SizeIs(1));
  EXPECT_EQ(second->next_page_token(), "");
  request.clear_page_token();
  request.set_rule(v1::SIGNAL_RULE_IMPORT);
  EXPECT_EQ(Ask<v1::ListSignalsResponse>(kOfficer, request)->total(), 0);
  request.set_rule(static_cast<v1::SignalRule>(99));
  EXPECT_EQ(MetadataOf(Ask<v1::ListSignalsResponse>(kOfficer, request).status(),
                       "field"),
            "rule");
  request.set_rule(v1::SIGNAL_RULE_REFUSALS);
  request.set_page_size(-1);
  EXPECT_EQ(MetadataOf(Ask<v1::ListSignalsResponse>(kOfficer, request).status(),
                       "field"),
            "page_size");
}

}  // namespace
}  // namespace sceau
