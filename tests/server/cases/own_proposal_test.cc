// Youth justice and probation say for themselves that they act, with a text and
// the person's agreement, to whom that agreement names; of a minor, once told.
#include "server/cases/own_proposal.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::AccessOf;
using ::sceau::testing::Await;
using ::sceau::testing::CaseDesk;
using ::sceau::testing::CategoriesOf;
using ::sceau::testing::EntryOf;
using ::sceau::testing::IsOk;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::kCoPilotState;
using ::sceau::testing::kTestGroup;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::TestGroup;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

class OwnProposalTest : public ::testing::Test {
 protected:
  absl::CivilDay Today() { return group_.rooms().clock.DayOf(group_.now()); }

  // A case told, in follow-up, to which `members` are convened.
  std::string Followed(int age, const std::vector<std::string>& members) {
    const std::string file = desk_.OpenCase(age);
    desk_.Tell(file, age);
    desk_.Follow(file);
    desk_.Convene(file, members);
    return file;
  }

  static v1::EntryBody LeadOf(const std::string& partner) {
    v1::EntryBody body;
    body.mutable_lead_worker()->set_organisation(partner);
    body.mutable_lead_worker()->set_member(
        MemberName::Of(kTestGroup, partner + "-1").ToString());
    return body;
  }

  static v1::EntryBody ActionOf(const std::string& partner) {
    v1::EntryBody body;
    body.mutable_action()->set_kind(v1::ACTION_KIND_INTERNSHIP);
    body.mutable_action()->set_pilot(partner);
    return body;
  }

  v1::Condition Text() {
    v1::Condition condition;
    v1::WrittenBasis& basis = *condition.mutable_written_basis();
    basis.set_kind(v1::WRITTEN_BASIS_KIND_HIERARCHY_AUTHORISATION);
    basis.set_authority("Direction");
    basis.set_reference("A-1");
    *basis.mutable_date() = ToDate(Today());
    return condition;
  }

  v1::Condition Agreed(v1::NoticeRecipient given_by,
                       const std::vector<std::string>& named) {
    v1::Condition condition;
    condition.mutable_agreement()->set_given_by(given_by);
    *condition.mutable_agreement()->mutable_date() = ToDate(Today());
    condition.mutable_agreement()->mutable_named_partners()->Assign(
        named.begin(), named.end());
    return condition;
  }

  static v1::Entry With(const v1::EntryBody& body,
                        const std::vector<v1::Condition>& conditions) {
    v1::Entry entry;
    *entry.mutable_body() = body;
    entry.mutable_conditions()->Assign(conditions.begin(), conditions.end());
    return entry;
  }

  // Youth justice's Strengths, whose text stands behind it.
  v1::Entry Strength() {
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
    return With(body, {Text()});
  }

  bool Sees(const std::string& member, const std::string& file,
            v1::Category category) {
    const auto read = desk_.Read(member, file);
    if (!read.ok()) return false;
    const auto categories = CategoriesOf(*read);
    return std::count(categories.begin(), categories.end(), category) > 0;
  }

  absl::Status EndAgreement(const std::string& file, v1::Condition condition,
                            v1::Category category) {
    condition.add_categories(category);
    *condition.mutable_end() = ToDate(Today());
    v1::RecordConditionRequest request;
    request.set_name(file);
    request.set_request_id(desk_.NewRequestId());
    *request.mutable_condition() = condition;
    v1::Case answer;
    const Call call = group_.As(kCoordinator);
    return Await([&](Finish finish) {
             desk_.writer().RecordCondition(call, request, &answer,
                                            std::move(finish));
           })
        .status;
  }

  TestGroup group_;
  CaseDesk desk_{group_};
};

TEST_F(OwnProposalTest, ItTakesATextAndAnAgreement) {
  const std::string file = Followed(20, {"spip-1"});
  const v1::Condition agreed = Agreed(v1::NOTICE_RECIPIENT_PERSON, {});
  for (const auto& body : {LeadOf("spip"), ActionOf("spip")}) {
    EXPECT_THAT(desk_.Deposit("spip-1", file, With(body, {agreed})),
                ReasonIs(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED));
    EXPECT_THAT(desk_.Deposit("spip-1", file, With(body, {Text()})),
                ReasonIs(v1::ERROR_REASON_AGREEMENT_REQUIRED));
    EXPECT_THAT(desk_.Deposit("spip-1", file, With(body, {agreed, Text()})),
                IsOk());
  }
}

TEST_F(OwnProposalTest, AMinorsAgreementIsThePersonsAndARepresentatives) {
  const std::string file = Followed(16, {"pjj-1"});
  for (const auto alone : {v1::NOTICE_RECIPIENT_PERSON,
                           v1::NOTICE_RECIPIENT_BOTH_REPRESENTATIVES}) {
    EXPECT_THAT(desk_.Deposit("pjj-1", file,
                              With(ActionOf("pjj"),
                                   {Text(), Agreed(alone, {"ddetspp"})})),
                ReasonIs(v1::ERROR_REASON_AGREEMENT_REQUIRED));
  }
  EXPECT_THAT(
      desk_.Deposit(
          "pjj-1", file,
          With(ActionOf("pjj"),
               {Text(), Agreed(v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES,
                               {"ddetspp"})})),
      IsOk());
}

TEST_F(OwnProposalTest, NobodyElseNamesThemAndTheyNameNobodyElse) {
  const std::string file = Followed(20, {"spip-1"});
  const std::vector<v1::Condition> both = {
      Text(), Agreed(v1::NOTICE_RECIPIENT_PERSON, {})};
  for (const auto& body : {LeadOf("spip"), ActionOf("spip")}) {
    EXPECT_THAT(desk_.Deposit(kCoordinator, file, With(body, both)),
                ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  }
  for (const auto& body : {LeadOf("mission-locale"), ActionOf("ddetspp")}) {
    EXPECT_THAT(desk_.Deposit("spip-1", file, With(body, both)),
                ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  }
}

TEST_F(OwnProposalTest, FromItsMakingItIsOfWhomTheAgreementNames) {
  const std::string file =
      Followed(20, {"spip-1", "ddetspp-1", "commune-alencon-1", kCoPilotState});
  const auto agreed = Agreed(v1::NOTICE_RECIPIENT_PERSON, {"ddetspp"});
  const auto made =
      desk_.Deposit("spip-1", file, With(LeadOf("spip"), {Text(), agreed}));
  ASSERT_THAT(made, IsOk());
  EXPECT_THAT(made->narrowed_to(), ElementsAre("ddetspp", "spip"));
  for (const char* member : {"spip-1", "spip-2", "ddetspp-1", kCoordinator}) {
    EXPECT_TRUE(Sees(member, file, v1::CATEGORY_LEAD_WORKER)) << member;
  }
  for (const char* member : {"commune-alencon-1", kCoPilotState}) {
    EXPECT_FALSE(Sees(member, file, v1::CATEGORY_LEAD_WORKER)) << member;
  }
  // The owner narrows further, and never wider than the person agreed to.
  EXPECT_THAT(desk_.Narrow("spip-1", *made, {"spip", "commune-alencon"}),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_THAT(desk_.Narrow("spip-1", *made, {}),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  const auto fewer = desk_.Narrow("spip-1", *made, {"spip"});
  ASSERT_THAT(fewer, IsOk());
  EXPECT_FALSE(Sees("ddetspp-1", file, v1::CATEGORY_LEAD_WORKER));
  EXPECT_THAT(desk_.Narrow("spip-1", *fewer, {"spip", "ddetspp"}), IsOk());
  EXPECT_TRUE(Sees("ddetspp-1", file, v1::CATEGORY_LEAD_WORKER));
}

TEST_F(OwnProposalTest, AWiderDepositThanTheAgreementIsRefused) {
  const std::string file = Followed(20, {"spip-1"});
  v1::Entry entry =
      With(ActionOf("spip"),
           {Text(), Agreed(v1::NOTICE_RECIPIENT_PERSON, {"ddetspp"})});
  entry.add_narrowed_to("commune-alencon");
  EXPECT_THAT(desk_.Deposit("spip-1", file, entry),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  entry.mutable_conditions(1)->mutable_agreement()->add_named_partners("mars");
  EXPECT_THAT(desk_.Deposit("spip-1", file, entry),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(OwnProposalTest,
       AcceptedItOpensWhatItOpensToAllAndEndsWithTheAgreement) {
  const std::string file = Followed(20, {"spip-1", "ddetspp-1"});
  const auto agreed = Agreed(v1::NOTICE_RECIPIENT_PERSON, {"ddetspp"});
  const auto made =
      desk_.Deposit("spip-1", file, With(LeadOf("spip"), {Text(), agreed}));
  ASSERT_THAT(made, IsOk());
  const auto contact = [&] {
    return AccessOf(*desk_.Read("spip-1", file), v1::CATEGORY_CONTACT_DETAILS);
  };
  EXPECT_NE(contact(), v1::SECTION_ACCESS_SHOWN);
  EXPECT_TRUE(made->awaits_acceptance());
  EXPECT_THAT(desk_.Accept("spip-2", *made),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  ASSERT_THAT(desk_.Accept("spip-1", *made), IsOk());
  EXPECT_EQ(contact(), v1::SECTION_ACCESS_SHOWN);
  EXPECT_TRUE(Sees("ddetspp-1", file, v1::CATEGORY_LEAD_WORKER));

  ASSERT_THAT(EndAgreement(file, agreed, v1::CATEGORY_LEAD_WORKER), IsOk());
  group_.Advance(absl::Hours(24));
  EXPECT_NE(contact(), v1::SECTION_ACCESS_SHOWN);
  EXPECT_FALSE(Sees("ddetspp-1", file, v1::CATEGORY_LEAD_WORKER));
  EXPECT_TRUE(Sees("spip-1", file, v1::CATEGORY_LEAD_WORKER));
  EXPECT_TRUE(Sees(kCoordinator, file, v1::CATEGORY_LEAD_WORKER));
}

TEST_F(OwnProposalTest, AnActionOfTheirOwnIsAcceptedAndOpensTheSame) {
  const std::string file = Followed(16, {"pjj-1", "ddetspp-1"});
  ASSERT_THAT(
      desk_.Deposit(
          "pjj-1", file,
          With(ActionOf("pjj"),
               {Text(),
                Agreed(v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES, {})})),
      IsOk());
  EXPECT_EQ(AccessOf(*desk_.Read("pjj-2", file), v1::CATEGORY_CONTACT_DETAILS),
            v1::SECTION_ACCESS_SHOWN);
  EXPECT_FALSE(Sees("ddetspp-1", file, v1::CATEGORY_ACTION));
}

TEST_F(OwnProposalTest, YouthJusticeSaysNothingOfAMinorWhoIsNotTold) {
  const auto referral = [&] {
    v1::Referral sent = desk_.SampleReferral(16);
    *sent.add_conditions() = Text();
    return sent;
  };
  EXPECT_THAT(desk_.Refer("pjj-1", referral()),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  v1::Referral told = referral();
  v1::NoticeHandedOver& notice = *told.mutable_notice_handed_over();
  *notice.mutable_date() = ToDate(Today());
  notice.set_channel(v1::NOTICE_CHANNEL_IN_PERSON);
  notice.set_recipient(v1::NOTICE_RECIPIENT_ONE_REPRESENTATIVE);
  EXPECT_THAT(desk_.Refer("pjj-1", told),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  notice.set_recipient(v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES);
  const auto sent = desk_.Refer("pjj-1", told);
  ASSERT_THAT(sent, IsOk());
  v1::CreateCaseRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_request_id(desk_.NewRequestId());
  request.set_referral(sent->name());
  const auto created = desk_.Create(request);
  ASSERT_THAT(created, IsOk());
  const std::string& file = created->name();

  // The coordinator has recorded nothing yet; then an exemption; then half.
  EXPECT_THAT(desk_.Deposit("pjj-1", file, Strength()),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  v1::EntryBody body;
  v1::NoticeExemption& exemption = *body.mutable_notice()->mutable_exemption();
  exemption.set_reason(static_cast<v1::NoticeExemptionReason>(
      v1::NoticeExemptionReason_MIN + 1));
  *exemption.mutable_opinion_date() = ToDate(Today());
  *exemption.mutable_until() = ToDate(Today() + 10);
  ASSERT_THAT(desk_.Deposit(kCoordinator, file, body), IsOk());
  EXPECT_THAT(desk_.Deposit("pjj-1", file, Strength()),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  body.mutable_notice()->Clear();
  *body.mutable_notice()->mutable_date() = ToDate(Today());
  body.mutable_notice()->set_channel(v1::NOTICE_CHANNEL_LETTER);
  body.mutable_notice()->set_recipient(v1::NOTICE_RECIPIENT_ONE_REPRESENTATIVE);
  ASSERT_THAT(desk_.Deposit(kCoordinator, file, body), IsOk());
  EXPECT_THAT(desk_.Deposit("pjj-1", file, Strength()),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  desk_.Tell(file, 16);
  EXPECT_THAT(desk_.Deposit("pjj-1", file, Strength()), IsOk());
}

TEST_F(OwnProposalTest, OfAnAdultTheyReferAsEverybodyDoes) {
  v1::Referral sent = desk_.SampleReferral(19);
  *sent.add_conditions() = Text();
  EXPECT_THAT(desk_.Refer("pjj-1", sent), IsOk());
}

}  // namespace
}  // namespace sceau
