// Each rule of signals: what it says, from its threshold on, and no further.
#include "server/oversight/signals.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/oversight/access_rows.h"

namespace sceau {
namespace {

using testing::AccessRows;
using testing::CaseNumber;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Paris;
using testing::Reading;
using ::testing::SizeIs;
using testing::TestPseudonyms;

constexpr absl::CivilDay kFirst(2026, 3, 2);  // A Monday.
constexpr absl::CivilDay kLast(2026, 5, 31);

policy::Clocks Thresholds() {
  policy::Clocks clocks;
  clocks.signal_burst_readings = 4;
  clocks.signal_burst_factor = 2;
  clocks.signal_refusals = 3;
  clocks.signal_opened_cases = 3;
  clocks.signal_removal_days = 7;
  clocks.signal_signature_days = 5;
  clocks.office_from_hour = 8;
  clocks.office_to_hour = 18;
  return clocks;
}

absl::Time At(int days, int hour = 10, int minute = 0) {
  const absl::CivilDay day = kFirst + days;
  return Paris(
      absl::CivilMinute(day.year(), day.month(), day.day(), hour, minute));
}

class SignalsTest : public ::testing::Test {
 protected:
  std::vector<FoundSignal> Found(v1::SignalRule rule) {
    snapshot_ = rows_.Snapshot();
    std::vector<FoundSignal> found =
        FindSignals({.snapshot = snapshot_,
                     .pseudonyms = TestPseudonyms(),
                     .clocks = Thresholds(),
                     .clock = *CivilClock::Create([] { return At(0); }),
                     .signature_ends = ends_},
                    kFirst, kLast);
    std::erase_if(found, [rule](const FoundSignal& each) {
      return rule != v1::SIGNAL_RULE_UNSPECIFIED && each.rule != rule;
    });
    return found;
  }
  std::string MemberOf(const FoundSignal& found) const {
    return snapshot_.names->Of(AccessNames::kMember)[found.member];
  }
  void Refuse(const std::string& member, absl::Time time) {
    LeafDraft leaf = Reading(member, 1);
    leaf.outcome = Outcome::kDenied;
    leaf.released = 0;
    rows_.Add(leaf, time);
  }
  void Act(const std::string& member, v1::Operation operation,
           const Pseudonym& resource, absl::Time time) {
    LeafDraft leaf;
    leaf.operation = operation;
    leaf.outcome = Outcome::kAllowed;
    leaf.member = member;
    leaf.resources = {resource};
    rows_.Add(leaf, time);
  }

  AccessRows rows_;
  AccessSnapshot snapshot_;
  std::vector<SignatureEnd> ends_;
};

TEST_F(SignalsTest, WhoFollowsACaseRaisesNone) {
  int day = 0;
  for (const uint16_t relation :
       {policy::kSession, policy::kLeadWorker, policy::kOpenAction,
        policy::kPendingValidation}) {
    rows_.Add(Reading("ana", 1, relation), At(day++));
  }
  EXPECT_THAT(Found(v1::SIGNAL_RULE_UNSPECIFIED), IsEmpty());
}

TEST_F(SignalsTest, ReadingOutsideTheFollowUpIsOneSignalACase) {
  const uint64_t first =
      rows_.Add(Reading("ana", 1, policy::kContributor), At(0));
  rows_.Add(Reading("ana", 2, policy::kOwnReferral), At(0, 11));
  const uint64_t again =
      rows_.Add(Reading("ana", 1, policy::kContributor), At(1));
  // Lists open no case file.
  LeafDraft list = Reading("ana", 3, 0);
  list.operation = v1::OPERATION_LIST_OWN;
  rows_.Add(list, At(1, 12));
  const auto found = Found(v1::SIGNAL_RULE_OUTSIDE_FOLLOW_UP);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_THAT(found[0].leaves, ElementsAre(first, again));
  EXPECT_THAT(found[0].cases, ElementsAre(CaseNumber(1)));
  EXPECT_EQ(found[0].observed, 2);
  EXPECT_EQ(found[0].threshold, 1);
  EXPECT_EQ(MemberOf(found[0]), "ana");
  EXPECT_EQ(found[1].observed, 1);
}

TEST_F(SignalsTest, TheCoordinatorNeedsNoRelation) {
  LeafDraft leaf = Reading("coordinator", 1);
  policy::Question question;
  question.role = v1::ROLE_COORDINATOR;
  leaf.inputs = PackInputs(question);
  rows_.Add(leaf, At(0));
  EXPECT_THAT(Found(v1::SIGNAL_RULE_OUTSIDE_FOLLOW_UP), IsEmpty());
}

TEST_F(SignalsTest, ABurstIsAgainstTheMembersOwnHabit) {
  // Ana reads three cases a day, Bob one.
  for (int day = 0; day < 4; ++day) {
    for (int i = 0; i < 3; ++i) rows_.Add(Reading("ana", i), At(day, 9, i));
    rows_.Add(Reading("bob", 1), At(day, 10));
  }
  for (int i = 0; i < 5; ++i) rows_.Add(Reading("ana", i), At(7, 9, i));
  for (int i = 0; i < 5; ++i) rows_.Add(Reading("bob", i), At(7, 10, i));
  for (int i = 0; i < 6; ++i) rows_.Add(Reading("ana", i), At(8, 9, i));
  const auto found = Found(v1::SIGNAL_RULE_BURST);
  ASSERT_THAT(found, SizeIs(2));
  // Five are more than twice Bob's usual day, and not twice Ana's; six are.
  EXPECT_EQ(MemberOf(found[0]), "bob");
  EXPECT_EQ(found[0].usual, 1);
  EXPECT_EQ(found[0].threshold, 4);
  EXPECT_EQ(found[0].observed, 5);
  EXPECT_EQ(MemberOf(found[1]), "ana");
  EXPECT_EQ(found[1].usual, 3);
  EXPECT_EQ(found[1].threshold, 6);
}

TEST_F(SignalsTest, TheHabitIsKnownFromBeforeThePeriod) {
  for (int day = 1; day <= 5; ++day) {
    for (int i = 0; i < 6; ++i) {
      rows_.Add(Reading("ana", i), At(-20 + day, 9, i));
    }
  }
  for (int i = 0; i < 8; ++i) rows_.Add(Reading("ana", i), At(0, 9, i));
  EXPECT_THAT(Found(v1::SIGNAL_RULE_BURST), IsEmpty());
}

TEST_F(SignalsTest, WhatWasReadJustBeforeARemovalIsSaid) {
  rows_.Add(Reading("ana", 1), At(0));
  const uint64_t late = rows_.Add(Reading("ana", 2), At(10));
  rows_.Add(Reading("bob", 2), At(10, 11));
  Act("officer", v1::OPERATION_MEMBER_REMOVE,
      TestPseudonyms().Of("member", "ana"), At(16));
  const auto found = Found(v1::SIGNAL_RULE_BEFORE_REMOVAL);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(MemberOf(found[0]), "ana");
  EXPECT_THAT(found[0].leaves, ElementsAre(late));
}

TEST_F(SignalsTest, RefusalsCountByTheDay) {
  for (int day = 0; day < 3; ++day) Refuse("ana", At(day));
  for (int i = 0; i < 3; ++i) Refuse("bob", At(4, 9, i));
  const auto found = Found(v1::SIGNAL_RULE_REFUSALS);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(MemberOf(found[0]), "bob");
  EXPECT_EQ(found[0].threshold, 3);
}

TEST_F(SignalsTest, TheLastDaysOfASignatureThatWasNotRenewed) {
  ends_ = {{.version = "charter-1",
            .end_ns = absl::ToUnixNanos(At(20, 0)),
            .next = "charter-2"}};
  rows_.Add(Reading("ana", 1), At(10));
  const uint64_t late = rows_.Add(Reading("ana", 1), At(18));
  rows_.Add(Reading("bob", 1), At(18, 11));
  Act("bob", v1::OPERATION_CHARTER_SIGN,
      TestPseudonyms().Of("charter", "charter-2"), At(19));
  const auto found = Found(v1::SIGNAL_RULE_BEFORE_SIGNATURE_END);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(MemberOf(found[0]), "ana");
  EXPECT_THAT(found[0].leaves, ElementsAre(late));
}

TEST_F(SignalsTest, TheEndOfTheTermIsTheEndOfEverySignature) {
  ends_ = {{.version = "charter-1", .end_ns = absl::ToUnixNanos(At(20, 0))}};
  rows_.Add(Reading("ana", 1), At(14));
  rows_.Add(Reading("ana", 1), At(18));
  EXPECT_THAT(Found(v1::SIGNAL_RULE_BEFORE_SIGNATURE_END), SizeIs(1));
}

TEST_F(SignalsTest, OpeningManyCasesInADayIsSaid) {
  for (int i = 0; i < 3; ++i) {
    LeafDraft leaf;
    leaf.operation = v1::OPERATION_CASE_CREATE;
    leaf.outcome = Outcome::kAllowed;
    leaf.member = "coordinator";
    leaf.resources = {CaseNumber(100 + i), CaseNumber(i)};
    rows_.Add(leaf, At(2, 9, i));
  }
  const auto found = Found(v1::SIGNAL_RULE_IMPORT);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].cases,
              ElementsAre(CaseNumber(0), CaseNumber(1), CaseNumber(2)));
}

TEST_F(SignalsTest, OutOfHoursIsByTheClockOfParis) {
  rows_.Add(Reading("ana", 1), At(0, 7, 59));
  rows_.Add(Reading("ana", 1), At(0, 8, 0));
  rows_.Add(Reading("ana", 1), At(0, 17, 59));
  rows_.Add(Reading("ana", 1), At(0, 18, 0));
  rows_.Add(Reading("bob", 1), At(5, 10));  // Saturday.
  // The same hours after the clocks went forward, on 29 March.
  rows_.Add(Reading("cid", 1), At(28, 8, 0));
  rows_.Add(Reading("cid", 1), At(28, 17, 59));
  const auto found = Found(v1::SIGNAL_RULE_OUT_OF_HOURS);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(MemberOf(found[0]), "ana");
  EXPECT_THAT(found[0].leaves, ElementsAre(0, 3));
  EXPECT_EQ(MemberOf(found[1]), "bob");
}

TEST_F(SignalsTest, WhatIsOutsideThePeriodRaisesNone) {
  rows_.Add(Reading("ana", 1, 0), At(-1));
  rows_.Add(Reading("ana", 1, 0), At(kLast - kFirst + 1));
  EXPECT_THAT(Found(v1::SIGNAL_RULE_UNSPECIFIED), IsEmpty());
}

TEST_F(SignalsTest, WhatSaysMostComesFirst) {
  for (int i = 0; i < 3; ++i) Refuse("ana", At(0, 9, i));
  for (int i = 0; i < 6; ++i) Refuse("bob", At(0, 10, i));
  rows_.Add(Reading("cid", 1), At(0, 20));
  rows_.Add(Reading("dan", 1, 0), At(1));
  const auto found = Found(v1::SIGNAL_RULE_UNSPECIFIED);
  ASSERT_THAT(found, SizeIs(4));
  EXPECT_EQ(MemberOf(found[0]), "dan");
  EXPECT_EQ(MemberOf(found[1]), "bob");
  EXPECT_EQ(MemberOf(found[2]), "ana");
  EXPECT_EQ(MemberOf(found[3]), "cid");
}

TEST_F(SignalsTest, EveryRuleIsASentenceWithItsThreshold) {
  for (int rule = 1; rule <= v1::SignalRule_MAX; ++rule) {
    EXPECT_FALSE(
        SignalText(static_cast<v1::SignalRule>(rule), Thresholds()).empty())
        << rule;
  }
  EXPECT_THAT(SignalText(v1::SIGNAL_RULE_BURST, Thresholds()),
              HasSubstr("au moins 4 lectures et 2 fois"));
}

}  // namespace
}  // namespace sceau
