// Rows and cells as a spreadsheet meant them, with the line each starts on.
#include "client/import/csv.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

void ExpectRefused(const std::string& bytes, const std::string& message) {
  const auto table = ReadCsv(bytes, Language::kEnglish);
  ASSERT_THAT(table, StatusIs(kInvalid));
  EXPECT_THAT(std::string(table.status().message()), HasSubstr(message));
}

TEST(CsvTest, AQuoteThatIsNeverClosedSaysWhereItOpened) {
  ExpectRefused("a;b\n1;\"two\nthree\n", "line 2: a quote that is never");
}

TEST(CsvTest, TextAfterAClosingQuoteIsRefused) {
  ExpectRefused("a;b\n\"1\"x;2\n", "line 2: a quote in the middle");
}

TEST(CsvTest, EveryBoundIsHeld) {
  const std::string cell(kMaxCellBytes, 'x');
  EXPECT_THAT(ReadCsv(absl::StrCat("a;", cell, "\n")), IsOk());
  ExpectRefused(absl::StrCat("a\nb;", cell, "x\n"), "line 2: a cell of more");
  EXPECT_THAT(ReadCsv(absl::StrCat("a;\"", cell, "\"\n")), IsOk());
  ExpectRefused(absl::StrCat("a;\"", cell, "x\"\n"), "line 1: a cell of more");
  const std::string row(kMaxCells - 1, ';');
  EXPECT_THAT(ReadCsv(absl::StrCat("a", row, "\n")), IsOk());
  ExpectRefused(absl::StrCat("a", row, ";b\n"),
                "line 1: more than 256 columns");
  const auto wide = ReadCsv(absl::StrCat("a", row, std::string(16128, ';')));
  ASSERT_THAT(wide, IsOk());
  EXPECT_THAT(wide->rows[0].cells, SizeIs(kMaxCells));
  std::string rows;
  for (size_t i = 0; i < kMaxCsvRows; ++i) rows += "a;b\n";
  EXPECT_THAT(ReadCsv(rows), IsOk());
  ExpectRefused(rows + "a;b\n", absl::StrCat("line ", kMaxCsvRows + 1));
}

TEST(CsvTest, AFileWithoutTextIsRefused) {
  ExpectRefused("", "no text");
  ExpectRefused("\n ; ;\n\r\n", "no text");
  ExpectRefused("\u00a0;\u202f;\t\u00a0\n", "no text");
}

TEST(CsvTest, DelimitersAreDetectedThoughAddressesHoldCommas) {
  EXPECT_EQ(ReadCsv("a;b;c\n1, rue X, Y;2;3\n")->delimiter, ';');
  EXPECT_EQ(ReadCsv("a,b,c\n\"1; 2; 3; 4; 5\",2,3\n")->delimiter, ',');
  EXPECT_EQ(ReadCsv("a\tb\tc\n1, x\t2\t3\n")->delimiter, '\t');
}

TEST(CsvTest, ExcelsDeclarationIsObeyedAndCountsAsALine) {
  const auto table = ReadCsv("sep=,\r\na;x,b;y\r\n");
  ASSERT_THAT(table, IsOk());
  ASSERT_THAT(table->rows, SizeIs(1));
  EXPECT_EQ(table->rows[0].line, 2u);
  EXPECT_THAT(table->rows[0].cells, ElementsAre("a;x", "b;y"));
}

TEST(CsvTest, QuotedCellsHoldDelimitersQuotesAndLineBreaks) {
  const auto table = ReadCsv("a;b\r\n\"1;\"\"2\"\"\r\n3\";x\r\n4;\"\"\r\n");
  ASSERT_THAT(table, IsOk());
  ASSERT_THAT(table->rows, SizeIs(3));
  EXPECT_THAT(table->rows[1].cells, ElementsAre("1;\"2\"\n3", "x"));
  EXPECT_EQ(table->rows[1].line, 2u);
  EXPECT_THAT(table->rows[2].cells, ElementsAre("4", ""));
  EXPECT_EQ(table->rows[2].line, 4u);
}

TEST(CsvTest, AQuoteInsideABareCellIsAnOrdinaryCharacter) {
  const auto table = ReadCsv("a;b\nrue \"neuve\";2\n");
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(table->rows[1].cells, ElementsAre("rue \"neuve\"", "2"));
}

TEST(CsvTest, EveryKindOfLineEndCountsOnce) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto table = ReadCsv(absl::StrCat("a;b", end, end, "1;2", end));
    ASSERT_THAT(table, IsOk());
    ASSERT_THAT(table->rows, SizeIs(2));
    EXPECT_EQ(table->rows[1].line, 3u);
  }
}

TEST(CsvTest, RowsWithoutTextAreLeftOutAndRaggedOnesKept) {
  const auto table = ReadCsv("a;b;c\n;;\n1\n1;2;3;4\n;;;\n");
  ASSERT_THAT(table, IsOk());
  ASSERT_THAT(table->rows, SizeIs(3));
  EXPECT_THAT(table->rows[1].cells, ElementsAre("1"));
  EXPECT_THAT(table->rows[2].cells, SizeIs(4));
}

TEST(CsvTest, AFileMayEndWithoutALineEnd) {
  EXPECT_THAT(ReadCsv("a;b")->rows[0].cells, ElementsAre("a", "b"));
  EXPECT_THAT(ReadCsv("a;")->rows[0].cells, ElementsAre("a", ""));
  EXPECT_THAT(ReadCsv("a;\"b\"")->rows[0].cells, ElementsAre("a", "b"));
}

}  // namespace
}  // namespace sceau
