// What `sceau` says when a line or a profile is not right.
#include <string>
#include <vector>

#include "nlohmann/json.hpp"
#include "tests/client/cli/commands_fixture.h"

namespace sceau::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class GuidanceTest : public CommandsTest {};

TEST_F(GuidanceTest, HelpAndMatrixAreJsonWhereJsonIsAsked) {
  EXPECT_EQ(Run({"case", "--help", "--json"}), 0);
  EXPECT_THAT(nlohmann::json::parse(out_)["text"].get<std::string>(),
              HasSubstr("sceau case"));
  EXPECT_EQ(Run({"case", "--json"}), 2);
  EXPECT_THAT(out_, IsEmpty());
  EXPECT_EQ(nlohmann::json::parse(err_)["error"]["exitCode"], 2);
  EXPECT_EQ(Run({"charter", "matrix", "--partner", "pjj", "--json",
                 std::string(SCEAU_SOURCE_DIR) +
                     "/policy/charters/alencon-jeunesse.textproto"}),
            0)
      << err_;
  const auto matrix = nlohmann::json::parse(out_);
  EXPECT_EQ(matrix["partner"], "pjj");
  EXPECT_EQ(matrix["rows"][0]["category"], "IDENTITY");
  EXPECT_FALSE(matrix["rows"][0]["reads"].empty());
}

TEST_F(GuidanceTest, AGroupsHelpShowsItsFirstExamples) {
  EXPECT_EQ(Run({"session", "--help"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("Exemples :\n  sceau session create"),
                          HasSubstr("--point DOSSIER2=ines-barbier\n"),
                          HasSubstr("\n  sceau session list\n")));
}

// Before anything is sent: to the network it would look like a server that
// does not answer.
TEST_F(GuidanceTest, AProfileWhosePartsDoNotBelongTogetherSaysWhichOne) {
  const TestPki other("sceau.test");
  const auto says = [this](absl::string_view words) {
    for (const std::vector<std::string>& line :
         std::vector<std::vector<std::string>>{{"profile", "check"},
                                               {"whoami"}}) {
      EXPECT_EQ(Run(line), 2);
      EXPECT_THAT(err_, HasSubstr(std::string(words)));
      EXPECT_THAT(err_, Not(HasSubstr("réseau")));
    }
  };
  const Credential stranger = other.Member("mission-locale", "claire-martin");
  Write("key.pem", stranger.key);
  says("n'est pas celle du certificat");
  Write("cert.pem", stranger.certificate);
  says("n'est pas de cette autorité");
  const Credential server = other.Server();
  Write("ca.pem", other.authority());
  Write("cert.pem", server.certificate);
  Write("key.pem", server.key);
  says("celui d'un serveur");
  Write("cert.pem", "pas un certificat");
  says("n'est pas un certificat");
  Write("cert.pem", stranger.certificate);
  Write("key.pem", stranger.key);
  EXPECT_EQ(Run({"profile", "check"}), 0) << err_;
  now_ = absl::FromCivil(absl::CivilDay(2100, 1, 2), absl::UTCTimeZone());
  says("a expiré le");
}

TEST_F(GuidanceTest, ASessionIsPreparedForADayToCome) {
  EXPECT_EQ(Run({"session", "create", "--date", "17/11/2026"}), 2);
  EXPECT_THAT(err_, HasSubstr("dans le passé"));
  Run({"session", "create", "--date", "18/11/2026"});
  EXPECT_THAT(err_, Not(HasSubstr("dans le passé")));
}

TEST_F(GuidanceTest, ACategoryAloneIsToldWhatIsMissing) {
  EXPECT_EQ(Run({"entry", "add", "c1", "SCHOOLING"}), 2);
  EXPECT_THAT(err_, AllOf(HasSubstr("« sceau entry template SCHOOLING »"),
                          Not(HasSubstr("ne peut être lu"))));
  EXPECT_EQ(Run({"entry", "add", "c1", "absent.txt"}), 2);
  EXPECT_THAT(err_, HasSubstr("ne peut être lu"));
}

}  // namespace
}  // namespace sceau::testing
