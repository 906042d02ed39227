// History set back, whole or in part: refused at the start where the
// checkpoint's file lies outside; else by every client that has seen later, and
// by the server itself once it is shown. The real server, the real client.
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/checkpoint.h"
#include "tests/server/app/tampered_group.h"
#include "tests/server/app/workstation.h"

namespace sceau::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kForks = 20;

auto Suspected() { return ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED); }

using Answer = Workstation::Answer;

class RollbackTest : public TamperedGroupTest {
 protected:
  Workstation WorkstationOf(const std::string& member, TestServer& server) {
    return {absl::StrCat(group_.folder(), "/", member), group_,
            server.group()->journal(), member};
  }
  void SetEverythingBack() {
    fs::remove_all(data());
    fs::copy(yesterday(), data(), fs::copy_options::recursive);
    fs::copy_file(group_.folder() + "/checkpoint-yesterday",
                  group_.place().checkpoint_file,
                  fs::copy_options::overwrite_existing);
  }
};

TEST_F(RollbackTest, TheDataAloneOrOneOfItsFilesIsRefusedAtTheStart) {
  const std::vector<std::vector<std::string>> older = {
      {"case.db", "keys.db", "journal.db"}, {"case.db"}, {"journal.db"}};
  for (const std::vector<std::string>& files : older) {
    PutTodayBack();
    for (const std::string& file : files) {
      fs::copy_file(yesterday() + "/" + file, FileOf(file),
                    fs::copy_options::overwrite_existing);
    }
    EXPECT_THAT(Open(), Suspected()) << files.size() << " " << files.front();
    // The server starts, and answers for this group with nothing else.
    TestServer server(group_);
    EXPECT_EQ(server.group(), nullptr);
  }
  PutTodayBack();
  EXPECT_THAT(Open(), IsOk());
}

TEST_F(RollbackTest, DataAndCheckpointTogetherAreRefusedByWhoSawLater) {
  const std::vector<std::string> members = {kCoordinator, kOfficer, "pjj-1",
                                            "spip-2", kCoPilotState};
  std::vector<Workstation> saw;
  {
    TestServer server(group_);
    for (const std::string& member : members) {
      saw.push_back(WorkstationOf(member, server));
      ASSERT_EQ(saw.back().WhoAmI(server), Answer::kServed);
    }
  }
  for (Workstation& workstation : saw) {
    SetEverythingBack();
    std::optional<TestServer> server(std::in_place, group_);
    ASSERT_NE(server->group(), nullptr);
    Workstation stranger = WorkstationOf("mission-locale-2", *server);
    EXPECT_EQ(stranger.WhoAmI(*server), Answer::kServed)
        << "who never came before";
    EXPECT_EQ(workstation.WhoAmI(*server), Answer::kSuspected);
    EXPECT_THAT(server->group()->journal().Standing(), Suspected());
    EXPECT_EQ(stranger.WhoAmI(*server), Answer::kSuspected) << "from now on";
    // For good, whoever starts it again.
    for (int start = 0; start < 2; ++start) {
      server.reset();
      server.emplace(group_);
      EXPECT_EQ(server->group(), nullptr);
      EXPECT_EQ(stranger.WhoAmI(*server), Answer::kSuspected);
    }
    fs::remove_all(group_.folder() + "/mission-locale-2");
  }
}

// Until what was recorded is covered by what clients are shown.
void AwaitCheckpoint(const TestGroup& group, TestServer& server) {
  const Journal& journal = server.group()->journal();
  const uint64_t size = journal.size();
  while (true) {
    const auto shown = crypto::VerifyCheckpoint(journal.NewestCheckpoint(),
                                                journal.verifier_key(),
                                                group.place().origin());
    ASSERT_THAT(shown, IsOk());
    if (shown->size >= size) return;
    absl::SleepFor(absl::Milliseconds(10));
  }
}

// Both begin with the same files, checkpoint and keys; each is later than the
// other for who saw it.
TEST_F(RollbackTest, OfTwoServersOfOneBackupTheOtherIsRefused) {
  int refused_by_clients = 0;
  int refused_by_cosigners = 0;
  for (int fork = 0; fork < kForks; ++fork) {
    TestGroup first({.seed = 1});
    TestGroup second({.seed = 2});
    TestServer first_server(first);
    TestServer second_server(second);
    // Histories of all lengths: shorter, equal and longer.
    for (int calls = 0; calls <= fork % 4; ++calls) {
      Workstation other(first.folder() + "/other", first,
                        first_server.group()->journal(), "spip-1");
      ASSERT_EQ(other.WhoAmI(first_server), Answer::kServed);
    }
    for (int calls = 0; calls <= fork % 3; ++calls) {
      Workstation other(second.folder() + "/other", second,
                        second_server.group()->journal(), "spip-2");
      ASSERT_EQ(other.WhoAmI(second_server), Answer::kServed);
    }
    AwaitCheckpoint(first, first_server);
    AwaitCheckpoint(second, second_server);
    Workstation client(first.folder() + "/client", first,
                       first_server.group()->journal(), "pjj-1");
    Workstation cosigner(first.folder() + "/cosigner", first,
                         first_server.group()->journal(), kOfficer);
    ASSERT_EQ(client.WhoAmI(first_server), Answer::kServed);
    ASSERT_EQ(cosigner.Cosign(first_server), Answer::kServed);
    // Whichever comes first.
    Answer by_client = Answer::kOther;
    if (fork % 2 == 0) by_client = client.WhoAmI(second_server);
    const Answer by_cosigner = cosigner.Cosign(second_server);
    if (fork % 2 != 0) by_client = client.WhoAmI(second_server);
    refused_by_clients += by_client == Answer::kSuspected ? 1 : 0;
    refused_by_cosigners += by_cosigner == Answer::kSuspected ? 1 : 0;
    EXPECT_THAT(second_server.group()->journal().Standing(), Suspected());
    EXPECT_THAT(first_server.group()->journal().Standing(), IsOk());
  }
  std::cout << refused_by_clients << " of " << kForks
            << " forks refused by the client, " << refused_by_cosigners
            << " by the cosigner\n";
  EXPECT_EQ(refused_by_clients, kForks);
  EXPECT_EQ(refused_by_cosigners, kForks);
}

}  // namespace
}  // namespace sceau::testing
