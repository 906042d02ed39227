// sceau import, over a group that answers: what is called, shown and returned.
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "gmock/gmock.h"

#include "client/lib/files.h"
#include "proto/contract/errors.h"
#include "tests/client/cli/commands_fixture.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::CommandsTest;
using ::sceau::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

class ImportTest : public CommandsTest {
 protected:
  ImportTest() {
    group_.me.mutable_member()->set_role(v1::ROLE_COORDINATOR);
    group_.me.mutable_member()->set_partner("commune-alencon");
    group_.charter = sceau::testing::ReferenceVersion();
    Write("rows.csv",
          "NOM;Prénom;Né(e) le;Adresse;Signalé par;Date signalement;Motif\n"
          "Durand;Léa;04/03/2010;1 rue A, 61000 Alençon;Mairie;02/11/2026;"
          "absentéisme\n"
          "Petit;Noé;05/04/2009;2 rue B, 61000 Alençon;Mairie;03/11/2026;"
          "absentéisme\n");
  }

  // Beside the profile, as a person's other files.
  sceau::testing::TempFolder reports_;
};

TEST_F(ImportTest, TheSpreadsheetIsNeverReplacedByItsReport) {
  const std::string sheet = reports_.Path("tableau.csv");
  const auto rows = ReadFile(folder_.Path("rows.csv"), 1 << 20);
  ASSERT_THAT(rows, IsOk());
  ASSERT_THAT(WriteFile(sheet, *rows, S_IRUSR | S_IWUSR), IsOk());
  std::filesystem::create_symlink(sheet, reports_.Path("lien.csv"));
  std::filesystem::create_hard_link(sheet, reports_.Path("autre.csv"));
  for (const char* name :
       {"tableau.csv", "./tableau.csv", "lien.csv", "autre.csv"}) {
    EXPECT_EQ(Run({"import", sheet, "--dry-run", "--remplacer", "--csv",
                   reports_.Path(name)}),
              2)
        << name;
    EXPECT_THAT(err_, HasSubstr("--csv est le tableau lui-même")) << name;
  }
  EXPECT_EQ(ReadFile(sheet, 1 << 20).value_or(""), *rows);
}

TEST_F(ImportTest, NothingOfAProfileIsReplacedByAReport) {
  const auto key = ReadFile(folder_.Path("key.pem"), 1 << 20);
  for (const char* name : {"key.pem", "new.csv", "sub/../cert.pem"}) {
    EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--apply", "--remplacer",
                   "--csv", folder_.Path(name)}),
              2)
        << name;
    EXPECT_THAT(err_, HasSubstr("dossier d'un profil")) << name;
  }
  EXPECT_EQ(ReadFile(folder_.Path("key.pem"), 1 << 20).value_or(""), *key);
  EXPECT_EQ(group_.creations, 0u);
}

TEST_F(ImportTest, AFileThatIsThereIsReplacedOnlyWhenThatIsSaid) {
  const std::string report = reports_.Path("report.csv");
  ASSERT_THAT(WriteFile(report, "ancien", S_IRUSR | S_IWUSR), IsOk());
  EXPECT_EQ(
      Run({"import", folder_.Path("rows.csv"), "--dry-run", "--csv", report}),
      2);
  EXPECT_THAT(err_, HasSubstr("existe déjà"));
  EXPECT_EQ(ReadFile(report, 1 << 20).value_or(""), "ancien");
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--dry-run", "--remplacer",
                 "--csv", report}),
            0)
      << err_;
  EXPECT_NE(ReadFile(report, 1 << 20).value_or(""), "ancien");
}

TEST_F(ImportTest, OnlyTheCoordinatorMayLook) {
  group_.me.mutable_member()->set_role(v1::ROLE_MEMBER);
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--dry-run"}), 5);
  EXPECT_THAT(err_, HasSubstr("Seul le coordonnateur"));
}

TEST_F(ImportTest, DryRunStoresNothing) {
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--dry-run"}), 0) << err_;
  EXPECT_EQ(group_.creations, 0u);
  EXPECT_THAT(out_, Not(HasSubstr("Durand"))) << "lines, not persons";
}

TEST_F(ImportTest, EachRowIsOneCall) {
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--apply", "--csv",
                 reports_.Path("report.csv")}),
            0)
      << err_ << out_;
  EXPECT_EQ(group_.creations, 2u);
  EXPECT_THAT(ReadFile(reports_.Path("report.csv"), 1 << 20), IsOk());
}

TEST_F(ImportTest, RowThatTheServiceRefusesLeavesTheOthersAndIsCodeEight) {
  group_.create_answers = {FieldError("inline_referral.date", "no")};
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--apply"}), 8) << err_;
  EXPECT_EQ(group_.creations, 2u);
}

TEST_F(ImportTest, ImportThatCannotGoOnStopsAtOnce) {
  group_.create_answers = {PolicyDenied()};
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--apply"}), 3) << err_;
  EXPECT_EQ(group_.creations, 1u);
}

TEST_F(ImportTest, RefusedRowsSayWhyInWords) {
  group_.create_answers = {FieldError("inline_referral.date", "no")};
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--apply"}), 8);
  EXPECT_THAT(out_, HasSubstr("ligne 2 : le service n'accepte pas une de ses"));
}

TEST_F(ImportTest, ReportThatCannotBeWrittenIsSaidBeforeAnythingIsStored) {
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--apply", "--csv",
                 reports_.Path("no-such-folder/report.csv")}),
            2);
  EXPECT_THAT(err_, HasSubstr("Ce fichier ne peut être écrit"));
  EXPECT_EQ(group_.creations, 0u);
}

TEST_F(ImportTest, FileThatIsNoSpreadsheetIsRefusedWithoutEcho) {
  Write("rows.csv", "Durand Léa secret\n");
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--dry-run"}), 5);
  EXPECT_THAT(err_, Not(HasSubstr("secret")));
  EXPECT_EQ(Run({"import", folder_.Path("none.csv"), "--dry-run"}), 2);
}

TEST_F(ImportTest, AnArgumentThatIsNoUtf8IsSaidAndNothingIsSent) {
  EXPECT_EQ(Run({"case", "find", "--nom", "LEF\xc8VRE", "--prenom", "Ana"}), 2);
  EXPECT_THAT(err_, HasSubstr("--nom n'est pas en UTF-8"));
  EXPECT_EQ(group_.search.family_name(), "");
}

TEST_F(ImportTest, ATypedDayThatDoesNotExistIsSaidToBeNone) {
  EXPECT_EQ(Run({"case", "create", "--nom", "ZQFEVRIER", "--prenom", "Ana",
                 "--naissance", "29/02/2009", "--motif", "SUPPORT_REQUESTED"}),
            2);
  EXPECT_THAT(err_, HasSubstr("ce jour n'existe pas dans le calendrier"));
  EXPECT_EQ(group_.creations, 0u);
}

}  // namespace
}  // namespace sceau
