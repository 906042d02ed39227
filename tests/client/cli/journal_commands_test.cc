// sceau journal receipt, sceau journal verify: what a lying service, or another
// process on the same profile, cannot make them say.
#include <string>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/lib/witness_state.h"
#include "crypto/cosignature.h"
#include "nlohmann/json.hpp"
#include "tests/client/cli/commands_fixture.h"

namespace sceau {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kWitness[] = "sceau.test/alencon/members/a-martin";

class JournalCommandsTest : public testing::CommandsTest {
 protected:
  // `note`, cosigned by a witness at `time`, among what the service publishes.
  void Publish(const std::string& note, uint64_t time) {
    group_.published.add_cosigned(
        note + *crypto::CosignCheckpoint(note, kWitness, witness_, time));
  }
  std::string Key() const {
    return crypto::VerifierKey::Of(kWitness, witness_,
                                   crypto::NoteAlgorithm::kCosignatureV1)
        .Format();
  }

  const crypto::SigningKey witness_{crypto::Bytes(32, 8)};
};

TEST_F(JournalCommandsTest, AReceiptIsOfTheLeafThatWasAskedFor) {
  group_.journal->AppendMany(9);
  ASSERT_EQ(Run({"journal", "receipt", "4"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\nindex 4\n"));
  group_.proven_instead = 5;
  EXPECT_EQ(Run({"journal", "receipt", "4"}), 7);
  EXPECT_THAT(out_, IsEmpty());
}

// A service that shows two histories may publish what a witness confirmed
// before they parted: it must not pass for more.
TEST_F(JournalCommandsTest, AWitnessIsSaidToHaveConfirmedAsFarAsItHas) {
  group_.journal->AppendMany(30);
  Publish(group_.journal->NoteAt(20), 1'790'000'000);
  Publish(group_.journal->NoteAt(12), 1'780'000'000);
  ASSERT_EQ(Run({"journal", "verify", "--witness", Key()}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("a-martin en a confirmé 20 traces"));
  EXPECT_THAT(out_, HasSubstr("le 21 septembre"));
  ASSERT_EQ(Run({"--json", "journal", "verify", "--witness", Key()}), 0);
  const auto json = nlohmann::json::parse(out_);
  EXPECT_GT(json["size"], 20);
  ASSERT_EQ(json["confirmed"].size(), 1U);
  EXPECT_EQ(json["confirmed"][0]["size"], 20);
  EXPECT_EQ(json["confirmed"][0]["time"], 1'790'000'000);
}

TEST_F(JournalCommandsTest, ReceiptsThatAnotherProcessAddsAreNoneProvenHere) {
  ASSERT_EQ(Run({"whoami"}), 0) << err_;
  ASSERT_EQ(Run({"journal", "verify"}), 0) << err_;
  const std::string path = folder_.Path("witness.json");
  group_.before_checkpoint = [&] {
    auto state = LoadWitnessState(path);
    ASSERT_THAT(state, testing::IsOk());
    for (const uint64_t index : {1'000'000u, 1'000'001u}) {
      state->receipts.push_back(
          {.index = index, .received = absl::ToUnixSeconds(absl::Now())});
    }
    ASSERT_THAT(StoreWitnessState(path, *state), testing::IsOk());
    group_.before_checkpoint = [] {};
  };
  ASSERT_EQ(Run({"--json", "journal", "verify"}), 0) << err_;
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["provenReceipts"], 0);
  EXPECT_EQ(json["unprovenReceipts"], 2);
}

// Whoever wrote it: a service's note may bear names of keys that we know not.
TEST_F(JournalCommandsTest, NothingThatCommandsATerminalIsWrittenToOne) {
  const std::string foreign = "\u2014 \u009b2J\u202e AAAAAAAAAAA=\n";
  Publish(group_.journal->Note() + foreign, 1'790'000'000);
  out_is_terminal_ = true;
  ASSERT_EQ(Run({"journal", "receipt", "1"}), 0) << err_;
  EXPECT_THAT(out_, Not(HasSubstr("\u009b")));
  EXPECT_THAT(out_, Not(HasSubstr("\u202e")));
  group_.charter.set_title("Charte \u009b2J");
  ASSERT_EQ(Run({"--json", "charter", "show"}), 0) << err_;
  EXPECT_THAT(out_, Not(HasSubstr("\u009b")));
  group_.charter.set_source("# \x1b]0;\a\tune charte\n");
  group_.charter.set_sha256(crypto::ToString(
      crypto::Sha256(crypto::AsBytes(group_.charter.source()))));
  ASSERT_EQ(Run({"charter", "show", "--source"}), 0) << err_;
  EXPECT_THAT(out_, Not(HasSubstr("\x1b")));
  EXPECT_THAT(out_, HasSubstr("    une charte\n"));
  // Into a file goes what was signed.
  out_is_terminal_ = false;
  ASSERT_EQ(Run({"charter", "show", "--source"}), 0) << err_;
  EXPECT_EQ(out_, group_.charter.source());
}

}  // namespace
}  // namespace sceau
