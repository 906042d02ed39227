// Other spreadsheets of the kind: the same people in other clothes give the
// same rows, and what is nobody's, too long or planted harms nothing.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/import/report.h"
#include "client/import/summary.h"
#include "nlohmann/json.hpp"
#include "tests/client/import/sheet.h"
#include "tests/support/status_matchers.h"
#include "unicode/unistr.h"

namespace sceau {
namespace {

using ::sceau::testing::About;
using ::sceau::testing::Decode;
using ::sceau::testing::Has;
using ::sceau::testing::PlainRow;
using ::sceau::testing::Row;
using ::sceau::testing::SampleFile;
using ::sceau::testing::Sheet;
using ::sceau::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

using Grid = std::vector<std::vector<std::string>>;

Grid SampleGrid() {
  Grid grid;
  const auto csv = ReadCsv(SampleFile());
  for (const CsvRow& row : csv->rows) grid.push_back(row.cells);
  return grid;
}

std::string Utf8(const Grid& grid, absl::string_view delimiter,
                 absl::string_view line_end = "\r\n") {
  std::string text;
  for (const std::vector<std::string>& row : grid) {
    std::vector<std::string> cells;
    for (const std::string& cell : row) {
      cells.push_back(absl::StrCat(
          "\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\""));
    }
    absl::StrAppend(&text, absl::StrJoin(cells, delimiter), line_end);
  }
  return text;
}

std::string Utf16(absl::string_view utf8, bool big) {
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  std::string bytes;
  for (int32_t i = 0; i < text.length(); ++i) {
    const char high = static_cast<char>(text.charAt(i) >> 8);
    const char low = static_cast<char>(text.charAt(i) & 0xff);
    bytes.push_back(big ? high : low);
    bytes.push_back(big ? low : high);
  }
  return bytes;
}

std::vector<std::string> Reports(const DecodedTable& table) {
  const Vocabulary& words = Vocabulary::Builtin();
  std::vector<std::string> reports;
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    const ReportOptions options{.language = language};
    reports.push_back(TextReport(table, words, options));
    reports.push_back(JsonReport(table, words, options));
    reports.push_back(CsvReport(table, words, options));
  }
  return reports;
}

// What became of each row and why, without what the form of a file decides.
std::string RowsOf(const std::string& bytes, size_t shift = 0) {
  DecodedTable table = Decode(bytes, sceau::testing::SampleContext());
  for (DecodedRow& row : table.rows) {
    row.line -= shift;
    for (RowFinding& finding : row.findings) {
      if (finding.other_line > 0) finding.other_line -= shift;
    }
  }
  return nlohmann::json::parse(JsonReport(table, Vocabulary::Builtin(), {}))
      .at("rows")
      .dump();
}

TEST(VariantsTest, TheSampleInEveryEncodingGivesTheSameRows) {
  const std::string rows = RowsOf(SampleFile());
  for (const std::string delimiter : {";", ",", "\t"}) {
    const std::string text = Utf8(SampleGrid(), delimiter);
    EXPECT_EQ(RowsOf(text), rows) << delimiter;
    EXPECT_EQ(RowsOf("\xef\xbb\xbf" + text), rows) << delimiter;
    EXPECT_EQ(RowsOf("\xff\xfe" + Utf16(text, false)), rows) << delimiter;
    EXPECT_EQ(RowsOf("\xfe\xff" + Utf16(text, true)), rows) << delimiter;
    EXPECT_EQ(RowsOf(Utf16(text, false)), rows) << delimiter;
    EXPECT_EQ(RowsOf(Utf16(text, true)), rows) << delimiter;
  }
  EXPECT_EQ(RowsOf(Utf8(SampleGrid(), ";", "\n")), rows);
  EXPECT_EQ(RowsOf(Utf8(SampleGrid(), ";", "\r")), rows);
}

TEST(VariantsTest, TheSampleUnderATitleWithItsColumnsReversedIsTheSame) {
  Grid grid = SampleGrid();
  for (std::vector<std::string>& row : grid) {
    std::reverse(row.begin(), row.end());
    row.insert(row.begin() + 3, "");
  }
  grid.front()[3] = "Colonne que personne ne connaît";
  const std::string title = "Groupe de suivi;;\r\nà jour du 20/11/2026;;\r\n";
  EXPECT_EQ(RowsOf(title + Utf8(grid, ";"), 2), RowsOf(SampleFile()));
}

TEST(VariantsTest, TheSampleUnderOtherHeadingsIsTheSame) {
  Grid grid = SampleGrid();
  for (std::string& heading : grid.front()) {
    heading = absl::StrReplaceAll(heading, {{"NOM", "nom de famille"},
                                            {"Prénom", " PRENOM "},
                                            {"Né(e) le", "DDN"},
                                            {"Sexe", "H/F"},
                                            {"Tél resp.", "TEL PARENTS"},
                                            {"Signalé par", "Structure"},
                                            {"Date signalement", "saisi le"},
                                            {"Motif", "Motifs :"}});
  }
  EXPECT_EQ(RowsOf(Utf8(grid, ";")), RowsOf(SampleFile()));
}

TEST(VariantsTest, ARowThatIsNobodysIsSaidAndAsksForNothing) {
  const DecodedTable table =
      Decode(Sheet({PlainRow(), {{"NOM", "TOTAL"}, {"Motif", "1 jeune"}}}));
  ASSERT_THAT(table.rows, SizeIs(2));
  EXPECT_EQ(table.rows[1].fate, RowFate::kRefused);
  EXPECT_EQ(table.rows[1].findings.front().why, Why::kNobodys);
  for (const NextStep& step : Summarize(table).next) {
    EXPECT_NE(step.kind, NextStep::Kind::kCorrect);
  }
}

TEST(VariantsTest, TheHeadingOnceMoreIsNobodys) {
  std::string csv = Sheet({PlainRow()});
  csv += csv.substr(0, csv.find('\n') + 1);
  const DecodedTable table = Decode(csv);
  ASSERT_THAT(table.rows, SizeIs(2));
  EXPECT_EQ(table.rows[1].findings.front().why, Why::kHeadingAgain);
}

TEST(VariantsTest, ADashIsAnEmptyCell) {
  const DecodedTable table = Decode(Sheet({Row({{"Tél", "-"},
                                                {"Observations", "—"},
                                                {"Profil", "/"},
                                                {"Action", "..."},
                                                {"Référent", "--"}})}));
  for (const Column column :
       {Column::kPhone, Column::kRemarks, Column::kProfile, Column::kAction,
        Column::kLeadWorker}) {
    EXPECT_THAT(About(table.rows[0], column), SizeIs(0)) << ColumnName(column);
  }
  EXPECT_EQ(sceau::testing::DecodeOne({{"Prénom", "-"}}).findings.front().why,
            Why::kNameMissing);
}

TEST(VariantsTest, AWorkbookIsToldFromACsvFile) {
  const std::string zip("PK\x03\x04\x14\0", 6);
  const std::string ole("\xd0\xcf\x11\xe0\xa1", 5);
  for (const std::string& bytes : {zip, ole}) {
    const auto table = DecodeSpreadsheet(bytes, Vocabulary::Builtin(),
                                         sceau::testing::Context());
    ASSERT_THAT(table, StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(std::string(table.status().message()),
                HasSubstr("enregistrez la feuille en CSV"));
  }
}

TEST(VariantsTest, AStoryInACellCostsThatCellAlone) {
  std::string story;
  for (int i = 0; i < 3000; ++i) story += "M. A et Mme B\n";
  story.resize(32767);
  for (const std::string column :
       {"Observations", "Responsable légal", "Adresse", "Tél", "Motif",
        "Profil", "Référent", "Décision", "Action", "Pilote", "Résultat",
        "Passage en séance", "Établissement / situation", "Classe", "Sexe"}) {
    const DecodedTable table =
        Decode(Sheet({Row({{column, story}}), Row({{"NOM", "B"}})}));
    ASSERT_THAT(table.rows, SizeIs(2)) << column;
    EXPECT_EQ(table.rows[0].fate, RowFate::kToCreate) << column;
    EXPECT_EQ(table.rows[1].fate, RowFate::kToCreate) << column;
  }
}

TEST(VariantsTest, NoReportRepeatsWhatWasPlantedInAnyColumn) {
  // Each column's cells hold a word of their own: alone, as a formula, between
  // quotes, among forbidden words.
  std::vector<sceau::testing::Cells> rows;
  std::vector<std::string> planted;
  for (size_t i = 0; i < kColumnCount; ++i) {
    const std::string column(ColumnName(static_cast<Column>(i)));
    for (const std::string form :
         {"$0", "=HYPERLINK(\"http://x/$0\")", "+$0", "@$0", "« $0 »",
          "musulman, au CMP avec $0", "fiche S $0\nsuite", "12 $0"}) {
      const std::string word =
          absl::StrCat("zqx", std::string(1, static_cast<char>('a' + i)), "vj");
      planted.push_back(word);
      rows.push_back(Row(
          {{"NOM", absl::StrCat("PLANT", std::string(rows.size() + 1, 'A'))},
           {column, absl::StrReplaceAll(form, {{"$0", word}})},
           {"Colonne zqxsecret", "zqxautre"}}));
    }
  }
  planted.insert(planted.end(), {"zqxsecret", "zqxautre", "PLANT", "HYPERLINK",
                                 "musulman", "fiche S"});
  for (const std::string& report : Reports(Decode(Sheet(rows)))) {
    for (const std::string& word : planted) {
      EXPECT_THAT(report, Not(HasSubstr(word)));
    }
  }
}

TEST(VariantsTest, TenThousandRowsGiveAReportThatCanBeRead) {
  std::string csv =
      "NOM;Prénom;Né(e) le;Tél;Signalé par;Date signalement;Motif;Observations"
      "\r\n";
  for (size_t i = 0; i < kMaxRows; ++i) {
    std::string name;
    for (size_t rest = i; name.size() < 5; rest /= 26) {
      name.push_back(static_cast<char>('A' + rest % 26));
    }
    absl::StrAppend(&csv, name, ";Lou;", 1 + i % 28, "/05/2011;",
                    i % 3 == 0 ? "06 12 34 56 78" : "", ";", i % 5 ? "EN" : "",
                    ";10/09/2026;", i % 7 ? "absentéisme" : "rodéo", ";",
                    i % 2 ? "père malade" : "", "\r\n");
  }
  const DecodedTable table = Decode(csv);
  ASSERT_THAT(table.rows, SizeIs(kMaxRows));
  const std::string text = TextReport(table, Vocabulary::Builtin(), {});
  EXPECT_LT(std::count(text.begin(), text.end(), '\n'), 400);
  EXPECT_THAT(text, HasSubstr("autres"));
  // The spreadsheet's report is whole.
  const std::string whole = CsvReport(table, Vocabulary::Builtin(), {});
  for (const std::string line : {"\r\n2;", "\r\n5000;", "\r\n10001;"}) {
    EXPECT_THAT(whole, HasSubstr(line));
  }
}

}  // namespace
}  // namespace sceau
