// P10: nobody, the administrator included, makes a server serve a charter that
// breaks the law's floor, and the start says so in a sentence.
#include "server/charter/charter_floor.h"

#include <future>
#include <set>
#include <string>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/proof/proof.h"
#include "server/operator/check.h"
#include "server/operator/explain.h"
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
using testing::kCoordinator;
using testing::kCoPilotState;
using testing::ReasonIs;
using testing::TestGroup;
using ::testing::UnorderedElementsAre;

// As who has root, the keys and a server of their own making: the charter in
// force becomes `source`, well sealed and with its leaf.
void WriteCharter(Group& group, const std::string& source) {
  CharterRecord record = group.members().state()->in_force->record;
  record.source = source;
  std::promise<absl::Status> done;
  group.journal().writer().Write(
      [&](WriteTransaction& transaction) {
        WriteResult written;
        written.leaf.operation = v1::OPERATION_CHARTER_ACTIVATE;
        written.leaf.outcome = Outcome::kAllowed;
        written.status = group.state_rows().Put(
            transaction, kCharterKind, record.version, record.row_version + 1,
            Encode(record), written.leaf);
        return written;
      },
      [&](const absl::StatusOr<Receipt>& receipt) {
        done.set_value(receipt.status());
      });
  ASSERT_THAT(done.get_future().get(), IsOk());
}

TEST(CharterFloorTest, ACharterBelowTheFloorIsNotServedWhoeverWroteIt) {
  TestGroup group;
  WriteCharter(
      group.group(),
      absl::StrReplaceAll(testing::ReferenceCharter(),
                          {{"archive_months: 36", "archive_months: 48"}}));
  group.Close();
  const absl::Status opened = group.Open();
  EXPECT_THAT(opened, ReasonIs(v1::ERROR_REASON_POLICY_REJECTED));
  EXPECT_EQ(MetadataOf(opened, "invariant"), "F-18");
  CheckReport report;
  CheckGroup(group.place(), group.World(), Language::kFrench, report);
  EXPECT_THAT(
      report.problems,
      ElementsAre(AllOf(
          HasSubstr("la version alencon-2026-1 de la charte donnerait ce que "
                    "la loi interdit : F-18 (" +
                    MetadataOf(opened, "place") + "), "),
          HasSubstr("AU-038"), HasSubstr("le groupe reste fermé"))));
}

// What no line of the text says, but the answers of its program.
TEST(CharterFloorTest, WhatTheAnswersBreakIsNotServedEither) {
  bool broken = false;
  TestGroup group({.prove = [&broken](const policy::Program&) {
    policy::Proof proof;
    if (broken) proof.violations.push_back({.invariant = 10});
    return proof;
  }});
  group.Close();
  broken = true;
  const absl::Status opened = group.Open();
  EXPECT_THAT(opened, ReasonIs(v1::ERROR_REASON_POLICY_REJECTED));
  EXPECT_THAT(
      Explain(opened, Language::kEnglish),
      AllOf(HasSubstr("version alencon-2026-1 of the charter would give what "
                      "the law forbids: F-10, "),
            HasSubstr("the group stays closed")));
}

TEST(CharterFloorTest, EveryVersionThatCanComeToJudgeIsProven) {
  std::multiset<std::string> proven;
  TestGroup group({.prove = [&proven](const policy::Program& program) {
    proven.insert(std::string(program.version()));
    return policy::Proof{};
  }});
  testing::CharterDesk desk(group);
  desk.Bring(CharterText("alencon-2026-2", "2026-04-01"));
  ASSERT_THAT(
      desk.Propose(kCoordinator, CharterText("alencon-2026-3", "2026-05-01")),
      IsOk());
  ASSERT_THAT(desk.Veto(kCoPilotState, "alencon-2026-3"), IsOk());
  ASSERT_THAT(
      desk.Propose(kCoordinator, CharterText("alencon-2026-4", "2026-05-01")),
      IsOk());
  group.Close();
  proven.clear();
  ASSERT_THAT(group.Open(), IsOk());
  EXPECT_THAT(proven, UnorderedElementsAre("alencon-2026-1", "alencon-2026-2",
                                           "alencon-2026-4"));
}

}  // namespace
}  // namespace sceau
