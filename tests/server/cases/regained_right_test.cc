// A right that ended stays ended: nobody gives it back to themselves with what
// is still open to them, correcting above all. Failure class "retention that is
// re-armed by reopening", of rights.
#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/cases/conditions.h"
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
using ::sceau::testing::kCoPilotLocal;
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

  static v1::Condition Agreed(absl::CivilDay day) {
    v1::Condition condition;
    condition.mutable_agreement()->set_given_by(v1::NOTICE_RECIPIENT_PERSON);
    *condition.mutable_agreement()->mutable_date() = ToDate(day);
    return condition;
  }

  // The coordinator's, of the social environment.
  absl::Status Record(const std::string& file, v1::Condition condition) {
    condition.add_categories(v1::CATEGORY_SOCIAL_ENVIRONMENT);
    v1::RecordConditionRequest request;
    request.set_name(file);
    request.set_request_id(desk_.NewRequestId());
    *request.mutable_condition() = condition;
    v1::Case answer;
    const Call call = group_.As(kCoordinator);
    return ::sceau::testing::Await([&](Finish finish) {
             desk_.writer().RecordCondition(call, request, &answer,
                                            std::move(finish));
           })
        .status;
  }

  int SocialEnvironments(const std::string& member, const std::string& file) {
    const auto read = desk_.Read(member, file);
    if (!read.ok()) return -1;
    const auto categories = ::sceau::testing::CategoriesOf(*read);
    return static_cast<int>(std::count(categories.begin(), categories.end(),
                                       v1::CATEGORY_SOCIAL_ENVIRONMENT));
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

TEST_F(RegainedRightTest, ADeclarationGivesNoRightBackThatThePersonEnded) {
  const std::string file = Followed(20);
  desk_.Lead(file, "commune-alencon", "commune-alencon-1");
  const absl::CivilDay today = group_.rooms().clock.DayOf(group_.now());
  const v1::Condition general = Agreed(today - 1);
  ASSERT_THAT(Record(file, general), IsOk());
  v1::EntryBody body;
  body.mutable_social_environment()->add_codes(
      v1::SOCIAL_ENVIRONMENT_CODE_HOUSING);
  desk_.Convene(file, {"ddetspp-1"});
  ASSERT_THAT(desk_.Deposit("ddetspp-1", file, body), IsOk());
  EXPECT_EQ(SocialEnvironments("commune-alencon-1", file), 1);
  v1::Condition ended = general;
  *ended.mutable_end() = ToDate(today - 1);
  ASSERT_THAT(Record(file, ended), IsOk());
  EXPECT_EQ(SocialEnvironments("commune-alencon-1", file), 0);

  // Dated before the end: no agreement at all.
  v1::Entry mine;
  *mine.mutable_body() = body;
  *mine.add_conditions() = Agreed(today - 3);
  EXPECT_THAT(desk_.Deposit("commune-alencon-1", file, mine),
              ReasonIs(v1::ERROR_REASON_AGREEMENT_REQUIRED));
  // Dated after: what they deposit themselves, nothing of another's.
  *mine.mutable_conditions(0) = Agreed(today);
  ASSERT_THAT(desk_.Deposit("commune-alencon-1", file, mine), IsOk());
  EXPECT_EQ(SocialEnvironments("commune-alencon-1", file), 1);
  EXPECT_EQ(AccessOf(*desk_.Read("commune-alencon-1", file),
                     v1::CATEGORY_SOCIAL_ENVIRONMENT),
            v1::SECTION_ACCESS_PARTLY);

  // Nor by correcting what is theirs with another, older agreement.
  v1::SupersedeEntryRequest change;
  const v1::Entry own = EntryOf(*desk_.Read("commune-alencon-1", file),
                                v1::CATEGORY_SOCIAL_ENVIRONMENT);
  change.set_name(own.name());
  change.set_etag(own.etag());
  change.set_request_id(desk_.NewRequestId());
  *change.mutable_body() = body;
  *change.add_conditions() = Agreed(today - 5);
  v1::Entry answer;
  const Call call = group_.As("commune-alencon-1");
  const auto corrected = ::sceau::testing::Await([&](Finish finish) {
    desk_.writer().SupersedeEntry(call, change, &answer, std::move(finish));
  });
  ASSERT_THAT(corrected.status, IsOk());
  EXPECT_EQ(SocialEnvironments("commune-alencon-1", file), 1);
}

TEST_F(RegainedRightTest, AValidatedDecisionIsValidatedAsItStands) {
  const std::string file = Followed(20);
  const absl::CivilDay today = group_.rooms().clock.DayOf(group_.now());
  const auto decision = [&] {
    return EntryOf(*desk_.Read(kCoordinator, file), v1::CATEGORY_DECISION);
  };
  const v1::Entry validated = decision();
  ASSERT_EQ(validated.body().decision().state(), v1::DECISION_STATE_VALIDATED);
  v1::EntryBody same = validated.body();
  same.mutable_decision()->clear_state();
  same.mutable_decision()->clear_validations();
  ASSERT_THAT(desk_.Supersede(kCoordinator, validated, same), IsOk());
  EXPECT_EQ(decision().body().decision().state(), v1::DECISION_STATE_VALIDATED);
  std::vector<v1::EntryBody> others(3, same);
  *others[0].mutable_decision()->mutable_review_date() = ToDate(today + 30);
  *others[1].mutable_decision()->mutable_date() = ToDate(today - 1);
  *others[1].mutable_decision()->mutable_review_date() = ToDate(today + 30);
  others[2].mutable_decision()->set_from_previous_record(true);
  for (const v1::EntryBody& other : others) {
    ASSERT_THAT(desk_.Supersede(kCoordinator, decision(), other), IsOk());
    const v1::Decision changed = decision().body().decision();
    EXPECT_EQ(changed.state(), v1::DECISION_STATE_PROPOSED);
    EXPECT_EQ(changed.validations_size(), 0);
    v1::Entry again = decision();
    for (const char* co_pilot : {kCoPilotState, kCoPilotLocal}) {
      const auto once = desk_.Validate(co_pilot, again);
      ASSERT_THAT(once, IsOk());
      again = decision();
    }
    ASSERT_EQ(again.body().decision().state(), v1::DECISION_STATE_VALIDATED);
  }
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
