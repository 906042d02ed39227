// F-39: who has a personal link to the person reads nothing of that case, from
// the next call on, whatever the charter gives.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/charter_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::testing::IsEmpty;
using testing::IsOk;
using testing::kAdmin;
using testing::kCoordinator;
using testing::kOfficer;
using testing::ReasonIs;
using ::testing::SizeIs;

constexpr char kUnknownCase[] =
    "groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa";

class RecusalTest : public ::testing::Test {
 protected:
  // In session today for two members of the mission locale.
  RecusalTest() : file_(cases_.OpenCase(17, "LEFÈVRE", "Noé")) {
    cases_.Tell(file_, 17);
    cases_.Convene(file_, {"mission-locale-1", "mission-locale-2"});
  }

  absl::StatusOr<v1::Referral> Accept(
      const v1::AcceptReferralRequest& request) {
    return testing::AnswerOf<v1::Referral>(
        [&](v1::Referral* out, Finish finish) {
          cases_.referrals().AcceptReferral(group_.As(kCoordinator), request,
                                            out, std::move(finish));
        });
  }
  v1::AcceptReferralRequest AcceptRequest(const v1::Referral& referral,
                                          const std::string& joins) {
    v1::AcceptReferralRequest request;
    request.set_name(referral.name());
    request.set_etag(cases_.GetReferral(kCoordinator, referral.name())->etag());
    request.set_case_(joins);
    request.set_request_id(cases_.NewRequestId());
    return request;
  }

  testing::TestGroup group_;
  testing::CaseDesk cases_{group_};
  testing::CharterDesk desk_{group_};
  const std::string file_;
};

TEST_F(RecusalTest, WhoIsRecusedSeesNothingAtTheNextCall) {
  ASSERT_THAT(cases_.Read("mission-locale-1", file_), IsOk());
  ASSERT_THAT(cases_.List("mission-locale-1")->cases(), SizeIs(1));
  ASSERT_THAT(desk_.Recuse("mission-locale-1", "mission-locale-1", file_),
              IsOk());
  EXPECT_EQ(cases_.Read("mission-locale-1", file_).status(),
            cases_.Read("mission-locale-1", kUnknownCase).status());
  EXPECT_THAT(cases_.List("mission-locale-1")->cases(), IsEmpty());
  EXPECT_THAT(cases_.Search("mission-locale-1", "LEFÈVRE", "Noé")->cases(),
              IsEmpty());
  v1::EntryBody body;
  body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
  EXPECT_THAT(cases_.Deposit("mission-locale-1", file_, body),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  // A colleague goes on.
  EXPECT_THAT(cases_.Read("mission-locale-2", file_), IsOk());
}

TEST_F(RecusalTest, ItStandsAfterARestartAndSaidTwiceIsSaidOnce) {
  ASSERT_THAT(desk_.Recuse("mission-locale-1", "mission-locale-1", file_),
              IsOk());
  ASSERT_THAT(desk_.Recuse("mission-locale-1", "mission-locale-1", file_),
              IsOk());
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  testing::CaseDesk again(group_);  // The rooms are new.
  EXPECT_FALSE(again.Read("mission-locale-1", file_).ok());
  EXPECT_THAT(again.Read("mission-locale-2", file_), IsOk());
}

TEST_F(RecusalTest, TheCoordinatorIsNoException) {
  ASSERT_THAT(desk_.Recuse(kCoordinator, kCoordinator, file_), IsOk());
  EXPECT_FALSE(cases_.Read(kCoordinator, file_).ok());
  EXPECT_THAT(cases_.List(kCoordinator)->cases(), IsEmpty());
  EXPECT_THAT(cases_.Search(kCoordinator, "LEFÈVRE", "Noé")->cases(),
              IsEmpty());
}

TEST_F(RecusalTest, TheOfficerRecusesAnybodyOthersThemselvesAlone) {
  EXPECT_THAT(desk_.Recuse("mission-locale-2", "mission-locale-1", file_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Recuse(kCoordinator, "mission-locale-1", file_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Recuse(kAdmin, kAdmin, file_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(cases_.Read("mission-locale-1", file_), IsOk());
  ASSERT_THAT(desk_.Recuse(kOfficer, "mission-locale-1", file_), IsOk());
  EXPECT_FALSE(cases_.Read("mission-locale-1", file_).ok());
  EXPECT_THAT(desk_.Recuse(kOfficer, "nobody-1", file_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(RecusalTest, TheAnswerSaysNothingOfTheCase) {
  EXPECT_EQ(desk_.Recuse("pjj-1", "pjj-1", kUnknownCase),
            desk_.Recuse("pjj-1", "pjj-1", file_));
  EXPECT_THAT(desk_.Recuse("pjj-1", "pjj-1", "groups/alencon-jeunesse/cases/"),
              ReasonIs(v1::ERROR_REASON_NAME_MALFORMED));
  EXPECT_EQ(MetadataOf(desk_.Recuse("pjj-1", "pjj-1", "groups/other/cases/c1"),
                       "field"),
            "case");
}

TEST_F(RecusalTest, ASessionsItemOfThatCaseIsNotShown) {
  ASSERT_THAT(desk_.Recuse("mission-locale-1", "mission-locale-1", file_),
              IsOk());
  v1::ListReviewSessionsRequest request;
  request.set_parent("groups/alencon-jeunesse");
  const auto sessions = [&](absl::string_view by) {
    v1::ListReviewSessionsResponse page;
    EXPECT_THAT(testing::Await([&](Finish finish) {
                  cases_.sessions().ListReviewSessions(
                      group_.As(by), request, &page, std::move(finish));
                }).status,
                IsOk());
    return page.review_sessions_size();
  };
  EXPECT_EQ(sessions("mission-locale-1"), 0);
  EXPECT_EQ(sessions("mission-locale-2"), 1);
}

TEST_F(RecusalTest, AReferralIsNotJoinedToThatCase) {
  ASSERT_THAT(desk_.Recuse(kCoordinator, kCoordinator, file_), IsOk());
  const auto referral = cases_.Refer(
      "mission-locale-1", cases_.SampleReferral(17, "LEFÈVRE", "Noé"));
  ASSERT_THAT(referral, IsOk());
  EXPECT_EQ(Accept(AcceptRequest(*referral, file_)).status(),
            Accept(AcceptRequest(*referral, kUnknownCase)).status());
  const auto kept = cases_.GetReferral(kCoordinator, referral->name());
  EXPECT_EQ(kept->state(), v1::REFERRAL_STATE_SUBMITTED);
  EXPECT_THAT(Accept(AcceptRequest(*referral, "")), IsOk());
}

// What a call was answered before the recusal is not told again after it.
TEST_F(RecusalTest, ARepeatedCallTellsNothingMore) {
  const auto referral = cases_.Refer(
      "mission-locale-1", cases_.SampleReferral(17, "LEFÈVRE", "Noé"));
  ASSERT_THAT(referral, IsOk());
  const auto accept = AcceptRequest(*referral, file_);
  ASSERT_THAT(Accept(accept), IsOk());
  const auto create = cases_.OpenCaseRequest(17, "HUE", "Zoé");
  const auto created = cases_.Create(create);
  ASSERT_THAT(created, IsOk());
  ASSERT_THAT(desk_.Recuse(kCoordinator, kCoordinator, file_), IsOk());
  ASSERT_THAT(desk_.Recuse(kCoordinator, kCoordinator, created->name()),
              IsOk());
  EXPECT_THAT(Accept(accept), ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(cases_.Create(create), ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(RecusalTest, AnAgendaKeepsTheItemThatIsNotSeenAndTakesNoNewOne) {
  const std::string other = cases_.OpenCase(17, "HUE", "Zoé");
  v1::CreateReviewSessionRequest create;
  create.set_parent("groups/alencon-jeunesse");
  create.set_request_id(cases_.NewRequestId());
  v1::ReviewSession& wanted = *create.mutable_review_session();
  *wanted.mutable_date() = ToDate(absl::CivilDay(2026, 3, 20));
  wanted.add_items()->set_case_(file_);
  wanted.add_items()->set_case_(other);
  for (v1::AgendaItem& item : *wanted.mutable_items()) {
    item.add_convened()->set_member(
        MemberName::Of(testing::kTestGroup, "mission-locale-1").ToString());
  }
  const auto planned = testing::AnswerOf<v1::ReviewSession>(
      [&](v1::ReviewSession* out, Finish finish) {
        cases_.sessions().CreateReviewSession(group_.As(kCoordinator), create,
                                              out, std::move(finish));
      });
  ASSERT_THAT(planned, IsOk());
  ASSERT_THAT(desk_.Recuse(kCoordinator, kCoordinator, file_), IsOk());
  const auto update = [&](const std::string& case_name) {
    v1::UpdateReviewSessionRequest request;
    request.set_request_id(cases_.NewRequestId());
    *request.mutable_review_session() = *planned;
    request.mutable_review_session()->mutable_items()->DeleteSubrange(1, 1);
    request.mutable_review_session()->mutable_items(0)->set_case_(case_name);
    return testing::AnswerOf<v1::ReviewSession>(
        [&](v1::ReviewSession* out, Finish finish) {
          cases_.sessions().UpdateReviewSession(
              group_.As(kCoordinator), request, out, std::move(finish));
        });
  };
  EXPECT_EQ(update(file_).status(), update(kUnknownCase).status());
  const auto updated = update(other);
  ASSERT_THAT(updated, IsOk());
  ASSERT_THAT(updated->items(), SizeIs(1));
  EXPECT_EQ(updated->items(0).case_(), other);
  const auto stored = group_.rooms().agenda.Find(
      ReviewSessionName::Parse(planned->name())->id());
  ASSERT_THAT(stored->record.items(), SizeIs(2));
  EXPECT_EQ(stored->record.items(1).case_(), CaseName::Parse(file_)->id());
}

// No state of the member leads out of it, and no call of the officer.
TEST_F(RecusalTest, ItIsForGood) {
  ASSERT_THAT(desk_.Recuse("mission-locale-1", "mission-locale-1", file_),
              IsOk());
  EXPECT_THAT(desk_.Recuse(kOfficer, "mission-locale-1", file_), IsOk());
  const auto change = [&](const char* by, auto method, auto request) {
    request.set_name(
        MemberName::Of(testing::kTestGroup, "mission-locale-1").ToString());
    request.set_request_id(cases_.NewRequestId());
    return testing::AnswerOf<v1::Member>([&](v1::Member* out, Finish finish) {
      (group_.group().rooms().member_operations->*method)(
          group_.As(by), request, out, std::move(finish));
    });
  };
  ASSERT_THAT(change(kOfficer, &MemberOperations::SuspendMember,
                     v1::SuspendMemberRequest()),
              IsOk());
  ASSERT_THAT(change(kOfficer, &MemberOperations::ConfirmMember,
                     v1::ConfirmMemberRequest()),
              IsOk());
  EXPECT_EQ(cases_.Read("mission-locale-1", file_).status(),
            cases_.Read("mission-locale-1", kUnknownCase).status());
  EXPECT_THAT(cases_.Read("mission-locale-2", file_), IsOk());
}

}  // namespace
}  // namespace sceau
