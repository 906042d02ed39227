// What an operator reads who types, and mistypes, a command of sceaud.
#include "server/operator/command_line.h"

#include <fstream>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/text/output.h"
#include "server/operator/commands.h"
#include "tests/support/not_root.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_pki.h"

namespace sceau {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

const std::vector<std::vector<std::string>> kCommands = {
    {},          {"serve"},   {"check"}, {"group"}, {"group", "create"},
    {"restore"}, {"selftest"}};

class CommandLineTest : public ::testing::Test {
 protected:
  int Run(const std::vector<std::string>& arguments,
          Language language = Language::kFrench) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = RunCommandLine(
        arguments, {.out = out, .err = err, .language = language});
    out_ = out.str();
    err_ = err.str();
    return status;
  }
  // Without line breaks: a promise is in its words.
  std::string Said() const {
    return absl::StrReplaceAll(absl::StrCat(out_, err_),
                               {{"\n    ", " "}, {"\n  ", " "}, {"\n", " "}});
  }
  // Every line that blanks can break.
  void ExpectFits() const {
    for (const std::string& line : std::vector<std::string>(
             absl::StrSplit(absl::StrCat(out_, err_), '\n'))) {
      EXPECT_LE(DisplayWidth(line), kLineWidth) << line;
    }
  }
  std::string Write(const std::string& name, absl::string_view text) {
    const std::string path = folder_.Path(name);
    std::ofstream(path, std::ios::binary) << text;
    EXPECT_EQ(chmod(path.c_str(), 0600), 0);
    return path;
  }
  std::string Config(absl::string_view more = "") {
    const testing::Credential server = pki_.Server();
    Write("server.pem", server.certificate);
    Write("server.key", server.key);
    Write("ca.pem", pki_.authority());
    return Write("c.textproto", absl::StrCat(R"(trust_domain: "sceau.example"
listen_address: "127.0.0.1:0"
tls {
  certificate_file: "server.pem"
  key_file: "server.key"
  client_ca_file: "ca.pem"
}
groups {
  id: "alencon"
  data_dir: "data/alencon"
  checkpoint_file: "checkpoints/alencon"
  root_key_file: "keys/alencon"
}
)",
                                             more));
  }
  std::string Person(const char* partner, const char* member,
                     absl::string_view name) {
    return absl::StrCat(Write(absl::StrCat(member, ".pem"),
                              pki_.Member(partner, member).certificate),
                        "=", name);
  }
  std::vector<std::string> Create(const std::string& config) {
    return {"group",
            "create",
            "--config",
            config,
            "--charter",
            SCEAU_SOURCE_DIR "/policy/charters/alencon-jeunesse.textproto",
            "--admin",
            Person("commune-alencon", "hugo", "Lenoir Hugo"),
            "--garant",
            Person("conseil-departemental", "anne", "Rivière Anne"),
            "--copilot",
            Person("prefecture", "paul", "Garnier Paul"),
            "--copilote",
            Person("commune-alencon", "sofia", "Leroy Sofia"),
            "--coordinator",
            Person("commune-alencon", "lea", "Aubry Léa")};
  }

  testing::TempFolder folder_;
  const testing::TestPki pki_;
  std::string out_;
  std::string err_;
};

TEST_F(CommandLineTest, HelpIsFrenchFitsTheTerminalAndNamesTheExitCodes) {
  for (std::vector<std::string> command : kCommands) {
    command.emplace_back("--help");
    EXPECT_EQ(Run(command), kExitOk);
    EXPECT_THAT(err_, IsEmpty());
    ExpectFits();
    EXPECT_THAT(out_, AllOf(HasSubstr("Usage : sceaud"),
                            HasSubstr("Montre cette aide")));
    for (const char* const library :
         {"OPTIONS]\n\n", "SUBCOMMAND", "TEXT", "Print this", "required"}) {
      EXPECT_THAT(absl::StrReplaceAll(out_, {{"[OPTIONS]\n", ""}}),
                  Not(HasSubstr(library)));
    }
    if (command[0] == "group" && command[1] == "--help") continue;
    EXPECT_THAT(out_, AllOf(HasSubstr("Exemples :\n  s"),
                            HasSubstr("Codes de sortie :\n   0  tout va")));
  }
}

TEST_F(CommandLineTest, ACommandTellsItsOwnExitCodesAlone) {
  EXPECT_EQ(Run({"serve", "--help"}), kExitOk);
  EXPECT_THAT(out_,
              AllOf(HasSubstr("\n  70  arrêté"), Not(HasSubstr("\n   3"))));
  EXPECT_EQ(Run({"selftest", "--help"}), kExitOk);
  EXPECT_THAT(out_, AllOf(HasSubstr("\n   3  une diff"), Not(HasSubstr("70"))));
  EXPECT_EQ(Run({"--help"}), kExitOk);
  EXPECT_THAT(out_, AllOf(HasSubstr("\n   3  une différence hors de la charte, "
                                    "ou aucune où elle en donne (selftest)\n"),
                          HasSubstr("\n  70  arrêté après une écriture "
                                    "incertaine : à relancer (serve)\n")));
}

TEST_F(CommandLineTest, EnglishIsSpokenWhenAsked) {
  EXPECT_EQ(Run({"group", "create", "--help"}, Language::kEnglish), kExitOk);
  EXPECT_THAT(out_, AllOf(HasSubstr("Examples:"), HasSubstr("Exit status:"),
                          HasSubstr("Charter officer")));
  EXPECT_EQ(Run({"chek"}, Language::kEnglish), kExitUsage);
  EXPECT_THAT(Said(), HasSubstr("Did you mean « sceaud check »?"));
}

TEST_F(CommandLineTest, TheVersionIsSaid) {
  EXPECT_EQ(Run({"--version"}), kExitOk);
  EXPECT_THAT(out_,
              ::testing::MatchesRegex("sceaud [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(CommandLineTest, WithoutACommandTheHelpIsShown) {
  EXPECT_EQ(Run({}), kExitUsage);
  EXPECT_THAT(out_, HasSubstr("Commandes :\n  serve"));
  EXPECT_EQ(Run({"group"}), kExitUsage);
  EXPECT_THAT(out_, HasSubstr("Commandes :\n  create"));
}

TEST_F(CommandLineTest, ASlipIsToldTheWordThatWasMeant) {
  const struct {
    std::vector<std::string> typed;
    const char* meant;
  } kSlips[] = {
      {{"chek", "--config", "x"}, "« sceaud check »"},
      {{"group", "creat"}, "« sceaud group create »"},
      {{"create"}, "« sceaud group create »"},
      {{"check", "--confg", "x"}, "« --config »"},
      {{"restore", "--config", "x", "--raison", "DISK_LOST"}, "« --reason »"},
  };
  for (const auto& [typed, meant] : kSlips) {
    EXPECT_EQ(Run(typed), kExitUsage);
    EXPECT_THAT(out_, IsEmpty());
    EXPECT_THAT(
        Said(),
        AllOf(StartsWith("sceaud: Je ne comprends pas : "),
              HasSubstr(absl::StrCat("Vouliez-vous dire ", meant, " ?"))))
        << typed[0];
    ExpectFits();
  }
}

TEST_F(CommandLineTest, AMistypedLineSaysWhatIsWrongAndNamesTheHelp) {
  const struct {
    std::vector<std::string> typed;
    const char* said;
    const char* help;
  } kLines[] = {
      {{"xyzzy"}, "Je ne comprends pas : xyzzy", "« sceaud --help »"},
      {{"serve"}, "Il manque : --config FICHIER", "« sceaud serve --help »"},
      {{"serve", "--config", "x", "y"},
       "Je ne comprends pas : y",
       "« sceaud serve --help »"},
      {{"serve", "--config"},
       "Une valeur manque ou est de trop : --config",
       "« sceaud serve --help »"},
      {{"check"},
       "Il manque : --config, --charter, ou les deux",
       "« sceaud check --help »"},
      {{"group", "create", "--config", "x"},
       "Il manque : --charter FICHIER, --admin CERTIFICAT=\"Nom Prénom\", "
       "--officer CERTIFICAT=\"Nom Prénom\", --copilot CERTIFICAT=\"Nom "
       "Prénom\", --coordinator CERTIFICAT=\"Nom Prénom\"",
       "« sceaud group create --help »"},
      {{"restore", "--config", "x"},
       "Il manque : --reason MOTIF, pour écrire la déclaration, ou --statement "
       "FICHIER, deux fois, pour rouvrir le groupe",
       "« sceaud restore --help »"},
      {{"restore", "--config", "x", "--lost", "y"},
       "Ces options ne vont pas ainsi ensemble : --lost → --reason",
       "« sceaud restore --help »"},
      {{"restore", "--config", "x", "--reason", "y", "--statement", "z"},
       "Ces options ne vont pas ainsi ensemble : --reason / --statement",
       "« sceaud restore --help »"},
      {{"selftest", "--charter", "x", "--seed", "y"},
       "Valeur non comprise : --seed = y",
       "« sceaud selftest --help »"},
  };
  for (const auto& [typed, said, help] : kLines) {
    EXPECT_EQ(Run(typed), kExitUsage);
    EXPECT_THAT(out_, IsEmpty());
    EXPECT_THAT(
        Said(),
        AllOf(HasSubstr(said),
              HasSubstr(absl::StrCat(help, " montre ce qui est possible."))));
    ExpectFits();
  }
}

TEST_F(CommandLineTest, AWrongPathIsToldForWhatItIs) {
  EXPECT_EQ(Run({"check", "--config", folder_.Path("absent")}), kExitProblem);
  EXPECT_THAT(Said(), HasSubstr("n'existe pas ; vérifier le chemin."));
  EXPECT_EQ(Run({"check", "--charter", folder_.path()}), kExitProblem);
  EXPECT_THAT(Said(), HasSubstr("est un dossier ; donner le chemin"));
  EXPECT_EQ(Run({"serve", "--config", folder_.path()}), kExitProblem);
  EXPECT_THAT(Said(), HasSubstr("est un dossier"));
  EXPECT_EQ(Run({"check", "--charter",
                 Write("large", std::string(1024 * 1024 + 1, ' '))}),
            kExitProblem);
  EXPECT_THAT(Said(), HasSubstr("dépasse 1024 Kio"));
}

TEST_F(CommandLineTest, AFileThatIsClosedToThisUserIsToldSo) {
  const std::string path = Write("closed", "title: \"x\"");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  ASSERT_EQ(chmod(folder_.path().c_str(), 0755), 0);
  const testing::NotRoot not_root;
  EXPECT_EQ(Run({"check", "--charter", path}), kExitProblem);
  EXPECT_THAT(Said(), AllOf(HasSubstr("n'a pas le droit de le lire"),
                            HasSubstr("sudo -u sceau")));
}

TEST_F(CommandLineTest, CheckMarksWhatHoldsAndWhatDoesNotOnEightyColumns) {
  EXPECT_EQ(Run({"check", "--config", Config()}), kExitProblem);
  EXPECT_THAT(out_, AllOf(HasSubstr("  ✓ "), HasSubstr("\n  ✗ alencon : ")));
  EXPECT_THAT(Said(), AllOf(HasSubstr("configuration comprise"),
                            HasSubstr("n'est pas encore créé"),
                            HasSubstr("« sceaud group create --help »")));
}

TEST_F(CommandLineTest, AWrongGroupIsToldThoseThereAre) {
  const std::string config = Config(R"(groups {
  id: "flers"
  data_dir: "data/flers"
  checkpoint_file: "checkpoints/flers"
  root_key_file: "keys/flers"
}
)");
  const auto restore = [&](const std::string& group) {
    std::vector<std::string> line = {"restore", "--config", config, "--reason",
                                     "DISK_LOST"};
    if (!group.empty()) line.insert(line.end(), {"--group", group});
    return Run(line);
  };
  EXPECT_EQ(restore(""), kExitProblem);
  EXPECT_THAT(Said(), HasSubstr("Écrire --group et l'un de : alencon, flers."));
  EXPECT_EQ(restore("alncon"), kExitProblem);
  EXPECT_THAT(Said(), HasSubstr("écrire --group alencon."));
}

TEST_F(CommandLineTest, AGroupIsMadeOnceAndItsKeyIsHandedOver) {
  const std::string config = Config();
  ASSERT_EQ(Run(Create(config)), kExitOk) << err_;
  EXPECT_THAT(out_, AllOf(StartsWith("Groupe créé : alencon\n"),
                          HasSubstr("\njournal_origin sceau.example/alencon/"),
                          HasSubstr("\njournal_key ")));
  EXPECT_THAT(Said(), HasSubstr("À remettre à chaque membre"));
  EXPECT_EQ(Run(Create(config)), kExitProblem);
  EXPECT_THAT(Said(), HasSubstr("existe déjà ; un groupe se crée une seule"));
  EXPECT_EQ(Run({"check", "--config", config}), kExitOk) << out_;
  EXPECT_THAT(out_, HasSubstr("\nRien à signaler.\n"));
}

TEST_F(CommandLineTest, ARestoreIsRefusedWithWhatToDoInstead) {
  const std::string config = Config();
  ASSERT_EQ(Run(Create(config)), kExitOk) << err_;
  EXPECT_EQ(Run({"restore", "--config", config, "--reason", "DISK_LST"}),
            kExitProblem);
  EXPECT_THAT(Said(), AllOf(HasSubstr("motif inconnu"),
                            HasSubstr("DISK_LOST, FILES_DAMAGED, ")));
  EXPECT_EQ(Run({"restore", "--config", config, "--reason", "DISK_LOST"}),
            kExitProblem);
  EXPECT_THAT(Said(), AllOf(HasSubstr("il n'y a rien à déclarer"),
                            HasSubstr("systemctl start sceaud")));
  EXPECT_EQ(Run({"restore", "--config", config, "--statement", config}),
            kExitProblem);
  EXPECT_THAT(Said(), HasSubstr("n'est pas une déclaration de restauration"));
  EXPECT_EQ(Run({"restore", "--config", config, "--statement", "/absent"}),
            kExitProblem);
  EXPECT_THAT(Said(), HasSubstr("/absent : n'existe pas"));
}

TEST_F(CommandLineTest, ARefusedStartIsOneLineInTheServicesJournal) {
  const std::string config = Config();
  EXPECT_EQ(Run({"serve", "--config", config}), kExitProblem);
  EXPECT_THAT(err_, HasSubstr("sceaud: alencon : ce groupe n'est pas encore "
                              "créé, ou ses chemins sont à corriger dans la "
                              "configuration (data_dir : "));
}

TEST_F(CommandLineTest, APortThatIsHeldIsToldWithTheCommandThatFindsWho) {
  const std::string config = Config();
  ASSERT_EQ(Run(Create(config)), kExitOk) << err_;
  // An address for documentation: no machine has it.
  const std::string held =
      Write("held.textproto", absl::StrReplaceAll(
                                  [&] {
                                    std::ifstream in(config);
                                    return std::string(
                                        std::istreambuf_iterator<char>(in), {});
                                  }(),
                                  {{"127.0.0.1:0", "192.0.2.7:8443"}}));
  EXPECT_EQ(Run({"serve", "--config", held}), kExitProblem);
  EXPECT_THAT(Said(), AllOf(HasSubstr("listen_address 192.0.2.7:8443"),
                            HasSubstr("« ss -ltnp » dit lequel")));
}

}  // namespace
}  // namespace sceau
