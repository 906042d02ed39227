// sceau charter check, diff and matrix: a charter's text, without server.
#include <string>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"

#include "client/lib/files.h"
#include "client/words/say.h"
#include "nlohmann/json.hpp"
#include "policy/compile/clock_bounds.h"
#include "tests/client/cli/commands_fixture.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::CommandsTest;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class CharterFileTest : public CommandsTest {
 protected:
  static std::string Reference() {
    return absl::StrCat(SCEAU_SOURCE_DIR,
                        "/policy/charters/alencon-jeunesse.textproto");
  }
  // A copy of the reference charter with `from` written as `to`.
  std::string Edited(const std::string& name, const std::string& from,
                     const std::string& to) {
    const auto text = ReadFile(Reference(), size_t{1} << 20);
    EXPECT_THAT(text, testing::IsOk());
    const std::string edited = absl::StrReplaceAll(*text, {{from, to}});
    EXPECT_NE(edited, *text);
    Write(name, edited);
    return folder_.Path(name);
  }
};

TEST_F(CharterFileTest, CheckNeedsNoProfile) {
  EXPECT_EQ(RunBare({"charter", "check", Reference()}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("Charte correcte"));
}

TEST_F(CharterFileTest, CheckSaysEveryIssueAndHowToMendIt) {
  const std::string file =
      Edited("projet.textproto", "archive_months: 36", "archive_months: 48");
  EXPECT_EQ(Run({"charter", "check", file}), 5);
  EXPECT_THAT(out_, AllOf(HasSubstr("F-18"), HasSubstr("remède")));
  EXPECT_EQ(Run({"charter", "check", "--json", file}), 5);
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["valid"], false);
  ASSERT_EQ(json["issues"].size(), 1u);
  EXPECT_EQ(json["issues"][0]["invariant"], "F-18");
  EXPECT_GT(json["issues"][0]["line"], 0);
  EXPECT_EQ(json.count("proof"), 0u);
}

TEST_F(CharterFileTest, ASlipOfThePenIsToldInFrenchWithTheWordThatWasMeant) {
  const std::string file = folder_.Path("projet.textproto");
  Write("projet.textproto", "grants {\n  partener: \"pjj\"\n}\n");
  EXPECT_EQ(Run({"charter", "check", file}), 5);
  const std::string told = absl::StrReplaceAll(out_, {{"\n  ", " "}});
  EXPECT_EQ(told, absl::StrCat(file,
                               ":2:3: SYNTAX: le champ « partener » n'existe "
                               "pas ici ; remède : écrire « partner » ; ce qui "
                               "suit n'a pas été examiné\n"));
  EXPECT_EQ(Run({"charter", "check", "--json", file}), 5);
  const auto issue = nlohmann::json::parse(out_)["issues"][0];
  EXPECT_EQ(issue["code"], "SYNTAX");
  EXPECT_EQ(issue["line"], 2);
  EXPECT_EQ(issue["column"], 3);
}

TEST_F(CharterFileTest, AFileThatCannotBeReadIsExitCodeTwo) {
  EXPECT_EQ(Run({"charter", "check", folder_.Path("nowhere")}), 2);
}

TEST_F(CharterFileTest, ProofSaysTheSizeTheTimeAndWhatWasHeld) {
  EXPECT_EQ(Run({"charter", "check", "--proof", Reference()}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("Espace : "), HasSubstr("Durée : "),
                          HasSubstr("F-10"), HasSubstr("Preuve faite")));
  EXPECT_EQ(Run({"charter", "check", "--proof", "--json", Reference()}), 0);
  const auto proof = nlohmann::json::parse(out_)["proof"];
  EXPECT_EQ(proof["holds"], true);
  EXPECT_GT(proof["questions"], 1000000000u);
  EXPECT_TRUE(proof["violations"].empty());
}

TEST_F(CharterFileTest, ProofOfACharterBelowTheFloorHasTheSmallestExample) {
  const auto text = ReadFile(Reference(), size_t{1} << 20);
  ASSERT_THAT(text, testing::IsOk());
  const std::string file = folder_.Path("projet.textproto");
  const auto write_with = [&](const std::string& who, const char* category,
                              const char* relation) {
    Write("projet.textproto",
          absl::StrCat(*text, "grants {\n  ", who, "\n  category: \"", category,
                       "\"\n  operation: \"READ\"\n  any_of: [\"", relation,
                       "\"]\n  article: \"essai\"\n  reason_fr: \"Un droit de "
                       "trop, pour en avoir un exemple.\"\n}\n"));
  };
  write_with("partner: \"pjj\"", "Schooling", "open_request");
  EXPECT_EQ(Run({"charter", "check", "--proof", file}), 5);
  EXPECT_THAT(out_, AllOf(HasSubstr("F-08"), HasSubstr("Espace : "),
                          HasSubstr("Durée : "),
                          HasSubstr("La charte enfreint la loi.")));
  EXPECT_EQ(Run({"charter", "check", "--proof", "--json", file}), 5);
  const auto json = nlohmann::json::parse(out_);
  ASSERT_EQ(json["proof"]["holds"], false);
  // In words: who reads what, and by which rule.
  EXPECT_THAT(json["proof"]["violations"][0]["message"].get<std::string>(),
              HasSubstr("pjj.Schooling.READ.open_request"));
  // What the program refuses whatever its charter says has none.
  write_with("role: \"charter-officer\"", "Strengths", "always");
  EXPECT_EQ(Run({"charter", "check", "--proof", file}), 5);
  EXPECT_THAT(out_, AllOf(HasSubstr("F-03"), HasSubstr("Le texte enfreint"),
                          Not(HasSubstr("Preuve faite"))));
  // What cannot be read at all has no example.
  Write("projet.textproto", "grants { }");
  EXPECT_EQ(Run({"charter", "check", "--proof", "--json", file}), 5);
  EXPECT_EQ(nlohmann::json::parse(out_).count("proof"), 0u);
}

TEST_F(CharterFileTest, DiffSaysExactlyWhatChanges) {
  EXPECT_EQ(Run({"charter", "diff", Reference(), Reference()}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("0 s'ouvrent, 0 se ferment"));
  const std::string file =
      Edited("projet.textproto", "archive_months: 36", "archive_months: 24");
  EXPECT_EQ(Run({"charter", "diff", "--json", Reference(), file}), 0) << err_;
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["gained"], 0);
  EXPECT_EQ(json["lost"], 0);
  EXPECT_THAT(json["changes"].get<std::vector<std::string>>(),
              ElementsAre("Dossiers gardés après la sortie (mois) : 36 → 24"));
}

TEST_F(CharterFileTest, EverySettingHasWords) {
  for (const policy::ClockBound& bound : policy::ClockBounds()) {
    EXPECT_NE(FindSentence(std::string("field.ClockSettings.") + bound.name),
              nullptr)
        << bound.name;
  }
}

TEST_F(CharterFileTest, DiffOfACharterWithIssuesSaysToCheckIt) {
  const std::string file =
      Edited("projet.textproto", "archive_months: 36", "archive_months: 48");
  EXPECT_EQ(Run({"charter", "diff", Reference(), file}), 5);
  EXPECT_THAT(err_, HasSubstr("F-18"));
}

TEST_F(CharterFileTest, MatrixIsATableOfOneOrganisation) {
  EXPECT_EQ(Run({"charter", "matrix", "--partner", "pjj", Reference()}), 0)
      << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("Protection judiciaire de la jeunesse"),
                          HasSubstr("Dépose"), HasSubstr("moins de 21 ans")));
  EXPECT_EQ(Run({"charter", "matrix", "--partner", "gendarmerie", Reference()}),
            2);
  EXPECT_THAT(err_, HasSubstr("mission-locale"));
}

TEST_F(CharterFileTest, MatrixAsAPageIsHarmlessHtml) {
  const std::string file =
      Edited("projet.textproto", "name: \"Mission locale\"",
             "name: \"<script>Mission & locale\"");
  EXPECT_EQ(
      Run({"charter", "matrix", "--html", "--partner", "mission-locale", file}),
      0)
      << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("@page { size: A4"),
                          HasSubstr("&lt;script&gt;Mission &amp; locale"),
                          Not(HasSubstr("<script>")), HasSubstr("</html>")));
}

// What `sceaud selftest` ends with, in this program's numbers.
TEST_F(CharterFileTest, TheServicesSelfTestEndsInTheNumbersOfThisProgram) {
  const auto ends_with = [this](int status) {
    const std::string service = folder_.Path("sceaud");
    Write("sceaud", absl::StrCat("#!/bin/sh\n[ \"$1 $2 $3\" = \"selftest "
                                 "--charter c\" ] && exit ",
                                 status, "\nexit 99\n"));
    EXPECT_EQ(chmod(service.c_str(), S_IRWXU), 0);
    return Run({"selftest", "--charter", "c", "--service", service});
  };
  EXPECT_EQ(ends_with(0), 0) << err_;
  EXPECT_EQ(ends_with(1), 1);
  EXPECT_EQ(ends_with(2), 2);
  EXPECT_EQ(ends_with(3), 5);
  EXPECT_EQ(ends_with(70), 1);
  EXPECT_EQ(
      Run({"selftest", "--charter", "c", "--service", folder_.Path("nowhere")}),
      2);
  EXPECT_THAT(err_, HasSubstr("--service"));
}

}  // namespace
}  // namespace sceau
