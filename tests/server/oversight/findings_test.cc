// From a question to its answer, a finding, a measure, and a name when that
// cannot be done without.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/quotas.h"
#include "tests/server/oversight/review_fixture.h"
#include "tests/support/reason_matcher.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::kCoordinator;
using testing::kDpo;
using testing::kOfficer;
using testing::ReasonIs;
using ::testing::SizeIs;

constexpr char kAskedMember[] = "mission-locale-1";

class FindingsTest : public testing::ReviewTest {
 protected:
  absl::StatusOr<v1::ListQuestionsResponse> Questions(
      absl::string_view by = kAskedMember) {
    v1::ListQuestionsRequest request;
    request.set_parent("groups/alencon-jeunesse");
    return Ask<v1::ListQuestionsResponse>(by, request);
  }
  // A question about the one reading, answered.
  std::string Answered() {
    const int64_t leaf = ReadYesterday();
    const auto question = AskAbout(leaf);
    EXPECT_THAT(question, IsOk());
    EXPECT_THAT(Answer(question->name()), IsOk());
    return question->name();
  }
  std::string Breach() {
    const auto finding = Conclude(Answered(), {}, v1::FINDING_OUTCOME_BREACH);
    EXPECT_THAT(finding, IsOk());
    return finding->name();
  }
  absl::StatusOr<v1::JournalFinding> WantName(
      const std::string& finding, const std::string& situation,
      v1::NameReason reason = v1::NAME_REASON_INFORM_PERSON) {
    v1::RequestNameRequest request;
    request.set_name(finding);
    request.set_situation(situation);
    request.set_reason(reason);
    request.set_request_id(cases_.NewRequestId());
    return Ask<v1::JournalFinding>(kOfficer, request);
  }
  absl::StatusOr<v1::JournalFinding> Agree(const std::string& finding,
                                           absl::string_view by = kDpo) {
    v1::AgreeToNameRequest request;
    request.set_name(finding);
    request.set_request_id(cases_.NewRequestId());
    return Ask<v1::JournalFinding>(by, request);
  }
  absl::StatusOr<v1::RevealNameResponse> Reveal(
      const std::string& finding, absl::string_view by = kOfficer) {
    v1::RevealNameRequest request;
    request.set_name(finding);
    return Ask<v1::RevealNameResponse>(by, request);
  }
};

TEST_F(FindingsTest, AMemberIsAskedAndKnowsWhichAccessIsMeant) {
  const int64_t leaf = ReadYesterday();
  const auto question = AskAbout(leaf, /*personal_link=*/true);
  ASSERT_THAT(question, IsOk());
  EXPECT_EQ(ToCivil(question->due_date()), Today() + 15);
  // The officer is not told which case it is.
  EXPECT_THAT(question->accesses(0).cases(), SizeIs(0));
  EXPECT_THAT(question->accesses(0).situations(), SizeIs(1));
  const auto asked = Questions();
  ASSERT_THAT(asked, IsOk());
  ASSERT_THAT(asked->questions(), SizeIs(1));
  EXPECT_EQ(asked->questions(0).accesses(0).leaf_index(), leaf);
  EXPECT_THAT(asked->questions(0).accesses(0).cases(), ElementsAre(case_));
  EXPECT_THAT(Questions("pjj-1")->questions(), SizeIs(0));

  EXPECT_EQ(MetadataOf(Answer(question->name()).status(), "field"),
            "personal_link");
  EXPECT_EQ(
      MetadataOf(Answer(question->name(), v1::ACCESS_JUSTIFICATION_UNSPECIFIED,
                        v1::PERSONAL_LINK_NO)
                     .status(),
                 "field"),
      "justification");
  EXPECT_THAT(Answer(question->name(), v1::ACCESS_JUSTIFICATION_PREPARING,
                     v1::PERSONAL_LINK_NO, "pjj-1"),
              Denied());
  ASSERT_THAT(Answer(question->name(), v1::ACCESS_JUSTIFICATION_PREPARING,
                     v1::PERSONAL_LINK_NO),
              IsOk());
  EXPECT_THAT(Answer(question->name(), v1::ACCESS_JUSTIFICATION_PREPARING,
                     v1::PERSONAL_LINK_NO),
              Forbidden());
  EXPECT_EQ(Review().questions(0).justification(),
            v1::ACCESS_JUSTIFICATION_PREPARING);
  // Once answered, nothing is told of the case any more.
  EXPECT_THAT(Questions()->questions(0).accesses(0).cases(), SizeIs(0));
}

// P4: being asked about what was denied does not tell whether it is there.
TEST_F(FindingsTest, OfADeniedAccessNoCaseIsNamed) {
  const std::string hidden = cases_.OpenCase(16, "HUE", "Zoé");
  const auto denied = [&](const std::string& name) {
    EXPECT_THAT(cases_.Read(kAskedMember, name), Denied());
    return static_cast<int64_t>(cases_.receipt()->index);
  };
  const int64_t there = denied(hidden);
  const int64_t absent =
      denied("groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa");
  ReadYesterday();
  for (const int64_t leaf : {there, absent}) {
    ASSERT_THAT(AskAbout(leaf), IsOk());
  }
  const auto asked = Questions();
  ASSERT_THAT(asked->questions(), SizeIs(2));
  for (const v1::JournalQuestion& question : asked->questions()) {
    EXPECT_THAT(question.accesses(0).situations(), IsEmpty());
    EXPECT_THAT(question.accesses(0).cases(), IsEmpty());
  }
}

TEST_F(FindingsTest, QuestionsAreTheOfficersAndOfTheMembersOwnAccesses) {
  const int64_t leaf = ReadYesterday();
  for (const char* by : {kAskedMember, kCoordinator, kDpo}) {
    EXPECT_THAT(AskAbout(leaf, false, kAskedMember, by), Denied()) << by;
  }
  EXPECT_EQ(MetadataOf(AskAbout(leaf, false, "pjj-1").status(), "field"),
            "leaf_indexes");
  EXPECT_EQ(MetadataOf(AskAbout(leaf + 1'000).status(), "field"),
            "leaf_indexes");
  v1::AskQuestionRequest request;
  request.set_name(review_);
  request.set_member(Member(kAskedMember));
  request.set_request_id(cases_.NewRequestId());
  EXPECT_EQ(
      MetadataOf(Ask<v1::JournalQuestion>(kOfficer, request).status(), "field"),
      "leaf_indexes");
  request.add_leaf_indexes(leaf);
  request.set_rule(static_cast<v1::SignalRule>(77));
  EXPECT_EQ(
      MetadataOf(Ask<v1::JournalQuestion>(kOfficer, request).status(), "field"),
      "rule");
  // Repeated, it is one question.
  request.clear_rule();
  request.set_request_id(cases_.NewRequestId());
  const auto first = Ask<v1::JournalQuestion>(kOfficer, request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(Ask<v1::JournalQuestion>(kOfficer, request)->name(), first->name());
  EXPECT_THAT(Review().questions(), SizeIs(1));
}

TEST_F(FindingsTest, AReviewHoldsTwoHundredQuestions) {
  const int64_t leaf = ReadYesterday();
  for (int i = 0; i < 200; ++i) ASSERT_THAT(AskAbout(leaf), IsOk()) << i;
  const absl::Status full = AskAbout(leaf).status();
  EXPECT_THAT(full, ReasonIs(v1::ERROR_REASON_QUOTA_EXCEEDED));
  EXPECT_EQ(MetadataOf(full, "quota"), QuotaWord(Quota::kQuestions));
  EXPECT_THAT(Review().questions(), SizeIs(200));
}

TEST_F(FindingsTest, NothingIsConcludedBeforeTheMemberCouldAnswer) {
  const auto question = AskAbout(ReadYesterday());
  ASSERT_THAT(question, IsOk());
  EXPECT_THAT(Conclude(question->name(), {}, v1::FINDING_OUTCOME_BREACH),
              Forbidden());
  group_.SetToday(Today() + 16);
  EXPECT_THAT(Conclude(question->name(), {}, v1::FINDING_OUTCOME_BREACH),
              IsOk());
}

TEST_F(FindingsTest, AnAccessIsConcludedOnce) {
  const std::string question = Answered();
  const auto finding = Conclude(question, {}, v1::FINDING_OUTCOME_ERROR);
  ASSERT_THAT(finding, IsOk());
  EXPECT_EQ(finding->member(), Member(kAskedMember));
  EXPECT_EQ(finding->partner(), "mission-locale");
  EXPECT_THAT(finding->situations(), SizeIs(1));
  const int64_t leaf = finding->leaf_indexes(0);
  EXPECT_EQ(
      MetadataOf(Conclude("", {leaf}, v1::FINDING_OUTCOME_JUSTIFIED).status(),
                 "field"),
      "leaf_indexes");
  const std::string other = question + "x";
  EXPECT_EQ(MetadataOf(Conclude(other, {}, v1::FINDING_OUTCOME_ERROR).status(),
                       "field"),
            "question");
  EXPECT_EQ(
      MetadataOf(Conclude("", {}, v1::FINDING_OUTCOME_ERROR).status(), "field"),
      "leaf_indexes");
  EXPECT_EQ(
      MetadataOf(Conclude("", {leaf + 999}, v1::FINDING_OUTCOME_ERROR).status(),
                 "field"),
      "leaf_indexes");
}

TEST_F(FindingsTest, OnlyJustifiedAccessesAreOfSeveralMembers) {
  const int64_t leaf = ReadYesterday();
  const std::vector<int64_t> both = {leaf - 1, leaf};  // The coordinator's too.
  EXPECT_EQ(MetadataOf(Conclude("", both, v1::FINDING_OUTCOME_BREACH).status(),
                       "field"),
            "leaf_indexes");
  EXPECT_EQ(
      MetadataOf(Conclude("", {leaf}, v1::FINDING_OUTCOME_UNSPECIFIED).status(),
                 "field"),
      "outcome");
  const auto finding = Conclude("", both, v1::FINDING_OUTCOME_JUSTIFIED);
  ASSERT_THAT(finding, IsOk());
  EXPECT_EQ(finding->member(), "");
}

TEST_F(FindingsTest, AMeasureIsOfWhatWasFound) {
  const std::string breach = Breach();
  EXPECT_EQ(MetadataOf(Measure(breach, v1::MEASURE_KIND_UNSPECIFIED).status(),
                       "field"),
            "measure");
  EXPECT_THAT(Measure(breach, v1::MEASURE_KIND_BREACH_NOTIFIED), Forbidden());
  const auto clock = Measure(breach, v1::MEASURE_KIND_BREACH_CLOCK);
  ASSERT_THAT(clock, IsOk());
  EXPECT_EQ(clock->measures(0).due_time().seconds() -
                clock->measures(0).record_time().seconds(),
            72 * 3'600);
  EXPECT_THAT(Measure(breach, v1::MEASURE_KIND_BREACH_CLOCK), Forbidden());
  EXPECT_THAT(Measure(breach, v1::MEASURE_KIND_BREACH_NOTIFIED), IsOk());
  EXPECT_THAT(Measure(breach, v1::MEASURE_KIND_EXCLUSION_PROPOSED), IsOk());
  EXPECT_THAT(Measure(breach, v1::MEASURE_KIND_REMINDER, kAskedMember),
              Denied());
  EXPECT_THAT(Measure(breach + "x", v1::MEASURE_KIND_REMINDER), Denied());
}

TEST_F(FindingsTest, ASuspensionIsRecordedOnceItIsOne) {
  const std::string breach = Breach();
  EXPECT_THAT(Measure(breach, v1::MEASURE_KIND_SUSPENSION), Forbidden());
  v1::SuspendMemberRequest suspend;
  suspend.set_name(Member(kAskedMember));
  suspend.set_request_id(cases_.NewRequestId());
  ASSERT_THAT(Ask<v1::Member>(kOfficer, suspend), IsOk());
  EXPECT_THAT(Measure(breach, v1::MEASURE_KIND_SUSPENSION), IsOk());
}

TEST_F(FindingsTest, AJustifiedAccessHasNoMeasureAndNoName) {
  const auto finding = Conclude(Answered(), {}, v1::FINDING_OUTCOME_JUSTIFIED);
  ASSERT_THAT(finding, IsOk());
  EXPECT_THAT(Measure(finding->name(), v1::MEASURE_KIND_REMINDER), Forbidden());
  EXPECT_THAT(WantName(finding->name(), finding->situations(0)), Forbidden());
}

TEST_F(FindingsTest, AnErrorIsNoDataBreach) {
  const auto finding = Conclude(Answered(), {}, v1::FINDING_OUTCOME_ERROR);
  ASSERT_THAT(finding, IsOk());
  EXPECT_THAT(Measure(finding->name(), v1::MEASURE_KIND_BREACH_CLOCK),
              Forbidden());
}

TEST_F(FindingsTest, ACaseIsNamedWithAReasonAndSomebodyElsesAgreement) {
  const std::string breach = Breach();
  const std::string situation = Review().findings(0).situations(0);
  EXPECT_THAT(Reveal(breach), Forbidden());
  EXPECT_THAT(Agree(breach), Forbidden());
  EXPECT_EQ(MetadataOf(WantName(breach, "ZZZZ").status(), "field"),
            "situation");
  EXPECT_EQ(
      MetadataOf(
          WantName(breach, situation, v1::NAME_REASON_UNSPECIFIED).status(),
          "field"),
      "reason");
  ASSERT_THAT(WantName(breach, situation), IsOk());
  EXPECT_THAT(WantName(breach, situation), Forbidden());
  EXPECT_THAT(Reveal(breach), Forbidden());
  for (const char* by : {kOfficer, kCoordinator, kAskedMember}) {
    EXPECT_THAT(Agree(breach, by), Denied()) << by;
  }
  const auto agreed = Agree(breach);
  ASSERT_THAT(agreed, IsOk());
  EXPECT_EQ(agreed->name_request().agreed_by(), Member(kDpo));
  EXPECT_THAT(Agree(breach), Forbidden());
  for (const char* by : {kDpo, kCoordinator, kAskedMember}) {
    EXPECT_THAT(Reveal(breach, by), Denied()) << by;
  }
  const auto revealed = Reveal(breach);
  ASSERT_THAT(revealed, IsOk());
  EXPECT_EQ(revealed->case_(), case_);
  EXPECT_THAT(Reveal(breach + "x"), Denied());
  EXPECT_THAT(Reveal("nonsense"), ReasonIs(v1::ERROR_REASON_NAME_MALFORMED));
}

TEST_F(FindingsTest, WhatWasFoundOutlivesARestart) {
  const std::string breach = Breach();
  const v1::JournalReview before = Review();
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  EXPECT_EQ(Review().SerializeAsString(), before.SerializeAsString());
  EXPECT_THAT(Measure(breach, v1::MEASURE_KIND_REMINDER), IsOk());
}

}  // namespace
}  // namespace sceau
