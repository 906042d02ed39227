// A review of the journal played from end to end over real TLS: opened, looked
// through, a member asked, concluded, looked at by another, signed and closed.
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "proto/contract/names.h"
#include "proto/contract/wire.h"
#include "sceau/v1/journal_review_service.grpc.pb.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_server.h"

namespace sceau {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::kDpo;
using testing::kOfficer;
using testing::kTestGroup;
using ::testing::Not;
using ::testing::SizeIs;
using Reviews = v1::JournalReviewService::Stub;

constexpr char kAsked[] = "mission-locale-1";

class WireReviewTest : public ::testing::Test {
 protected:
  // The day after what is reviewed.
  WireReviewTest() : case_(ReadInSession()), server_(group_, "127.0.0.1", 1) {}

  std::string ReadInSession() {
    testing::CaseDesk desk(group_);
    const std::string file = desk.OpenCase(17);
    desk.Tell(file, 17);
    desk.Convene(file, {kAsked});
    EXPECT_THAT(desk.Read(kAsked, file), IsOk());
    EXPECT_THAT(desk.Read(testing::kCoordinator, file), IsOk());
    return file;
  }
  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(
      absl::string_view member,
      grpc::Status (Reviews::*method)(grpc::ClientContext*, const Request&,
                                      Response*),
      Request request) {
    if constexpr (requires { request.request_id(); }) {
      request.set_request_id("00000000-0000-4000-8000-0000000000" +
                             std::to_string(++requests_ + 10));
    }
    const auto stub =
        v1::JournalReviewService::NewStub(server_.ChannelAs(member));
    grpc::ClientContext context;
    testing::SetDeadline(context);
    Response response;
    const grpc::Status status = ((*stub).*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }
  template <typename Request>
  Request OfReview() {
    Request request;
    request.set_name(review_);
    return request;
  }
  void Open() {
    v1::CreateJournalReviewRequest request;
    request.set_parent(GroupName::Of(kTestGroup).ToString());
    const auto day = ToDate(testing::TestGroup::Options().today);
    *request.mutable_journal_review()->mutable_start_date() = day;
    *request.mutable_journal_review()->mutable_end_date() = day;
    const auto review = Ask(kOfficer, &Reviews::CreateJournalReview, request);
    ASSERT_THAT(review, IsOk());
    review_ = review->name();
  }
  // The one reading of the member's.
  v1::Access Reading() {
    auto request = OfReview<v1::SearchAccessesRequest>();
    request.set_member(MemberName::Of(kTestGroup, kAsked).ToString());
    request.set_readings(true);
    const auto found = Ask(kOfficer, &Reviews::SearchAccesses, request);
    EXPECT_THAT(found, IsOk());
    EXPECT_THAT(found->accesses(), SizeIs(1));
    return found->accesses(0);
  }
  // Its question, answered; the name.
  std::string AskedAndAnswered(const v1::Access& access) {
    auto ask = OfReview<v1::AskQuestionRequest>();
    ask.set_member(access.member());
    ask.add_leaf_indexes(access.leaf_index());
    ask.set_asks_personal_link(true);
    EXPECT_THAT(Ask(kOfficer, &Reviews::AskQuestion, ask), IsOk());
    v1::ListQuestionsRequest list;
    list.set_parent(GroupName::Of(kTestGroup).ToString());
    const auto own = Ask(kAsked, &Reviews::ListQuestions, list);
    EXPECT_THAT(own, IsOk());
    EXPECT_EQ(own->questions(0).accesses(0).cases(0), case_);
    v1::AnswerQuestionRequest answer;
    answer.set_name(own->questions(0).name());
    answer.set_justification(v1::ACCESS_JUSTIFICATION_PREPARING);
    answer.set_personal_link(v1::PERSONAL_LINK_NO);
    EXPECT_THAT(Ask(kAsked, &Reviews::AnswerQuestion, answer), IsOk());
    return answer.name();
  }
  // What is left of the sample, found justified.
  void ConcludeSample() {
    const auto sample =
        Ask(kOfficer, &Reviews::GetSample, OfReview<v1::GetSampleRequest>());
    ASSERT_THAT(sample, IsOk());
    auto find = OfReview<v1::RecordFindingRequest>();
    find.set_outcome(v1::FINDING_OUTCOME_JUSTIFIED);
    const int64_t asked = Reading().leaf_index();
    for (const v1::Access& access : sample->accesses()) {
      if (access.leaf_index() != asked) {
        find.add_leaf_indexes(access.leaf_index());
      }
    }
    ASSERT_THAT(Ask(kOfficer, &Reviews::RecordFinding, find), IsOk());
  }

  testing::TestGroup group_;
  const std::string case_;
  testing::TestServer server_;
  std::string review_;
  int requests_ = 0;
};

TEST_F(WireReviewTest, AReviewIsPlayedFromOpeningToTheSignedReport) {
  Open();
  const auto signals =
      Ask(kOfficer, &Reviews::ListSignals, OfReview<v1::ListSignalsRequest>());
  ASSERT_THAT(signals, IsOk());
  auto find = OfReview<v1::RecordFindingRequest>();
  find.set_question(AskedAndAnswered(Reading()));
  find.set_outcome(v1::FINDING_OUTCOME_ERROR);
  const auto finding = Ask(kOfficer, &Reviews::RecordFinding, find);
  ASSERT_THAT(finding, IsOk());
  v1::RecordMeasureRequest measure;
  measure.set_name(finding->name());
  measure.set_measure(v1::MEASURE_KIND_REMINDER);
  ASSERT_THAT(Ask(kOfficer, &Reviews::RecordMeasure, measure), IsOk());
  ConcludeSample();

  auto attest = OfReview<v1::AttestOfficerActsRequest>();
  attest.set_verdict(v1::ACTS_VERDICT_IN_ORDER);
  ASSERT_THAT(Ask(kDpo, &Reviews::AttestOfficerActs, attest), IsOk());

  const auto report =
      Ask(kOfficer, &Reviews::GetReport, OfReview<v1::GetReportRequest>());
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->report().findings_size(), 1);
  EXPECT_EQ(report->report().sample().concluded(),
            report->report().sample().size());
  for (const char* word : {kAsked, "LEFÈVRE", "Noé"}) {
    EXPECT_THAT(report->json(), Not(HasSubstr(word)));
  }
  auto close = OfReview<v1::CloseJournalReviewRequest>();
  *close.mutable_report_time() = report->report().create_time();
  close.set_checkpoint(report->report().checkpoint());
  close.set_signature(crypto::ToString(*crypto::SignWithPem(
      group_.CredentialOf(kOfficer).key,
      crypto::JournalReportMessage(
          kTestGroup, JournalReviewName::Parse(review_)->id(),
          crypto::Sha256(crypto::AsBytes(report->json()))))));
  const auto closed = Ask(kOfficer, &Reviews::CloseJournalReview, close);
  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->state(), v1::JOURNAL_REVIEW_STATE_CLOSED);
}

}  // namespace
}  // namespace sceau
