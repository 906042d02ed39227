// P4 against a curious member with a client of their own: no refusal, bound,
// etag, version, repeat or search tells what they may not read. Failure class
// "duplicates, counts, digests as existence oracle".
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/cases/entry_header.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

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
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class OracleTest : public ::testing::Test {
 protected:
  google::type::Date Today() {
    return ToDate(group_.rooms().clock.DayOf(group_.now()));
  }

  // A case opened from a referral that `member` submitted.
  std::string CaseReferredBy(const std::string& member, int age) {
    const auto referral = desk_.Refer(member, desk_.SampleReferral(age));
    EXPECT_THAT(referral, IsOk());
    v1::CreateCaseRequest request;
    request.set_parent(GroupName::Of(kTestGroup).ToString());
    request.set_request_id(desk_.NewRequestId());
    request.set_referral(referral->name());
    const auto created = desk_.Create(request);
    EXPECT_THAT(created, IsOk());
    return created->name();
  }

  static v1::EntryBody Representative(const std::string& family_name) {
    v1::EntryBody body;
    v1::LegalRepresentatives& person = *body.mutable_legal_representatives();
    person.set_capacity(v1::REPRESENTATIVE_CAPACITY_MOTHER);
    person.set_family_name(family_name);
    return body;
  }

  static v1::EntryBody Strength() {
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
    return body;
  }

  absl::StatusOr<v1::Entry> Send(const std::string& member,
                                 const v1::SupersedeEntryRequest& request) {
    v1::Entry answer;
    const Call call = group_.As(member);
    const auto ended = Await([&](Finish finish) {
      desk_.writer().SupersedeEntry(call, request, &answer, std::move(finish));
    });
    if (!ended.status.ok()) return ended.status;
    return answer;
  }

  StoreWork WorkOf(const std::function<void()>& calls) {
    const StoreWork before = group_.rooms().reads.work();
    calls();
    const StoreWork after = group_.rooms().reads.work();
    return {.statements = after.statements - before.statements,
            .rows = after.rows - before.rows,
            .bytes = after.bytes - before.bytes};
  }

  TestGroup group_;
  CaseDesk desk_{group_};
};

TEST_F(OracleTest, ARepeatTellsNothingThatHappenedSince) {
  const std::string file = desk_.OpenCase(20);
  desk_.Tell(file, 20);
  desk_.Follow(file);
  v1::EntryBody body;
  body.mutable_lead_worker()->set_organisation("mission-locale");
  body.mutable_lead_worker()->set_member(
      MemberName::Of(kTestGroup, "mission-locale-1").ToString());
  const auto asked = desk_.Deposit(kCoordinator, file, body);
  ASSERT_THAT(asked, IsOk());
  v1::SupersedeEntryRequest accept;
  accept.set_name(asked->name());
  accept.set_etag(asked->etag());
  accept.set_request_id(desk_.NewRequestId());
  accept.set_accept(true);
  ASSERT_THAT(Send("mission-locale-1", accept), IsOk());

  const auto lead = [&] {
    return EntryOf(*desk_.Read(kCoordinator, file), v1::CATEGORY_LEAD_WORKER);
  };
  body.mutable_lead_worker()->set_member(
      MemberName::Of(kTestGroup, "mission-locale-2").ToString());
  ASSERT_THAT(desk_.Supersede(kCoordinator, lead(), body), IsOk());
  const auto first = Send("mission-locale-1", accept);
  ASSERT_THAT(first, IsOk());
  EXPECT_FALSE(first->has_body());
  body.mutable_lead_worker()->set_organisation("ddetspp");
  body.mutable_lead_worker()->clear_member();
  ASSERT_THAT(desk_.Supersede(kCoordinator, lead(), body), IsOk());
  ASSERT_THAT(desk_.Withdraw(kCoordinator, lead()), IsOk());
  const auto later = Send("mission-locale-1", accept);
  ASSERT_THAT(later, IsOk());
  EXPECT_EQ(first->SerializeAsString(), later->SerializeAsString());
}

TEST_F(OracleTest, AnEtagIsShownToWhomMayChangeTheEntryAlone) {
  const std::string file = desk_.OpenCase(20);
  desk_.Tell(file, 20);
  desk_.Follow(file);
  desk_.Lead(file, "mission-locale", "mission-locale-1");
  v1::EntryBody body;
  body.mutable_action()->set_kind(v1::ACTION_KIND_INTERNSHIP);
  body.mutable_action()->set_pilot("mission-locale");
  const auto asked = desk_.Deposit(kCoordinator, file, body);
  ASSERT_THAT(asked, IsOk());
  ASSERT_THAT(desk_.Accept("mission-locale-1", *asked), IsOk());
  desk_.Convene(file, {"ddetspp-1", "association-mediation-1"});

  // The name alone: how often the lead worker made contact is not theirs.
  const auto mediator = desk_.Read("association-mediation-1", file);
  ASSERT_THAT(mediator, IsOk());
  const v1::Entry& named = EntryOf(*mediator, v1::CATEGORY_LEAD_WORKER);
  EXPECT_TRUE(named.partial());
  EXPECT_EQ(named.etag(), "");
  EXPECT_EQ(named.version(), 0);
  const auto convened = desk_.Read("ddetspp-1", file);
  ASSERT_THAT(convened, IsOk());
  EXPECT_EQ(EntryOf(*convened, v1::CATEGORY_ACTION).etag(), "");
  EXPECT_EQ(EntryOf(*convened, v1::CATEGORY_LEAD_WORKER).etag(), "");
  const auto lead = desk_.Read("mission-locale-1", file);
  ASSERT_THAT(lead, IsOk());
  EXPECT_NE(EntryOf(*lead, v1::CATEGORY_ACTION).etag(), "");
  EXPECT_NE(EntryOf(*lead, v1::CATEGORY_LEAD_WORKER).etag(), "");
}

TEST_F(OracleTest, ACoPilotsEtagIsTheDecisionsAlone) {
  const std::string file = desk_.OpenCase(20);
  desk_.Tell(file, 20);
  v1::EntryBody body;
  body.mutable_decision()->set_code(v1::DECISION_CODE_FOLLOW_UP);
  *body.mutable_decision()->mutable_date() = Today();
  ASSERT_THAT(desk_.Deposit(kCoordinator, file, body), IsOk());
  const auto read = desk_.Read(kCoPilotState, file);
  ASSERT_THAT(read, IsOk());
  for (const v1::Entry& entry : read->entries()) {
    EXPECT_EQ(entry.etag().empty(), entry.category() != v1::CATEGORY_DECISION)
        << v1::Category_Name(entry.category());
  }
}

TEST_F(OracleTest, RepresentativesOfOthersUseUpNoBoundOfTheirs) {
  const std::string file = CaseReferredBy("education-nationale-1", 16);
  for (const char* name : {"HUE", "ROY", "LE BRIS", "CADIOU"}) {
    ASSERT_THAT(desk_.Deposit(kCoordinator, file, Representative(name)),
                IsOk());
  }
  for (const char* name : {"HUE", "ROY", "LE BRIS", "CADIOU"}) {
    EXPECT_THAT(
        desk_.Deposit("education-nationale-1", file, Representative(name)),
        IsOk());
  }
  EXPECT_THAT(
      desk_.Deposit("education-nationale-1", file, Representative("NOËL")),
      ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(desk_.Deposit(kCoordinator, file, Representative("NOËL")),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

TEST_F(OracleTest, TheEntriesOfOthersUseUpNoBoundOfTheirs) {
  const std::string file = CaseReferredBy("education-nationale-1", 16);
  ASSERT_THAT(desk_.Deposit(kCoordinator, file, Strength()), IsOk());
  // The referral's Origin is theirs too.
  size_t made = 1;
  absl::Status last;
  while (made <= kMaxEntriesOfPartner && last.ok()) {
    last = desk_.Deposit("education-nationale-1", file, Strength()).status();
    if (last.ok()) ++made;
  }
  EXPECT_EQ(made, kMaxEntriesOfPartner);
  EXPECT_THAT(last, ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(desk_.Deposit(kCoordinator, file, Strength()), IsOk());
}

TEST_F(OracleTest, ACaseThatNamesThemCostsNothingBeforeTheNotice) {
  const auto looking = [&] {
    EXPECT_THAT(desk_.List("mission-locale-1")->cases(), IsEmpty());
    EXPECT_THAT(desk_.Search("mission-locale-1", "LEFÈVRE", "Noé")->cases(),
                IsEmpty());
  };
  looking();  // Statements cached.
  const StoreWork without = WorkOf(looking);
  for (int i = 0; i < 5; ++i) {
    v1::CreateCaseRequest request = desk_.OpenCaseRequest(20, "LEFÈVRE", "Noé");
    request.mutable_inline_referral()->set_organisation("mission-locale");
    v1::EntryBody& body = *request.add_entries()->mutable_body();
    body.mutable_action()->set_kind(v1::ACTION_KIND_INTERNSHIP);
    body.mutable_action()->set_pilot("mission-locale");
    ASSERT_THAT(desk_.Create(request), IsOk());
  }
  const StoreWork with = WorkOf(looking);
  EXPECT_EQ(with, without);
}

TEST_F(OracleTest, ASearchOfACaseWhoseNameIsClosedDoesTheSameWorkForAnyName) {
  v1::CreateCaseRequest request = desk_.OpenCaseRequest(20, "LEFÈVRE", "Noé");
  request.mutable_inline_referral()->set_organisation("mission-locale");
  const auto created = desk_.Create(request);
  ASSERT_THAT(created, IsOk());
  desk_.Tell(created->name(), 20);
  const auto search = [&](const char* family, const char* given) {
    return WorkOf([&] {
      EXPECT_THAT(desk_.Search("mission-locale-1", family, given)->cases(),
                  IsEmpty());
    });
  };
  search("X", "Y");  // Statements cached.
  const StoreWork right = search("LEFÈVRE", "Noé");
  const StoreWork wrong = search("DUBOURG", "Ana");
  EXPECT_EQ(right, wrong);
}

TEST_F(OracleTest, ANameThatOnlyAHiddenIdentityHoldsIsNotFound) {
  const std::string file = desk_.OpenCase(20, "LEFÈVRE", "Noé");
  desk_.Tell(file, 20);
  desk_.Convene(file, {"spip-1", "mission-locale-1"});
  v1::Entry alias;
  v1::Identity& identity = *alias.mutable_body()->mutable_identity();
  identity.set_family_name("DUBOURG");
  identity.set_given_name("Ana");
  *identity.mutable_birth_date() =
      desk_.SampleReferral(20).identity().birth_date();
  v1::WrittenBasis& basis = *alias.add_conditions()->mutable_written_basis();
  basis.set_kind(v1::WRITTEN_BASIS_KIND_HIERARCHY_AUTHORISATION);
  basis.set_authority("Direction");
  basis.set_reference("A-1");
  *basis.mutable_date() = Today();
  ASSERT_THAT(desk_.Deposit("spip-1", file, alias), IsOk());

  EXPECT_THAT(desk_.Search(kCoordinator, "DUBOURG", "Ana")->cases(), SizeIs(1));
  EXPECT_THAT(desk_.Search("spip-1", "DUBOURG", "Ana")->cases(), SizeIs(1));
  EXPECT_THAT(desk_.Search("mission-locale-1", "DUBOURG", "Ana")->cases(),
              IsEmpty());
  // Nor a name of one with the first name of the other.
  EXPECT_THAT(desk_.Search("mission-locale-1", "DUBOURG", "Noé")->cases(),
              IsEmpty());
  EXPECT_THAT(desk_.Search("mission-locale-1", "LEFÈVRE", "Noé")->cases(),
              SizeIs(1));
}

TEST_F(OracleTest, TheCoordinatorsEtagMovesWithWhatIsShownAlone) {
  const std::string name = CaseReferredBy("ddetspp-1", 20);
  v1::Entry entry;
  entry.mutable_body()->mutable_social_environment()->add_codes(
      v1::SOCIAL_ENVIRONMENT_CODE_HOUSING);
  v1::Condition& agreed = *entry.add_conditions();
  agreed.mutable_agreement()->set_given_by(v1::NOTICE_RECIPIENT_PERSON);
  *agreed.mutable_agreement()->mutable_date() = Today();
  *agreed.mutable_end() = Today();
  const auto kept = desk_.Deposit("ddetspp-1", name, entry);
  ASSERT_THAT(kept, IsOk());
  group_.Advance(absl::Hours(24));
  const auto before = desk_.Read(kCoordinator, name);
  ASSERT_THAT(before, IsOk());
  EXPECT_THAT(CategoriesOf(*before),
              Not(Contains(v1::CATEGORY_SOCIAL_ENVIRONMENT)));
  ASSERT_THAT(desk_.Withdraw("ddetspp-1", *kept), IsOk());
  const auto after = desk_.Read(kCoordinator, name);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(before->etag(), after->etag());

  ASSERT_THAT(desk_.Deposit(kCoordinator, name, Strength()), IsOk());
  const auto shown = desk_.Read(kCoordinator, name);
  ASSERT_THAT(shown, IsOk());
  EXPECT_NE(shown->etag(), after->etag());
}

TEST_F(OracleTest, WhatIsNarrowedAwayAwaitsNothingOfWhoCannotSeeIt) {
  const std::string name = desk_.OpenCase(17);
  desk_.Tell(name, 17);
  desk_.Convene(name, {"mission-locale-1"});
  v1::Entry action;
  action.add_narrowed_to("ddetspp");
  action.mutable_body()->mutable_action()->set_kind(
      v1::ACTION_KIND_TRAINING_OR_APPRENTICESHIP);
  action.mutable_body()->mutable_action()->set_pilot("mission-locale");
  v1::Entry lead;
  lead.add_narrowed_to("ddetspp");
  lead.mutable_body()->mutable_lead_worker()->set_organisation(
      "mission-locale");
  v1::Entry decision;
  decision.add_narrowed_to("ddetspp");
  decision.mutable_body()->mutable_decision()->set_code(
      v1::DECISION_CODE_FOLLOW_UP);
  *decision.mutable_body()->mutable_decision()->mutable_date() = Today();
  std::vector<v1::Entry> kept;
  for (const v1::Entry& each : {action, lead, decision}) {
    const auto made = desk_.Deposit(kCoordinator, name, each);
    ASSERT_THAT(made, IsOk());
    kept.push_back(*made);
  }
  const auto convened = desk_.Read("mission-locale-1", name);
  ASSERT_THAT(convened, IsOk());
  EXPECT_THAT(convened->todos(), IsEmpty());
  EXPECT_THAT(desk_.Read(kCoPilotState, name),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  const auto list = desk_.List(kCoPilotState);
  ASSERT_THAT(list, IsOk());
  EXPECT_THAT(list->cases(), IsEmpty());

  // Opened again to those the charter names, each is asked of them.
  for (const v1::Entry& each : kept) {
    ASSERT_THAT(desk_.Narrow(kCoordinator, each, {}), IsOk());
  }
  const auto asked = desk_.Read("mission-locale-1", name);
  ASSERT_THAT(asked, IsOk());
  EXPECT_THAT(asked->todos(), ElementsAre(v1::TODO_LEAD_WORKER_TO_ACCEPT,
                                          v1::TODO_ACTION_TO_ACCEPT));
  EXPECT_THAT(desk_.Read(kCoPilotState, name), IsOk());
}

}  // namespace
}  // namespace sceau
