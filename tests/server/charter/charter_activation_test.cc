// A version takes effect at 00:00 of its first day: a leaf says so, nobody
// reads on without having signed it, and a restart changes nothing.
#include "server/charter/charter_activation.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "server/journal/leaf.h"
#include "tests/support/case_desk.h"
#include "tests/support/charter_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::CharterText;
using testing::IsOk;
using testing::kCoordinator;
using testing::kCoPilotLocal;
using testing::kOfficer;
using testing::ReasonIs;

constexpr char kFirst[] = "alencon-2026-1";
constexpr char kSecond[] = "alencon-2026-2";
constexpr char kThird[] = "alencon-2026-3";
const absl::CivilDay kDay(2026, 4, 1);

// The first moment of `kDay`, Europe/Paris.
absl::Time Midnight() { return testing::NoonOf(kDay) - absl::Hours(12); }

class CharterActivationTest : public ::testing::Test {
 protected:
  CharterActivationTest() { desk_.Bring(CharterText(kSecond, "2026-04-01")); }

  // As the ticker does; waits for what it queued.
  void Tick() {
    group_.group().Tick();
    // The writer works in order: this one's leaf is after.
    ASSERT_THAT(desk_.WhoAmI(kOfficer), IsOk());
  }
  v1::CharterState StateOf(const std::string& id) {
    const auto version = desk_.Get(kCoordinator, id);
    EXPECT_THAT(version, IsOk());
    return version.ok() ? version->state() : v1::CHARTER_STATE_UNSPECIFIED;
  }
  // Leaves that say that a version took effect.
  int Activations() {
    int count = 0;
    const Journal& journal = group_.group().journal();
    EXPECT_THAT(
        journal.Visit(0, journal.size(),
                      [&count](uint64_t, crypto::ByteView binding,
                               crypto::ByteView) -> absl::Status {
                        const auto leaf = DecodeBinding(binding);
                        if (leaf.ok() &&
                            leaf->operation == v1::OPERATION_CHARTER_ACTIVATE) {
                          EXPECT_EQ(leaf->outcome, Outcome::kAllowed);
                          ++count;
                        }
                        return absl::OkStatus();
                      }),
        IsOk());
    return count;
  }

  testing::TestGroup group_;
  testing::CharterDesk desk_{group_};
};

TEST_F(CharterActivationTest, NothingChangesBeforeItsFirstDay) {
  group_.SetNow(Midnight() - absl::Nanoseconds(1));
  Tick();
  EXPECT_EQ(group_.As("pjj-1").charter->version, kFirst);
  EXPECT_EQ(group_.As("pjj-1").caller.standing, 0);
  EXPECT_EQ(Activations(), 0);
}

TEST_F(CharterActivationTest, FromMidnightNobodyReadsOnWithoutHavingSigned) {
  testing::CaseDesk cases(group_);
  const std::string file = cases.OpenCase(16);
  ASSERT_THAT(cases.Read(kCoordinator, file), IsOk());
  group_.SetNow(Midnight());
  // Rights do not wait for the leaf.
  EXPECT_EQ(group_.As(kCoordinator).charter->version, kSecond);
  EXPECT_EQ(group_.As(kCoordinator).caller.standing, policy::kUnsigned);
  EXPECT_THAT(cases.Read(kCoordinator, file),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_FALSE(desk_.List(kCoordinator).ok());
  // One must read before signing.
  EXPECT_THAT(desk_.WhoAmI(kCoordinator), IsOk());
  EXPECT_THAT(desk_.Get(kCoordinator, kSecond), IsOk());
  ASSERT_THAT(desk_.Sign(kCoordinator, kSecond), IsOk());
  EXPECT_EQ(group_.As(kCoordinator).caller.standing, 0);
  EXPECT_THAT(cases.Read(kCoordinator, file), IsOk());
}

TEST_F(CharterActivationTest, WhoSignedAheadIsNotLockedOut) {
  const auto before = desk_.WhoAmI("pjj-1");
  ASSERT_THAT(before, IsOk());
  EXPECT_FALSE(before->signature_required());
  EXPECT_TRUE(before->next_signature_required());
  EXPECT_EQ(before->next_charter_version(),
            testing::CharterDesk::NameOf(kSecond));
  EXPECT_EQ(before->next_charter_effective_time().seconds(),
            absl::ToUnixSeconds(Midnight()));
  ASSERT_THAT(desk_.Sign("pjj-1", kSecond), IsOk());
  EXPECT_FALSE(desk_.WhoAmI("pjj-1")->next_signature_required());
  // Ahead of its day it opens nothing and closes nothing.
  EXPECT_EQ(group_.As("pjj-1").caller.standing, 0);
  group_.SetNow(Midnight());
  EXPECT_EQ(group_.As("pjj-1").caller.standing, 0);
  EXPECT_EQ(group_.As("pjj-2").caller.standing, policy::kUnsigned);
  EXPECT_EQ(desk_.WhoAmI("pjj-1")->next_charter_version(), "");
}

TEST_F(CharterActivationTest, ASignatureOfTheOldVersionComesTooLate) {
  group_.SetNow(Midnight());
  Tick();
  EXPECT_THAT(desk_.Sign("unsigned-1", kFirst),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

TEST_F(CharterActivationTest, OneLeafSaysSoAndTheOldOneIsReplaced) {
  group_.SetNow(Midnight() + absl::Hours(5));
  Tick();
  Tick();
  EXPECT_EQ(Activations(), 1);
  const auto version = desk_.Get(kCoordinator, kSecond);
  ASSERT_THAT(version, IsOk());
  EXPECT_EQ(version->state(), v1::CHARTER_STATE_IN_FORCE);
  EXPECT_EQ(version->activate_time().seconds(),
            absl::ToUnixSeconds(Midnight() + absl::Hours(5)));
  EXPECT_EQ(StateOf(kFirst), v1::CHARTER_STATE_REPLACED);
}

TEST_F(CharterActivationTest, ARestartKeepsItsMoment) {
  group_.SetNow(Midnight());
  Tick();
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  Tick();
  EXPECT_EQ(Activations(), 1);
  EXPECT_EQ(StateOf(kSecond), v1::CHARTER_STATE_IN_FORCE);
}

TEST_F(CharterActivationTest, ADayThatCameWhileTheServerWasDownIsCaughtUp) {
  desk_.Bring(CharterText(kThird, "2026-05-01"));
  group_.Close();
  group_.SetToday(absl::CivilDay(2026, 5, 2));
  ASSERT_THAT(group_.Open(), IsOk());
  Tick();
  EXPECT_EQ(Activations(), 1);
  EXPECT_EQ(StateOf(kFirst), v1::CHARTER_STATE_REPLACED);
  EXPECT_EQ(StateOf(kSecond), v1::CHARTER_STATE_REPLACED);
  EXPECT_EQ(StateOf(kThird), v1::CHARTER_STATE_IN_FORCE);
}

TEST_F(CharterActivationTest, AClockSetBackBringsNothingBack) {
  group_.SetNow(Midnight());
  Tick();
  group_.SetNow(Midnight() - absl::Hours(48));
  EXPECT_EQ(group_.As("pjj-1").charter->version, kSecond);
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  EXPECT_EQ(group_.As("pjj-1").charter->version, kSecond);
}

TEST_F(CharterActivationTest, LaterVersionsFollowInTheOrderOfTheirDays) {
  // Not before, nor on, the day of one that is adopted.
  for (const char* day : {"2026-03-20", "2026-04-01"}) {
    EXPECT_EQ(
        MetadataOf(
            desk_.Propose(kCoordinator, CharterText(kThird, day)).status(),
            "field"),
        "source.effective_date");
  }
}

TEST_F(CharterActivationTest, ANewKeyMustSignAgain) {
  ASSERT_THAT(desk_.Sign("pjj-1", kSecond), IsOk());
  MemberRecord changed = group_.group().members().state()->members.at("pjj-1");
  changed.fingerprint[0] = static_cast<uint8_t>(changed.fingerprint[0] ^ 1);
  group_.group().members().Apply(changed);
  const auto state = group_.group().members().state();
  EXPECT_EQ(FindSignature(*state, kFirst, "pjj-1"), nullptr);
  EXPECT_EQ(FindSignature(*state, kSecond, "pjj-1"), nullptr);
}

}  // namespace
}  // namespace sceau
