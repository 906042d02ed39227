// sceau import, over a group that answers: what is called, shown and returned.
#include <string>
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
};

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
                 folder_.Path("report.csv")}),
            0)
      << err_ << out_;
  EXPECT_EQ(group_.creations, 2u);
  EXPECT_THAT(ReadFile(folder_.Path("report.csv"), 1 << 20), IsOk());
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
                 folder_.Path("no-such-folder/report.csv")}),
            2);
  EXPECT_THAT(err_, HasSubstr("Le rapport ne peut être écrit"));
  EXPECT_EQ(group_.creations, 0u);
}

TEST_F(ImportTest, FileThatIsNoSpreadsheetIsRefusedWithoutEcho) {
  Write("rows.csv", "Durand Léa secret\n");
  EXPECT_EQ(Run({"import", folder_.Path("rows.csv"), "--dry-run"}), 5);
  EXPECT_THAT(err_, Not(HasSubstr("secret")));
  EXPECT_EQ(Run({"import", folder_.Path("none.csv"), "--dry-run"}), 2);
}

}  // namespace
}  // namespace sceau
