// What the operator is told: one sentence, with the remedy, for each thing
// that is wrong with a group's files.
#include "server/operator/check.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/test_group.h"
#include "tests/support/test_pki.h"

namespace sceau {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using testing::Credential;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using testing::TestGroup;

class CheckTest : public ::testing::Test {
 protected:
  CheckTest() { group_.Close(); }

  CheckReport Check() {
    CheckReport report;
    CheckGroup(group_.place(), group_.World(), Language::kFrench, report);
    return report;
  }

  void Write(const std::string& path, const std::string& text,
             mode_t mode = S_IRUSR | S_IWUSR) {
    std::ofstream(path, std::ios::binary) << text;
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
  }

  TestGroup group_;
};

TEST_F(CheckTest, ASoundGroupIsSaidToBeSound) {
  const CheckReport report = Check();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_THAT(report.good, ElementsAre(HasSubstr("alencon-2026-1")));
}

TEST_F(CheckTest, MissingFilesAreNamed) {
  fs::remove(group_.place().data_dir + "/keys.db");
  fs::remove(group_.place().root_key_file);
  EXPECT_THAT(Check().problems, ElementsAre(HasSubstr("keys/root : absent"),
                                            HasSubstr("keys.db : absent")));
}

TEST_F(CheckTest, DataThatIsGoneIsNoGroupThatWasNeverMade) {
  fs::remove_all(group_.place().data_dir);
  EXPECT_THAT(Check().problems,
              ElementsAre(AllOf(StartsWith(group_.place().data_dir),
                                HasSubstr("jamais seul"))));
  fs::remove(group_.place().root_key_file);
  fs::remove(group_.place().checkpoint_file);
  EXPECT_THAT(Check().problems,
              ElementsAre(HasSubstr("« sceaud group create --help »")));
}

// Its remedy is not to close the file: the operator typed it as another user.
TEST_F(CheckTest, AFileOfAnotherUserIsNotSaidToBeOpen) {
  GroupPlace place = group_.place();
  if (geteuid() == 0) {
    ASSERT_EQ(chown(place.root_key_file.c_str(), 65534, 65534), 0);
  } else {
    place.root_key_file =
        "/etc/passwd";  // Root's; root alone gives files away.
  }
  CheckReport report;
  CheckGroup(place, group_.World(), Language::kFrench, report);
  EXPECT_THAT(report.problems, Contains(AllOf(HasSubstr("sudo -u sceau"),
                                              HasSubstr("chown sceau"))));
  EXPECT_THAT(report.problems, Each(Not(HasSubstr("chmod"))));
}

TEST_F(CheckTest, AnEmptyFileIsToldWithoutTheStoragesWords) {
  Write(group_.place().data_dir + "/case.db", "");
  EXPECT_THAT(Check().problems,
              ElementsAre(AllOf(HasSubstr("ne rien supprimer"),
                                HasSubstr("garant de la charte"))));
}

TEST_F(CheckTest, AKeyOpenToOthersIsRefused) {
  chmod(group_.place().root_key_file.c_str(), 0644);
  EXPECT_THAT(Check().problems, ElementsAre(HasSubstr("chmod go-rwx")));
}

TEST_F(CheckTest, AWrongRootKeyIsSaidToBeOne) {
  Write(group_.place().root_key_file, std::string(32, 'k'));
  EXPECT_THAT(Check().problems, ElementsAre(HasSubstr("la clé racine n'est")));
}

TEST_F(CheckTest, AnotherGroupsFilesAreRefused) {
  GroupPlace place = group_.place();
  place.group = "another";
  CheckReport report;
  CheckGroup(place, group_.World(), Language::kFrench, report);
  EXPECT_THAT(report.problems, ElementsAre(HasSubstr("d'un autre groupe")));
}

TEST_F(CheckTest, AMissingCheckpointIsNoNewBeginning) {
  Write(group_.place().checkpoint_file, std::string(8192, '\0'));
  EXPECT_THAT(Check().problems, ElementsAre(HasSubstr("ROLLBACK_SUSPECTED")));
}

TEST_F(CheckTest, AGroupThatIsServedIsLeftAlone) {
  ASSERT_TRUE(group_.Open().ok());
  EXPECT_THAT(Check().problems, ElementsAre(HasSubstr("systemctl stop")));
}

TEST_F(CheckTest, EnglishIsSpokenWhenAsked) {
  CheckReport report;
  CheckGroup(group_.place(), group_.World(), Language::kEnglish, report);
  EXPECT_THAT(report.good, ElementsAre(HasSubstr("extends the checkpoint")));
}

class CheckTlsTest : public CheckTest {
 protected:
  CheckTlsTest() {
    const Credential server = group_.pki().Server();
    tls_.set_certificate_file(group_.folder() + "/s.pem");
    tls_.set_key_file(group_.folder() + "/s.key");
    tls_.set_client_ca_file(group_.folder() + "/ca.pem");
    Write(tls_.certificate_file(), server.certificate);
    Write(tls_.key_file(), server.key);
    Write(tls_.client_ca_file(), group_.pki().authority());
  }

  std::vector<std::string> Problems(absl::Time now) {
    CheckReport report;
    CheckTls(tls_, now, Language::kFrench, report);
    return report.problems;
  }
  std::vector<std::string> Problems() { return Problems(group_.now()); }

  config::Tls tls_;
};

TEST_F(CheckTlsTest, SoundFilesAreSound) { EXPECT_THAT(Problems(), IsEmpty()); }

TEST_F(CheckTlsTest, KeyAndCertificateBelongTogether) {
  Write(tls_.key_file(), group_.pki().Server().key);
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("n'est pas la clé")));
}

TEST_F(CheckTlsTest, AKeyOpenToOthersIsRefused) {
  chmod(tls_.key_file().c_str(), 0640);
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("chmod go-rwx")));
}

TEST_F(CheckTlsTest, WhatIsNoPemIsToldFileByFile) {
  Write(tls_.certificate_file(), "x");
  Write(tls_.key_file(), "x");
  Write(tls_.client_ca_file(), "x");
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("s.pem"), HasSubstr("s.key"),
                                      HasSubstr("ca.pem")));
}

TEST_F(CheckTlsTest, AnExpiredCertificateIsRefused) {
  EXPECT_THAT(Problems(testing::NoonOf(absl::CivilDay(2100, 1, 2))),
              ElementsAre(HasSubstr("périmé")));
  EXPECT_THAT(Problems(testing::NoonOf(absl::CivilDay(1999, 1, 2))),
              ElementsAre(HasSubstr("horloge")));
}

}  // namespace
}  // namespace sceau
