// Rows, cell by cell: what is refused, what is dropped, what is kept.
#include "client/import/decoder.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/import/sheet.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::About;
using ::sceau::testing::Cells;
using ::sceau::testing::Context;
using ::sceau::testing::Decode;
using ::sceau::testing::DecodeOne;
using ::sceau::testing::ExpectRefused;
using ::sceau::testing::Has;
using ::sceau::testing::Kept;
using ::sceau::testing::Row;
using ::sceau::testing::Sheet;
using ::sceau::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// --- The file ----------------------------------------------------------------

TEST(DecoderTest, WithoutACharterNothingIsRead) {
  ImportContext context = Context();
  context.program = nullptr;
  EXPECT_THAT(
      DecodeSpreadsheet(Sheet({Row({})}), Vocabulary::Builtin(), context),
      StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(DecoderTest, TenThousandRowsAreReadAndOneMoreIsNot) {
  std::string csv = "NOM;Prénom;Né(e) le;Signalé par;Date signalement\n";
  for (size_t i = 0; i < kMaxRows; ++i) {
    csv += "MARCHAND;Lou;14/05/2011;Mairie;10/09/2026\n";
  }
  EXPECT_THAT(Decode(csv).rows, SizeIs(kMaxRows));
  csv += "MARCHAND;Lou;14/05/2011;Mairie;10/09/2026\n";
  EXPECT_THAT(DecodeSpreadsheet(csv, Vocabulary::Builtin(), Context()),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(DecoderTest, CommasTabsAndAByteOrderMarkGiveTheSameRow) {
  const std::vector<Cells> rows = {
      Row({{"Adresse", "1 rue X, 61000 ALENÇON"}})};
  const DecodedRow semicolon = Decode(Sheet(rows)).rows.at(0);
  EXPECT_EQ(Decode(Sheet(rows, ',')).rows.at(0).draft, semicolon.draft);
  EXPECT_EQ(Decode(Sheet(rows, '\t')).rows.at(0).draft, semicolon.draft);
  EXPECT_EQ(Decode("\xef\xbb\xbf" + Sheet(rows)).rows.at(0).draft,
            semicolon.draft);
}

TEST(DecoderTest, ARowWhoseCellsShiftedIsRefused) {
  const DecodedTable table = Decode(
      "NOM;Prénom;Né(e) le;Signalé par;Date signalement\n"
      "MARCHAND;Lou;14/05/2011;Mairie;10/09/2026;;\n"
      "MARCHAND;Lou;Anne;14/05/2011;Mairie;10/09/2026\n");
  EXPECT_EQ(table.rows[0].fate, RowFate::kToCreate);
  EXPECT_EQ(table.rows[1].fate, RowFate::kRefused);
  EXPECT_EQ(table.rows[1].findings[0].why, Why::kTooManyCells);
}

// --- Who ---------------------------------------------------------------------

TEST(DecoderTest, NamesAreLettersOrTheRowIsRefused) {
  for (const std::string name :
       {"R); DROP TABLE cases;--", "=1+1", "Lou2", "J.-B.", "Lou\u202e",
        "-Lou;", "AnaÃ¯s", "CHÃªNE"}) {
    ExpectRefused({{"Prénom", name}}, Outcome::kNotUnderstood,
                  Why::kNameMalformed);
  }
  for (const std::string nothing : {"", "-", "..."}) {
    ExpectRefused({{"NOM", nothing}}, Outcome::kNotUnderstood,
                  Why::kNameMissing);
  }
  ExpectRefused({{"NOM", std::string(81, 'e')}}, Outcome::kNotUnderstood,
                Why::kNameMalformed);
  EXPECT_EQ(Kept({{"NOM", std::string(80, 'e')}}).draft.family_name.size(),
            80u);
}

TEST(DecoderTest, NamesKeepTheirCaseAndLoseOddBlanks) {
  const DecodedRow row =
      Kept({{"NOM", " N’Diaye\u00a0-  Le Goff "}, {"Prénom", "Chloe\u0301"}});
  EXPECT_EQ(row.draft.family_name, "N’Diaye - Le Goff");
  EXPECT_EQ(row.draft.given_name, "Chloé");
}

TEST(DecoderTest, BothNamesAreReadFromOneCell) {
  const auto read = [](const std::string& cell) {
    return Decode(absl::StrCat("Nom Prénom;DDN;Structure;Date saisine\n\"",
                               cell, "\";14/05/2011;Mairie;10/09/2026\n"))
        .rows.at(0);
  };
  const DecodedRow row = read("DE LA TOUR Anne-Sophie");
  EXPECT_EQ(row.fate, RowFate::kToCreate);
  EXPECT_EQ(row.draft.family_name, "DE LA TOUR");
  EXPECT_EQ(row.draft.given_name, "Anne-Sophie");
  EXPECT_TRUE(Has(read("Dupont Kévin"), Column::kFullName, Outcome::kToConfirm,
                  Why::kNamesUnsure));
  for (const auto& [cell, why] :
       {std::pair<std::string, Why>{"De La Tour Anne", Why::kNamesTogether},
        {"DUPONT", Why::kNamesTogether},
        {"DUPONT Léa2", Why::kNameMalformed},
        {"", Why::kNameMissing},
        {"B Y", Why::kInitialsOnly}}) {
    EXPECT_EQ(read(cell).fate, RowFate::kRefused) << cell;
    EXPECT_EQ(WhyId(read(cell).findings.front().why), WhyId(why)) << cell;
  }
}

TEST(DecoderTest, ARowIsOnePersons) {
  ExpectRefused({{"Prénom", "Léa et Tom"}}, Outcome::kNotUnderstood,
                Why::kTwoPeople);
  EXPECT_EQ(Kept({{"Prénom", "Colette"}}).draft.given_name, "Colette");
  EXPECT_EQ(Kept({{"NOM", "JOÃO"}}).draft.family_name, "JOÃO");
}

TEST(DecoderTest, InitialsAreNobody) {
  ExpectRefused({{"NOM", "D"}, {"Prénom", "J-P"}}, Outcome::kNotUnderstood,
                Why::kInitialsOnly);
  EXPECT_TRUE(Has(Kept({{"Prénom", "K"}}), Column::kGivenName,
                  Outcome::kToConfirm, Why::kInitial));
}

TEST(DecoderTest, ABirthDateIsWholeOrTheRowIsRefused) {
  ExpectRefused({{"Né(e) le", ""}}, Outcome::kNotUnderstood,
                Why::kBirthDateMissing);
  ExpectRefused({{"Né(e) le", "vers 2008"}}, Outcome::kNotUnderstood,
                Why::kDateApproximate);
  ExpectRefused({{"Né(e) le", "31/02/2009"}}, Outcome::kNotUnderstood,
                Why::kDateImpossible);
  ExpectRefused({{"Né(e) le", "40677"}}, Outcome::kNotUnderstood,
                Why::kDateSerialNumber);
  ExpectRefused({{"Né(e) le", "15 ans"}}, Outcome::kNotUnderstood,
                Why::kDateApproximate);
  ExpectRefused({{"Né(e) le", "14/05/2011 à vérifier"}},
                Outcome::kNotUnderstood, Why::kDateUnreadable);
  ExpectRefused({{"Né(e) le", "14/05/85"}}, Outcome::kNotUnderstood,
                Why::kYearUnclear);
}

TEST(DecoderTest, AgesAreReckonedOnTheDayOfReferralAndToday) {
  ExpectRefused({{"Né(e) le", "11/09/2016"}}, Outcome::kOutOfAge,
                Why::kUnderTen);
  ExpectRefused({{"Né(e) le", "11/09/2014"}}, Outcome::kOutOfAge,
                Why::kTenOrEleven);
  EXPECT_EQ(Kept({{"Né(e) le", "10/09/2014"}}).age_today, 12);
  ExpectRefused({{"Né(e) le", "10/09/2000"}}, Outcome::kOutOfAge,
                Why::kTooOldForTheCharter);
  ExpectRefused({{"Né(e) le", "22/11/2000"}}, Outcome::kOutOfAge,
                Why::kPastTheCeiling);
  EXPECT_EQ(Kept({{"Né(e) le", "23/11/2000"}}).age_today, 25);
}

TEST(DecoderTest, AnUnknownSexIsNotStated) {
  EXPECT_EQ(Kept({{"Sexe", "h"}}).draft.sex, "MALE");
  EXPECT_EQ(Kept({{"Sexe", "?"}}).draft.sex, "");
  const DecodedRow row = Kept({{"Sexe", "Z"}});
  EXPECT_EQ(row.draft.sex, "");
  EXPECT_TRUE(
      Has(row, Column::kSex, Outcome::kNotUnderstood, Why::kSexUnreadable));
}

// --- How to reach them -------------------------------------------------------

TEST(DecoderTest, TheTerritoryIsAListOfPostalCodes) {
  ExpectRefused({{"Adresse", "1 rue X, 61200 ARGENTAN"}},
                Outcome::kOutOfTerritory, Why::kNone);
  EXPECT_EQ(
      Kept({{"Adresse", "1 rue X, 72610 ARÇONNAY"}}).draft.address->postal_code,
      "72610");
}

TEST(DecoderTest, AnAddressThatSaysTooMuchIsDroppedAndTheRowKept) {
  const DecodedRow row = Kept({{"Adresse", "Foyer X, 61000 ALENÇON"}});
  EXPECT_FALSE(row.draft.address.has_value());
  EXPECT_TRUE(Has(row, Column::kAddress, Outcome::kNoSuchData,
                  Why::kAddressOfInstitution));
  EXPECT_TRUE(Has(Kept({{"Adresse", "1 rue X, ALENÇON"}}), Column::kAddress,
                  Outcome::kToConfirm, Why::kPostalCodeMissing));
}

TEST(DecoderTest, ATelephoneThatIsNoneIsLeftOut) {
  EXPECT_EQ(Kept({{"Tél", "06 39 98 96 63"}}).draft.phone, "+33639989663");
  const DecodedRow row = Kept({{"Tél", "639989663"}});
  EXPECT_EQ(row.draft.phone, "");
  EXPECT_TRUE(
      Has(row, Column::kPhone, Outcome::kToConfirm, Why::kPhoneUnreadable));
}

TEST(DecoderTest, RepresentativesAreAMinorsOnly) {
  const DecodedRow adult = Kept({{"Né(e) le", "22/11/2008"},
                                 {"Responsable légal", "Mme X"},
                                 {"Tél resp.", "02 61 91 20 01"}});
  EXPECT_THAT(adult.draft.representatives, IsEmpty());
  EXPECT_TRUE(Has(adult, Column::kRepresentative, Outcome::kNoSuchData,
                  Why::kAdultToday));
  const DecodedRow minor = Kept({{"Né(e) le", "23/11/2008"},
                                 {"Responsable légal", "Mme MARCHAND"},
                                 {"Tél resp.", "02 61 91 20 01"}});
  ASSERT_THAT(minor.draft.representatives, SizeIs(1));
  EXPECT_EQ(minor.draft.representatives[0],
            (RepresentativeDraft{.capacity = "PARENT",
                                 .family_name = "MARCHAND",
                                 .phone = "+33261912001"}));
}

TEST(DecoderTest, RepresentativesAreReadAsPeopleWriteThem) {
  const auto only = [](const std::string& cell) {
    const DecodedRow row = Kept({{"Responsable légal", cell}});
    EXPECT_THAT(row.draft.representatives, SizeIs(1)) << cell;
    return row.draft.representatives.empty() ? RepresentativeDraft{}
                                             : row.draft.representatives[0];
  };
  EXPECT_EQ(
      only("mère : Mme LE GOFF"),
      (RepresentativeDraft{.capacity = "MOTHER", .family_name = "LE GOFF"}));
  EXPECT_EQ(only("M. LE GOFF Yann (père)"),
            (RepresentativeDraft{.capacity = "FATHER",
                                 .family_name = "LE GOFF",
                                 .given_name = "Yann"}));
  EXPECT_EQ(
      only("M. et Mme FRÈRE"),
      (RepresentativeDraft{.capacity = "PARENT", .family_name = "FRÈRE"}));
  EXPECT_EQ(only("ASE"), (RepresentativeDraft{.capacity = "GUARDIAN_SERVICE"}));
  EXPECT_EQ(only("tuteur M. de SAINT-OUEN"),
            (RepresentativeDraft{.capacity = "GUARDIAN_PERSON",
                                 .family_name = "de SAINT-OUEN"}));
  EXPECT_THAT(Kept({{"Responsable légal", "Mme ROY et M. DUVAL"}})
                  .draft.representatives,
              SizeIs(2));
}

TEST(DecoderTest, WhoIsNoRepresentativeIsDropped) {
  for (const std::string cell : {"tante", "Mme X (grand-mère)", "sœur : Léa"}) {
    const DecodedRow row =
        Kept({{"Responsable légal", cell}, {"Tél resp.", "02 61 91 20 01"}});
    EXPECT_THAT(row.draft.representatives, IsEmpty()) << cell;
    EXPECT_TRUE(Has(row, Column::kRepresentative, Outcome::kNoSuchData,
                    Why::kNotARepresentative))
        << cell;
    EXPECT_TRUE(Has(row, Column::kRepresentativePhone, Outcome::kNoSuchData,
                    Why::kRepresentativeMissing))
        << cell;
  }
  for (const std::string cell : {"mère", "voir avec l'éducateur", "Mme ="}) {
    EXPECT_TRUE(Has(Kept({{"Responsable légal", cell}}),
                    Column::kRepresentative, Outcome::kNotUnderstood,
                    Why::kRepresentativeUnclear))
        << cell;
  }
}

// --- Schooling and work ------------------------------------------------------

TEST(DecoderTest, SchoolingAndWorkAreTheirsToDeposit) {
  const DecodedRow pupil =
      Kept({{"Établissement / situation", "Collège X"}, {"Classe", "3e"}});
  ASSERT_THAT(About(pupil, Column::kSituation), SizeIs(1));
  EXPECT_EQ(About(pupil, Column::kSituation)[0].partner, "education-nationale");
  EXPECT_TRUE(Has(pupil, Column::kLevel, Outcome::kTheirsToDeposit,
                  Why::kTheirSchooling));
  const DecodedRow worker =
      Kept({{"Né(e) le", "14/05/2006"}, {"Établissement / situation", "CDD"}});
  EXPECT_EQ(About(worker, Column::kSituation)[0].partner, "mission-locale");
}

TEST(DecoderTest, AClassThatDoesNotFitIsForTheSchoolToConfirm) {
  EXPECT_TRUE(Has(Kept({{"Établissement / situation", "Collège Racine"},
                        {"Classe", "Tle"}}),
                  Column::kLevel, Outcome::kToConfirm, Why::kLevelDoesNotFit));
}

TEST(DecoderTest, SchoolingOfAnAdultIsNobodysToDeposit) {
  EXPECT_TRUE(Has(Kept({{"Né(e) le", "14/05/2004"},
                        {"Établissement / situation", "Lycée Alain"}}),
                  Column::kSituation, Outcome::kNoSuchData,
                  Why::kNobodyMayDeposit));
}

TEST(DecoderTest, DisabilityAndDetentionAreNotSchooling) {
  EXPECT_TRUE(Has(Kept({{"Établissement / situation", "Collège X ULIS"}}),
                  Column::kSituation, Outcome::kNoSuchData));
  EXPECT_TRUE(Has(Kept({{"Établissement / situation", "CEF"}}),
                  Column::kSituation, Outcome::kJudicialWithoutBasis));
}

// --- The rest ----------------------------------------------------------------

TEST(DecoderTest, WordsThatSayNothingAreEmptyCells) {
  for (const std::string nothing : {"NC", "n.c.", "N/A", "RAS", "Néant",
                                    "non renseigné", "inconnu(e)", "aucune"}) {
    const DecodedRow row = Kept({{"Tél", nothing},
                                 {"Adresse", nothing},
                                 {"Sexe", nothing},
                                 {"Référent", nothing},
                                 {"Décision", nothing},
                                 {"Observations", nothing}});
    for (const Column column :
         {Column::kPhone, Column::kAddress, Column::kSex, Column::kLeadWorker,
          Column::kDecision, Column::kRemarks}) {
      EXPECT_THAT(About(row, column), IsEmpty()) << nothing;
    }
  }
  ExpectRefused({{"Né(e) le", "NC"}}, Outcome::kNotUnderstood,
                Why::kBirthDateMissing);
  ExpectRefused({{"Prénom", "inconnu"}}, Outcome::kNotUnderstood,
                Why::kNameMissing);
  // Someone may be called so.
  EXPECT_EQ(Kept({{"NOM", "Na"}}).draft.family_name, "Na");
}

TEST(DecoderTest, ARowWithoutAPersonThatGoesOnIsSomebodys) {
  const DecodedTable table = Decode(
      "NOM;Prénom;DDN;Structure;Date saisine;Action;Pilote\n"
      "ROUX;Léa;14/05/2011;Mairie;10/09/2026;;\n"
      ";;;;;chantier jeunes;Mairie\n"
      ";;;;;;ML\n"
      "TOTAL;1;;;;2;\n"
      ";;;;;;confidentiel\n");
  ASSERT_THAT(table.rows, SizeIs(5));
  EXPECT_EQ(table.rows[1].findings.front().why, Why::kContinuesRow);
  EXPECT_EQ(table.rows[2].findings.front().why, Why::kContinuesRow);
  EXPECT_EQ(table.rows[3].findings.front().why, Why::kNobodys);
  EXPECT_EQ(table.rows[4].findings.front().why, Why::kNobodys);
}

TEST(DecoderTest, RemarksAreNeverKeptAndSaidByTheirKind) {
  const DecodedRow row = Kept(
      {{"Observations", "son frère est au CMP"}, {"Quartier", "Perseigne"}});
  ASSERT_THAT(About(row, Column::kRemarks), SizeIs(1));
  EXPECT_THAT(About(row, Column::kRemarks)[0].kinds,
              ElementsAre("health", "third_person"));
  EXPECT_TRUE(Has(row, Column::kQuarter, Outcome::kNoSuchData));
  EXPECT_TRUE(Has(Kept({{"Observations", "=HYPERLINK(\"x\")"}}),
                  Column::kRemarks, Outcome::kNoSuchData, Why::kFormula));
}

TEST(DecoderTest, ALabelIsDigitsOrNothing) {
  EXPECT_EQ(Kept({{"N°", "50"}}).label, "50");
  EXPECT_EQ(Kept({{"N°", "MARCHAND"}}).label, "");
  EXPECT_EQ(Kept({{"N°", "1234567"}}).label, "");
}

TEST(DecoderTest, ARefusedRowKeepsNothingButItsRefusals) {
  const DecodedRow row = DecodeOne({{"Né(e) le", "01/01/1990"},
                                    {"Signalé par", "voisine"},
                                    {"Observations", "x"}});
  ASSERT_EQ(row.fate, RowFate::kRefused);
  EXPECT_THAT(row.findings, SizeIs(2));
}

}  // namespace
}  // namespace sceau
