// The sample, the look at the officer's acts, the report that is signed.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/oversight/review_fixture.h"
#include "tests/support/reason_matcher.h"

namespace sceau {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::kCoordinator;
using testing::kDpo;
using testing::kOfficer;
using ::testing::Not;
using ::testing::Property;
using testing::ReasonIs;
using ::testing::SizeIs;

class ConclusionsTest : public testing::ReviewTest {
 protected:
  absl::StatusOr<v1::Sample> GetSample(int percent = 0,
                                       absl::string_view by = kOfficer) {
    v1::GetSampleRequest request;
    request.set_name(review_);
    request.set_max_percent(percent);
    return Ask<v1::Sample>(by, request);
  }
  absl::StatusOr<v1::JournalReview> Close(
      const v1::CloseJournalReviewRequest& request,
      absl::string_view by = kOfficer) {
    return Ask<v1::JournalReview>(by, request);
  }
  absl::StatusOr<v1::ListOfficerActsResponse> Acts(
      absl::string_view by = kDpo, int page_size = 0,
      const std::string& token = "") {
    v1::ListOfficerActsRequest request;
    request.set_name(review_);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Ask<v1::ListOfficerActsResponse>(by, request);
  }
};

TEST_F(ConclusionsTest, TheSampleSaysWhatItLetsSay) {
  ReadYesterday();
  const auto drawn = GetSample();
  ASSERT_THAT(drawn, IsOk());
  EXPECT_EQ(drawn->accesses_size(), drawn->size());
  EXPECT_EQ(drawn->max_percent(), 5);
  EXPECT_THAT(drawn->statement(), HasSubstr("pas encore conclu"));
  std::vector<int64_t> leaves;
  for (const v1::Access& access : drawn->accesses()) {
    leaves.push_back(access.leaf_index());
  }
  ASSERT_THAT(Conclude("", leaves, v1::FINDING_OUTCOME_JUSTIFIED), IsOk());
  const auto concluded = GetSample();
  ASSERT_THAT(concluded, IsOk());
  EXPECT_EQ(concluded->concluded(), concluded->size());
  EXPECT_THAT(concluded->statement(),
              HasSubstr("toutes justifiées : avec 95 % de confiance, moins de "
                        "5 % des lectures"));
  EXPECT_EQ(MetadataOf(GetSample(21).status(), "field"), "max_percent");
  EXPECT_EQ(MetadataOf(GetSample(-1).status(), "field"), "max_percent");
  EXPECT_THAT(GetSample(5, kDpo), Denied());
}

TEST_F(ConclusionsTest, AnUnjustifiedOneIsCounted) {
  ReadInSession();
  const int64_t leaf = ReadYesterday();
  const auto drawn = GetSample();
  ASSERT_THAT(drawn, IsOk());
  std::vector<int64_t> others;
  for (const v1::Access& access : drawn->accesses()) {
    if (access.leaf_index() != leaf) others.push_back(access.leaf_index());
  }
  ASSERT_THAT(Conclude("", {leaf}, v1::FINDING_OUTCOME_BREACH), IsOk());
  ASSERT_THAT(Conclude("", others, v1::FINDING_OUTCOME_JUSTIFIED), IsOk());
  const auto sample = GetSample();
  ASSERT_THAT(sample, IsOk());
  EXPECT_EQ(sample->unjustified(), 1);
  EXPECT_GT(sample->bound_per_mille(), 0);
  EXPECT_THAT(sample->statement(), HasSubstr("dont 1 injustifiées"));
}

TEST_F(ConclusionsTest, TheOfficersActsAreLookedAtBySomebodyElse) {
  ReadYesterday();
  ASSERT_THAT(GetSample(), IsOk());
  ASSERT_THAT(Signals(review_), IsOk());
  const auto acts = Acts();
  ASSERT_THAT(acts, IsOk());
  EXPECT_THAT(acts->acts(), SizeIs(3));  // Opened, sample, signals.
  EXPECT_THAT(acts->acts(),
              Each(Property(&v1::Access::member, Member(kOfficer))));
  const auto first = Acts(kDpo, 2);
  EXPECT_THAT(first->acts(), SizeIs(2));
  EXPECT_THAT(Acts(kDpo, 2, first->next_page_token())->acts(), SizeIs(1));
  EXPECT_EQ(MetadataOf(Acts(kDpo, -1).status(), "field"), "page_size");
  EXPECT_THAT(Acts(kDpo, 2, "x"),
              ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  for (const char* by : {kOfficer, kCoordinator, "pjj-1"}) {
    EXPECT_THAT(Acts(by), Denied()) << by;
    EXPECT_THAT(Attest(v1::ACTS_VERDICT_IN_ORDER, by), Denied()) << by;
  }
  EXPECT_EQ(MetadataOf(Attest(v1::ACTS_VERDICT_UNSPECIFIED).status(), "field"),
            "verdict");
  const auto attested = Attest();
  ASSERT_THAT(attested, IsOk());
  EXPECT_EQ(attested->attestation().member(), Member(kDpo));
  // Who watches reads the review, and looks through nothing.
  v1::GetJournalReviewRequest get;
  get.set_name(review_);
  EXPECT_THAT(Ask<v1::JournalReview>(kDpo, get), IsOk());
  EXPECT_THAT(Signals(review_, kDpo), Denied());
}

TEST_F(ConclusionsTest, FiguresHideWhatIsSmall) {
  ReadYesterday();
  v1::GetFiguresRequest request;
  request.set_name(review_);
  const auto figures = Ask<v1::Figures>(kOfficer, request);
  ASSERT_THAT(figures, IsOk());
  EXPECT_EQ(figures->minimum(), 5);
  for (const v1::Figure& figure : figures->figures()) {
    EXPECT_TRUE(figure.hidden() || figure.readings() >= 5);
  }
  EXPECT_THAT(Ask<v1::Figures>(kDpo, request), Denied());
}

TEST_F(ConclusionsTest, TheReportIsSignedAndCloses) {
  const int64_t leaf = ReadYesterday();
  ASSERT_THAT(Conclude("", {leaf}, v1::FINDING_OUTCOME_BREACH), IsOk());
  ASSERT_THAT(Attest(), IsOk());
  const auto report = Report();
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->report().findings_size(), 1);
  EXPECT_EQ(report->report().findings(0).partner(), "mission-locale");
  EXPECT_EQ(report->report().acts_verdict(), v1::ACTS_VERDICT_IN_ORDER);
  EXPECT_EQ(report->report().officer(), "Rivière Anne");
  // Organisations, never members; no person who is followed.
  for (const char* word : {"mission-locale-1", "LEFÈVRE", "Noé"}) {
    EXPECT_THAT(report->json(), Not(HasSubstr(word)));
  }
  const auto closed = Close(CloseRequest(*report));
  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->state(), v1::JOURNAL_REVIEW_STATE_CLOSED);
  for (const bool reopened : {false, true}) {
    if (reopened) {
      group_.Close();
      ASSERT_THAT(group_.Open(), IsOk());
    }
    const auto kept = Report();
    ASSERT_THAT(kept, IsOk());
    EXPECT_EQ(kept->json(), report->json());
    EXPECT_EQ(kept->report().SerializeAsString(),
              report->report().SerializeAsString());
    EXPECT_THAT(
        crypto::VerifyWithSpki(
            crypto::AsBytes(kept->public_key()),
            crypto::JournalReportMessage(
                testing::kTestGroup, JournalReviewName::Parse(review_)->id(),
                crypto::Sha256(crypto::AsBytes(kept->json()))),
            crypto::AsBytes(kept->signature())),
        IsOk());
  }
  // Nothing is added to it.
  EXPECT_THAT(AskAbout(leaf), Forbidden());
  EXPECT_THAT(Conclude("", {leaf}, v1::FINDING_OUTCOME_ERROR), Forbidden());
  EXPECT_THAT(Attest(), Forbidden());
  EXPECT_THAT(Close(CloseRequest(*report)), Forbidden());
}

TEST_F(ConclusionsTest, AReviewClosesWhenEverythingIsSaid) {
  const int64_t leaf = ReadYesterday();
  EXPECT_THAT(Close(CloseRequest(*Report())), Forbidden());  // No attestation.
  const auto question = AskAbout(leaf);
  ASSERT_THAT(question, IsOk());
  ASSERT_THAT(Attest(), IsOk());
  EXPECT_THAT(Close(CloseRequest(*Report())), Forbidden());  // No finding.
  ASSERT_THAT(Answer(question->name()), IsOk());
  ASSERT_THAT(Conclude(question->name(), {}, v1::FINDING_OUTCOME_JUSTIFIED),
              IsOk());
  ASSERT_THAT(Attest(), IsOk());
  EXPECT_THAT(Close(CloseRequest(*Report())), IsOk());
}

// Else somebody looks at nothing, and everything is done afterwards.
TEST_F(ConclusionsTest, WhatTheOfficerDoesAfterwardsIsLookedAtAgain) {
  const int64_t leaf = ReadYesterday();
  const auto until_looked_at = [this](absl::string_view what) {
    EXPECT_FALSE(Review().has_attestation()) << what;
    EXPECT_THAT(Close(CloseRequest(*Report())), Forbidden()) << what;
    ASSERT_THAT(Attest(), IsOk());
    EXPECT_TRUE(Review().has_attestation());
  };
  until_looked_at("nothing yet");
  const auto question = AskAbout(leaf);
  ASSERT_THAT(question, IsOk());
  until_looked_at("a question");
  ASSERT_THAT(Answer(question->name()), IsOk());
  EXPECT_TRUE(Review().has_attestation()) << "an answer is the member's act";
  const auto finding =
      Conclude(question->name(), {}, v1::FINDING_OUTCOME_BREACH);
  ASSERT_THAT(finding, IsOk());
  until_looked_at("a finding");
  ASSERT_THAT(Measure(finding->name(), v1::MEASURE_KIND_REMINDER), IsOk());
  until_looked_at("a measure");
  EXPECT_THAT(Close(CloseRequest(*Report())), IsOk());
}

TEST_F(ConclusionsTest, AReportSaysWhenItIsMadeAndCoversItsPeriod) {
  // Of the morning: it does not reach the reading.
  const std::string early = group_.group().journal().NewestCheckpoint();
  ReadYesterday();
  ASSERT_THAT(Attest(), IsOk());
  auto report = Report();
  ASSERT_THAT(report, IsOk());
  const auto made = report->report().create_time();
  for (const int64_t seconds : {-3'601, 1}) {
    report->mutable_report()->mutable_create_time()->set_seconds(
        made.seconds() + seconds);
    EXPECT_EQ(MetadataOf(Close(CloseRequest(*report)).status(), "field"),
              "report_time")
        << seconds;
  }
  *report->mutable_report()->mutable_create_time() = made;
  report->mutable_report()->set_checkpoint(early);
  EXPECT_EQ(MetadataOf(Close(CloseRequest(*report)).status(), "field"),
            "checkpoint");
  EXPECT_THAT(Close(CloseRequest(*Report())), IsOk());
}

TEST_F(ConclusionsTest, TodayIsNotClosed) {
  review_ = OpenReview();
  ASSERT_THAT(Attest(), IsOk());
  EXPECT_THAT(Close(CloseRequest(*Report())), Forbidden());
}

TEST_F(ConclusionsTest, OnlyTheOfficersSignatureOfThisReportCloses) {
  const int64_t leaf = ReadYesterday();
  ASSERT_THAT(Attest(), IsOk());
  const auto report = Report();
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(MetadataOf(Close(CloseRequest(*report, "pjj-1")).status(), "field"),
            "signature");
  auto request = CloseRequest(*report);
  request.mutable_report_time()->set_seconds(request.report_time().seconds() -
                                             1);
  EXPECT_EQ(MetadataOf(Close(request).status(), "field"), "signature");
  request = CloseRequest(*report);
  request.set_checkpoint("nonsense");
  EXPECT_EQ(MetadataOf(Close(request).status(), "field"), "checkpoint");
  EXPECT_THAT(Close(CloseRequest(*report), kDpo), Denied());
  // It says something else by now.
  ASSERT_THAT(Conclude("", {leaf}, v1::FINDING_OUTCOME_BREACH), IsOk());
  ASSERT_THAT(Attest(), IsOk());
  EXPECT_EQ(MetadataOf(Close(CloseRequest(*report)).status(), "field"),
            "signature");
}

}  // namespace
}  // namespace sceau
