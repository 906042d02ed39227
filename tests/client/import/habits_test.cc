// What spreadsheets and those who fill them do: a column typed month first,
// cells that the spreadsheet damaged, a heading once more, an organisation's
// address.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/import/summary.h"
#include "tests/client/import/sheet.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::Context;
using ::sceau::testing::Decode;
using ::sceau::testing::DecodeOne;
using ::sceau::testing::Has;
using ::sceau::testing::Kept;
using ::sceau::testing::Row;
using ::sceau::testing::Sheet;
using ::sceau::testing::StatusIs;
using ::testing::HasSubstr;

DecodedTable WithDates(const std::string& column,
                       const std::vector<std::string>& dates) {
  std::vector<std::map<std::string, std::string>> rows;
  for (size_t i = 0; i < dates.size(); ++i) {
    rows.push_back(Row(
        {{"NOM", "ZQ" + std::string(i + 3, 'A') + "B"}, {column, dates[i]}}));
  }
  return Decode(Sheet(rows));
}

TEST(HabitsTest, ARowThatSaysMonthFirstSaysItForItsColumn) {
  const DecodedTable table = WithDates(
      "Né(e) le",
      {"03/25/2010", "12/01/2008", "04/05/2011", "12/30/2011", "05/05/2010"});
  EXPECT_EQ(table.rows[0].findings.front().why, Why::kDateMonthFirst);
  for (const size_t i : {size_t{1}, size_t{2}}) {
    EXPECT_EQ(table.rows[i].fate, RowFate::kRefused);
    EXPECT_EQ(table.rows[i].findings.front().why, Why::kColumnMonthFirst);
  }
  EXPECT_EQ(table.rows[4].fate, RowFate::kToCreate) << "one day either way";
}

TEST(HabitsTest, ASlipAmongDaysThatStandFirstIsSaidAndReadOn) {
  const DecodedTable table = WithDates(
      "Né(e) le", {"25/03/2010", "30/12/2011", "04/05/2011", "03/25/2010"});
  EXPECT_EQ(table.rows[2].fate, RowFate::kToCreate);
  EXPECT_TRUE(Has(table.rows[2], Column::kBirthDate, Outcome::kToConfirm,
                  Why::kColumnMonthFirst));
  EXPECT_TRUE(Has(table.rows[0], Column::kBirthDate, Outcome::kKept));
}

TEST(HabitsTest, MonthFirstHoldsForEveryColumnOfDates) {
  const DecodedTable referral =
      WithDates("Date signalement", {"09/25/2026", "09/03/2026"});
  EXPECT_EQ(referral.rows[1].findings.front().why, Why::kColumnMonthFirst);
  const DecodedTable exit =
      WithDates("Date de sortie", {"12/25/2026", "09/12/2026"});
  EXPECT_EQ(exit.rows[1].fate, RowFate::kRefused);
  EXPECT_EQ(exit.rows[1].findings.front().why, Why::kColumnMonthFirst);
}

TEST(HabitsTest, ADayThatDoesNotExistIsToldAsSuch) {
  for (const char* day : {"29/02/2009", "31/04/2010", "32/01/2010"}) {
    EXPECT_EQ(DecodeOne({{"Né(e) le", day}}).findings.front().why,
              Why::kDateImpossible)
        << day;
    EXPECT_TRUE(Has(Kept({{"Décision", "suivi"}, {"Passage en séance", day}}),
                    Column::kSessionDate, Outcome::kNotUnderstood,
                    Why::kDateImpossible))
        << day;
  }
}

TEST(HabitsTest, ADamagedCellIsNotEmpty) {
  const DecodedRow row = Kept({{"Tél", "##########"},
                               {"Action", "chantier"},
                               {"Pilote", "mairie"},
                               {"Échéance", "########"}});
  EXPECT_TRUE(
      Has(row, Column::kPhone, Outcome::kNotUnderstood, Why::kCellTooNarrow));
  EXPECT_TRUE(
      Has(row, Column::kDueDate, Outcome::kNotUnderstood, Why::kCellTooNarrow));
  EXPECT_EQ(row.draft.phone, "");
  for (const char* text : {"#REF!", "#N/A", "#VALEUR!", "#NOM?", "#DIV/0!",
                           "Err:502", "Err :508"}) {
    EXPECT_TRUE(Has(Kept({{"Tél", text}}), Column::kPhone,
                    Outcome::kNotUnderstood, Why::kCellInError))
        << text;
  }
  EXPECT_TRUE(Has(Kept({{"Tél", "6,39E+08"}}), Column::kPhone,
                  Outcome::kNotUnderstood, Why::kCellTooNarrow));
}

TEST(HabitsTest, ADamagedCellThatMayHideAnEndRefusesTheRow) {
  for (const char* column :
       {"Date de sortie", "Statut", "Décision", "Résultat"}) {
    const DecodedRow row = DecodeOne({{column, "####"}});
    EXPECT_EQ(row.fate, RowFate::kRefused) << column;
    EXPECT_EQ(row.findings.front().why, Why::kCellTooNarrow) << column;
  }
  for (const char* column : {"NOM", "Prénom", "Né(e) le", "Date signalement"}) {
    const DecodedRow row = DecodeOne({{column, "#####"}});
    EXPECT_EQ(row.fate, RowFate::kRefused) << column;
    ASSERT_EQ(row.findings.size(), 1u) << column;
    EXPECT_EQ(row.findings.front().why, Why::kCellTooNarrow) << column;
  }
}

TEST(HabitsTest, AHeadingOnceMoreIsNobodysAndTakesNoReasonAway) {
  const std::string heading =
      "Nom;Prénom;Date de naissance;Orienté par;Date de saisine;Absentéisme\n";
  const DecodedTable table =
      Decode(heading + "MARCHAND;Lou;14/05/2011;Mairie;10/09/2026;x\n" +
             "NOM;Prénom;DDN;Orienté par;Date de saisine;Absentéisme\n"
             "PETIT;Noé;15/06/2010;Mairie;10/09/2026;\n");
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_EQ(table.rows[0].draft.reasons,
            std::vector<std::string>{"SCHOOL_ABSENCE"});
  EXPECT_EQ(table.rows[1].findings.front().why, Why::kHeadingAgain);
  EXPECT_EQ(table.rows[2].fate, RowFate::kToCreate);
}

TEST(HabitsTest, ASecondTableInAnotherOrderIsNotReadUnderWrongColumns) {
  const auto table = DecodeSpreadsheet(
      "NOM;Prénom;Né(e) le;Signalé par;Date signalement\n"
      "MARCHAND;Lou;14/05/2011;Mairie;10/09/2026\n"
      "Prénom;NOM;Né(e) le;Signalé par;Date signalement\n"
      "Noé;PETIT;15/06/2010;Mairie;10/09/2026\n",
      Vocabulary::Builtin(), Context());
  ASSERT_THAT(table, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(table.status().message()), HasSubstr("ligne 3"));
}

TEST(HabitsTest, ACedexCodeSaysNothingOfWhereSomeoneLives) {
  for (const char* address :
       {"12 rue des Lilas, 61014 ALENÇON CEDEX",
        "12 rue des Lilas, 61000 ALENÇON CEDEX", "BP 4, 61014 Alençon cedex 9",
        "1 rue A 75099 PARIS CÉDEX 01", "1 rue A 61014 Alençon Cedex1",
        "1 rue A 61014 ALENCON CDX"}) {
    const DecodedRow row = Kept({{"Adresse", address}});
    EXPECT_FALSE(row.draft.address.has_value()) << address;
    EXPECT_TRUE(
        Has(row, Column::kAddress, Outcome::kToConfirm, Why::kAddressCedex))
        << address;
  }
  EXPECT_TRUE(Has(Kept({{"Adresse", "12 rue des Lilas"},
                        {"Code postal", "61014"},
                        {"Ville", "ALENÇON CEDEX"}}),
                  Column::kAddress, Outcome::kToConfirm, Why::kAddressCedex));
}

TEST(HabitsTest, TheHeadingsThatGroupsUseAreKnown) {
  const DecodedTable table = Decode(
      "Nom;Prénom 1;Date et lieu de naissance;Structure à l'origine de la "
      "demande;Date de la demande\n"
      "MARCHAND;Lou;14/05/2011 à Alençon;Mairie;10/09/2026\n");
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0].fate, RowFate::kToCreate);
  EXPECT_EQ(table.rows[0].draft.birth_date, absl::CivilDay(2011, 5, 14));
}

}  // namespace
}  // namespace sceau
