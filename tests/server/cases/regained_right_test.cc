// A right that ended stays ended: nobody gives it back to themselves with what
// is still open to them, correcting above all. Failure class "retention that is
// re-armed by reopening", of rights.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/cases/entry_effects.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::AccessOf;
using ::sceau::testing::CaseDesk;
using ::sceau::testing::EntryOf;
using ::sceau::testing::IsOk;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::kCoPilotState;
using ::sceau::testing::kTestGroup;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::TestGroup;

class RegainedRightTest : public ::testing::Test {
 protected:
  // A case told and in follow-up.
  std::string Followed(int age) {
    const std::string file = desk_.OpenCase(age);
    desk_.Tell(file, age);
    desk_.Follow(file);
    return file;
  }

  static v1::EntryBody ActionOf(const std::string& pilot,
                                v1::ActionResult result) {
    v1::EntryBody body;
    body.mutable_action()->set_kind(v1::ACTION_KIND_INTERNSHIP);
    body.mutable_action()->set_pilot(pilot);
    body.mutable_action()->set_result(result);
    return body;
  }

  static v1::EntryBody LeadOf(const std::string& partner,
                              const std::string& member) {
    v1::EntryBody body;
    body.mutable_lead_worker()->set_organisation(partner);
    body.mutable_lead_worker()->set_member(
        MemberName::Of(kTestGroup, member).ToString());
    return body;
  }

  v1::SectionAccess Contact(const std::string& member,
                            const std::string& file) {
    const auto read = desk_.Read(member, file);
    return read.ok() ? AccessOf(*read, v1::CATEGORY_CONTACT_DETAILS)
                     : v1::SECTION_ACCESS_WITHHELD;
  }

  TestGroup group_;
  CaseDesk desk_{group_};
};

TEST_F(RegainedRightTest, AFinishedActionIsNotReopenedByCorrectingIt) {
  const std::string file = Followed(20);
  const auto asked =
      desk_.Deposit(kCoordinator, file,
                    ActionOf("mission-locale", v1::ACTION_RESULT_UNSPECIFIED));
  ASSERT_THAT(asked, IsOk());
  ASSERT_THAT(desk_.Accept("mission-locale-1", *asked), IsOk());
  auto own =
      desk_.Deposit("mission-locale-1", file,
                    ActionOf("mission-locale", v1::ACTION_RESULT_UNSPECIFIED));
  ASSERT_THAT(own, IsOk());
  EXPECT_EQ(Contact("mission-locale-1", file), v1::SECTION_ACCESS_SHOWN);
  ASSERT_THAT(desk_.Supersede(
                  kCoordinator,
                  EntryOf(*desk_.Read(kCoordinator, file), v1::CATEGORY_ACTION),
                  ActionOf("mission-locale", v1::ACTION_RESULT_DONE)),
              IsOk());
  // One is open still: this is reporting.
  own = desk_.Supersede("mission-locale-1", *own,
                        ActionOf("mission-locale", v1::ACTION_RESULT_DONE));
  ASSERT_THAT(own, IsOk());
  EXPECT_NE(Contact("mission-locale-1", file), v1::SECTION_ACCESS_SHOWN);
  EXPECT_THAT(desk_.Supersede(
                  "mission-locale-2", *own,
                  ActionOf("mission-locale", v1::ACTION_RESULT_NOT_STARTED)),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  // A correction that opens nothing is theirs to make.
  EXPECT_THAT(
      desk_.Supersede("mission-locale-1", *own,
                      ActionOf("mission-locale", v1::ACTION_RESULT_NO_PLACE)),
      IsOk());
  EXPECT_NE(Contact("mission-locale-1", file), v1::SECTION_ACCESS_SHOWN);
}

TEST_F(RegainedRightTest, TheSchoolsGateIsNotOpenedByCorrectingASchooling) {
  v1::Referral referral = desk_.SampleReferral(20);
  *referral.mutable_identity()->mutable_birth_date() =
      ToDate(absl::CivilDay(2005, 6, 1));
  const auto sent = desk_.Refer("education-nationale-1", referral);
  ASSERT_THAT(sent, IsOk());
  v1::CreateCaseRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_request_id(desk_.NewRequestId());
  request.set_referral(sent->name());
  const auto created = desk_.Create(request);
  ASSERT_THAT(created, IsOk());
  const std::string file = created->name();
  desk_.Tell(file, 20);
  v1::EntryBody body;
  body.mutable_schooling()->set_status(v1::SCHOOLING_STATUS_OUT_OF_SCHOOL);
  const auto schooling = desk_.Deposit("education-nationale-1", file, body);
  ASSERT_THAT(schooling, IsOk());

  group_.SetToday(absl::CivilDay(2026, 6, 1));  // 21 today.
  EXPECT_THAT(desk_.Read("education-nationale-1", file),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  body.mutable_schooling()->set_status(v1::SCHOOLING_STATUS_IN_SCHOOL);
  EXPECT_THAT(desk_.Supersede("education-nationale-1", *schooling, body),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Read("education-nationale-1", file),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(RegainedRightTest, AMandateEndsWhenTheCoordinatorEndsIt) {
  const std::string file = Followed(20);
  desk_.Lead(file, "mission-locale", "mission-locale-1");
  EXPECT_EQ(Contact("mission-locale-1", file), v1::SECTION_ACCESS_SHOWN);
  const auto second = desk_.Deposit(
      "mission-locale-1", file, LeadOf("mission-locale", "mission-locale-1"));
  ASSERT_THAT(second, IsOk());
  EXPECT_FALSE(second->awaits_acceptance());
  EXPECT_THAT(desk_.Accept("mission-locale-1", *second),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  v1::EntryBody ended = LeadOf("mission-locale", "mission-locale-1");
  *ended.mutable_lead_worker()->mutable_end_date() =
      ToDate(group_.rooms().clock.DayOf(group_.now()));
  ASSERT_THAT(desk_.Supersede(kCoordinator,
                              EntryOf(*desk_.Read(kCoordinator, file),
                                      v1::CATEGORY_LEAD_WORKER),
                              ended),
              IsOk());
  EXPECT_NE(Contact("mission-locale-1", file), v1::SECTION_ACCESS_SHOWN);
}

TEST_F(RegainedRightTest, ASenderTypedByMistakeLosesTheCase) {
  v1::CreateCaseRequest request = desk_.OpenCaseRequest(20, "LEFÈVRE", "Noé");
  request.mutable_inline_referral()->set_organisation("mission-locale");
  const auto created = desk_.Create(request);
  ASSERT_THAT(created, IsOk());
  const std::string file = created->name();
  desk_.Tell(file, 20);
  ASSERT_THAT(desk_.Read("mission-locale-1", file), IsOk());
  const v1::Entry origin =
      EntryOf(*desk_.Read(kCoordinator, file), v1::CATEGORY_ORIGIN);
  v1::EntryBody body = origin.body();
  body.mutable_origin()->set_organisation("ddetspp");
  ASSERT_THAT(desk_.Supersede(kCoordinator, origin, body), IsOk());
  EXPECT_THAT(desk_.Read("mission-locale-1", file),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_EQ(desk_.List("mission-locale-1")->cases_size(), 0);
  EXPECT_THAT(desk_.Read("ddetspp-1", file), IsOk());
}

TEST_F(RegainedRightTest, ACoPilotAloneValidatesNothingHoweverOften) {
  const std::string file = desk_.OpenCase(20);
  desk_.Tell(file, 20);
  v1::EntryBody body;
  body.mutable_decision()->set_code(v1::DECISION_CODE_FOLLOW_UP);
  *body.mutable_decision()->mutable_date() =
      ToDate(group_.rooms().clock.DayOf(group_.now()));
  const auto first = desk_.Deposit(kCoordinator, file, body);
  ASSERT_THAT(first, IsOk());
  // Another that awaits them keeps the relation open.
  ASSERT_THAT(desk_.Deposit(kCoordinator, file, body), IsOk());
  const auto once = desk_.Validate(kCoPilotState, *first);
  ASSERT_THAT(once, IsOk());
  EXPECT_THAT(desk_.Validate(kCoPilotState, *once),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  // Nor a version that is no more.
  EXPECT_THAT(desk_.Validate(kCoPilotState, *first),
              ReasonIs(v1::ERROR_REASON_ETAG_MISMATCH));
  const auto read = desk_.Read(kCoordinator, file);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->administrative().state(), v1::CASE_STATE_ADMITTED);
}

TEST_F(RegainedRightTest, WhoReportsOnAnActionDeclaresNoText) {
  const std::string file = Followed(20);
  const auto asked =
      desk_.Deposit(kCoordinator, file,
                    ActionOf("mission-locale", v1::ACTION_RESULT_UNSPECIFIED));
  ASSERT_THAT(asked, IsOk());
  const auto accepted = desk_.Accept("mission-locale-1", *asked);
  ASSERT_THAT(accepted, IsOk());
  v1::SupersedeEntryRequest request;
  request.set_name(accepted->name());
  request.set_etag(accepted->etag());
  request.set_request_id(desk_.NewRequestId());
  *request.mutable_body() =
      ActionOf("mission-locale", v1::ACTION_RESULT_IN_PROGRESS_RESULT);
  v1::Agreement& agreement = *request.add_conditions()->mutable_agreement();
  agreement.set_given_by(v1::NOTICE_RECIPIENT_PERSON);
  *agreement.mutable_date() = ToDate(group_.rooms().clock.DayOf(group_.now()));
  const Call call = group_.As("mission-locale-1");
  v1::Entry answer;
  const auto ended = ::sceau::testing::Await([&](Finish finish) {
    desk_.writer().SupersedeEntry(call, request, &answer, std::move(finish));
  });
  EXPECT_THAT(ended.status, ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_EQ(desk_.Read(kCoordinator, file)->conditions_size(), 0);
}

TEST_F(RegainedRightTest, OneOrganisationsTextsAreBoundedAndNoneStandsTwice) {
  const auto sent = desk_.Refer("ddetspp-1", desk_.SampleReferral(20));
  ASSERT_THAT(sent, IsOk());
  v1::CreateCaseRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_request_id(desk_.NewRequestId());
  request.set_referral(sent->name());
  const auto created = desk_.Create(request);
  ASSERT_THAT(created, IsOk());
  v1::Entry entry;
  entry.mutable_body()->mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
  v1::WrittenBasis& basis = *entry.add_conditions()->mutable_written_basis();
  basis.set_kind(v1::WRITTEN_BASIS_KIND_STANDING_ANNEX);
  basis.set_authority("Direction");
  basis.set_reference("A-0");
  *basis.mutable_date() = ToDate(group_.rooms().clock.DayOf(group_.now()));
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(desk_.Deposit("ddetspp-1", created->name(), entry), IsOk());
  }
  EXPECT_EQ(desk_.Read("ddetspp-1", created->name())->conditions_size(), 1);
  v1::Entry made;
  for (int i = 1; i < kMaxConditionsOfOwner; ++i) {
    basis.set_reference("A-" + std::to_string(i));
    v1::SupersedeEntryRequest change;
    const v1::Entry own = EntryOf(*desk_.Read("ddetspp-1", created->name()),
                                  v1::CATEGORY_STRENGTHS);
    change.set_name(own.name());
    change.set_etag(own.etag());
    change.set_request_id(desk_.NewRequestId());
    *change.mutable_body() = entry.body();
    *change.mutable_conditions() = entry.conditions();
    const Call call = group_.As("ddetspp-1");
    const auto ended = ::sceau::testing::Await([&](Finish finish) {
      desk_.writer().SupersedeEntry(call, change, &made, std::move(finish));
    });
    ASSERT_THAT(ended.status, IsOk()) << i;
  }
  basis.set_reference("A-last");
  EXPECT_THAT(desk_.Deposit("ddetspp-1", created->name(), entry),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

}  // namespace
}  // namespace sceau
