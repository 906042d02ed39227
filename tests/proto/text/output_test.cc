#include "proto/text/output.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::ResultOf;

std::vector<std::string> Lines(const std::string& text) {
  return absl::StrSplit(text, '\n');
}

auto FitsIn(size_t width) {
  return Each(
      ResultOf([](const std::string& line) { return DisplayWidth(line); },
               ::testing::Le(width)));
}

TEST(OutputTest, ControlBidirectionalAndBrokenTextNeverReachesTheTerminal) {
  // Escape sequence, bell, right-to-left override, zero-width space, line
  // separator, C1 control, truncated UTF-8.
  for (const std::string bad :
       {"\x1b[31mred", "\a", "\u202eabc", "a\u200bb", "a\u2028b", "\u009b31m",
        "\xc3", "\xff\xfe", "a\tb", "a\rb"}) {
    EXPECT_THAT(Safe(bad), HasSubstr("\xEF\xBF\xBD")) << bad;
    EXPECT_THAT(Paragraph(bad),
                AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\u202e"))));
  }
  EXPECT_EQ(Safe("Léa O'Brien-d'Arc, 🙂 ÿ"), "Léa O'Brien-d'Arc, 🙂 ÿ");
}

TEST(OutputTest, WidthIsWhatTheTerminalShows) {
  EXPECT_EQ(DisplayWidth("été"), 3u);
  EXPECT_EQ(DisplayWidth("e\u0301te\u0301"), 3u);
  EXPECT_EQ(DisplayWidth("漢字"), 4u);
  EXPECT_EQ(DisplayWidth(""), 0u);
}

TEST(OutputTest, NoLineIsWiderThanAsked) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "été français ";
  for (const size_t width : {20u, 40u, 80u}) {
    EXPECT_THAT(WrapLines(text, width), FitsIn(width));
    EXPECT_THAT(Lines(Paragraph(text, "  • ", "    ", width)), FitsIn(width));
  }
}

TEST(OutputTest, FrenchPunctuationStaysWithItsWord) {
  EXPECT_THAT(WrapLines("Tapez « sceau » : voilà ?", 17),
              ElementsAre("Tapez « sceau » :", "voilà ?"));
  EXPECT_THAT(WrapLines("aaaaaaaaaa « bb » ; cc", 14),
              ElementsAre("aaaaaaaaaa", "« bb » ; cc"));
}

TEST(OutputTest, LinesThatFitKeepTheirBlanks) {
  EXPECT_THAT(WrapLines("  a    b\nc", 20), ElementsAre("  a    b", "c"));
  EXPECT_THAT(WrapLines("  aaaa bbbb", 8), ElementsAre("  aaaa", "  bbbb"));
}

TEST(OutputTest, NoColumnIsNarrowerThanAReferenceInIt) {
  const std::string id = "cdbilxbwrcdwhj242tx4bfhq5m5";
  const std::string table = Table(
      {"Personne", "À faire", "Référence"},
      {{"THOMAS Fatoumata de la Haye", "Informer la personne bientôt", id}},
      60);
  EXPECT_THAT(table, HasSubstr(id));
  EXPECT_THAT(Lines(table), FitsIn(60));
}

TEST(OutputTest, TablesFitAndWrapTheirWidestCells) {
  const std::string table = Table(
      {"Nom", "Structure"},
      {{"Martin Claire", std::string(100, 'x') + " " + std::string(30, 'y')},
       {"Durand\x1b[2J", "z"}},
      60);
  EXPECT_THAT(table, Not(HasSubstr("\x1b")));
  EXPECT_THAT(Table({"A", "B"}, {{"été été été été", "b"}}, 12),
              HasSubstr("été été"));
  const std::string fits =
      Table({"A", "B", "C"},
            {{std::string("un deux trois quatre cinq six sept huit neuf dix "
                          "onze douze treize"),
              "x", std::string("un deux trois quatre cinq six sept huit")}},
            40);
  EXPECT_THAT(Lines(fits), FitsIn(40));
}

TEST(OutputTest, SpreadFillsTheLineOrTakesTwo) {
  EXPECT_EQ(Spread("a", "b", 5), "a   b\n");
  EXPECT_EQ(Spread("aaa", "bbb", 5), "aaa\nbbb\n");
}

}  // namespace
}  // namespace sceau
