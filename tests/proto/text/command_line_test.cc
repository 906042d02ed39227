#include "proto/text/command_line.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

using Kind = CommandLine::Reading::Kind;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A program of three commands.
class TextCommandLineTest : public ::testing::Test {
 protected:
  TextCommandLineTest()
      : line_("outil", Language::kFrench, "un outil.", "a tool.") {
    CLI::App& cases = line_.Group("case", "Les dossiers.", "Cases.");
    CLI::App& show = line_.Command(
        cases, "show", "Montre un dossier.", "Shows a case.",
        {"outil case show DOSSIER"}, [] { return 3; }, "Suite.");
    show.add_option("DOSSIER", case_, "Le dossier")->required();
    show.add_option("--depuis", since_, "Le jour")->required();
    line_.Command(cases, "list", "Les liste.", "Lists them.",
                  {"outil case list"}, [] { return 0; });
    line_.Command(line_.app(), "todo", "Ce qui attend.", "What awaits.",
                  {"outil todo"}, [] { return 0; });
  }

  std::string Misused(const std::vector<std::string>& arguments) {
    const CommandLine::Reading reading = line_.Read(arguments);
    EXPECT_EQ(reading.kind, Kind::kMisused);
    return reading.text;
  }

  CommandLine line_;
  std::string case_;
  std::string since_;
};

TEST_F(TextCommandLineTest, AWholeLineIsItsCommandAndOptions) {
  const auto reading = line_.Read({"case", "show", "c1", "--depuis", "lundi"});
  ASSERT_EQ(reading.kind, Kind::kCommand);
  EXPECT_EQ(reading.run(), 3);
  EXPECT_EQ(case_, "c1");
  EXPECT_EQ(since_, "lundi");
}

TEST_F(TextCommandLineTest, HelpHasTheExamplesAndWhatFollowsThem) {
  const auto reading = line_.Read({"case", "show", "--help"});
  EXPECT_EQ(reading.kind, Kind::kShown);
  EXPECT_THAT(reading.text, AllOf(StartsWith("Montre un dossier.\n\nUsage : "
                                             "outil case show --depuis VALEUR "
                                             "DOSSIER [OPTIONS]\n"),
                                  EndsWith("Exemples :\n  outil case show "
                                           "DOSSIER\n\nSuite.\n")));
}

TEST_F(TextCommandLineTest, AGroupAloneIsNoCommand) {
  EXPECT_EQ(line_.Read({"case"}).kind, Kind::kNothing);
}

TEST_F(TextCommandLineTest, EverythingThatIsMissingIsToldAtOnce) {
  EXPECT_EQ(Misused({"case", "show"}),
            "Il manque : DOSSIER, --depuis VALEUR\n« outil case show --help » "
            "montre ce qui est possible.");
}

TEST_F(TextCommandLineTest, AMistypedOptionIsNotToldToBeMissing) {
  EXPECT_THAT(Misused({"case", "show", "c1", "--depui", "lundi"}),
              StartsWith("Je ne comprends pas : --depui lundi\nVouliez-vous "
                         "dire « --depuis » ?\n"));
}

TEST_F(TextCommandLineTest, AMistypedCommandIsToldTheOneThatWasMeant) {
  EXPECT_THAT(Misused({"cas"}), HasSubstr("dire « outil case » ?"));
  EXPECT_THAT(Misused({"tood"}), HasSubstr("dire « outil todo » ?"));
}

TEST_F(TextCommandLineTest, ACommandOfAGroupIsFoundWithoutItsGroup) {
  EXPECT_THAT(Misused({"list"}), HasSubstr("dire « outil case list » ?"));
}

TEST_F(TextCommandLineTest, WhatIsLikeNothingIsToldAlone) {
  EXPECT_EQ(Misused({"xyzzy"}),
            "Je ne comprends pas : xyzzy\n« outil --help » montre ce qui est "
            "possible.");
}

TEST_F(TextCommandLineTest, WhatIsTypedReachesTheTerminalHarmless) {
  EXPECT_THAT(Misused({"x\x1b[31m"}), HasSubstr("x\xEF\xBF\xBD[31m"));
}

}  // namespace
}  // namespace sceau
