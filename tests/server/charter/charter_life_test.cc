#include "server/charter/charter_life.h"

#include <future>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "proto/contract/quotas.h"
#include "server/store/state_table.h"
#include "tests/support/charter_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau {
namespace {

using testing::CharterText;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::kAdmin;
using testing::kCoordinator;
using testing::kCoPilotLocal;
using testing::kCoPilotState;
using testing::kDpo;
using testing::kOfficer;
using testing::ReasonIs;

constexpr char kFirst[] = "alencon-2026-1";
constexpr char kSecond[] = "alencon-2026-2";
constexpr char kThird[] = "alencon-2026-3";

// Today is 2 March 2026.
class CharterLifeTest : public ::testing::Test {
 protected:
  std::string Second() { return CharterText(kSecond, "2026-04-01"); }
  std::string Third() { return CharterText(kThird, "2026-05-01"); }
  v1::CharterState StateOf(const std::string& id) {
    const auto version = desk_.Get(kCoordinator, id);
    EXPECT_THAT(version, IsOk());
    return version.ok() ? version->state() : v1::CHARTER_STATE_UNSPECIFIED;
  }
  std::vector<std::string> Listed(absl::string_view by) {
    std::vector<std::string> ids;
    const auto page = desk_.List(by);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) return ids;
    for (const auto& version : page->charter_versions()) {
      EXPECT_EQ(version.source(), "");
      ids.push_back(version.name().substr(version.name().rfind('/') + 1));
    }
    return ids;
  }

  testing::TestGroup group_;
  testing::CharterDesk desk_{group_};
};

TEST_F(CharterLifeTest, ABadDraftIsRefusedWithThePlacesOfItsIssues) {
  const auto refused = desk_.Propose(
      kCoordinator,
      absl::StrReplaceAll(Second(), {{"partner: \"pjj\"", "partner: \"nsa\""},
                                     {"crip: ", "cripp: "}}));
  EXPECT_THAT(refused, ReasonIs(v1::ERROR_REASON_POLICY_REJECTED));
  EXPECT_EQ(MetadataOf(refused.status(), "issues"), "1");
  EXPECT_THAT(MetadataOf(refused.status(), "issue1"), HasSubstr("SYNTAX"));
  EXPECT_EQ(MetadataOf(refused.status(), "issue2"), "");
  const auto several = desk_.Propose(
      kCoordinator, absl::StrReplaceAll(
                        Second(), {{"partner: \"pjj\"", "partner: \"nsa\""}}));
  EXPECT_THAT(MetadataOf(several.status(), "issue5"),
              HasSubstr("UNKNOWN_PARTNER"));
  EXPECT_THAT(Listed(kCoordinator), ElementsAre(kFirst));
}

TEST_F(CharterLifeTest, ADraftBelowTheFloorIsRefused) {
  const auto refused = desk_.Propose(
      kCoordinator, absl::StrReplaceAll(
                        Second(), {{"\"SIGNATURE_LIST\"", "\"SEARCH_OWN\""}}));
  EXPECT_THAT(refused, ReasonIs(v1::ERROR_REASON_POLICY_REJECTED));
  EXPECT_THAT(MetadataOf(refused.status(), "issue1"), HasSubstr("F-03"));
}

// What no line says: the proof over every question finds it.
TEST(CharterProofTest, ADraftThatTheProofFindsBelowTheFloorIsRefused) {
  testing::TestGroup group({.prove = [](const policy::Program& program) {
    policy::Proof proof;
    if (program.version() == kSecond) {
      proof.violations.push_back({.invariant = 8});
    }
    return proof;
  }});
  testing::CharterDesk desk(group);
  const auto refused =
      desk.Propose(kCoordinator, CharterText(kSecond, "2026-04-01"));
  EXPECT_THAT(refused, ReasonIs(v1::ERROR_REASON_POLICY_REJECTED));
  EXPECT_EQ(MetadataOf(refused.status(), "issue1"), "0:0 F-08");
}

TEST(CharterProofTest, TheReferenceCharterIsProvenAndKept) {
  testing::TestGroup group({.prove = nullptr});
  testing::CharterDesk desk(group);
  EXPECT_THAT(desk.Propose(kCoordinator, CharterText(kSecond, "2026-04-01")),
              IsOk());
}

TEST_F(CharterLifeTest, OnlyCoordinatorAndCoPilotsPropose) {
  for (const char* by : {kOfficer, kAdmin, kDpo, "pjj-1"}) {
    EXPECT_THAT(desk_.Propose(by, "not even read"),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << by;
  }
  EXPECT_THAT(desk_.Propose(kCoPilotState, Second()), IsOk());
}

TEST_F(CharterLifeTest, AFirstDayInThePastIsRefused) {
  for (const char* day : {"2026-02-01", "2026-03-02", "2026-01-01"}) {
    EXPECT_EQ(
        MetadataOf(
            desk_.Propose(kCoordinator, CharterText(kSecond, day)).status(),
            "field"),
        "source.effective_date")
        << day;
  }
  // Nor one so far away that no other could be adopted for years.
  EXPECT_EQ(
      MetadataOf(desk_.Propose(kCoordinator, CharterText(kSecond, "2027-04-01"))
                     .status(),
                 "field"),
      "source.effective_date");
  // Proposed in time, adopted too late.
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  ASSERT_THAT(desk_.GiveOpinion(kDpo, kSecond), IsOk());
  ASSERT_THAT(desk_.Adopt(kCoPilotState, kSecond), IsOk());
  group_.SetToday(absl::CivilDay(2026, 4, 1));
  EXPECT_THAT(desk_.Adopt(kCoPilotLocal, kSecond),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

// Each takes seconds of a worker: whoever sends many takes one worker only.
TEST(CharterProofTest, OneDraftIsProvenAtATime) {
  std::promise<void> begun;
  std::promise<void> go_on;
  testing::TestGroup group({.prove = [&](const policy::Program& program) {
    if (program.version() == kSecond) {
      begun.set_value();
      go_on.get_future().wait();
    }
    return policy::Proof();
  }});
  testing::CharterDesk slow(group);
  auto first = std::async(std::launch::async, [&] {
    return slow.Propose(kCoordinator, CharterText(kSecond, "2026-04-01"));
  });
  begun.get_future().wait();
  testing::CharterDesk desk(group);
  const uint64_t leaves = group.group().journal().size();
  EXPECT_THAT(desk.Propose(kCoPilotState, CharterText(kThird, "2026-05-01")),
              ReasonIs(v1::ERROR_REASON_QUEUE_FULL));
  EXPECT_EQ(group.group().journal().size(), leaves + 1);
  go_on.set_value();
  EXPECT_THAT(first.get(), IsOk());
  EXPECT_THAT(desk.Propose(kCoPilotState, CharterText(kThird, "2026-05-01")),
              IsOk());
}

// A flood of drafts would use up the group's versions, and no charter could be
// adopted ever after.
TEST_F(CharterLifeTest, OnePersonBringsTenDraftsInThirtyDays) {
  const auto draft = [](size_t number) {
    return CharterText(absl::StrCat("alencon-2027-", number), "2026-09-01");
  };
  static_assert(kMaxCharterVersions > 3 * kMaxDraftsOfOne);
  for (size_t i = 0; i < kMaxDraftsOfOne; ++i) {
    ASSERT_THAT(desk_.Propose(kCoordinator, draft(i)), IsOk());
  }
  const auto refused = ReasonIs(v1::ERROR_REASON_QUOTA_EXCEEDED);
  EXPECT_THAT(desk_.Propose(kCoordinator, draft(20)), refused);
  EXPECT_EQ(
      MetadataOf(desk_.Propose(kCoordinator, draft(20)).status(), "quota"),
      QuotaWord(Quota::kDrafts));
  EXPECT_THAT(desk_.Propose(kCoordinator, "not even read"), refused);
  EXPECT_THAT(desk_.Propose(kCoPilotState, draft(21)), IsOk());
  group_.SetToday(absl::CivilDay(2026, 4, 2));
  EXPECT_THAT(desk_.Propose(kCoordinator, draft(22)), IsOk());
}

TEST_F(CharterLifeTest, AGroupKeepsAHundredVersions) {
  const absl::CivilDay start(2026, 3, 2);
  size_t versions = 1;  // The one in force.
  absl::Status status;
  for (int month = 0; status.ok() && month < 12; ++month) {
    const absl::CivilDay today = start + 31 * month;
    group_.SetToday(today);
    for (size_t i = 0; status.ok() && i < kMaxDraftsOfOne; ++i) {
      status = desk_
                   .Propose(kCoordinator,
                            CharterText(absl::StrCat("alencon-2027-", versions),
                                        absl::FormatCivilTime(today + 60)))
                   .status();
      if (status.ok()) ++versions;
    }
  }
  EXPECT_EQ(versions, kMaxCharterVersions);
  EXPECT_THAT(status, ReasonIs(v1::ERROR_REASON_QUOTA_EXCEEDED));
  EXPECT_EQ(MetadataOf(status, "quota"), QuotaWord(Quota::kCharterVersions));
}

TEST_F(CharterLifeTest, AVersionIdIsUsedOnce) {
  // It would stand for the version in force.
  EXPECT_EQ(
      MetadataOf(
          desk_.Propose(kCoordinator, CharterText("current", "2026-04-01"))
              .status(),
          "field"),
      "source.version");
  EXPECT_EQ(
      MetadataOf(desk_.Propose(kCoordinator, CharterText(kFirst, "2026-04-01"))
                     .status(),
                 "field"),
      "source.version");
}

TEST_F(CharterLifeTest, ATextTooLongToComeBackIsRefused) {
  EXPECT_EQ(
      MetadataOf(
          desk_.Propose(kCoordinator, std::string(kMaxProposedBytes + 1, '#'))
              .status(),
          "field"),
      "source");
}

TEST_F(CharterLifeTest, AdoptionWaitsForTheOpinion) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  EXPECT_THAT(desk_.Adopt(kCoPilotState, kSecond),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_EQ(StateOf(kSecond), v1::CHARTER_STATE_DRAFT);
}

TEST_F(CharterLifeTest, TheOpinionIsTheDpos) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  for (const char* by : {kCoordinator, kCoPilotState, kOfficer, "pjj-1"}) {
    EXPECT_THAT(desk_.GiveOpinion(by, kSecond),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << by;
  }
  v1::GiveOpinionRequest request;
  request.set_name(testing::CharterDesk::NameOf(kSecond));
  request.set_opinion(v1::CHARTER_OPINION_UNFAVOURABLE);
  request.set_request_id(desk_.NewRequestId());
  for (const auto& [month, day] :
       {std::pair(3, 1), std::pair(3, 3), std::pair(2, 30), std::pair(0, 0)}) {
    request.mutable_date()->set_year(2026);
    request.mutable_date()->set_month(month);
    request.mutable_date()->set_day(day);
    EXPECT_EQ(MetadataOf(desk_.GiveOpinion(kDpo, request).status(), "field"),
              "date");
  }
  const auto given =
      desk_.GiveOpinion(kDpo, kSecond, v1::CHARTER_OPINION_UNFAVOURABLE);
  ASSERT_THAT(given, IsOk());
  EXPECT_EQ(given->opinion(), v1::CHARTER_OPINION_UNFAVOURABLE);
  EXPECT_EQ(given->opinion_date().month(), 3);
  // Once, and it binds nobody.
  EXPECT_THAT(desk_.GiveOpinion(kDpo, kSecond),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(desk_.Adopt(kCoPilotState, kSecond), IsOk());
}

TEST_F(CharterLifeTest, OneCoPilotTwiceAdoptsNothing) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  ASSERT_THAT(desk_.GiveOpinion(kDpo, kSecond), IsOk());
  ASSERT_THAT(desk_.Adopt(kCoPilotState, kSecond), IsOk());
  EXPECT_THAT(desk_.Adopt(kCoPilotState, kSecond),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_EQ(StateOf(kSecond), v1::CHARTER_STATE_OPINION_GIVEN);
}

TEST_F(CharterLifeTest, OnlyCoPilotsAdoptAndVeto) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  ASSERT_THAT(desk_.GiveOpinion(kDpo, kSecond), IsOk());
  for (const char* by :
       {kCoordinator, kOfficer, kDpo, kAdmin, "prefecture-1"}) {
    EXPECT_THAT(desk_.Adopt(by, kSecond),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << by;
    EXPECT_THAT(desk_.Veto(by, kSecond),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << by;
  }
}

TEST_F(CharterLifeTest, AnAdoptionIsOverThisHashByThisKey) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  ASSERT_THAT(desk_.GiveOpinion(kDpo, kSecond), IsOk());
  crypto::Hash other = desk_.HashOf(kSecond);
  other[0] = static_cast<uint8_t>(other[0] ^ 1);
  for (const std::string& wrong :
       {std::string(), std::string(300, 'x'),
        desk_.AdoptionSignature(kCoPilotState, kSecond, other),
        desk_.AdoptionSignature(kCoPilotState, kThird, desk_.HashOf(kSecond)),
        desk_.AdoptionSignature(kCoPilotLocal, kSecond,
                                desk_.HashOf(kSecond))}) {
    EXPECT_EQ(
        MetadataOf(desk_.AdoptWith(kCoPilotState, kSecond, wrong).status(),
                   "field"),
        "signature");
  }
  EXPECT_THAT(desk_.Adopt(kCoPilotState, kSecond), IsOk());
}

TEST_F(CharterLifeTest, TwoOrganisationsAdoptAndBothAreNamed) {
  desk_.Bring(Second());
  const auto version = desk_.Get("pjj-1", kSecond);
  ASSERT_THAT(version, IsOk());
  EXPECT_EQ(version->state(), v1::CHARTER_STATE_ADOPTED);
  ASSERT_EQ(version->adoptions_size(), 2);
  EXPECT_EQ(version->adoptions(0).partner(), "prefecture");
  EXPECT_EQ(version->adoptions(1).partner(), "commune-alencon");
  EXPECT_EQ(version->source(), Second());
}

TEST_F(CharterLifeTest, AVetoEndsADraftAndComesTooLateAfterAdoption) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  ASSERT_THAT(desk_.GiveOpinion(kDpo, kSecond), IsOk());
  ASSERT_THAT(desk_.Adopt(kCoPilotState, kSecond), IsOk());
  ASSERT_THAT(desk_.Veto(kCoPilotLocal, kSecond), IsOk());
  EXPECT_EQ(StateOf(kSecond), v1::CHARTER_STATE_VETOED);
  EXPECT_THAT(desk_.Adopt(kCoPilotLocal, kSecond),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(desk_.GiveOpinion(kDpo, kSecond),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  desk_.Bring(Third());
  EXPECT_THAT(desk_.Veto(kCoPilotLocal, kThird),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_EQ(StateOf(kThird), v1::CHARTER_STATE_ADOPTED);
}

TEST_F(CharterLifeTest, ADraftIsReplacedByANewOneNeverEdited) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  ASSERT_THAT(desk_.Propose(kCoordinator, Third()), IsOk());
  EXPECT_EQ(StateOf(kSecond), v1::CHARTER_STATE_REPLACED);
  EXPECT_THAT(desk_.GiveOpinion(kDpo, kSecond),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  // But not once a co-pilot has put a name to it.
  ASSERT_THAT(desk_.GiveOpinion(kDpo, kThird), IsOk());
  ASSERT_THAT(desk_.Adopt(kCoPilotLocal, kThird), IsOk());
  EXPECT_THAT(
      desk_.Propose(kCoordinator, CharterText("alencon-2026-4", "2026-06-01")),
      ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

TEST_F(CharterLifeTest, DraftsAreSeenByWhoPreparesThem) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  for (const char* by : {kCoordinator, kCoPilotLocal, kDpo, kOfficer}) {
    EXPECT_THAT(Listed(by), ElementsAre(kFirst, kSecond)) << by;
    EXPECT_THAT(desk_.Get(by, kSecond), IsOk()) << by;
  }
  for (const char* by : {kAdmin, "pjj-1"}) {
    EXPECT_THAT(Listed(by), ElementsAre(kFirst)) << by;
    EXPECT_EQ(desk_.Get(by, kSecond).status(),
              desk_.Get(by, "never-proposed").status());
  }
  desk_.Bring(Third());
  EXPECT_THAT(Listed("pjj-1"), ElementsAre(kFirst, kThird));
}

TEST_F(CharterLifeTest, AListIsGivenInPages) {
  desk_.Bring(Second());
  const auto first = desk_.List("pjj-1", 1);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->charter_versions_size(), 1);
  const auto second = desk_.List("pjj-1", 1, first->next_page_token());
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->charter_versions(0).name(), HasSubstr(kSecond));
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_THAT(desk_.List("pjj-2", 1, first->next_page_token()),
              ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
}

TEST_F(CharterLifeTest, EveryActLeavesALeaf) {
  const uint64_t before = group_.group().journal().size();
  desk_.Bring(Second());
  EXPECT_EQ(group_.group().journal().size(), before + 4);
  EXPECT_FALSE(desk_.Veto("pjj-1", kSecond).ok());
  EXPECT_EQ(group_.group().journal().size(), before + 5);
}

TEST_F(CharterLifeTest, WhatWasDoneSurvivesARestart) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  ASSERT_THAT(desk_.GiveOpinion(kDpo, kSecond), IsOk());
  ASSERT_THAT(desk_.Adopt(kCoPilotState, kSecond), IsOk());
  const auto before = desk_.Get(kCoordinator, kSecond);
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  const auto after = desk_.Get(kCoordinator, kSecond);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->SerializeAsString(), before->SerializeAsString());
  EXPECT_THAT(desk_.Adopt(kCoPilotLocal, kSecond), IsOk());
}

// The veto of a co-pilot undone by putting yesterday's row back.
TEST_F(CharterLifeTest, AnEarlierRowPutBackKeepsTheGroupClosed) {
  ASSERT_THAT(desk_.Propose(kCoordinator, Second()), IsOk());
  StateRow yesterday;
  {
    ReadPool::Lease lease = group_.group().files().cases().Take();
    const auto row = FindState(*lease, kCharterKind, kSecond);
    ASSERT_THAT(row, IsOk());
    ASSERT_TRUE(row->has_value());
    yesterday = **row;
  }
  ASSERT_THAT(desk_.Veto(kCoPilotLocal, kSecond), IsOk());
  std::promise<absl::Status> done;
  group_.group().journal().writer().Write(
      [yesterday](WriteTransaction& transaction) {
        WriteResult result;
        result.leaf.operation = v1::OPERATION_SERVER_CHECK;
        result.leaf.outcome = Outcome::kAllowed;
        result.status = PutState(transaction, yesterday);
        return result;
      },
      [&done](absl::StatusOr<Receipt> receipt) {
        done.set_value(receipt.status());
      });
  ASSERT_THAT(done.get_future().get(), IsOk());
  group_.Close();
  EXPECT_THAT(group_.Open(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

}  // namespace
}  // namespace sceau
