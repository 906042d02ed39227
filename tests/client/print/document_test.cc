// A document on paper, as other programs read it.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/print/canvas.h"
#include "client/print/flow.h"
#include "client/print/pdf.h"
#include "tests/support/pdf_reader.h"
#include "tests/support/status_matchers.h"

namespace sceau::print {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Not;
using testing::PdfReader;
using testing::PdfWord;
using testing::StatusIs;

Document Sample() {
  return {.kind = "Revue",
          .title = "Où l'on lit Noël, cœur et ÇÀÉÈÊÎÔÛ",
          .subtitle = "Charte du groupe d'Alençon",
          .byline = "Du 1er au 2",
          .author = "Lefèvre Zoé",
          .running_left = "Charte du groupe",
          .running_right = "01/07/2026 – 30/09/2026",
          .footer = "Revue 7",
          .unix_seconds = 1'795'000'000,
          .blocks = {Heading{"Premier titre"}, Paragraph{"Un paragraphe."}}};
}

PdfReader Read(const Document& document) {
  const auto pdf = WritePdf(document);
  EXPECT_THAT(pdf, IsOk());
  return PdfReader(pdf.ok() ? *pdf : "");
}

// Rows "ligne 1" to "ligne N".
Table Rows(int count) {
  Table table;
  table.columns = {{.heading = "Numéro", .kind = Column::Kind::kCount},
                   {.heading = "Texte", .width = 3}};
  for (int i = 1; i <= count; ++i) {
    table.rows.push_back(
        {{.text = absl::StrCat(i)}, {.text = absl::StrCat("ligne ", i)}});
  }
  return table;
}

void ExpectWithinMargins(const PdfReader& reader) {
  // Header and footer stand outside the text's frame, inside the paper's.
  constexpr double kSlack = 1;
  const std::vector<PdfWord> words = reader.Words();
  EXPECT_FALSE(words.empty());
  for (const PdfWord& word : words) {
    EXPECT_GE(word.left, kLeft - kSlack) << word.text;
    EXPECT_LE(word.right, kLeft + kWidth + kSlack) << word.text;
    EXPECT_GE(word.top, 12 * kMillimetre) << word.text;
    EXPECT_LE(word.bottom, kPageHeight - 10 * kMillimetre) << word.text;
    const bool is_footer = word.top > kBottom;
    EXPECT_TRUE(is_footer || word.bottom <= kBottom + kSlack) << word.text;
  }
}

TEST(DocumentTest, IsAnA4PageThatSaysWhatItIs) {
  const std::string info = Read(Sample()).Info();
  EXPECT_THAT(info, HasSubstr("(A4)"));
  EXPECT_THAT(info, HasSubstr("Où l'on lit Noël, cœur et ÇÀÉÈÊÎÔÛ"));
  EXPECT_THAT(info, HasSubstr("Lefèvre Zoé"));
  EXPECT_THAT(info, HasSubstr("Charte du groupe d'Alençon"));
  EXPECT_THAT(info, ::testing::ContainsRegex("Tagged: +yes"));
  EXPECT_THAT(info, Not(HasSubstr("Error")));
}

TEST(DocumentTest, IsInFrenchForWhoListens) {
  const auto pdf = WritePdf(Sample());
  ASSERT_THAT(pdf, IsOk());
  EXPECT_THAT(*pdf, HasSubstr("/Lang (fr-FR)"));
}

TEST(DocumentTest, EveryTextIsThereWithItsAccents) {
  Document document = Sample();
  document.blocks.push_back(
      Numbers{{{"12", "des œuvres"}, {"7 / 9", "des réponses"}}});
  document.blocks.push_back(
      Paragraph{"C'est l'été : 5 %", Paragraph::Kind::kStatement});
  document.blocks.push_back(
      Paragraph{"Une fiche « difficile »", Paragraph::Kind::kNote});
  document.blocks.push_back(Rows(2));
  const std::string text = Read(document).Text();
  for (const char* said :
       {"Revue", "Où l'on lit Noël, cœur et ÇÀÉÈÊÎÔÛ",
        "Charte du groupe d'Alençon", "Du 1er au 2", "Premier titre",
        "Un paragraphe.", "12 des œuvres", "7 / 9 des réponses",
        "C'est l'été : 5 %", "Une fiche « difficile »", "Numéro Texte",
        "1 ligne 1 2 ligne 2", "page 1 sur 1", "Revue 7"}) {
    EXPECT_THAT(text, HasSubstr(said));
  }
}

TEST(DocumentTest, ItsPartsAreTagged) {
  Document document = Sample();
  document.blocks.push_back(Rows(1));
  const std::string tree = Read(document).Structure();
  for (const char* tag :
       {"Document\n", "H1 ", "H2 ", "P ", "Table ", "TR\n", "TH\n", "TD\n"}) {
    EXPECT_THAT(tree, HasSubstr(tag));
  }
}

TEST(DocumentTest, WhoListensHearsWordsApart) {
  Document document = Sample();
  std::string words;
  for (int i = 0; i < 60; ++i) absl::StrAppend(&words, "mot", 100 + i, " ");
  document.blocks = {
      Paragraph{words}, Numbers{{{"12", "des œuvres"}}},
      Table{.columns = {{.width = 1}, {.width = 5}},
            .rows = {{{.text = "un\ndeux"}, {.text = std::string(200, 'x')}}}}};
  const std::string heard = Read(document).Structure();
  for (int i = 0; i < 59; ++i) {
    EXPECT_THAT(heard, HasSubstr(absl::StrCat("mot", 100 + i, " mot")));
  }
  EXPECT_THAT(heard, HasSubstr("12 des œuvres"));
  EXPECT_THAT(heard, HasSubstr("un deux"));
  EXPECT_THAT(heard, HasSubstr(std::string(200, 'x')));
}

TEST(DocumentTest, FontsAreEmbedded) {
  Document document = Sample();
  // Letters that the first font lacks, and code.
  document.blocks.push_back(Paragraph{"☐ → \uFFFD"});
  document.blocks.push_back(Table{.columns = {{.kind = Column::Kind::kCode}},
                                  .rows = {{{.text = "a1b2"}}}});
  const std::vector<std::string> fonts = Read(document).Fonts();
  EXPECT_GE(fonts.size(), 4u);
  for (const std::string& font : fonts) {
    // name type encoding emb sub uni object ID
    const std::vector<std::string> words =
        absl::StrSplit(font, ' ', absl::SkipWhitespace());
    ASSERT_GE(words.size(), 5u);
    for (size_t back = 3; back <= 5; ++back) {
      EXPECT_EQ(words[words.size() - back], "yes") << font;
    }
  }
}

TEST(DocumentTest, TheSameDocumentIsTheSameBytes) {
  const auto first = WritePdf(Sample());
  const auto second = WritePdf(Sample());
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(*first, *second);
  Document later = Sample();
  ++later.unix_seconds;
  EXPECT_NE(*first, *WritePdf(later));
}

TEST(DocumentTest, RowsBreakOverPagesUnderTheirHeading) {
  Document document = Sample();
  document.blocks.push_back(Rows(300));
  const PdfReader reader = Read(document);
  const std::vector<std::string> pages = reader.Pages();
  ASSERT_GE(pages.size(), 5u);
  for (size_t i = 0; i < pages.size(); ++i) {
    EXPECT_THAT(pages[i], HasSubstr("Numéro Texte")) << i;
    EXPECT_THAT(pages[i],
                HasSubstr(absl::StrCat("page ", i + 1, " sur ", pages.size())));
    EXPECT_EQ(absl::StrContains(pages[i], "01/07/2026 – 30/09/2026"), i > 0);
  }
  std::vector<std::string> said = absl::StrSplit(reader.Text(), ' ');
  for (int i = 1; i <= 300; ++i) {
    EXPECT_THAT(said, Contains(absl::StrCat(i)));
  }
  ExpectWithinMargins(reader);
}

TEST(DocumentTest, ARowThatNoPageHoldsGoesOn) {
  Document document = Sample();
  std::string longest;
  for (int i = 0; i < 3'000; ++i) absl::StrAppend(&longest, "mot", i, " ");
  document.blocks.push_back(
      Table{.columns = {{.heading = "Un"}, {.heading = "Deux"}},
            .rows = {{{.text = "court"}, {.text = longest}}}});
  document.blocks.push_back(Paragraph{"après"});
  const PdfReader reader = Read(document);
  const std::vector<std::string> pages = reader.Pages();
  EXPECT_GE(pages.size(), 3u);
  for (const std::string& page : pages) EXPECT_THAT(page, HasSubstr("Un Deux"));
  const std::string text = reader.Text();
  for (int i = 0; i < 3'000; ++i) {
    EXPECT_THAT(text, HasSubstr(absl::StrCat("mot", i, " ")));
  }
  EXPECT_THAT(text, HasSubstr("après"));
  ExpectWithinMargins(reader);
}

TEST(DocumentTest, AHeadingThatNoPageHoldsIsCutSoThatTheDocumentEnds) {
  std::string lines;
  for (int i = 0; i < 1'000; ++i) absl::StrAppend(&lines, "x\u2029x\u2028\n");
  for (const std::string& heading : {std::string(3'000, 'x'), lines}) {
    Document document = Sample();
    document.blocks.push_back(
        Table{.columns = {{.heading = heading}, {.heading = "Deux"}},
              .rows = {{{.text = "un"}, {.text = std::string(20'000, 'y')}},
                       {{.text = "fin"}, {.text = "2"}}}});
    const PdfReader reader = Read(document);
    const std::string text = reader.Text();
    EXPECT_THAT(text, HasSubstr("…"));
    EXPECT_THAT(text, HasSubstr("fin 2"));
    EXPECT_EQ(std::count(text.begin(), text.end(), 'y'), 20'000);
    ExpectWithinMargins(reader);
  }
}

TEST(DocumentTest, AParagraphThatNoPageHoldsGoesOn) {
  for (const auto kind : {Paragraph::Kind::kBody, Paragraph::Kind::kStatement,
                          Paragraph::Kind::kNote}) {
    Document document = Sample();
    std::string longest;
    for (int i = 0; i < 3'000; ++i) absl::StrAppend(&longest, "mot", i, " ");
    document.blocks.push_back(Paragraph{longest, kind});
    const PdfReader reader = Read(document);
    EXPECT_THAT(reader.Text(), HasSubstr("mot2998 mot2999"));
    ExpectWithinMargins(reader);
  }
}

TEST(DocumentTest, AWordThatNoLineHoldsIsBroken) {
  const std::string word(400, 'x');
  Document document = Sample();
  document.title = word;
  document.blocks = {
      Heading{word}, Paragraph{word}, Numbers{{{"1", word}, {"2", word}}},
      Table{.columns = {{.heading = word},
                        {.heading = "Code", .kind = Column::Kind::kCode}},
            .rows = {{{.text = word}, {.text = word}}}}};
  const PdfReader reader = Read(document);
  ExpectWithinMargins(reader);
  const std::string text = reader.Text();
  // All but the rest of the column's heading.
  EXPECT_GE(std::count(text.begin(), text.end(), 'x'), 400 * 7);
}

TEST(DocumentTest, AFrameIsNotBroken) {
  Document document = Sample();
  document.blocks = {Rows(38)};
  Table framed = Rows(0);
  framed.together = true;
  for (int i = 0; i < 6; ++i) {
    framed.rows.push_back({{.text = "cadre"}, {.text = absl::StrCat(i)}});
  }
  document.blocks.push_back(framed);
  size_t framed_pages = 0;
  for (const std::string& page : Read(document).Pages()) {
    if (!absl::StrContains(page, "cadre")) continue;
    ++framed_pages;
    EXPECT_THAT(page, HasSubstr("cadre 0"));
    EXPECT_THAT(page, HasSubstr("cadre 5"));
  }
  EXPECT_EQ(framed_pages, 1u);
}

TEST(DocumentTest, AFontThatIsNotInstalledIsNamed) {
  const auto no_text = WritePdf(Sample(), {.text = "/nowhere"});
  EXPECT_THAT(no_text, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(std::string(no_text.status().message()), HasSubstr("/nowhere/"));
  EXPECT_THAT(WritePdf(Sample(), {.code = "/nowhere"}),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST(CanvasTest, AFaultOfTheLibraryIsNoPage) {
  const auto canvas = Canvas::Make(Sample(), Fonts());
  ASSERT_THAT(canvas, IsOk());
  (*canvas)->End("P");  // That never began.
  (*canvas)->Fill(kLeft, kTop, 1, 1, Ink::kStrong);
  EXPECT_THAT((*canvas)->Finish(), StatusIs(absl::StatusCode::kInternal));
}

}  // namespace
}  // namespace sceau::print
