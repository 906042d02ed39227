#include "server/config.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr char kGood[] = R"(trust_domain: "alencon.example"
tls {
  certificate_file: "server.pem"
  key_file: "/etc/sceau/server.key"
  client_ca_file: "clients.pem"
}
groups {
  id: "alencon-jeunesse"
  data_dir: "/var/lib/sceau/data/alencon-jeunesse"
  checkpoint_file: "/var/lib/sceau/checkpoints/alencon-jeunesse"
  root_key_file: "/var/lib/sceau/keys/alencon-jeunesse"
}
)";

ConfigResult Parse(absl::string_view text) {
  return ParseConfig(text, "/etc/sceau", Language::kFrench);
}

TEST(ConfigTest, ATypoIsToldWithItsPlaceAndTheRightWord) {
  const std::string text =
      absl::StrReplaceAll(kGood, {{"  client_ca_file", "  clientca_file"}});
  EXPECT_THAT(Parse(text).problems,
              ElementsAre(AllOf(StartsWith("ligne 5, colonne 3"),
                                HasSubstr("« clientca_file » n'existe pas"),
                                HasSubstr("écrire « client_ca_file »"))));
}

TEST(ConfigTest, AWordUnlikeAnyFieldIsToldTheFieldsThereAre) {
  EXPECT_THAT(Parse(absl::StrCat(kGood, "verbosity: 3\n")).problems,
              ElementsAre(AllOf(StartsWith("ligne 13, colonne 1"),
                                HasSubstr("trust_domain, listen_address"))));
}

TEST(ConfigTest, ASyntaxErrorIsToldWithItsPlace) {
  EXPECT_THAT(Parse("trust_domain: alencon\n").problems,
              ElementsAre("ligne 1, colonne 15 : « trust_domain » attend un "
                          "texte entre guillemets droits ; écrire "
                          "trust_domain: \"…\"."));
  EXPECT_THAT(Parse("worker_threads: \"4\"").problems,
              ElementsAre("ligne 1, colonne 17 : « worker_threads » attend un "
                          "nombre, et non « \"4\" » ; l'écrire en chiffres, "
                          "sans guillemets."));
  EXPECT_THAT(ParseConfig("tls {", "/", Language::kEnglish).problems,
              ElementsAre("line 1, column 6: the text ends before `tls {` "
                          "does; add `}` where it is missing."));
}

TEST(ConfigTest, EverythingMissingIsToldAtOnce) {
  EXPECT_THAT(Parse("").problems,
              ElementsAre(StartsWith("trust_domain : "),
                          StartsWith("tls.certificate_file : "),
                          StartsWith("tls.key_file : "),
                          StartsWith("tls.client_ca_file : "),
                          StartsWith("groups : ")));
}

TEST(ConfigTest, ChecksEveryValue) {
  const std::string text = absl::StrCat(
      absl::StrReplaceAll(kGood, {{"alencon.example", "Alençon"},
                                  {"\"alencon-jeunesse\"", "\"Alençon 1\""}}),
      "listen_address: \"localhost\"\nworker_threads: -1\n"
      "max_connections: 2000000\nrehearsal_days_ahead: -1\n");
  EXPECT_THAT(
      Parse(text).problems,
      ElementsAre(StartsWith("trust_domain : "), StartsWith("listen_address"),
                  StartsWith("worker_threads : "),
                  StartsWith("max_connections : "),
                  StartsWith("rehearsal_days_ahead : "),
                  StartsWith("groups[0].id : ")));
}

TEST(ConfigTest, KeysAndCheckpointsLieOutsideTheDataFolder) {
  const std::string text = absl::StrReplaceAll(
      kGood, {{"/var/lib/sceau/checkpoints/", "/var/lib/sceau/data/"},
              {"/var/lib/sceau/keys/alencon-jeunesse",
               "/var/lib/sceau/data/alencon-jeunesse/../alencon-jeunesse/k"}});
  // The first becomes the data folder itself, which is told as a double use.
  EXPECT_THAT(Parse(text).problems,
              ElementsAre(StartsWith("groups[0].root_key_file : "),
                          StartsWith("groups[0] : ")));
}

TEST(ConfigTest, TwoGroupsShareNothing) {
  const std::string group =
      std::string(kGood).substr(std::string(kGood).find("groups {"));
  EXPECT_EQ(Parse(absl::StrCat(kGood, group)).problems.size(), 4u);
}

TEST(ConfigTest, FillsInDefaultsAndMakesPathsAbsolute) {
  const ConfigResult result = Parse(kGood);
  ASSERT_THAT(result.problems, IsEmpty());
  EXPECT_EQ(result.config.listen_address(), kDefaultListenAddress);
  EXPECT_EQ(result.config.tls().certificate_file(), "/etc/sceau/server.pem");
  EXPECT_EQ(result.config.tls().key_file(), "/etc/sceau/server.key");
  EXPECT_EQ(result.config.max_connections(), kDefaultMaxConnections);
}

TEST(ConfigTest, AnAbsentFileIsToldWithTheRemedy) {
  EXPECT_THAT(
      LoadConfig("/nowhere/sceaud.textproto", Language::kFrench).problems,
      ElementsAre("/nowhere/sceaud.textproto : n'existe pas ; "
                  "vérifier le chemin."));
}

}  // namespace
}  // namespace sceau
