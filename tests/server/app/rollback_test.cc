// History set back, whole or in part: refused at the start where the
// checkpoint's file lies outside; else by every client that has seen later, and
// by the server itself once it is shown. The real server, the real client.
#include <cstdio>
#include <filesystem>
#include <fstream>
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
#include "tests/support/test_server.h"

namespace sceau::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kForks = 20;

auto Suspected() { return ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED); }

// The workstation of one member, which remembers what it has seen: its folder,
// and the program `sceau`.
class Workstation {
 public:
  enum class Answer { kServed, kSuspected, kOther };

  Workstation(const std::string& folder, TestGroup& group, Journal& journal,
              const std::string& member)
      : folder_(folder),
        journal_key_(journal.verifier_key().Format()),
        origin_(group.place().origin()) {
    fs::create_directories(folder);
    const Credential credential = group.CredentialOf(member);
    Write("ca.pem", group.pki().authority());
    Write("cert.pem", credential.certificate);
    Write("key.pem", credential.key);
  }

  // One command each, and a connection of its own.
  Answer WhoAmI(const TestServer& server) { return Run(server, "whoami"); }
  Answer Cosign(const TestServer& server) {
    return Run(server, "journal cosign");
  }

 private:
  void Write(const std::string& name, const std::string& text) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path) << text;
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  }

  Answer Run(const TestServer& server, const std::string& command) {
    Write("profile.json",
          absl::StrCat(
              "{\"server\": \"", server.address(),
              "\", \"server_name\": \"localhost\", \"group\": \"", kTestGroup,
              "\", \"authority\": \"ca.pem\", \"certificate\": "
              "\"cert.pem\", \"key\": \"key.pem\", \"journal_key\": \"",
              journal_key_, "\", \"journal_origin\": \"", origin_, "\"}"));
    const std::string line =
        absl::StrCat(SCEAU_CLIENT_PROGRAM, " --profile ", folder_, " ", command,
                     " --json 2>&1");
    FILE* const pipe = popen(line.c_str(), "r");
    std::string said(kMostSaid, '\0');
    said.resize(fread(said.data(), 1, said.size(), pipe));
    const int status = pclose(pipe);
    if (status == 0) return Answer::kServed;
    if (WEXITSTATUS(status) == kExitSuspected) return Answer::kSuspected;
    ADD_FAILURE() << line << "\n" << said;
    return Answer::kOther;
  }

  static constexpr size_t kMostSaid = 65'536;
  static constexpr int kExitSuspected = 7;

  const std::string folder_;
  const std::string journal_key_;
  const std::string origin_;
};
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
