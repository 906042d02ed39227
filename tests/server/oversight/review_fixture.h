// A group whose officer reviews its journal: every call through the table that
// serves it.
#ifndef SCEAU_TESTS_SERVER_OVERSIGHT_REVIEW_FIXTURE_H_
#define SCEAU_TESTS_SERVER_OVERSIGHT_REVIEW_FIXTURE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"

#include "crypto/charter_signature.h"
#include "crypto/checkpoint.h"
#include "crypto/digest.h"
#include "proto/contract/names.h"
#include "server/rpc/routes.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau::testing {

class ReviewTest : public ::testing::Test {
 protected:
  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(absl::string_view member,
                               const Request& request) {
    const MethodRow* const row = table_.Find(Request::descriptor());
    EXPECT_NE(row, nullptr);
    Response response;
    const Call call = group_.As(member);
    const Ended ended = Await([&](Finish finish) {
      row->handler(group_.group().rooms(), call, request, &response,
                   std::move(finish));
    });
    receipt_ = ended.receipt;
    if (!ended.status.ok()) return ended.status;
    return response;
  }

  v1::CreateJournalReviewRequest PeriodRequest(absl::CivilDay first,
                                               absl::CivilDay last) {
    v1::CreateJournalReviewRequest request;
    request.set_parent(GroupName::Of(kTestGroup).ToString());
    *request.mutable_journal_review()->mutable_start_date() = ToDate(first);
    *request.mutable_journal_review()->mutable_end_date() = ToDate(last);
    request.set_request_id(cases_.NewRequestId());
    return request;
  }
  absl::StatusOr<v1::JournalReview> OpenReview(
      absl::CivilDay first, absl::CivilDay last,
      absl::string_view by = kOfficer) {
    return Ask<v1::JournalReview>(by, PeriodRequest(first, last));
  }
  // Of today; its name.
  std::string OpenReview() {
    const auto review = OpenReview(Today(), Today());
    EXPECT_THAT(review, IsOk());
    return review.ok() ? review->name() : "";
  }
  absl::StatusOr<v1::SearchAccessesResponse> Search(
      const v1::SearchAccessesRequest& request,
      absl::string_view by = kOfficer) {
    return Ask<v1::SearchAccessesResponse>(by, request);
  }
  absl::StatusOr<v1::ListSignalsResponse> Signals(
      const std::string& review, absl::string_view by = kOfficer) {
    v1::ListSignalsRequest request;
    request.set_name(review);
    return Ask<v1::ListSignalsResponse>(by, request);
  }

  static auto Denied() { return ReasonIs(v1::ERROR_REASON_POLICY_DENIED); }
  static auto Forbidden() { return ReasonIs(v1::ERROR_REASON_STATE_FORBIDS); }

  // A case in session today, read once by the mission locale; a review of that
  // day, opened on the next. The leaf of the reading.
  int64_t ReadYesterday() {
    case_ = ReadInSession();
    const auto leaf = static_cast<int64_t>(cases_.receipt()->index);
    const absl::CivilDay then = Today();
    group_.SetToday(then + 1);
    const auto review = OpenReview(then, then);
    EXPECT_THAT(review, IsOk());
    review_ = review->name();
    period_leaves_ = leaf + 1;
    return leaf;
  }
  absl::StatusOr<v1::JournalQuestion> AskAbout(
      int64_t leaf, bool personal_link = false,
      absl::string_view member = "mission-locale-1",
      absl::string_view by = kOfficer) {
    v1::AskQuestionRequest request;
    request.set_name(review_);
    request.set_member(Member(member));
    request.add_leaf_indexes(leaf);
    request.set_asks_personal_link(personal_link);
    request.set_request_id(cases_.NewRequestId());
    return Ask<v1::JournalQuestion>(by, request);
  }
  absl::StatusOr<v1::JournalQuestion> Answer(
      const std::string& question,
      v1::AccessJustification justification =
          v1::ACCESS_JUSTIFICATION_WRONG_CASE,
      v1::PersonalLink link = v1::PERSONAL_LINK_UNSPECIFIED,
      absl::string_view by = "mission-locale-1") {
    v1::AnswerQuestionRequest request;
    request.set_name(question);
    request.set_justification(justification);
    request.set_personal_link(link);
    request.set_request_id(cases_.NewRequestId());
    return Ask<v1::JournalQuestion>(by, request);
  }
  absl::StatusOr<v1::JournalFinding> Conclude(
      const std::string& question, const std::vector<int64_t>& leaves,
      v1::FindingOutcome outcome, absl::string_view by = kOfficer) {
    v1::RecordFindingRequest request;
    request.set_name(review_);
    request.set_question(question);
    for (const int64_t leaf : leaves) request.add_leaf_indexes(leaf);
    request.set_outcome(outcome);
    request.set_request_id(cases_.NewRequestId());
    return Ask<v1::JournalFinding>(by, request);
  }
  absl::StatusOr<v1::JournalFinding> Measure(const std::string& finding,
                                             v1::MeasureKind kind,
                                             absl::string_view by = kOfficer) {
    v1::RecordMeasureRequest request;
    request.set_name(finding);
    request.set_measure(kind);
    request.set_request_id(cases_.NewRequestId());
    return Ask<v1::JournalFinding>(by, request);
  }
  absl::StatusOr<v1::JournalReview> Attest(
      v1::ActsVerdict verdict = v1::ACTS_VERDICT_IN_ORDER,
      absl::string_view by = kDpo) {
    v1::AttestOfficerActsRequest request;
    request.set_name(review_);
    request.set_verdict(verdict);
    request.set_request_id(cases_.NewRequestId());
    return Ask<v1::JournalReview>(by, request);
  }
  // Once a checkpoint reaches the period's end; one is signed every second.
  absl::StatusOr<v1::GetReportResponse> Report(
      absl::string_view by = kOfficer) {
    while (CheckpointedLeaves() < period_leaves_) {
      absl::SleepFor(absl::Milliseconds(10));
    }
    v1::GetReportRequest request;
    request.set_name(review_);
    return Ask<v1::GetReportResponse>(by, request);
  }
  v1::JournalReview Review() {
    v1::GetJournalReviewRequest request;
    request.set_name(review_);
    return *Ask<v1::JournalReview>(kOfficer, request);
  }
  // With the key of `signer`.
  v1::CloseJournalReviewRequest CloseRequest(
      const v1::GetReportResponse& report,
      absl::string_view signer = kOfficer) {
    v1::CloseJournalReviewRequest request;
    request.set_name(review_);
    *request.mutable_report_time() = report.report().create_time();
    request.set_checkpoint(report.report().checkpoint());
    request.set_signature(crypto::ToString(*crypto::SignWithPem(
        group_.CredentialOf(signer).key,
        crypto::JournalReportMessage(
            kTestGroup, JournalReviewName::Parse(review_)->id(),
            crypto::Sha256(crypto::AsBytes(report.json()))))));
    request.set_request_id(cases_.NewRequestId());
    return request;
  }

  int64_t CheckpointedLeaves() {
    const Journal& journal = group_.group().journal();
    const auto checkpoint = crypto::VerifyCheckpoint(
        journal.NewestCheckpoint(), journal.verifier_key(),
        journal.verifier_key().name);
    return checkpoint.ok() ? static_cast<int64_t>(checkpoint->size) : 0;
  }

  absl::CivilDay Today() { return group_.rooms().clock.DayOf(group_.now()); }
  std::string Member(absl::string_view member) {
    return MemberName::Of(kTestGroup, member).ToString();
  }

  // A case in session today, read by the mission locale; its name.
  std::string ReadInSession() {
    const std::string file = cases_.OpenCase(17);
    cases_.Tell(file, 17);
    cases_.Convene(file, {"mission-locale-1"});
    EXPECT_THAT(cases_.Read("mission-locale-1", file), IsOk());
    return file;
  }

  std::string case_;
  std::string review_;
  int64_t period_leaves_ = 0;
  TestGroup group_;
  CaseDesk cases_{group_};
  const MethodTable table_ = Routes();
  std::optional<Receipt> receipt_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SERVER_OVERSIGHT_REVIEW_FIXTURE_H_
