// The life of a referral: its sender rereads, corrects and takes it back; the
// coordinator decides; nobody else learns that there is one.
#include <algorithm>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/journal/leaf.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kAbsentReferral[] =
    "groups/alencon-jeunesse/referrals/raaaaaaaaaaaaaaaaaaaaaaaaaa";
constexpr char kSender[] = "mission-locale-1";
constexpr char kColleague[] = "mission-locale-2";
constexpr char kStranger[] = "ddetspp-1";
constexpr int kAge = 20;

class ReferralsTest : public ::testing::Test {
 protected:
  v1::Referral Sent() {
    auto sent = cases_.Refer(kSender, cases_.SampleReferral(kAge));
    EXPECT_THAT(sent, IsOk());
    return *std::move(sent);
  }

  absl::StatusOr<v1::Referral> Correct(absl::string_view member,
                                       const v1::Referral& referral) {
    v1::UpdateReferralRequest request;
    *request.mutable_referral() = referral;
    request.set_request_id(cases_.NewRequestId());
    return AnswerOf<v1::Referral>([&](auto* out, Finish finish) {
      cases_.referrals().UpdateReferral(group_.As(member), request, out,
                                        std::move(finish));
    });
  }

  // Of a request that only names the referral: Withdraw, Accept, Reject.
  template <typename Request>
  absl::StatusOr<v1::Referral> Call(
      void (Referrals::*method)(const sceau::Call&, const Request&,
                                v1::Referral*, Finish) const,
      absl::string_view member, Request request, const v1::Referral& referral) {
    request.set_name(referral.name());
    request.set_etag(referral.etag());
    if (request.request_id().empty()) {
      request.set_request_id(cases_.NewRequestId());
    }
    return AnswerOf<v1::Referral>([&](auto* out, Finish finish) {
      (cases_.referrals().*method)(group_.As(member), request, out,
                                   std::move(finish));
    });
  }
  absl::StatusOr<v1::Referral> Withdraw(absl::string_view member,
                                        const v1::Referral& referral) {
    return Call(&Referrals::WithdrawReferral, member,
                v1::WithdrawReferralRequest(), referral);
  }
  absl::StatusOr<v1::Referral> Accept(absl::string_view member,
                                      const v1::Referral& referral,
                                      const std::string& joins = "") {
    v1::AcceptReferralRequest request;
    request.set_case_(joins);
    return Call(&Referrals::AcceptReferral, member, request, referral);
  }
  absl::StatusOr<v1::Referral> Reject(
      absl::string_view member, const v1::Referral& referral,
      v1::ReferralOutcome outcome = v1::REFERRAL_OUTCOME_REORIENTED) {
    v1::RejectReferralRequest request;
    request.set_outcome(outcome);
    return Call(&Referrals::RejectReferral, member, request, referral);
  }

  absl::StatusOr<v1::ListReferralsResponse> List(
      absl::string_view member,
      v1::ReferralState state = v1::REFERRAL_STATE_UNSPECIFIED) {
    v1::ListReferralsRequest request;
    request.set_parent(GroupName::Of(kTestGroup).ToString());
    request.set_state(state);
    return AnswerOf<v1::ListReferralsResponse>([&](auto* out, Finish finish) {
      cases_.referrals().ListReferrals(group_.As(member), request, out,
                                       std::move(finish));
    });
  }

  // The follow-up ends, by both co-pilots.
  void Close(const std::string& file) {
    v1::EntryBody body;
    body.mutable_decision()->set_code(v1::DECISION_CODE_EXIT_FROM_FOLLOW_UP);
    body.mutable_decision()->set_exit_reason(v1::EXIT_REASON_OBJECTIVE_REACHED);
    *body.mutable_decision()->mutable_date() =
        ToDate(group_.rooms().clock.DayOf(group_.now()));
    const auto end = cases_.Deposit(kCoordinator, file, body);
    ASSERT_THAT(end, IsOk());
    const auto first = cases_.Validate(kCoPilotState, *end);
    ASSERT_THAT(first, IsOk());
    ASSERT_THAT(cases_.Validate(kCoPilotLocal, *first), IsOk());
  }

  TestGroup group_;
  CaseDesk cases_{group_};
};

TEST_F(ReferralsTest, TheSendersOrganisationRereadsAndCorrects) {
  v1::Referral sent = Sent();
  sent.mutable_identity()->set_given_name("Zoë");
  const auto corrected = Correct(kColleague, sent);
  ASSERT_THAT(corrected, IsOk());
  const auto reread = cases_.GetReferral(kSender, sent.name());
  ASSERT_THAT(reread, IsOk());
  EXPECT_EQ(reread->identity().given_name(), "Zoë");
  EXPECT_THAT(List(kColleague)->referrals(), SizeIs(1));
  EXPECT_THAT(Correct(kSender, sent), ReasonIs(v1::ERROR_REASON_ETAG_MISMATCH));
  sent.clear_etag();
  EXPECT_THAT(Correct(kSender, sent), ReasonIs(v1::ERROR_REASON_ETAG_REQUIRED));
}

TEST_F(ReferralsTest, AnotherOrganisationsAndAnAbsentReferralLookTheSame) {
  v1::Referral sent = Sent();
  v1::Referral absent = sent;
  absent.set_name(kAbsentReferral);
  const absl::Status denied =
      cases_.GetReferral(kStranger, kAbsentReferral).status();
  EXPECT_THAT(denied, ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_EQ(cases_.GetReferral(kStranger, sent.name()).status(), denied);
  EXPECT_EQ(Correct(kStranger, sent).status(), denied);
  EXPECT_EQ(Correct(kStranger, absent).status(), denied);
  EXPECT_EQ(Withdraw(kStranger, sent).status(), denied);
  EXPECT_EQ(Withdraw(kStranger, absent).status(), denied);
  EXPECT_THAT(List(kStranger)->referrals(), IsEmpty());
}

TEST_F(ReferralsTest, TheCoordinatorAloneDecides) {
  const v1::Referral sent = Sent();
  for (const char* member : {kSender, kStranger, kOfficer, kCoPilotState}) {
    EXPECT_THAT(Accept(member, sent), ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
    EXPECT_THAT(Reject(member, sent), ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  }
  const auto accepted = Accept(kCoordinator, sent);
  ASSERT_THAT(accepted, IsOk());
  EXPECT_EQ(accepted->state(), v1::REFERRAL_STATE_ACCEPTED);
}

TEST_F(ReferralsTest, WhatIsDecidedOrWithdrawnChangesNoMore) {
  const auto accepted = Accept(kCoordinator, Sent());
  ASSERT_THAT(accepted, IsOk());
  EXPECT_THAT(Correct(kSender, *accepted),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(Withdraw(kSender, *accepted),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(Reject(kCoordinator, *accepted),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  const auto withdrawn = Withdraw(kSender, Sent());
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_THAT(Accept(kCoordinator, *withdrawn),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

TEST_F(ReferralsTest, OfWhatIsWithdrawnNothingIsLeftToRead) {
  const auto withdrawn = Withdraw(kSender, Sent());
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_FALSE(withdrawn->has_identity());
  EXPECT_THAT(cases_.GetReferral(kSender, withdrawn->name()),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  const auto coordinators = cases_.GetReferral(kCoordinator, withdrawn->name());
  ASSERT_THAT(coordinators, IsOk());
  EXPECT_FALSE(coordinators->has_identity());
  EXPECT_THAT(coordinators->reasons(), IsEmpty());
  EXPECT_THAT(List(kCoordinator)->referrals(), IsEmpty());
  EXPECT_THAT(List(kCoordinator, v1::REFERRAL_STATE_WITHDRAWN)->referrals(),
              SizeIs(1));
}

TEST_F(ReferralsTest, OfWhatIsRejectedTheSenderSeesTheOutcomeAlone) {
  const v1::Referral sent = Sent();
  EXPECT_THAT(Reject(kCoordinator, sent, v1::REFERRAL_OUTCOME_UNSPECIFIED),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  ASSERT_THAT(Reject(kCoordinator, sent), IsOk());
  const auto reread = cases_.GetReferral(kSender, sent.name());
  ASSERT_THAT(reread, IsOk());
  EXPECT_EQ(reread->state(), v1::REFERRAL_STATE_REJECTED);
  EXPECT_EQ(reread->outcome(), v1::REFERRAL_OUTCOME_REORIENTED);
  EXPECT_FALSE(reread->has_identity());
}

// The case is the sender's to know once the person has been told.
TEST_F(ReferralsTest, TheSenderLearnsTheCaseOnlyAfterTheNotice) {
  const std::string file = cases_.OpenCase(kAge);
  const v1::Referral sent = Sent();
  const auto joined = Accept(kCoordinator, sent, file);
  ASSERT_THAT(joined, IsOk());
  EXPECT_EQ(joined->accepted_case(), file);
  EXPECT_EQ(cases_.GetReferral(kSender, sent.name())->accepted_case(), "");
  cases_.Tell(file, kAge);
  EXPECT_EQ(cases_.GetReferral(kSender, sent.name())->accepted_case(), file);
}

// A referral that has a case is no second copy of it.
TEST_F(ReferralsTest, OfAClosedCaseTheDayAndTheOutcomeAreLeft) {
  const std::string file = cases_.OpenCase(kAge);
  const v1::Referral sent = Sent();
  ASSERT_THAT(Accept(kCoordinator, sent, file), IsOk());
  EXPECT_TRUE(cases_.GetReferral(kSender, sent.name())->has_identity());
  cases_.Tell(file, kAge);
  cases_.Follow(file);
  EXPECT_TRUE(cases_.GetReferral(kSender, sent.name())->has_identity());
  EXPECT_TRUE(cases_.GetReferral(kCoordinator, sent.name())->has_identity());
  Close(file);
  for (const char* member : {kSender, kCoordinator}) {
    SCOPED_TRACE(member);
    const auto reread = cases_.GetReferral(member, sent.name());
    ASSERT_THAT(reread, IsOk());
    const auto listed = List(member);
    ASSERT_THAT(listed, IsOk());
    const auto line = std::find_if(
        listed->referrals().begin(), listed->referrals().end(),
        [&](const v1::Referral& each) { return each.name() == sent.name(); });
    ASSERT_NE(line, listed->referrals().end());
    for (const v1::Referral& shown : {*reread, *line}) {
      EXPECT_FALSE(shown.has_identity());
      EXPECT_FALSE(shown.has_contact_details());
      EXPECT_FALSE(shown.has_date());
      EXPECT_THAT(shown.reasons(), IsEmpty());
      EXPECT_EQ(shown.accepted_case(), "");
      EXPECT_EQ(shown.state(), v1::REFERRAL_STATE_ACCEPTED);
      EXPECT_EQ(shown.outcome(), v1::REFERRAL_OUTCOME_UNSPECIFIED);
      EXPECT_TRUE(shown.has_submit_time());
    }
  }
}

TEST_F(ReferralsTest, ReadingAReferralIsReadingItsCase) {
  const std::string file = cases_.OpenCase(kAge);
  const v1::Referral sent = Sent();
  ASSERT_THAT(Accept(kCoordinator, sent, file), IsOk());
  ASSERT_THAT(cases_.GetReferral(kSender, sent.name()), IsOk());
  const auto stored =
      group_.group().journal().FindLeaf(cases_.receipt()->index);
  ASSERT_THAT(stored, IsOk());
  const auto leaf = DecodeLeaf(stored->binding, stored->naming);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_THAT(leaf->resources,
              ElementsAre(group_.group().journal().pseudonyms().Of(
                  "case", CaseName::Parse(file)->id())));
  EXPECT_NE(leaf->released & 1U << v1::CATEGORY_IDENTITY, 0U);
  EXPECT_NE(leaf->released & 1U << v1::CATEGORY_ORIGIN, 0U);
  EXPECT_THAT(leaf->rules, Not(IsEmpty()));
}

TEST_F(ReferralsTest, JoiningACaseThatIsNotThereChangesNothing) {
  const v1::Referral sent = Sent();
  EXPECT_THAT(
      Accept(kCoordinator, sent,
             "groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa"),
      ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_EQ(cases_.GetReferral(kCoordinator, sent.name())->state(),
            v1::REFERRAL_STATE_SUBMITTED);
}

TEST_F(ReferralsTest, ASenderBoundToSecrecyNeedsAWrittenBasis) {
  EXPECT_THAT(cases_.Refer("spip-1", cases_.SampleReferral(kAge)),
              ReasonIs(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED));
  EXPECT_THAT(List(kCoordinator)->referrals(), IsEmpty());
}

TEST_F(ReferralsTest, ARepeatedDecisionIsAnsweredAlikeAndWithAnotherBodyNot) {
  const v1::Referral sent = Sent();
  v1::RejectReferralRequest request;
  request.set_outcome(v1::REFERRAL_OUTCOME_REORIENTED);
  request.set_request_id(cases_.NewRequestId());
  const auto first =
      Call(&Referrals::RejectReferral, kCoordinator, request, sent);
  ASSERT_THAT(first, IsOk());
  const auto again =
      Call(&Referrals::RejectReferral, kCoordinator, request, sent);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  request.set_outcome(v1::REFERRAL_OUTCOME_NO_FOLLOW_UP);
  EXPECT_THAT(Call(&Referrals::RejectReferral, kCoordinator, request, sent),
              ReasonIs(v1::ERROR_REASON_REQUEST_ID_REUSED));
}

}  // namespace
}  // namespace sceau::testing
