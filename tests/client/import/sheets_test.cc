// Follow-up spreadsheets as other groups keep them (invented people): what
// becomes of each line, and that no report repeats a word of theirs. A new form
// of the kind is a file more in tests/data/tableaux.
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/import/report.h"
#include "client/import/report_words.h"
#include "tests/client/import/sheet.h"

namespace sceau {
namespace {

using ::sceau::testing::Decode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

DecodedTable Sheet(absl::string_view name) {
  return Decode(sceau::testing::ReadFile(
      absl::StrCat(SCEAU_SOURCE_DIR "/tests/data/tableaux/", name)));
}

// « 12 REFUSED INITIALS_ONLY », « 7 TO_CREATE » for each line; of a kept one,
// what is to be confirmed.
std::vector<std::string> LinesOf(const DecodedTable& table) {
  std::vector<std::string> lines;
  for (const DecodedRow& row : table.rows) {
    std::string line = absl::StrCat(row.line, " ", FateId(row.fate));
    for (const RowFinding& finding : row.findings) {
      if (row.fate == RowFate::kRefused ||
          finding.outcome == Outcome::kToConfirm) {
        absl::StrAppend(&line, " ", WhyId(finding.why));
      }
    }
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> ReasonsOf(const DecodedTable& table, size_t row) {
  return table.rows.at(row).draft.reasons;
}

// Names, and words among the remarks, begin with zq in these files.
void ExpectNothingRepeated(const DecodedTable& table) {
  const Vocabulary& words = Vocabulary::Builtin();
  for (const std::string& report :
       {TextReport(table, words, {}), JsonReport(table, words, {}),
        CsvReport(table, words, {})}) {
    EXPECT_THAT(absl::AsciiStrToLower(report), Not(HasSubstr("zq")));
  }
}

TEST(SheetsTest, ATitleBothNamesInOneColumnAndAFootnote) {
  const DecodedTable table = Sheet("cellule-de-veille.csv");
  EXPECT_THAT(
      LinesOf(table),
      ElementsAre("7 REFUSED NOBODYS",
                  "8 TO_CREATE SEVERAL_PARTNERS "
                  "DECISION_TAKES_REFERRAL_DATE SEVERAL_PARTNERS",
                  "10 TO_CREATE SENDER_AMONG_WORDS SEVERAL_PARTNERS",
                  "11 REFUSED NAMES_TOGETHER", "12 TO_CREATE NAMES_UNSURE",
                  "13 REFUSED DATE_APPROXIMATE",
                  "14 REFUSED DATE_SERIAL_NUMBER", "15 REFUSED INITIALS_ONLY",
                  "16 REFUSED NAMES_TOGETHER", "17 REFUSED NOBODYS",
                  "18 REFUSED NOBODYS"));
  EXPECT_THAT(ReasonsOf(table, 1),
              ElementsAre("SCHOOL_ABSENCE", "INCIVILITIES"));
  EXPECT_THAT(ReasonsOf(table, 2),
              ElementsAre("SCHOOL_ABSENCE", "WITHOUT_SUPPORT"));
  ExpectNothingRepeated(table);
}

TEST(SheetsTest, MergedCellsLeaveRowsWithoutAPerson) {
  const DecodedTable table = Sheet("cellules-fusionnees.csv");
  EXPECT_THAT(LinesOf(table),
              ElementsAre(::testing::StartsWith("2 TO_CREATE"),
                          "3 REFUSED CONTINUES_ROW", "4 REFUSED CONTINUES_ROW",
                          ::testing::StartsWith("5 TO_CREATE"),
                          "6 REFUSED CONTINUES_ROW", "7 REFUSED NOBODYS"));
  ExpectNothingRepeated(table);
}

TEST(SheetsTest, ThoseWhoLeftStayOut) {
  const DecodedTable table = Sheet("sorties.csv");
  EXPECT_THAT(
      LinesOf(table),
      ElementsAre("2 REFUSED FOLLOW_UP_ENDED FOLLOW_UP_ENDED",
                  "3 TO_CREATE DECISION_TAKES_REFERRAL_DATE",
                  "4 REFUSED FOLLOW_UP_ENDED", "5 REFUSED FOLLOW_UP_ENDED",
                  "6 REFUSED FOLLOW_UP_ENDED", "7 TO_CREATE GOES_ON_UNCLEAR",
                  "8 REFUSED MAY_HAVE_ENDED", "9 REFUSED MAY_HAVE_ENDED"));
  ExpectNothingRepeated(table);
}

TEST(SheetsTest, ReasonsAreTicked) {
  const DecodedTable table = Sheet("cases-a-cocher.csv");
  EXPECT_THAT(LinesOf(table), ElementsAre("2 TO_CREATE", "3 TO_CREATE",
                                          "4 TO_CREATE", "5 REFUSED NOBODYS"));
  EXPECT_THAT(ReasonsOf(table, 0),
              ElementsAre("SCHOOL_ABSENCE", "INCIVILITIES"));
  EXPECT_THAT(ReasonsOf(table, 1), ElementsAre("SCHOOL_DROPOUT"));
  EXPECT_THAT(ReasonsOf(table, 2), ElementsAre("SCHOOL_DROPOUT"));
  EXPECT_THAT(table.unknown_columns, ElementsAre("F", "L"));
  ExpectNothingRepeated(table);
}

TEST(SheetsTest, AMacWritesItsOwnAccentsAndLineEnds) {
  const DecodedTable table = Sheet("excel-mac.csv");
  EXPECT_EQ(table.encoding, Encoding::kMacRoman);
  EXPECT_THAT(
      LinesOf(table),
      ElementsAre("2 TO_CREATE", "3 TO_CREATE SAME_BIRTH_AND_FAMILY_NAME",
                  "4 TO_CREATE SAME_BIRTH_AND_FAMILY_NAME"));
  EXPECT_EQ(table.rows.at(0).draft.given_name, "Kévin");
  ExpectNothingRepeated(table);
}

TEST(SheetsTest, BlanksOfEveryKindAndColumnsTwice) {
  const DecodedTable table = Sheet("espaces-insecables.csv");
  EXPECT_THAT(LinesOf(table), ElementsAre("2 TO_CREATE", "5 TO_CREATE"));
  EXPECT_EQ(table.rows.at(0).draft.family_name, "DE LA ZQFUENTE");
  EXPECT_EQ(table.rows.at(0).draft.phone, "+33639981011");
  EXPECT_THAT(table.unknown_columns, ElementsAre("E", "K", "L"));
  ExpectNothingRepeated(table);
}

}  // namespace
}  // namespace sceau
