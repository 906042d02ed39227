// A restore as people do it: sceaud restore on the server, sceau journal
// restore-statement on two workstations, accept-restore on all others. Both
// real programs, their exit statuses and what they say.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/restore_statement.h"
#include "nlohmann/json.hpp"
#include "tests/fault/server_process.h"
#include "tests/server/app/tampered_group.h"
#include "tests/server/app/workstation.h"

namespace sceau::testing {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using Answer = Workstation::Answer;

constexpr char kMember[] = "pjj-1";
// Of sceaud and of sceau.
constexpr int kDone = 0;
constexpr int kProblem = 1;
constexpr int kUsage = 2;
constexpr int kRefused = 5;
constexpr std::chrono::seconds kPatience{30};

class RestoreCommandsTest : public TamperedGroupTest {
 protected:
  RestoreCommandsTest() : server_(SCEAU_SERVER_PROGRAM, group_) {
    EXPECT_THAT(Open(), IsOk());
    for (const char* const member : {kCoPilotState, kCoPilotLocal, kMember}) {
      desks_.emplace_back(absl::StrCat(group_.folder(), "/", member), group_,
                          group_.group().journal(), member);
    }
    group_.Close();
    server_.Start();
    EXPECT_TRUE(server_.WaitUntilServing(kPatience));
    for (const Workstation& each : desks_) {
      EXPECT_EQ(each.WhoAmI(server_.address()), Answer::kServed);
    }
  }

  // The service stopped, yesterday's data beside today's checkpoint.
  void SetDataBack() {
    EXPECT_EQ(server_.Stop(), kDone);
    fs::remove_all(data());
    fs::copy(yesterday(), data(), fs::copy_options::recursive);
  }

  std::string Path(const std::string& name) const {
    return absl::StrCat(group_.folder(), "/", name);
  }
  // The exit status; the streams go to out_ and err_.
  int Kept(const Spoken& spoken) {
    out_ = spoken.out;
    // Without its line breaks: a promise is in its words.
    err_ = absl::StrReplaceAll(spoken.err, {{"\n  ", " "}, {"\n", " "}});
    return spoken.status;
  }
  // The administrator's.
  int Restore(const std::string& words) {
    return Kept(Speak(absl::StrCat(SCEAU_SERVER_PROGRAM, " restore --config ",
                                   Path("server/sceaud.textproto"), " ", words),
                      group_.folder()));
  }
  int RestoreFrom(const std::vector<std::string>& files) {
    std::string words;
    for (const std::string& file : files) {
      absl::StrAppend(&words, " --statement ", Path(file));
    }
    return Restore(words);
  }
  // A workstation's.
  int Journal(const Workstation& by, const std::string& words) {
    return Kept(by.Type("localhost:1", "journal " + words));
  }
  int Sign(const Workstation& by, const std::string& from,
           const std::string& to) {
    return Journal(by, absl::StrCat("restore-statement --oui ", Path(from), " ",
                                    Path(to)));
  }
  int Accept(const std::string& words) {
    return Journal(desks_[2], absl::StrCat("accept-restore --oui ", words));
  }
  // "draft" of the administrator, "one" and "two" of a co-pilot each.
  void Declare() {
    ASSERT_EQ(Restore("--reason DISK_LOST"), kDone) << err_;
    std::ofstream(Path("draft")) << out_;
    ASSERT_EQ(Sign(desks_[0], "draft", "one"), kDone) << err_;
    ASSERT_EQ(Sign(desks_[1], "draft", "two"), kDone) << err_;
  }

  ServerProcess server_;
  std::vector<Workstation> desks_;
  std::string out_;
  std::string err_;
};

TEST_F(RestoreCommandsTest, TwoPersonsOpenTheGroupAndEveryoneGoesOn) {
  SetDataBack();
  ASSERT_EQ(Restore("--reason DISK_LOST"), kDone) << err_;
  // The statement alone goes to the file; what comes next is said beside it.
  EXPECT_THAT(crypto::ParseRestore(out_), IsOk());
  EXPECT_THAT(err_, HasSubstr("sceau journal restore-statement"));
  Declare();
  EXPECT_THAT(out_, HasSubstr("à remettre à l'administrateur"));
  ASSERT_EQ(RestoreFrom({"one", "two"}), kDone) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("rouvert"), HasSubstr("accept-restore")));

  server_.Start();
  ASSERT_TRUE(server_.WaitUntilServing(kPatience));
  EXPECT_EQ(desks_[2].WhoAmI(server_.address()), Answer::kSuspected);
  ASSERT_EQ(Accept(absl::StrCat(Path("one"), " ", Path("two"), " --json")),
            kDone)
      << err_;
  const json accepted = json::parse(out_);
  EXPECT_GT(accepted["kept"], 0);
  EXPECT_TRUE(fs::exists(std::string(accepted["evidence"])));
  EXPECT_EQ(desks_[2].WhoAmI(server_.address()), Answer::kServed);
  // Also once it has seen more than was lost: that is no alarm.
  for (const int calls : {0, 20}) {
    for (int i = 0; i < calls; ++i) {
      EXPECT_EQ(desks_[2].WhoAmI(server_.address()), Answer::kServed);
    }
    EXPECT_EQ(Accept(absl::StrCat(Path("one"), " ", Path("two"))), kRefused);
    EXPECT_THAT(err_, HasSubstr("déjà accepté"));
  }
}

TEST_F(RestoreCommandsTest, NothingIsRestoredBesideARunningService) {
  EXPECT_EQ(Restore("--reason DISK_LOST"), kProblem);
  EXPECT_EQ(out_, "") << "no statement";
  EXPECT_THAT(err_, HasSubstr("un autre processus sert ce groupe"));
  EXPECT_EQ(desks_[2].WhoAmI(server_.address()), Answer::kServed);
  SetDataBack();
  Declare();
  ASSERT_EQ(RestoreFrom({"one", "two"}), kDone) << err_;
  server_.Start();
  ASSERT_TRUE(server_.WaitUntilServing(kPatience));
  EXPECT_EQ(RestoreFrom({"one", "two"}), kProblem);
  EXPECT_THAT(err_, HasSubstr("un autre processus sert ce groupe"));
}

TEST_F(RestoreCommandsTest, OnePersonIsNotTwoNorAnotherSignature) {
  SetDataBack();
  Declare();
  EXPECT_EQ(RestoreFrom({"draft"}), kProblem);
  EXPECT_EQ(RestoreFrom({"one"}), kProblem);
  EXPECT_THAT(err_, HasSubstr("deux"));
  ASSERT_EQ(Sign(desks_[0], "one", "one-twice"), kDone) << err_;
  EXPECT_EQ(RestoreFrom({"one-twice"}), kProblem);
  EXPECT_EQ(RestoreFrom({"one", "one-twice"}), kProblem);
  // A member is no co-pilot.
  ASSERT_EQ(Sign(desks_[2], "one", "with-a-member"), kDone) << err_;
  EXPECT_EQ(RestoreFrom({"with-a-member"}), kProblem);
  // Signed, and changed since.
  auto forged = *crypto::ParseRestore(ReadAll(Path("two")));
  forged.reason = "EXERCISE";
  std::ofstream(Path("forged")) << crypto::FormatRestore(forged);
  EXPECT_EQ(RestoreFrom({"one", "forged"}), kProblem);
  EXPECT_THAT(err_, HasSubstr("la même restauration"));
  EXPECT_EQ(RestoreFrom({"forged"}), kProblem);
  // A workstation is no easier to convince than the server.
  for (const char* const file : {"draft", "one", "one-twice", "forged"}) {
    EXPECT_EQ(Accept(Path(file)), kRefused) << file;
    EXPECT_THAT(err_, HasSubstr("deux personnes")) << file;
  }
  EXPECT_EQ(Accept(absl::StrCat(Path("one"), " ", Path("forged"))), kUsage);
  EXPECT_EQ(RestoreFrom({"one", "two"}), kDone) << err_;
}

TEST_F(RestoreCommandsTest, WhatIsTypedWrongIsSaid) {
  EXPECT_EQ(Kept(Speak(absl::StrCat(SCEAU_SERVER_PROGRAM, " restore"),
                       group_.folder())),
            kUsage);
  EXPECT_THAT(err_, HasSubstr("--config"));
  SetDataBack();
  EXPECT_EQ(Restore("--reason BOREDOM"), kProblem);
  EXPECT_EQ(Restore("--group nobody --reason DISK_LOST"), kProblem);
  EXPECT_THAT(err_, HasSubstr("quel groupe"));
  Declare();
  EXPECT_EQ(
      Restore(absl::StrCat("--reason DISK_LOST --statement ", Path("one"))),
      kUsage);
  EXPECT_EQ(RestoreFrom({"server/sceaud.textproto"}), kProblem);
  EXPECT_THAT(err_, HasSubstr("n'est pas une déclaration"));
  EXPECT_EQ(RestoreFrom({"nowhere"}), kProblem);
  EXPECT_EQ(Sign(desks_[0], "server/sceaud.textproto", "x"), kUsage);
  EXPECT_EQ(Sign(desks_[0], "draft", "no/such/folder"), kUsage);
  EXPECT_EQ(Journal(desks_[0], "restore-statement " + Path("draft")), kUsage);
  // No terminal to ask, and no --oui: nothing is signed.
  EXPECT_EQ(Journal(desks_[0], absl::StrCat("restore-statement ", Path("draft"),
                                            " ", Path("x"))),
            kUsage);
  EXPECT_FALSE(fs::exists(Path("x")));
  EXPECT_EQ(Accept(Path("nowhere")), kUsage);
  EXPECT_EQ(Accept(""), kUsage);
}

}  // namespace
}  // namespace sceau::testing
