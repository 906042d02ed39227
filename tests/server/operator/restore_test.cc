// The operator's way out of a group set back: two co-pilots declare it, each on
// the own workstation; the server opens for both of them alone, and leaves a
// leaf; who saw what is lost goes on only with their declaration. The real
// client.
#include "server/operator/restore.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/checkpoint.h"
#include "server/journal/leaf.h"
#include "tests/server/app/tampered_group.h"
#include "tests/server/app/workstation.h"

namespace sceau::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::Not;
using Answer = Workstation::Answer;

constexpr char kMember[] = "pjj-1";

class RestoreTest : public TamperedGroupTest {
 protected:
  RestoreTest() {
    EXPECT_THAT(Open(), IsOk());
    for (const char* const member : {kCoPilotState, kCoPilotLocal, kMember}) {
      desks_.push_back(StationOf(member));
    }
    TestServer server(group_);
    for (Workstation& each : desks_) {
      EXPECT_EQ(each.WhoAmI(server), Answer::kServed);
    }
  }

  // Yesterday's data beside today's checkpoint.
  void SetDataBack() {
    fs::remove_all(data());
    fs::copy(yesterday(), data(), fs::copy_options::recursive);
  }

  Workstation StationOf(const std::string& member) {
    return {absl::StrCat(group_.folder(), "/", member), group_,
            group_.group().journal(), member};
  }
  Workstation& member() { return desks_[2]; }

  std::string Path(const std::string& name) const {
    return group_.folder() + "/" + name;
  }
  std::string Draft() {
    const auto draft =
        DraftRestore(group_.place(), group_.World(), "DISK_LOST", "");
    EXPECT_THAT(draft, IsOk());
    std::ofstream(Path("statement")) << crypto::FormatRestore(*draft);
    return Path("statement");
  }
  // Signed by both, one after the other.
  std::string Signed() {
    const std::string draft = Draft();
    EXPECT_EQ(desks_[0].Offline("journal restore-statement --yes " + draft +
                                " " + Path("by-one")),
              0);
    EXPECT_EQ(desks_[1].Offline("journal restore-statement --yes " +
                                Path("by-one") + " " + Path("by-two")),
              0);
    return Path("by-two");
  }
  absl::Status Declare(const std::string& file) {
    const auto statement = crypto::ParseRestore(ReadAll(file));
    EXPECT_THAT(statement, IsOk());
    return DeclareRestore(group_.place(), group_.World(), *statement).status();
  }

  std::vector<Workstation> desks_;
};

TEST_F(RestoreTest, TwoCoPilotsOpenTheGroupAgainAndLeaveALeaf) {
  SetDataBack();
  ASSERT_THAT(Open(), ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED));
  ASSERT_THAT(Declare(Signed()), IsOk());
  ASSERT_THAT(Open(), IsOk());
  Journal& journal = group_.group().journal();
  const auto leaf = journal.FindLeaf(journal.size() - 1);
  ASSERT_THAT(leaf, IsOk());
  const auto read = DecodeLeaf(leaf->binding, leaf->naming);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->operation, v1::OPERATION_JOURNAL_RESTORE);
  EXPECT_EQ(read->member, kCoPilotState);
  EXPECT_EQ(read->resources.size(), 2u);
  // Today's case is not there; yesterday's is, though its key may be past
  // reading, for the epoch file is in no backup.
  EXPECT_THAT(desk().Read(kCoordinator, first_).status(),
              Not(ReasonIs(v1::ERROR_REASON_POLICY_DENIED)));
  EXPECT_THAT(desk().Read(kCoordinator, second_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(RestoreTest, WhoSawWhatIsLostGoesOnWithTheirDeclarationAlone) {
  SetDataBack();
  const std::string declared = Signed();
  ASSERT_THAT(Declare(declared), IsOk());
  std::optional<TestServer> server(std::in_place, group_);
  ASSERT_NE(server->group(), nullptr);
  // Refused, and nothing is closed by showing what was declared lost.
  EXPECT_EQ(member().WhoAmI(*server), Answer::kSuspected);
  EXPECT_THAT(server->group()->journal().Standing(), IsOk());
  // Not with one signature, nor with the draft.
  constexpr int kRefused = 5;
  for (const std::string& file : {Path("statement"), Path("by-one")}) {
    EXPECT_EQ(member().Offline("journal accept-restore --yes " + file),
              kRefused);
  }
  EXPECT_EQ(member().WhoAmI(*server), Answer::kSuspected);
  EXPECT_EQ(member().Offline("journal accept-restore --yes " + declared), 0);
  EXPECT_EQ(member().WhoAmI(*server), Answer::kServed);
  EXPECT_EQ(member().WhoAmI(*server), Answer::kServed);
  // Once a statement: what follows it is demanded like any history.
  EXPECT_EQ(member().Offline("journal accept-restore --yes " + declared),
            kRefused);
  // The other workstations still wait for theirs, after a restart too.
  server.reset();
  server.emplace(group_);
  ASSERT_NE(server->group(), nullptr);
  EXPECT_EQ(desks_[0].WhoAmI(*server), Answer::kSuspected);
  EXPECT_THAT(server->group()->journal().Standing(), IsOk());
  EXPECT_EQ(member().WhoAmI(*server), Answer::kServed);
}

TEST_F(RestoreTest, FewerOrOtherSignaturesOpenNothing) {
  ASSERT_THAT(Open(), IsOk());
  const Workstation officer = StationOf(kOfficer);
  const Workstation neighbour = StationOf("prefecture-1");
  group_.Close();
  SetDataBack();
  const std::string draft = Draft();
  const auto none = ReasonIs(v1::ERROR_REASON_SIGNATURE_REQUIRED);
  EXPECT_THAT(Declare(draft), none);
  const auto sign = [this](const Workstation& by, const std::string& from,
                           const std::string& to) {
    EXPECT_EQ(
        by.Offline("journal restore-statement --yes " + from + " " + Path(to)),
        0);
    return Path(to);
  };
  const std::string one = sign(desks_[0], draft, "one");
  EXPECT_THAT(Declare(one), none);
  EXPECT_THAT(Declare(sign(desks_[0], one, "one-twice")), none);
  EXPECT_THAT(Declare(sign(officer, one, "with-officer")), none);
  EXPECT_THAT(Declare(sign(neighbour, one, "with-neighbour")), none);
  // A signature of another text.
  auto forged = *crypto::ParseRestore(ReadAll(sign(desks_[1], one, "by-both")));
  forged.reason = "EXERCISE";
  std::ofstream(Path("forged")) << crypto::FormatRestore(forged);
  EXPECT_THAT(Declare(Path("forged")), none);
  EXPECT_THAT(Open(), ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED));
  EXPECT_THAT(Declare(Path("by-both")), IsOk());
}

// A declaration opens the files it was made for, once.
TEST_F(RestoreTest, AStatementOpensNoOtherHistory) {
  const auto suspected = ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED);
  SetDataBack();
  const std::string declared = Signed();
  // Another checkpoint file, and today's files beside it.
  fs::copy_file(group_.place().checkpoint_file, Path("aside"));
  PutTodayBack();
  EXPECT_THAT(Declare(declared), suspected);
  SetDataBack();
  EXPECT_THAT(Declare(declared), suspected);
  fs::copy_file(Path("aside"), group_.place().checkpoint_file,
                fs::copy_options::overwrite_existing);
  ASSERT_THAT(Declare(declared), IsOk());
  ASSERT_THAT(Open(), IsOk());
  const uint64_t size = group_.group().journal().size();
  (void)desk().List(kCoordinator);
  ASSERT_GT(group_.group().journal().size(), size);
  group_.Close();
  // Yesterday's again, for leaves that nobody declared lost.
  SetDataBack();
  EXPECT_THAT(Declare(declared), suspected);
  EXPECT_THAT(Open(), suspected);
}

TEST_F(RestoreTest, NothingLostIsNothingToDeclare) {
  group_.Close();
  EXPECT_THAT(DraftRestore(group_.place(), group_.World(), "DISK_LOST", ""),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  SetDataBack();
  EXPECT_THAT(DraftRestore(group_.place(), group_.World(), "BOREDOM", ""),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_THAT(
      DraftRestore(group_.place(), group_.World(), "DISK_LOST", "nonsense"),
      ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
}

// Data and checkpoint set back together: a workstation's own checkpoint says
// what is lost.
TEST_F(RestoreTest, AWorkstationsCheckpointSaysWhatIsLost) {
  ASSERT_THAT(Open(), IsOk());
  const std::string later = group_.group().journal().NewestCheckpoint();
  group_.Close();
  SetDataBack();
  fs::copy_file(group_.folder() + "/checkpoint-yesterday",
                group_.place().checkpoint_file,
                fs::copy_options::overwrite_existing);
  const auto draft =
      DraftRestore(group_.place(), group_.World(), "INTRUSION", later);
  ASSERT_THAT(draft, IsOk());
  std::ofstream(Path("draft")) << crypto::FormatRestore(*draft);
  EXPECT_EQ(desks_[0].Offline("journal restore-statement --yes " +
                              Path("draft") + " " + Path("one")),
            0);
  EXPECT_EQ(desks_[1].Offline("journal restore-statement --yes " + Path("one") +
                              " " + Path("two")),
            0);
  ASSERT_THAT(Declare(Path("two")), IsOk());
  TestServer server(group_);
  EXPECT_EQ(member().Offline("journal accept-restore --yes " + Path("two")), 0);
  EXPECT_EQ(member().WhoAmI(server), Answer::kServed);
}

}  // namespace
}  // namespace sceau::testing
