// Where a review ends: what it holds at most, what comes while the service is
// busy or somebody else was first, what is over.
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/checkpoint.h"
#include "proto/contract/quotas.h"
#include "sceau/storage/v1/reviews.pb.h"
#include "server/oversight/journal_reviews.h"
#include "server/oversight/report.h"
#include "server/oversight/review_book.h"
#include "tests/server/oversight/review_fixture.h"

namespace sceau {
namespace {

using testing::IsOk;
using testing::kDpo;
using testing::kOfficer;
using testing::ReasonIs;
using ::testing::UnorderedElementsAre;

constexpr char kLateMember[] = "mission-locale-1";

class ReviewLimitsTest : public testing::ReviewTest {
 protected:
  // The call goes on while the caller does something else.
  template <typename Response, typename Request>
  std::future<absl::Status> Start(absl::string_view member,
                                  const Request& request) {
    auto done = std::make_shared<std::promise<absl::Status>>();
    auto response = std::make_shared<Response>();
    auto kept = std::make_shared<const Request>(request);
    auto call = std::make_shared<const Call>(group_.As(member));
    std::future<absl::Status> ended = done->get_future();
    table_.Find(Request::descriptor())
        ->handler(group_.group().rooms(), *call, *kept, response.get(),
                  Finish([done, response, kept, call](absl::Status status,
                                                      std::optional<Receipt>) {
                    done->set_value(std::move(status));
                  }));
    return ended;
  }

  // Every review as no call would leave it, here and after a restart.
  void Rewrite(const std::function<
               std::string(storage::v1::JournalReviewRecord& record)>& change) {
    // The work may outlive the call, which has a deadline.
    const auto done = std::make_shared<std::promise<absl::Status>>();
    group_.group().journal().writer().Write(
        [&rows = group_.group().state_rows(),
         change](WriteTransaction& transaction) {
          WriteResult result;
          result.leaf.operation = v1::OPERATION_SERVER_CHECK;
          result.leaf.outcome = Outcome::kAllowed;
          result.status = RewriteIn(transaction, rows, change, result.leaf);
          return result;
        },
        [done](const absl::StatusOr<Receipt>& receipt) {
          done->set_value(receipt.status());
        });
    ASSERT_THAT(done->get_future().get(), IsOk());
  }
  static absl::Status RewriteIn(
      WriteTransaction& transaction, const StateRows& rows,
      const std::function<std::string(storage::v1::JournalReviewRecord&)>&
          change,
      LeafDraft& leaf) {
    ASSIGN_OR_RETURN(const std::vector<OpenedRow> opened,
                     rows.Load(transaction, kReviewKind));
    for (const OpenedRow& row : opened) {
      storage::v1::JournalReviewRecord record;
      EXPECT_TRUE(record.ParseFromString(
          std::string(crypto::AsText(row.plain.Reveal()))));
      const std::string changed = change(record);
      RETURN_IF_ERROR(rows.Put(transaction, kReviewKind, row.id,
                               row.version + 1, crypto::AsBytes(changed),
                               leaf));
    }
    return absl::OkStatus();
  }
  absl::Status Restart() {
    group_.Close();
    return group_.Open();
  }

  v1::AttestOfficerActsRequest AttestRequest() {
    v1::AttestOfficerActsRequest request;
    request.set_name(review_);
    request.set_verdict(v1::ACTS_VERDICT_TO_DISCUSS);
    request.set_request_id(cases_.NewRequestId());
    return request;
  }
  // A question about the one reading, and its finding.
  std::string ABreach() {
    const auto question = AskAbout(ReadYesterday());
    EXPECT_THAT(question, IsOk());
    EXPECT_THAT(Answer(question->name()), IsOk());
    const auto finding =
        Conclude(question->name(), {}, v1::FINDING_OUTCOME_BREACH);
    EXPECT_THAT(finding, IsOk());
    return finding->name();
  }
  void AgreeToKnow(const std::string& finding, const std::string& situation) {
    auto name = Of<v1::RequestNameRequest>(finding);
    name.set_situation(situation);
    name.set_reason(v1::NAME_REASON_PROSECUTION);
    ASSERT_THAT(Ask<v1::JournalFinding>(kOfficer, name), IsOk());
    ASSERT_THAT(
        Ask<v1::JournalFinding>(kDpo, Of<v1::AgreeToNameRequest>(finding)),
        IsOk());
  }
  void CloseReview() {
    ASSERT_THAT(Attest(), IsOk());
    ASSERT_THAT(Ask<v1::JournalReview>(kOfficer, CloseRequest(*Report())),
                IsOk());
  }
  template <typename Request>
  Request Of(const std::string& name) {
    Request request;
    request.set_name(name);
    request.set_request_id(cases_.NewRequestId());
    return request;
  }
};

TEST_F(ReviewLimitsTest, AReviewHoldsFiveHundredFindings) {
  const int64_t leaf = ReadYesterday();
  const auto hold = [this](int findings) {
    Rewrite([findings](storage::v1::JournalReviewRecord& record) {
      v1::JournalReview& review = *record.mutable_review();
      review.clear_findings();
      for (int i = 0; i < findings; ++i) review.add_findings();
      return record.SerializeAsString();
    });
  };
  hold(500);
  const absl::Status full =
      Conclude("", {leaf}, v1::FINDING_OUTCOME_JUSTIFIED).status();
  EXPECT_THAT(full, ReasonIs(v1::ERROR_REASON_QUOTA_EXCEEDED));
  EXPECT_EQ(MetadataOf(full, "quota"), QuotaWord(Quota::kFindings));
  hold(499);
  EXPECT_THAT(Conclude("", {leaf}, v1::FINDING_OUTCOME_JUSTIFIED), IsOk());
}

TEST_F(ReviewLimitsTest, AQuestionIsOfFiftyAccessesAFindingOfFiveHundred) {
  const int64_t leaf = ReadYesterday();
  v1::AskQuestionRequest ask;
  ask.set_name(review_);
  ask.set_member(Member(kLateMember));
  ask.set_request_id(cases_.NewRequestId());
  for (int i = 0; i < 51; ++i) ask.add_leaf_indexes(leaf);
  EXPECT_EQ(
      MetadataOf(Ask<v1::JournalQuestion>(kOfficer, ask).status(), "field"),
      "leaf_indexes");
  ask.mutable_leaf_indexes()->RemoveLast();
  EXPECT_THAT(Ask<v1::JournalQuestion>(kOfficer, ask), IsOk());
  const std::vector<int64_t> many(501, leaf);
  EXPECT_EQ(
      MetadataOf(Conclude("", many, v1::FINDING_OUTCOME_JUSTIFIED).status(),
                 "field"),
      "leaf_indexes");
  EXPECT_THAT(Conclude("", {many.begin() + 1, many.end()},
                       v1::FINDING_OUTCOME_JUSTIFIED),
              IsOk());
}

// Whoever comes while the journal is read in waits a little, and no longer.
TEST_F(ReviewLimitsTest, WhileTheJournalIsReadInOthersAreToldToComeBack) {
  const int64_t leaf = ReadYesterday();
  v1::SearchAccessesRequest search;
  search.set_name(review_);
  v1::ExplainLeafRequest explain;
  explain.set_parent(GroupName::Of(testing::kTestGroup).ToString());
  explain.set_leaf_index(leaf);
  std::vector<std::future<absl::Status>> calls;
  {
    // Both connections that read the journal: nothing is read of it meanwhile.
    const ReadPool::Lease one = group_.group().files().journal_reads().Take();
    const ReadPool::Lease two = group_.group().files().journal_reads().Take();
    for (int i = 0; i < 2; ++i) {
      calls.push_back(std::async(std::launch::async, [&] {
        return Start<v1::SearchAccessesResponse>(kOfficer, search).get();
      }));
    }
    // One of them reads it in, the other does not wait for it without end.
    while (calls[0].wait_for(std::chrono::milliseconds(10)) !=
               std::future_status::ready &&
           calls[1].wait_for(std::chrono::milliseconds(10)) !=
               std::future_status::ready) {
    }
  }
  const absl::Status statuses[] = {calls[0].get(), calls[1].get()};
  EXPECT_THAT(statuses, UnorderedElementsAre(
                            IsOk(), ReasonIs(v1::ERROR_REASON_QUEUE_FULL)));
  EXPECT_THAT(Search(search), IsOk());
  EXPECT_THAT(Ask<v1::ExplainLeafResponse>(kOfficer, explain), IsOk());
}

// Looked at again between the report and its signature: what closes is the
// review that was signed, or none.
TEST_F(ReviewLimitsTest, AReviewThatChangedSinceItsReportDoesNotClose) {
  ReadYesterday();
  ASSERT_THAT(Attest(), IsOk());
  const auto report = Report();
  ASSERT_THAT(report, IsOk());
  std::promise<void> go_on;
  group_.group().journal().writer().Write(
      [gone_on = go_on.get_future().share()](WriteTransaction&) {
        gone_on.wait();
        WriteResult nothing;
        nothing.leaf.operation = v1::OPERATION_SERVER_CHECK;
        nothing.leaf.outcome = Outcome::kAllowed;
        return nothing;
      },
      [](const absl::StatusOr<Receipt>&) {});
  auto attested = Start<v1::JournalReview>(kDpo, AttestRequest());
  auto closed = Start<v1::JournalReview>(kOfficer, CloseRequest(*report));
  go_on.set_value();
  EXPECT_THAT(attested.get(), IsOk());
  EXPECT_THAT(closed.get(), ReasonIs(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_EQ(Review().state(), v1::JOURNAL_REVIEW_STATE_OPEN);
}

// A report over a checkpoint that this journal does not continue is no report:
// the group was set back, or the key is stolen.
TEST_F(ReviewLimitsTest, AReportOverAnotherHistoryClosesTheGroup) {
  ReadYesterday();
  ASSERT_THAT(Attest(), IsOk());
  auto report = Report();
  ASSERT_THAT(report, IsOk());
  const crypto::SigningKey key(
      group_.group().files().keys().checkpoint_seed.Reveal());
  report->mutable_report()->set_checkpoint(crypto::SignCheckpoint(
      {.origin = group_.place().origin(),
       .size = 5,
       .root = crypto::Sha256(crypto::AsBytes("another"))},
      key));
  EXPECT_THAT(Ask<v1::JournalReview>(kOfficer, CloseRequest(*report)),
              ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED));
  EXPECT_THAT(group_.group().journal().Standing(),
              ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED));
}

TEST_F(ReviewLimitsTest, NothingIsAddedToAClosedReview) {
  const std::string finding = ABreach();
  auto name = Of<v1::RequestNameRequest>(finding);
  name.set_situation(Review().findings(0).situations(0));
  name.set_reason(v1::NAME_REASON_INFORM_PERSON);
  ASSERT_THAT(Ask<v1::JournalFinding>(kOfficer, name), IsOk());
  CloseReview();
  EXPECT_THAT(Measure(finding, v1::MEASURE_KIND_REMINDER), Forbidden());
  name.set_request_id(cases_.NewRequestId());
  EXPECT_THAT(Ask<v1::JournalFinding>(kOfficer, name), Forbidden());
  EXPECT_THAT(
      Ask<v1::JournalFinding>(kDpo, Of<v1::AgreeToNameRequest>(finding)),
      Forbidden());
}

// Failure class "who may not know learns from the order of the checks".
TEST_F(ReviewLimitsTest, AnothersQuestionAndNoQuestionLookTheSame) {
  const int64_t leaf = ReadYesterday();
  const auto question = AskAbout(leaf);
  ASSERT_THAT(question, IsOk());
  const std::string none = review_ + "/questions/qaaaaaaaaaaaaaaaaaaaaaaaaaa";
  const std::string no_review =
      "groups/alencon-jeunesse/journalReviews/vaaaaaaaaaaaaaaaaaaaaaaaaaa/"
      "questions/qaaaaaaaaaaaaaaaaaaaaaaaaaa";
  const auto told = [&](const std::string& name, absl::string_view by) {
    return Answer(name, v1::ACCESS_JUSTIFICATION_PREPARING,
                  v1::PERSONAL_LINK_NO, by)
        .status();
  };
  const auto look_the_same = [&] {
    EXPECT_EQ(told(question->name(), "pjj-1"), PolicyDenied());
    EXPECT_EQ(told(none, "pjj-1"), PolicyDenied());
    EXPECT_EQ(told(no_review, "pjj-1"), PolicyDenied());
    EXPECT_EQ(told(none, kLateMember), PolicyDenied());
  };
  look_the_same();
  group_.SetToday(Today() + 20);
  ASSERT_THAT(Conclude(question->name(), {}, v1::FINDING_OUTCOME_JUSTIFIED),
              IsOk());
  CloseReview();
  look_the_same();
  // Whom it was put to is told that it is too late.
  EXPECT_THAT(Answer(question->name()), Forbidden());
}

TEST_F(ReviewLimitsTest, NobodyLooksAtTheirOwnActs) {
  ReadYesterday();
  Rewrite([this](storage::v1::JournalReviewRecord& record) {
    record.mutable_review()->set_officer(Member(kDpo));
    return record.SerializeAsString();
  });
  EXPECT_THAT(Attest(), Forbidden());
}

// Beyond the charter's delay an access is forgotten, and with it its case.
TEST_F(ReviewLimitsTest, WhatTheDelayHasEndedIsNotNamed) {
  const std::string finding = ABreach();
  AgreeToKnow(finding, Review().findings(0).situations(0));
  v1::RevealNameRequest reveal;
  reveal.set_name(finding);
  ASSERT_THAT(Ask<v1::RevealNameResponse>(kOfficer, reveal), IsOk());
  const absl::CivilDay then = Today();
  group_.SetToday(absl::CivilDay(then.year() + 3, then.month(), then.day()));
  EXPECT_THAT(Ask<v1::RevealNameResponse>(kOfficer, reveal), Forbidden());
}

// Whether the case is there or not: nothing of it can be asked to be known.
TEST_F(ReviewLimitsTest, OfADeniedAccessNoNameCanBeAskedFor) {
  std::vector<int64_t> guesses;
  for (const std::string& file :
       {cases_.OpenCase(17),
        std::string(
            "groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa")}) {
    EXPECT_THAT(cases_.Read("pjj-1", file), Denied());
    guesses.push_back(static_cast<int64_t>(cases_.receipt()->index));
  }
  ReadYesterday();
  for (const int64_t guess : guesses) {
    const auto finding = Conclude("", {guess}, v1::FINDING_OUTCOME_BREACH);
    ASSERT_THAT(finding, IsOk());
    EXPECT_EQ(finding->situations_size(), 0);
    auto wanted = Of<v1::RequestNameRequest>(finding->name());
    wanted.set_situation("0000");
    wanted.set_reason(v1::NAME_REASON_PROSECUTION);
    EXPECT_EQ(
        MetadataOf(Ask<v1::JournalFinding>(kOfficer, wanted).status(), "field"),
        "situation");
  }
}

TEST_F(ReviewLimitsTest, BadPagesAreRefused) {
  ReadYesterday();
  v1::ListQuestionsRequest questions;
  questions.set_parent(GroupName::Of(testing::kTestGroup).ToString());
  questions.set_page_size(-1);
  EXPECT_EQ(MetadataOf(
                Ask<v1::ListQuestionsResponse>(kLateMember, questions).status(),
                "field"),
            "page_size");
  questions.clear_page_size();
  questions.set_page_token("nonsense");
  EXPECT_THAT(Ask<v1::ListQuestionsResponse>(kLateMember, questions),
              ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  v1::ListSignalsRequest signals;
  signals.set_name(review_);
  signals.set_page_token("nonsense");
  EXPECT_THAT(Ask<v1::ListSignalsResponse>(kOfficer, signals),
              ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
}

TEST_F(ReviewLimitsTest, AChangeWithoutARequestIdIsRefused) {
  const std::string finding = ABreach();
  const std::string question = Review().questions(0).name();
  const auto field = [](const absl::Status& status) {
    return MetadataOf(status, "field");
  };
  const auto without_id = [&]<typename Response>(auto request, Response,
                                                 absl::string_view by) {
    request.clear_request_id();
    return field(Ask<Response>(by, request).status());
  };
  const v1::JournalFinding a_finding;
  const v1::JournalReview a_review;
  const v1::JournalQuestion a_question;
  EXPECT_EQ(without_id(PeriodRequest(Today(), Today()), a_review, kOfficer),
            "request_id");
  EXPECT_EQ(
      without_id(Of<v1::AskQuestionRequest>(review_), a_question, kOfficer),
      "request_id");
  EXPECT_EQ(without_id(Of<v1::AnswerQuestionRequest>(question), a_question,
                       kLateMember),
            "request_id");
  EXPECT_EQ(
      without_id(Of<v1::RecordFindingRequest>(review_), a_finding, kOfficer),
      "request_id");
  EXPECT_EQ(
      without_id(Of<v1::RecordMeasureRequest>(finding), a_finding, kOfficer),
      "request_id");
  EXPECT_EQ(
      without_id(Of<v1::RequestNameRequest>(finding), a_finding, kOfficer),
      "request_id");
  EXPECT_EQ(without_id(Of<v1::AgreeToNameRequest>(finding), a_finding, kDpo),
            "request_id");
  EXPECT_EQ(without_id(AttestRequest(), a_review, kDpo), "request_id");
  EXPECT_EQ(without_id(CloseRequest(*Report()), a_review, kOfficer),
            "request_id");
}

TEST_F(ReviewLimitsTest, AMalformedReviewKeepsTheGroupClosed) {
  ReadYesterday();
  Rewrite([](storage::v1::JournalReviewRecord&) -> std::string {
    return "\x0a\xff";  // A field that ends before its length.
  });
  EXPECT_THAT(Restart(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(ReviewLimitsTest, AKeptReportThatIsNoReportIsNotShown) {
  ReadYesterday();
  Rewrite([](storage::v1::JournalReviewRecord& record) {
    record.set_report_json("{\"title\": ");
    return record.SerializeAsString();
  });
  ASSERT_THAT(Restart(), IsOk());
  v1::GetReportRequest request;
  request.set_name(review_);
  EXPECT_THAT(Ask<v1::GetReportResponse>(kOfficer, request),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

}  // namespace
}  // namespace sceau
