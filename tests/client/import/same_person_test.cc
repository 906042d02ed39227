// One person is one case, and two persons are two.
#include "client/import/same_person.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/import/person_key.h"
#include "tests/client/import/sheet.h"

namespace sceau {
namespace {

using ::sceau::testing::About;
using ::sceau::testing::Decode;
using ::sceau::testing::Has;
using ::sceau::testing::Row;
using ::sceau::testing::Sheet;

TEST(SamePersonTest, SpellingMakesNoSecondPerson) {
  const DecodedTable table = Decode(
      Sheet({Row({{"NOM", "LE GOFF"}, {"Prénom", "Chloé"}}),
             Row({{"NOM", "le-goff"}, {"Prénom", "CHLOE"}}),
             Row({{"NOM", "LE GOFF"}, {"Prénom", "Chloé"}, {"Sexe", "F"}})}));
  EXPECT_EQ(table.rows[0].fate, RowFate::kToCreate);
  for (const size_t i : {1U, 2U}) {
    EXPECT_EQ(table.rows[i].fate, RowFate::kAlreadyThere);
    EXPECT_EQ(table.rows[i].findings[0].other_line, table.rows[0].line);
  }
  EXPECT_EQ(table.rows[1].findings[0].why, Why::kSamePersonAsLine);
  EXPECT_EQ(table.rows[2].findings[0].why, Why::kSamePersonOtherValues);
}

TEST(SamePersonTest, ARefusedRowHidesNobody) {
  const DecodedTable table =
      Decode(Sheet({Row({{"Adresse", "1 rue X, 72000 LE MANS"}}), Row({})}));
  EXPECT_EQ(table.rows[0].fate, RowFate::kRefused);
  EXPECT_EQ(table.rows[1].fate, RowFate::kToCreate);
}

TEST(SamePersonTest, TwinsAndNamesakesStayTwo) {
  const DecodedTable table = Decode(Sheet(
      {Row({{"Adresse", "4 rue X, 61000 ALENÇON"}}),
       Row({{"Adresse", "4 Rue X 61000 Alençon"}, {"Né(e) le", "15/05/2011"}}),
       Row({{"Né(e) le", "16/05/2011"}})}));
  for (const DecodedRow& row : table.rows) {
    EXPECT_EQ(row.fate, RowFate::kToCreate);
  }
  EXPECT_TRUE(Has(table.rows[0], Column::kBirthDate, Outcome::kToConfirm,
                  Why::kTwinOfLine));
  EXPECT_EQ(About(table.rows[0], Column::kBirthDate)[0].other_line, 3u);
  EXPECT_TRUE(Has(table.rows[1], Column::kBirthDate, Outcome::kToConfirm,
                  Why::kTwinOfLine));
  EXPECT_TRUE(Has(table.rows[2], Column::kBirthDate, Outcome::kKept));
}

TEST(SamePersonTest, OneTelephoneOnTwoPeopleIsToConfirm) {
  const DecodedTable table =
      Decode(Sheet({Row({{"Tél", "06 39 98 96 63"}}),
                    Row({{"NOM", "AUTRE"}, {"Tél", "+33639989663"}})}));
  for (const DecodedRow& row : table.rows) {
    EXPECT_TRUE(
        Has(row, Column::kPhone, Outcome::kToConfirm, Why::kPhoneOfTwoPeople));
    EXPECT_FALSE(row.draft.phone.empty());
  }
}

TEST(SamePersonTest, NamesInEachOthersColumnAreOnePerson) {
  const DecodedTable table =
      Decode(Sheet({Row({{"NOM", "MARCHAND"}, {"Prénom", "Lou-Anne"}}),
                    Row({{"NOM", "Lou Anne"}, {"Prénom", "MARCHAND"}}),
                    Row({{"NOM", "LOU ANNE"}, {"Prénom", "Marchand"}}),
                    Row({{"NOM", "MARTIN"}, {"Prénom", "Martin"}})}));
  EXPECT_EQ(table.rows[0].fate, RowFate::kToCreate);
  for (const size_t i : {size_t{1}, size_t{2}}) {
    EXPECT_EQ(table.rows[i].fate, RowFate::kAlreadyThere);
    EXPECT_EQ(table.rows[i].findings[0].other_line, table.rows[0].line);
  }
  EXPECT_EQ(table.rows[1].findings[0].why, Why::kSamePersonNamesSwapped);
  EXPECT_EQ(table.rows[3].fate, RowFate::kToCreate);
}

TEST(SamePersonTest, WhoMayBeOnePersonIsToConfirmAndStaysTwo) {
  const DecodedTable twins =
      Decode(Sheet({Row({{"Prénom", "Lou"}}), Row({{"Prénom", "Zoé"}})}));
  for (const DecodedRow& row : twins.rows) {
    EXPECT_EQ(row.fate, RowFate::kToCreate);
    EXPECT_TRUE(Has(row, Column::kGivenName, Outcome::kToConfirm,
                    Why::kSameBirthAndFamilyName));
  }
  for (const auto& [one, other] : {std::pair{"LEFÈVRE", "LEFEBVRE"},
                                   {"DUPOND", "DUPONT"},
                                   {"DUPONT", "DUPONT-MARTIN"},
                                   {"MARTIN", "DUPONT MARTIN"}}) {
    const DecodedTable table =
        Decode(Sheet({Row({{"NOM", one}}), Row({{"NOM", other}})}));
    for (const DecodedRow& row : table.rows) {
      EXPECT_EQ(row.fate, RowFate::kToCreate);
      EXPECT_TRUE(Has(row, Column::kFamilyName, Outcome::kToConfirm,
                      Why::kSameBirthAndLikeFamilyName))
          << one << " " << other;
    }
  }
  for (const std::string other : {"BERTIN", "MARC", "ROUX"}) {
    const DecodedTable table =
        Decode(Sheet({Row({{"NOM", "MARTIN"}}), Row({{"NOM", other}})}));
    EXPECT_TRUE(Has(table.rows[1], Column::kFamilyName, Outcome::kKept))
        << other;
  }
}

TEST(SamePersonTest, KeysAreNamesAsComparedAndTheBirthDate) {
  const absl::CivilDay day(2010, 1, 2);
  EXPECT_EQ(MakePersonKey("N'DIAYE", "Anne-Sophie", day),
            MakePersonKey("ndiaye", "ANNE SOPHIE", day));
  EXPECT_FALSE(MakePersonKey("N'DIAYE", "Anne", day) ==
               MakePersonKey("N'DIAYE", "Anne", day + 1));
  EXPECT_FALSE(MakePersonKey("DUBOIS", "Léa", day) ==
               MakePersonKey("DUBOI", "Léa", day));
}

}  // namespace
}  // namespace sceau
