// P4: denied and absent look the same, counted in statements, rows and bytes,
// never by a clock. Failure class "duplicates, counts, digests as existence
// oracle" and "list and detail disagree".
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::CaseDesk;
using ::sceau::testing::IsOk;
using ::sceau::testing::kAdmin;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::kOfficer;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::TestGroup;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kNoSuchCase[] =
    "groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa";

class HiddenCaseTest : public ::testing::Test {
 protected:
  TestGroup group_;
  CaseDesk desk_{group_};
};

TEST_F(HiddenCaseTest, AbsentCaseAndDeniedCaseLookTheSame) {
  const std::string hidden = desk_.OpenCase(16);
  for (const char* member : {"pjj-1", "prefecture-1", kOfficer, kAdmin}) {
    const absl::Status denied = desk_.Read(member, hidden).status();
    const absl::Status absent = desk_.Read(member, kNoSuchCase).status();
    EXPECT_EQ(denied, absent) << member;
    EXPECT_THAT(denied, ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  }
}

TEST_F(HiddenCaseTest, TheCoordinatorToo) {
  EXPECT_THAT(desk_.Read(kCoordinator, kNoSuchCase),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(HiddenCaseTest, AWriteToAHiddenCaseIsAnsweredLikeOneToNone) {
  const std::string hidden = desk_.OpenCase(16);
  v1::EntryBody body;
  body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
  const auto denied = desk_.Deposit("mission-locale-1", hidden, body);
  const auto absent = desk_.Deposit("mission-locale-1", kNoSuchCase, body);
  EXPECT_EQ(denied.status(), absent.status());
  v1::Entry entry;
  entry.set_name(hidden + "/entries/eaaaaaaaaaaaaaaaaaaaaaaaaaa");
  entry.set_etag("\"e1\"");
  const auto no_entry = desk_.Withdraw("mission-locale-1", entry);
  entry.set_name(std::string(kNoSuchCase) +
                 "/entries/eaaaaaaaaaaaaaaaaaaaaaaaaaa");
  EXPECT_EQ(no_entry.status(),
            desk_.Withdraw("mission-locale-1", entry).status());
  EXPECT_THAT(no_entry, ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(HiddenCaseTest, BadContentForAHiddenCaseSaysNothingOfTheContent) {
  const std::string hidden = desk_.OpenCase(16);
  v1::EntryBody bad;
  bad.mutable_strengths();  // No code at all.
  EXPECT_EQ(desk_.Deposit("mission-locale-1", hidden, bad).status(),
            desk_.Deposit("mission-locale-1", kNoSuchCase, bad).status());
}

TEST_F(HiddenCaseTest, DeniedAndAbsentDoTheSameStatementsAndLeaveOneLeafEach) {
  const std::string hidden = desk_.OpenCase(16);
  ASSERT_THAT(desk_.Read(kCoordinator, hidden), IsOk());  // Statements cached.
  const auto work = [&](const std::string& name) {
    const StoreWork before = group_.rooms().reads.work();
    const uint64_t leaves = group_.group().journal().size();
    EXPECT_THAT(desk_.Read("pjj-1", name),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
    EXPECT_EQ(group_.group().journal().size(), leaves + 1);
    return group_.rooms().reads.work().statements - before.statements;
  };
  EXPECT_EQ(work(hidden), work(kNoSuchCase));
}

TEST_F(HiddenCaseTest, AListTouchesNoRowOfACaseThatIsNotTheirs) {
  const auto work = [&] {
    const StoreWork before = group_.rooms().reads.work();
    EXPECT_THAT(desk_.List("mission-locale-1")->cases(), IsEmpty());
    EXPECT_THAT(desk_.Search("mission-locale-1", "LEFÈVRE", "Noé")->cases(),
                IsEmpty());
    const StoreWork after = group_.rooms().reads.work();
    return std::pair(after.statements - before.statements,
                     after.rows - before.rows);
  };
  const auto without = work();
  for (int i = 0; i < 20; ++i) desk_.OpenCase(16);
  EXPECT_EQ(work(), without);
}

TEST_F(HiddenCaseTest, PagesOfTheOwnSetTellNothingOfTheOthers) {
  for (int i = 0; i < 5; ++i) {
    v1::CreateCaseRequest request = desk_.OpenCaseRequest(20, "LEFÈVRE", "Noé");
    request.mutable_inline_referral()->set_organisation("mission-locale");
    const auto created = desk_.Create(request);
    ASSERT_THAT(created, IsOk());
    desk_.Tell(created->name(), 20);
    desk_.OpenCase(20);  // Hidden from them.
  }
  int seen = 0;
  std::string token;
  do {
    const auto page = desk_.List("mission-locale-1", 2, token);
    ASSERT_THAT(page, IsOk());
    EXPECT_LE(page->cases_size(), 2);
    seen += page->cases_size();
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_EQ(seen, 5);
}

TEST_F(HiddenCaseTest, APageTokenIsItsCallersAndItsQuerysAlone) {
  for (int i = 0; i < 3; ++i) desk_.OpenCase(20);
  const auto page = desk_.List(kCoordinator, 1);
  ASSERT_THAT(page, IsOk());
  ASSERT_FALSE(page->next_page_token().empty());
  EXPECT_THAT(desk_.List("mission-locale-1", 1, page->next_page_token()),
              ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  group_.Advance(absl::Minutes(16));
  EXPECT_THAT(desk_.List(kCoordinator, 1, page->next_page_token()),
              ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  EXPECT_THAT(desk_.List(kCoordinator, 1, "bm9uc2Vuc2U"),
              ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
}

TEST_F(HiddenCaseTest, AReferralForSomeoneKnownIsAnsweredLikeAnyOther) {
  desk_.OpenCase(20, "GÜNEY", "Mathis");
  const auto known = desk_.Refer("mission-locale-1",
                                 desk_.SampleReferral(20, "GUNEY", "mathis"));
  const auto unknown = desk_.Refer(
      "mission-locale-1", desk_.SampleReferral(20, "AUTRE", "Personne"));
  ASSERT_THAT(known, IsOk());
  ASSERT_THAT(unknown, IsOk());
  EXPECT_EQ(known->ByteSizeLong() - known->identity().ByteSizeLong(),
            unknown->ByteSizeLong() - unknown->identity().ByteSizeLong());
  EXPECT_THAT(known->matching_cases(), IsEmpty());
  const auto theirs = desk_.GetReferral("mission-locale-1", known->name());
  ASSERT_THAT(theirs, IsOk());
  EXPECT_THAT(theirs->matching_cases(), IsEmpty());
  const auto coordinators = desk_.GetReferral(kCoordinator, known->name());
  ASSERT_THAT(coordinators, IsOk());
  EXPECT_THAT(coordinators->matching_cases(), SizeIs(1));
}

TEST_F(HiddenCaseTest, SearchFindsBySoundForWhoMayAndNothingForWhoMayNot) {
  desk_.OpenCase(20, "LEFÈVRE", "Mickaël");
  EXPECT_THAT(desk_.Search(kCoordinator, "lefevre", "Michael")->cases(),
              SizeIs(1));
  EXPECT_THAT(desk_.Search("mission-locale-1", "lefevre", "Michael")->cases(),
              IsEmpty());
  EXPECT_THAT(desk_.Search(kOfficer, "lefevre", "Michael"),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

}  // namespace
}  // namespace sceau
