// One case file, what each may see of it and when: the table of relations and
// states of the charter, read through the real rooms.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::AccessOf;
using ::sceau::testing::CaseDesk;
using ::sceau::testing::CategoriesOf;
using ::sceau::testing::EntryOf;
using ::sceau::testing::IsOk;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::kCoPilotLocal;
using ::sceau::testing::kCoPilotState;
using ::sceau::testing::kDpo;
using ::sceau::testing::kOfficer;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::TestGroup;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int kMinor = 16;
constexpr int kAdult = 20;

class CaseFileTest : public ::testing::Test {
 protected:
  v1::EntryBody StrengthsBody() {
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
    return body;
  }

  v1::EntryBody ActionBody(const std::string& pilot) {
    v1::EntryBody body;
    body.mutable_action()->set_kind(v1::ACTION_KIND_WORKSITE);
    body.mutable_action()->set_pilot(pilot);
    return body;
  }

  TestGroup group_;
  CaseDesk desk_{group_};
};

TEST_F(CaseFileTest, TheCoordinatorReadsWhatTheReferralMade) {
  const std::string name = desk_.OpenCase(kMinor);
  const auto file = desk_.Read(kCoordinator, name);
  ASSERT_THAT(file, IsOk());
  EXPECT_THAT(CategoriesOf(*file),
              ElementsAre(v1::CATEGORY_IDENTITY, v1::CATEGORY_ORIGIN));
  EXPECT_EQ(
      EntryOf(*file, v1::CATEGORY_IDENTITY).body().identity().family_name(),
      "LEFÈVRE");
  EXPECT_EQ(file->sections_size(), 20);
  EXPECT_EQ(file->administrative().state(), v1::CASE_STATE_ADMITTED);
  EXPECT_THAT(file->todos(), Contains(v1::TODO_NOTICE_DUE));
}

TEST_F(CaseFileTest, NoPartnerSeesACaseBeforeItsNotice) {
  v1::CreateCaseRequest request =
      desk_.OpenCaseRequest(kMinor, "LEFÈVRE", "Noé");
  request.mutable_inline_referral()->set_organisation("mission-locale");
  const auto created = desk_.Create(request);
  ASSERT_THAT(created, IsOk());
  for (const char* member :
       {"mission-locale-1", "prefecture-1", "commune-alencon-1", kCoPilotState,
        kCoPilotLocal, kOfficer, kDpo}) {
    EXPECT_THAT(desk_.Read(member, created->name()),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << member;
    EXPECT_THAT(desk_.List(member).value_or(v1::ListCasesResponse()).cases(),
                IsEmpty())
        << member;
  }
}

TEST_F(CaseFileTest, ATypedSenderKnowsTheCaseOnceThePersonIsTold) {
  v1::CreateCaseRequest request =
      desk_.OpenCaseRequest(kMinor, "LEFÈVRE", "Noé");
  request.mutable_inline_referral()->set_organisation("mission-locale");
  const auto created = desk_.Create(request);
  ASSERT_THAT(created, IsOk());
  desk_.Tell(created->name(), kMinor);
  const auto file = desk_.Read("mission-locale-1", created->name());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(AccessOf(*file, v1::CATEGORY_ADMINISTRATIVE),
            v1::SECTION_ACCESS_SHOWN);
  EXPECT_THAT(file->entries(), IsEmpty());
}

TEST_F(CaseFileTest, TheSessionOpensReadingToThoseConvenedByNameOnly) {
  const std::string name = desk_.OpenCase(kMinor);
  desk_.Tell(name, kMinor);
  desk_.Convene(name, {"mission-locale-1"});
  const auto file = desk_.Read("mission-locale-1", name);
  ASSERT_THAT(file, IsOk());
  EXPECT_THAT(CategoriesOf(*file), Contains(v1::CATEGORY_IDENTITY));
  EXPECT_THAT(desk_.Read("mission-locale-2", name),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Read("prefecture-1", name),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(CaseFileTest, ReadingEndsWithTheWindow) {
  const std::string name = desk_.OpenCase(kMinor);
  desk_.Tell(name, kMinor);
  desk_.Convene(name, {"mission-locale-1"});
  group_.Advance(absl::Hours(24 * 7));
  EXPECT_THAT(desk_.Read("mission-locale-1", name), IsOk());
  group_.Advance(absl::Hours(24));
  EXPECT_THAT(desk_.Read("mission-locale-1", name),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(CaseFileTest, AMissionLocaleNeverSeesAClosedGate) {
  const std::string name = desk_.OpenCase(15);
  desk_.Tell(name, 15);
  v1::EntryBody lead;
  lead.mutable_lead_worker()->set_organisation("mission-locale");
  EXPECT_THAT(desk_.Deposit(kCoordinator, name, lead),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(CaseFileTest, LeadWorkerReadsOnlyAfterAcceptanceAndInFollowUp) {
  const std::string name = desk_.OpenCase(kAdult);
  desk_.Tell(name, kAdult);
  v1::EntryBody body;
  body.mutable_lead_worker()->set_organisation("mission-locale");
  body.mutable_lead_worker()->set_member(
      "groups/alencon-jeunesse/members/mission-locale-1");
  const auto asked = desk_.Deposit(kCoordinator, name, body);
  ASSERT_THAT(asked, IsOk());

  // Asked: that one entry, not the name.
  const auto before = desk_.Read("mission-locale-1", name);
  ASSERT_THAT(before, IsOk());
  EXPECT_THAT(CategoriesOf(*before), ElementsAre(v1::CATEGORY_LEAD_WORKER));
  EXPECT_THAT(desk_.Read("mission-locale-2", name),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));

  ASSERT_THAT(desk_.Accept("mission-locale-1", *asked), IsOk());
  desk_.Follow(name);
  const auto after = desk_.Read("mission-locale-1", name);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->administrative().state(), v1::CASE_STATE_ACTIVE);
  EXPECT_THAT(CategoriesOf(*after), Contains(v1::CATEGORY_IDENTITY));
  EXPECT_THAT(CategoriesOf(*after), Contains(v1::CATEGORY_DECISION));
}

TEST_F(CaseFileTest, APilotAcceptsThenReadsTheActionItCarries) {
  const std::string name = desk_.OpenCase(kAdult);
  desk_.Tell(name, kAdult);
  const auto mine =
      desk_.Deposit(kCoordinator, name, ActionBody("association-mediation"));
  ASSERT_THAT(mine, IsOk());
  ASSERT_THAT(desk_.Deposit(kCoordinator, name, ActionBody("mission-locale")),
              IsOk());
  ASSERT_THAT(desk_.Accept("association-mediation-1", *mine), IsOk());
  const auto file = desk_.Read("association-mediation-2", name);
  ASSERT_THAT(file, IsOk());
  int actions = 0;
  for (const v1::Entry& entry : file->entries()) {
    if (entry.category() != v1::CATEGORY_ACTION) continue;
    ++actions;
    EXPECT_EQ(entry.body().action().pilot(), "association-mediation");
  }
  EXPECT_EQ(actions, 1);
}

TEST_F(CaseFileTest, ExitClosesReadingAndLeavesCorrecting) {
  const std::string name = desk_.OpenCase(kAdult);
  desk_.Tell(name, kAdult);
  desk_.Convene(name, {"mission-locale-1"});
  const auto own = desk_.Deposit("mission-locale-1", name, StrengthsBody());
  ASSERT_THAT(own, IsOk());
  v1::EntryBody end;
  end.mutable_decision()->set_code(v1::DECISION_CODE_NO_FOLLOW_UP);
  *end.mutable_decision()->mutable_date() =
      ToDate(group_.rooms().clock.DayOf(group_.now()));
  auto decision = desk_.Deposit(kCoordinator, name, end);
  ASSERT_THAT(decision, IsOk());
  decision = desk_.Validate(kCoPilotState, *decision);
  ASSERT_THAT(decision, IsOk());
  ASSERT_THAT(desk_.Validate(kCoPilotLocal, *decision), IsOk());

  EXPECT_THAT(desk_.Read("mission-locale-1", name),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Read(kCoordinator, name),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Withdraw("mission-locale-1", *own), IsOk());
}

TEST_F(CaseFileTest, NarrowingTakesReadersAndGivesNone) {
  const std::string name = desk_.OpenCase(kAdult);
  desk_.Tell(name, kAdult);
  desk_.Convene(name, {"mission-locale-1", "prefecture-1", "ddetspp-1"});
  const auto entry = desk_.Deposit("mission-locale-1", name, StrengthsBody());
  ASSERT_THAT(entry, IsOk());
  ASSERT_THAT(
      desk_.Narrow("mission-locale-1", *entry, {"ddetspp", "police-nationale"}),
      IsOk());
  EXPECT_THAT(CategoriesOf(*desk_.Read("ddetspp-1", name)),
              Contains(v1::CATEGORY_STRENGTHS));
  EXPECT_THAT(CategoriesOf(*desk_.Read("prefecture-1", name)),
              Not(Contains(v1::CATEGORY_STRENGTHS)));
  // Its owner and the coordinator still do.
  EXPECT_THAT(CategoriesOf(*desk_.Read("mission-locale-1", name)),
              Contains(v1::CATEGORY_STRENGTHS));
  EXPECT_THAT(CategoriesOf(*desk_.Read(kCoordinator, name)),
              Contains(v1::CATEGORY_STRENGTHS));
}

TEST_F(CaseFileTest, AReferralByPjjIsNotThereForWhoIsProhibitedIt) {
  v1::Referral referral = desk_.SampleReferral(kMinor);
  auto& basis = *referral.add_conditions()->mutable_written_basis();
  basis.set_kind(v1::WRITTEN_BASIS_KIND_STANDING_ANNEX);
  basis.set_authority("Direction territoriale");
  basis.set_reference("AN-1");
  *basis.mutable_date() = referral.date();
  v1::NoticeHandedOver& told = *referral.mutable_notice_handed_over();
  *told.mutable_date() = referral.date();
  told.set_channel(v1::NOTICE_CHANNEL_IN_PERSON);
  told.set_recipient(v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES);
  const auto sent = desk_.Refer("pjj-1", referral);
  ASSERT_THAT(sent, IsOk());
  v1::CreateCaseRequest request;
  request.set_parent("groups/alencon-jeunesse");
  request.set_referral(sent->name());
  request.set_request_id(desk_.NewRequestId());
  const auto created = desk_.Create(request);
  ASSERT_THAT(created, IsOk());
  desk_.Tell(created->name(), kMinor);
  desk_.Convene(created->name(), {"mission-locale-1", "prefecture-1"});
  EXPECT_THAT(CategoriesOf(*desk_.Read("prefecture-1", created->name())),
              Contains(v1::CATEGORY_ORIGIN));
  EXPECT_THAT(CategoriesOf(*desk_.Read("mission-locale-1", created->name())),
              Not(Contains(v1::CATEGORY_ORIGIN)));
}

TEST_F(CaseFileTest, TheNamedAuthorIsTheCoordinatorsAndTheOwnersAlone) {
  const std::string name = desk_.OpenCase(kAdult);
  desk_.Tell(name, kAdult);
  desk_.Convene(name, {"mission-locale-1", "ddetspp-1"});
  ASSERT_THAT(desk_.Deposit("mission-locale-1", name, StrengthsBody()), IsOk());
  const auto author = [&](const char* member) {
    return EntryOf(*desk_.Read(member, name), v1::CATEGORY_STRENGTHS).author();
  };
  EXPECT_EQ(author(kCoordinator),
            "groups/alencon-jeunesse/members/mission-locale-1");
  EXPECT_EQ(author("mission-locale-1"),
            "groups/alencon-jeunesse/members/mission-locale-1");
  EXPECT_EQ(author("ddetspp-1"), "");
}

TEST_F(CaseFileTest, AtEighteenTheRepresentativesAreClosed) {
  const std::string name = desk_.OpenCase(17);
  v1::EntryBody body;
  body.mutable_legal_representatives()->set_capacity(
      v1::REPRESENTATIVE_CAPACITY_MOTHER);
  body.mutable_legal_representatives()->set_family_name("LEFÈVRE");
  ASSERT_THAT(desk_.Deposit(kCoordinator, name, body), IsOk());
  EXPECT_THAT(CategoriesOf(*desk_.Read(kCoordinator, name)),
              Contains(v1::CATEGORY_LEGAL_REPRESENTATIVES));
  group_.SetToday(absl::CivilDay(2027, 1, 15));
  EXPECT_THAT(CategoriesOf(*desk_.Read(kCoordinator, name)),
              Not(Contains(v1::CATEGORY_LEGAL_REPRESENTATIVES)));
}

TEST_F(CaseFileTest, BasicViewOpensNoEntry) {
  const std::string name = desk_.OpenCase(kMinor);
  v1::GetCaseRequest request;
  request.set_name(name);
  request.set_view(v1::CASE_VIEW_BASIC);
  v1::Case file;
  const Call call = group_.As(kCoordinator);
  const auto ended = sceau::testing::Await([&](Finish finish) {
    desk_.reader().GetCase(call, request, &file, std::move(finish));
  });
  ASSERT_THAT(ended.status, IsOk());
  EXPECT_THAT(file.entries(), IsEmpty());
  EXPECT_EQ(file.sections_size(), 20);
}

TEST_F(CaseFileTest, EveryAnswerNamesItsLeaf) {
  const std::string name = desk_.OpenCase(kMinor);
  const uint64_t size = group_.group().journal().size();
  ASSERT_THAT(desk_.Read(kCoordinator, name), IsOk());
  ASSERT_TRUE(desk_.receipt().has_value());
  EXPECT_EQ(desk_.receipt()->index, size);
  EXPECT_THAT(desk_.Read("pjj-1", name),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  ASSERT_TRUE(desk_.receipt().has_value());
  EXPECT_EQ(desk_.receipt()->index, size + 1);
}

}  // namespace
}  // namespace sceau
