// Deposits and their later life: who may, what a repeat does, what an etag
// keeps apart, what conditions a deposit needs.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::CaseDesk;
using ::sceau::testing::EntryOf;
using ::sceau::testing::IsOk;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::kCoPilotLocal;
using ::sceau::testing::kCoPilotState;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::TestGroup;
using ::testing::SizeIs;

class EntryWritesTest : public ::testing::Test {
 protected:
  EntryWritesTest() : name_(desk_.OpenCase(20)) {
    desk_.Tell(name_, 20);
    desk_.Convene(name_, {"mission-locale-1", "ddetspp-1", "pjj-1", "spip-1",
                          "conseil-departemental-1"});
  }

  v1::EntryBody Strengths(v1::Strength code = v1::STRENGTH_PROJECT) {
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(code);
    return body;
  }

  google::type::Date Today() {
    return ToDate(group_.rooms().clock.DayOf(group_.now()));
  }

  // A deposit with an own request id.
  absl::StatusOr<v1::Entry> DepositWithId(const std::string& request_id,
                                          const v1::EntryBody& body) {
    v1::CreateEntryRequest request;
    request.set_parent(name_);
    request.set_request_id(request_id);
    *request.mutable_entry()->mutable_body() = body;
    v1::Entry answer;
    const Call call = group_.As("mission-locale-1");
    const auto ended = sceau::testing::Await([&](Finish finish) {
      desk_.writer().CreateEntry(call, request, &answer, std::move(finish));
    });
    if (!ended.status.ok()) return ended.status;
    return answer;
  }

  TestGroup group_;
  CaseDesk desk_{group_};
  const std::string name_;
};

TEST_F(EntryWritesTest, ADepositIsReadBackByItsOwner) {
  const auto entry = desk_.Deposit("mission-locale-1", name_, Strengths());
  ASSERT_THAT(entry, IsOk());
  EXPECT_EQ(entry->owner(), "mission-locale");
  EXPECT_EQ(entry->version(), 1);
  const auto file = desk_.Read("mission-locale-1", name_);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(EntryOf(*file, v1::CATEGORY_STRENGTHS).name(), entry->name());
}

TEST_F(EntryWritesTest, WhatTheCoordinatorDepositsBelongsToTheSecretariat) {
  const auto entry = desk_.Deposit(kCoordinator, name_, Strengths());
  ASSERT_THAT(entry, IsOk());
  EXPECT_EQ(entry->owner(), "secretariat");
  EXPECT_THAT(desk_.Withdraw("commune-alencon-1", *entry),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(EntryWritesTest, ACategoryThatIsNotTheirsIsDenied) {
  v1::EntryBody body;
  body.mutable_schooling()->set_status(v1::SCHOOLING_STATUS_IN_SCHOOL);
  EXPECT_THAT(desk_.Deposit("mission-locale-1", name_, body),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(EntryWritesTest, ARepeatGetsItsAnswerAndDoesNothingTwice) {
  const std::string id = "12345678-1234-4234-8234-123456789012";
  const auto first = DepositWithId(id, Strengths());
  const auto second = DepositWithId(id, Strengths());
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->name(), second->name());
  const auto file = desk_.Read(kCoordinator, name_);
  int strengths = 0;
  for (const v1::Entry& entry : file->entries()) {
    strengths += entry.category() == v1::CATEGORY_STRENGTHS ? 1 : 0;
  }
  EXPECT_EQ(strengths, 1);
}

TEST_F(EntryWritesTest, AReplayedIdWithAnotherBodyIsRefused) {
  const std::string id = "12345678-1234-4234-8234-123456789012";
  ASSERT_THAT(DepositWithId(id, Strengths()), IsOk());
  EXPECT_THAT(DepositWithId(id, Strengths(v1::STRENGTH_SKILL)),
              ReasonIs(v1::ERROR_REASON_REQUEST_ID_REUSED));
}

TEST_F(EntryWritesTest, ARequestIdThatIsNoUuidIsRefused) {
  EXPECT_THAT(DepositWithId("1", Strengths()),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(EntryWritesTest, AStaleEtagIsRefusedAndNothingIsLost) {
  const auto entry = desk_.Deposit("mission-locale-1", name_, Strengths());
  ASSERT_THAT(entry, IsOk());
  const auto next = desk_.Supersede("mission-locale-1", *entry,
                                    Strengths(v1::STRENGTH_SKILL));
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->version(), 2);
  EXPECT_THAT(desk_.Supersede("mission-locale-1", *entry,
                              Strengths(v1::STRENGTH_AUTONOMY)),
              ReasonIs(v1::ERROR_REASON_ETAG_MISMATCH));
  const auto file = desk_.Read("mission-locale-1", name_);
  EXPECT_EQ(EntryOf(*file, v1::CATEGORY_STRENGTHS).body().strengths().codes(0),
            v1::STRENGTH_SKILL);
}

TEST_F(EntryWritesTest, AnEtagIsRequired) {
  auto entry = desk_.Deposit("mission-locale-1", name_, Strengths());
  ASSERT_THAT(entry, IsOk());
  entry->clear_etag();
  EXPECT_THAT(desk_.Withdraw("mission-locale-1", *entry),
              ReasonIs(v1::ERROR_REASON_ETAG_REQUIRED));
}

TEST_F(EntryWritesTest, OthersNeitherCorrectNorWithdrawIt) {
  const auto entry = desk_.Deposit("mission-locale-1", name_, Strengths());
  ASSERT_THAT(entry, IsOk());
  EXPECT_THAT(desk_.Supersede("ddetspp-1", *entry, Strengths()),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Withdraw(kCoordinator, *entry),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Narrow("ddetspp-1", *entry, {"ddetspp"}),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(EntryWritesTest, AWithdrawnEntryIsShownToNoOne) {
  const auto entry = desk_.Deposit("mission-locale-1", name_, Strengths());
  ASSERT_THAT(entry, IsOk());
  ASSERT_THAT(desk_.Withdraw("mission-locale-1", *entry), IsOk());
  for (const char* member : {"mission-locale-1", kCoordinator, "ddetspp-1"}) {
    EXPECT_THAT(sceau::testing::CategoriesOf(*desk_.Read(member, name_)),
                ::testing::Not(::testing::Contains(v1::CATEGORY_STRENGTHS)))
        << member;
  }
}

TEST_F(EntryWritesTest, ASecretIsLiftedByATextOrNotAtAll) {
  EXPECT_THAT(desk_.Deposit("spip-1", name_, Strengths()),
              ReasonIs(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED));
  v1::Entry entry;
  *entry.mutable_body() = Strengths();
  auto& basis = *entry.add_conditions()->mutable_written_basis();
  basis.set_kind(v1::WRITTEN_BASIS_KIND_HIERARCHY_AUTHORISATION);
  basis.set_authority("Direction du SPIP");
  basis.set_reference("2026/12");
  *basis.mutable_date() = Today();
  EXPECT_THAT(desk_.Deposit("spip-1", name_, entry), IsOk());
}

TEST_F(EntryWritesTest, ABasisOfTheWrongKindIsNone) {
  v1::Entry entry;
  *entry.mutable_body() = Strengths();
  auto& basis = *entry.add_conditions()->mutable_written_basis();
  basis.set_kind(v1::WRITTEN_BASIS_KIND_GROUP_ASKED_TO_TREAT);
  basis.set_authority("Direction du SPIP");
  basis.set_reference("2026/12");
  *basis.mutable_date() = Today();
  EXPECT_THAT(desk_.Deposit("spip-1", name_, entry),
              ReasonIs(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED));
}

TEST_F(EntryWritesTest, WithoutTheRightNoMissingConditionIsTold) {
  // PJJ has no cell for social difficulties: denied, not "agreement required".
  v1::EntryBody body;
  body.mutable_social_environment()->add_codes(
      v1::SOCIAL_ENVIRONMENT_CODE_HOUSING);
  EXPECT_THAT(desk_.Deposit("pjj-1", name_, body),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Deposit("ddetspp-1", name_, body),
              ReasonIs(v1::ERROR_REASON_AGREEMENT_REQUIRED));
}

TEST_F(EntryWritesTest, ADecisionIsProposedThenValidatedByTwoOrganisations) {
  v1::EntryBody body;
  body.mutable_decision()->set_code(v1::DECISION_CODE_FOLLOW_UP);
  *body.mutable_decision()->mutable_date() = Today();
  const auto proposed = desk_.Deposit(kCoordinator, name_, body);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->body().decision().state(), v1::DECISION_STATE_PROPOSED);
  EXPECT_TRUE(proposed->body().decision().has_review_date());
  EXPECT_THAT(desk_.Validate("mission-locale-1", *proposed),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  const auto once = desk_.Validate(kCoPilotState, *proposed);
  ASSERT_THAT(once, IsOk());
  // Nothing of the case awaits this co-pilot any more: name and etag alone.
  EXPECT_FALSE(once->has_body());
  const auto half = desk_.Read(kCoordinator, name_);
  EXPECT_EQ(EntryOf(*half, v1::CATEGORY_DECISION).body().decision().state(),
            v1::DECISION_STATE_PROPOSED);
  EXPECT_THAT(desk_.Validate(kCoPilotState, *once), ::testing::Not(IsOk()));
  const auto twice = desk_.Validate(kCoPilotLocal, *once);
  ASSERT_THAT(twice, IsOk());
  const auto file = desk_.Read(kCoordinator, name_);
  EXPECT_EQ(EntryOf(*file, v1::CATEGORY_DECISION).body().decision().state(),
            v1::DECISION_STATE_VALIDATED);
  EXPECT_EQ(file->administrative().state(), v1::CASE_STATE_ACTIVE);
}

TEST_F(EntryWritesTest, AChangedDecisionIsProposedAgain) {
  desk_.Follow(name_);
  const auto file = desk_.Read(kCoordinator, name_);
  const v1::Entry& decision = EntryOf(*file, v1::CATEGORY_DECISION);
  v1::EntryBody body;
  body.mutable_decision()->set_code(v1::DECISION_CODE_DEFERRED);
  *body.mutable_decision()->mutable_date() = Today();
  const auto changed = desk_.Supersede(kCoordinator, decision, body);
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->body().decision().state(), v1::DECISION_STATE_PROPOSED);
  EXPECT_THAT(changed->body().decision().validations(), SizeIs(0));
}

TEST_F(EntryWritesTest, APilotReportsTheResultAndNothingElse) {
  v1::EntryBody body;
  body.mutable_action()->set_kind(v1::ACTION_KIND_WORKSITE);
  body.mutable_action()->set_pilot("mission-locale");
  const auto asked = desk_.Deposit(kCoordinator, name_, body);
  ASSERT_THAT(asked, IsOk());
  const auto accepted = desk_.Accept("mission-locale-2", *asked);
  ASSERT_THAT(accepted, IsOk());
  v1::EntryBody report = body;
  report.mutable_action()->set_result(v1::ACTION_RESULT_DONE);
  report.mutable_action()->set_comment("Chantier mené à terme.");
  const auto reported = desk_.Supersede("mission-locale-1", *accepted, report);
  ASSERT_THAT(reported, IsOk());
  v1::EntryBody other = report;
  other.mutable_action()->set_kind(v1::ACTION_KIND_MENTORING);
  EXPECT_THAT(desk_.Supersede("mission-locale-1", *reported, other),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(EntryWritesTest, ABatchIsAllOrNothingAndOneLeaf) {
  v1::BatchCreateEntriesRequest request;
  request.set_parent(name_);
  request.set_request_id(desk_.NewRequestId());
  *request.add_entries()->mutable_body() = Strengths();
  *request.add_entries()->mutable_body() = Strengths();
  request.mutable_entries(1)
      ->mutable_body()
      ->mutable_strengths()
      ->clear_codes();
  v1::BatchCreateEntriesResponse answer;
  const Call call = group_.As("mission-locale-1");
  const uint64_t leaves = group_.group().journal().size();
  const auto ended = sceau::testing::Await([&](Finish finish) {
    desk_.writer().BatchCreateEntries(call, request, &answer,
                                      std::move(finish));
  });
  EXPECT_THAT(ended.status, ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_EQ(MetadataOf(ended.status, "field").substr(0, 10), "entries[1]");
  EXPECT_EQ(group_.group().journal().size(), leaves + 1);
  EXPECT_THAT(sceau::testing::CategoriesOf(*desk_.Read(kCoordinator, name_)),
              ::testing::Not(::testing::Contains(v1::CATEGORY_STRENGTHS)));
}

TEST_F(EntryWritesTest, ForbiddenWordsAreRefusedAndNotEchoed) {
  v1::EntryBody body;
  body.mutable_action()->set_kind(v1::ACTION_KIND_WORKSITE);
  body.mutable_action()->set_pilot("mission-locale");
  body.mutable_action()->set_comment("suivi psychiatrique au CMP");
  const auto refused = desk_.Deposit(kCoordinator, name_, body);
  EXPECT_THAT(refused, ReasonIs(v1::ERROR_REASON_FORBIDDEN_TERM));
  EXPECT_EQ(refused.status().ToString().find("psych"), std::string::npos);
}

}  // namespace
}  // namespace sceau
