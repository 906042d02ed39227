// A group whose officer reviews its journal: every call through the table that
// serves it.
#ifndef SCEAU_TESTS_SERVER_REVIEWS_REVIEW_FIXTURE_H_
#define SCEAU_TESTS_SERVER_REVIEWS_REVIEW_FIXTURE_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/cases/civil.h"
#include "server/rpc/routes.h"
#include "tests/support/case_desk.h"
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

  TestGroup group_;
  CaseDesk cases_{group_};
  const MethodTable table_ = Routes();
  std::optional<Receipt> receipt_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SERVER_REVIEWS_REVIEW_FIXTURE_H_
