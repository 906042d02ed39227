// A report is safe to mail and enough to act on.
#include "client/import/report.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/import/csv.h"
#include "client/import/report_words.h"
#include "client/import/summary.h"
#include "client/import/text.h"
#include "nlohmann/json.hpp"
#include "tests/client/import/sheet.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::Decode;
using ::sceau::testing::Row;
using ::sceau::testing::SampleFile;
using ::sceau::testing::Sheet;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

const Vocabulary& Words() { return Vocabulary::Builtin(); }

TEST(ReportTest, NoCellIsComputedByASpreadsheet) {
  EXPECT_EQ(CsvCell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
  EXPECT_EQ(CsvCell("+1"), "'+1");
  EXPECT_EQ(CsvCell("-1"), "'-1");
  EXPECT_EQ(CsvCell("@x"), "'@x");
  EXPECT_EQ(CsvCell("\tx"), "\"'\tx\"");
  EXPECT_EQ(CsvCell("\rx"), "\"'\rx\"");
  EXPECT_EQ(CsvCell("a;b"), "\"a;b\"");
  EXPECT_EQ(CsvCell("plain"), "plain");
  EXPECT_EQ(CsvCell(""), "");
}

TEST(ReportTest, TheCsvReportReadsBackAsASpreadsheet) {
  const DecodedTable table = Decode(SampleFile());
  const std::string report = CsvReport(table, Words(), {});
  EXPECT_TRUE(absl::StartsWith(report, "\xef\xbb\xbfLigne;N°;Colonne;"));
  const auto csv = ReadCsv(report);
  ASSERT_THAT(csv, sceau::testing::IsOk());
  EXPECT_EQ(csv->delimiter, ';');
  for (const CsvRow& row : csv->rows) {
    EXPECT_THAT(row.cells, SizeIs(5)) << row.line;
    for (const std::string& cell : row.cells) {
      EXPECT_FALSE(!cell.empty() && absl::StrContains("=+-@\t\r", cell[0]))
          << row.line;
    }
  }
}

TEST(ReportTest, NothingToTakeOverIsSaidAndInvitesToNothing) {
  const std::string heading = "NOM;Prénom;DDN;Structure;Date saisine\n";
  const std::string empty = TextReport(Decode(heading), Words(), {});
  EXPECT_THAT(
      empty, AllOf(HasSubstr("aucune ligne sous l'en-tête"),
                   Not(HasSubstr("--apply")), Not(HasSubstr("Et maintenant"))));
  const std::string refused = TextReport(
      Decode(heading + "A;Léa;1/2/1980;Mairie;1/9/2026\n"), Words(), {});
  EXPECT_THAT(refused, AllOf(HasSubstr("Aucune ligne n'est à reprendre"),
                             Not(HasSubstr("--apply"))));
}

TEST(ReportTest, TheTextFitsATerminalInBothLanguages) {
  const DecodedTable table = Decode(SampleFile());
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    const std::string text = TextReport(table, Words(), {.language = language});
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      EXPECT_LE(CharacterCount(line), kReportWidth) << line;
      EXPECT_FALSE(
          absl::StartsWith(absl::StripLeadingAsciiWhitespace(line), ": "))
          << line;
    }
    EXPECT_THAT(text, Not(HasSubstr("{")));
  }
}

TEST(ReportTest, TheTextEndsWithWhatToDoInOrder) {
  const std::string text = TextReport(Decode(SampleFile()), Words(), {});
  size_t at = text.find("Et maintenant, dans l'ordre");
  for (const std::string step :
       {"1. Relire et confirmer", "2. Demander à", "3. Informer 58 personnes",
        "4. Corriger", "5. Ne supprimez pas vous-même l'ancien tableau"}) {
    const size_t next = text.find(step, at);
    ASSERT_NE(next, std::string::npos) << step;
    at = next;
  }
}

TEST(ReportTest, TheStepsNameLinesAndPartners) {
  const DecodedTable table = Decode(Sheet(
      {Row({{"Établissement / situation", "Collège X"}, {"Décision", "suivi"}}),
       Row({{"NOM", "AUTRE"},
            {"Référent", "mairie"},
            {"Né(e) le", "1/2/2005"}}),
       Row({{"NOM", ""}})}));
  const ImportSummary summary = Summarize(table);
  ASSERT_THAT(summary.next, SizeIs(5));
  EXPECT_EQ(summary.next[0].kind, NextStep::Kind::kConfirm);
  EXPECT_THAT(summary.next[0].lines, ElementsAre(2, 3));
  EXPECT_EQ(summary.next[1].kind, NextStep::Kind::kAskPartners);
  EXPECT_THAT(summary.next[1].by_partner.at("education-nationale"),
              ElementsAre(2));
  EXPECT_EQ(summary.next[2].kind, NextStep::Kind::kInform);
  EXPECT_THAT(summary.next[2].lines, ElementsAre(2, 3));
  EXPECT_THAT(summary.next[2].first, ElementsAre(3));
  EXPECT_THAT(summary.next[2].minors, ElementsAre(2));
  EXPECT_EQ(summary.next[3].kind, NextStep::Kind::kCorrect);
  EXPECT_THAT(summary.next[3].lines, ElementsAre(4));
  EXPECT_EQ(summary.next[4].kind, NextStep::Kind::kEliminate);
}

TEST(ReportTest, RadicalisationPointsToThePrefecture) {
  const DecodedTable table =
      Decode(Sheet({Row({{"Motif", "radicalisation"}})}));
  EXPECT_THAT(
      TextReport(table, Words(), {.prefecture_contact = "02 33 80 61 61"}),
      HasSubstr("02\u00a033\u00a080\u00a061\u00a061"));
}

TEST(ReportTest, AnAppliedImportSaysWhatWasStoredAndWhatWasNot) {
  DecodedTable table = Decode(Sheet(
      {Row({}), Row({{"NOM", "B"}}), Row({{"NOM", "C"}}), Row({{"NOM", ""}})}));
  table.rows[0].fate = RowFate::kCreated;
  table.rows[1].fate = RowFate::kFailed;
  table.rows[1].failure = "QUEUE_FULL";
  const std::string text = TextReport(table, Words(), {.applied = true});
  EXPECT_THAT(text, AllOf(HasSubstr("1  reprise"), HasSubstr("1  en échec"),
                          HasSubstr("1  pas encore envoyée"),
                          HasSubstr("Relancer l'import pour 2 lignes"),
                          HasSubstr("Lignes reprises : 1 ;")));
  EXPECT_THAT(CsvReport(table, Words(), {.applied = true}),
              HasSubstr("le service était occupé"));
  EXPECT_THAT(text, HasSubstr("ligne 3 : le service était occupé"));
}

TEST(ReportTest, TheJsonReportIsWholeAndInTheLanguageAsked) {
  const DecodedTable table = Decode(
      Sheet({Row({{"Observations", "TAJ"}, {"Mystère", "x"}, {"N°", "7"}}),
             Row({{"Né(e) le", "01/01/2016"}})}));
  const auto json = nlohmann::json::parse(
      JsonReport(table, Words(), {.language = Language::kEnglish}));
  EXPECT_EQ(json["applied"], false);
  EXPECT_EQ(json["encoding"], "UTF-8");
  EXPECT_EQ(json["delimiter"], ";");
  EXPECT_THAT(json["unknown_columns"], SizeIs(1));
  EXPECT_EQ(json["summary"]["rows"], 2);
  EXPECT_EQ(json["summary"]["kept"], 1);
  EXPECT_EQ(json["summary"]["refused"], 1);
  EXPECT_EQ(json["rows"][0]["label"], "7");
  EXPECT_EQ(json["rows"][0]["fate"], "TO_CREATE");
  EXPECT_EQ(json["rows"][1]["refusal"], "OUT_OF_AGE");
  EXPECT_EQ(json["rows"][1]["findings"][0]["why"], "TEN_OR_ELEVEN");
  EXPECT_EQ(json["next"].back()["step"], "ELIMINATE");
  const auto& findings = json["rows"][0]["findings"];
  EXPECT_EQ(findings.back()["column"], "Observations");
  EXPECT_EQ(findings.back()["kinds"][0], "police_file");
}

TEST(ReportTest, RunsOfLinesAreJoined) {
  EXPECT_EQ(LineList({2}), "2");
  EXPECT_EQ(LineList({2, 3}), "2, 3");
  EXPECT_EQ(LineList({2, 3, 4, 6, 8, 9, 10, 11}), "2-4, 6, 8-11");
}

TEST(ReportTest, ALongListOfLinesIsCutAndSaysByHowMuch) {
  Lines lines;
  for (size_t i = 0; i < kMaxListed; ++i) lines.push_back(2 * i + 2);
  EXPECT_EQ(FewLines(lines, Language::kFrench),
            NamedLines(lines, Language::kFrench));
  lines.push_back(1000);
  EXPECT_THAT(FewLines(lines, Language::kFrench), HasSubstr(" … et 1 autre"));
  lines.push_back(1002);
  EXPECT_THAT(FewLines(lines, Language::kEnglish), HasSubstr(" … and 2 more"));
}

}  // namespace
}  // namespace sceau
