// Columns are found wherever they stand and however they are spelled; a file
// without them is refused without a word of its content.
#include "client/import/columns.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kRequired[] = "NOM;Prénom;Né(e) le;Signalé par;Date signalement";

absl::StatusOr<Heading> FindIn(const std::string& csv) {
  const auto table = ReadCsv(csv);
  if (!table.ok()) return table.status();
  return Heading::Find(*table, Vocabulary::Builtin());
}

TEST(ColumnsTest, MissingRequiredColumnsAreNamed) {
  const auto heading = FindIn("Nom;Prénom;Motif\nDUPONT;Léa;x\n");
  ASSERT_THAT(heading, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(heading.status().message()),
              AllOf(HasSubstr("Né(e) le"), HasSubstr("Signalé par"),
                    HasSubstr("Date signalement"), Not(HasSubstr("NOM")),
                    Not(HasSubstr("DUPONT"))));
}

TEST(ColumnsTest, AFileWithoutAHeadingIsNotEchoed) {
  const auto heading = FindIn("DUPONT;Léa;01/02/2010;PJJ;02/03/2026\n");
  ASSERT_THAT(heading, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(heading.status().message()),
              AllOf(Not(HasSubstr("DUPONT")), Not(HasSubstr("Léa"))));
}

TEST(ColumnsTest, AColumnThatStandsTwiceIsAnError) {
  const auto heading = FindIn(absl::StrCat(kRequired, ";Tél;TEL.\n"));
  ASSERT_THAT(heading, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(heading.status().message()),
              AllOf(HasSubstr("Tél"), HasSubstr("en F et en G")));
}

TEST(ColumnsTest, AnErrorSaysHowElseAColumnIsHeadedAndWhichAreNotKnown) {
  const auto heading = FindIn("titre\nNom;Prénom;Âge;Jour;Origine\nA;B;9;;\n");
  ASSERT_THAT(heading, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(heading.status().message()),
              AllOf(HasSubstr("Né(e) le (ou : Né le, Née le, "),
                    HasSubstr("ligne 2 : C, D"), Not(HasSubstr("Âge"))));
}

TEST(ColumnsTest, WhatMeansTheSameUnderAnotherNameIsIgnoredAndSaid) {
  const auto heading = FindIn(absl::StrCat(
      kRequired, ";Téléphone;Portable;Remarques;Commentaires;Observations\n"));
  ASSERT_THAT(heading, IsOk());
  EXPECT_THAT(heading->unknown(), ElementsAre("G", "H", "I"));
  EXPECT_EQ(
      heading->Cell({.cells = {"", "", "", "", "", "1", "2"}}, Column::kPhone),
      "1");
  // A row cannot do without these: which one counts is for a person to say.
  EXPECT_THAT(FindIn(absl::StrCat(
                  "DDN;Date de naissance;Nom;Prénom;Structure;Saisi le\n")),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(ColumnsTest, TextUnderNoHeadingIsReported) {
  const auto heading =
      FindIn(absl::StrCat("titre;;;;;;;;x\n", kRequired,
                          "; ;;\u00a0;\nA;B;C;D;E;;-;oui\nA;B;C;D;E;;;;\n"));
  ASSERT_THAT(heading, IsOk());
  EXPECT_THAT(heading->unknown(), ElementsAre("H"));
}

TEST(ColumnsTest, BothNamesMayStandInOneColumn) {
  const auto heading =
      FindIn("Prénom / Nom;Date de naissance;Structure;Date de saisine\n");
  ASSERT_THAT(heading, IsOk());
  EXPECT_TRUE(heading->Has(Column::kFullName));
  EXPECT_TRUE(heading->given_first());
  EXPECT_THAT(heading->Missing(), Not(Contains(Column::kFamilyName)));
  // Columns of their own say more.
  const auto apart = FindIn(absl::StrCat(kRequired, ";Nom et prénom\n"));
  ASSERT_THAT(apart, IsOk());
  EXPECT_FALSE(apart->Has(Column::kFullName));
  EXPECT_THAT(apart->unknown(), ElementsAre("F"));
}

TEST(ColumnsTest, SpellingDoesNotMatter) {
  const auto heading = FindIn(
      "nom;PRENOM;Ne(e) le :;signale par;DATE SIGNALEMENT;etablissement"
      "/situation;Tel;Tél. resp;n°;passage en seance;ÉCHÉANCE\n");
  ASSERT_THAT(heading, IsOk());
  for (const Column column :
       {Column::kSituation, Column::kPhone, Column::kRepresentativePhone,
        Column::kLabel, Column::kSessionDate, Column::kDueDate}) {
    EXPECT_TRUE(heading->Has(column)) << ColumnName(column);
  }
  EXPECT_THAT(heading->unknown(), IsEmpty());
}

TEST(ColumnsTest, OtherNamesAreKnown) {
  const auto heading = FindIn(
      "Date de naissance;Nom de famille;Prénoms;Orienté par;Date du "
      "signalement;Téléphone;CP;Commune\n");
  ASSERT_THAT(heading, IsOk());
  EXPECT_TRUE(heading->Has(Column::kPhone));
  EXPECT_TRUE(heading->Has(Column::kPostalCode));
  EXPECT_TRUE(heading->Has(Column::kLocality));
}

TEST(ColumnsTest, HowToFillAColumnIsNoPartOfItsName) {
  const auto heading = FindIn(
      "Nom du jeune;Prénom du jeune;Date de naiss. (jj/mm/aaaa);Service "
      "signalant;Date orientation (JJ/MM/AA);Problématique(s);Sortie "
      "(O/N);Structure(s) référente(s)\n");
  ASSERT_THAT(heading, IsOk());
  for (const Column column :
       {Column::kReasons, Column::kExit, Column::kLeadWorker}) {
    EXPECT_TRUE(heading->Has(column)) << ColumnName(column);
  }
}

TEST(ColumnsTest, AnOwnNameGoesBeforeAnAlias) {
  const auto heading =
      FindIn(absl::StrCat("Portable;", kRequired, ";Tél\n0;A;B;C;D;E;1\n"));
  ASSERT_THAT(heading, IsOk());
  EXPECT_THAT(heading->unknown(), ElementsAre("A"));
  EXPECT_EQ(heading->Cell({.cells = {"0", "A", "B", "C", "D", "E", "1"}},
                          Column::kPhone),
            "1");
}

TEST(ColumnsTest, UnknownColumnsAreReportedByTheirPlace) {
  const auto heading =
      FindIn(absl::StrCat("Antécédents;", kRequired, ";=1+1;;\n"));
  ASSERT_THAT(heading, IsOk());
  EXPECT_THAT(heading->unknown(), ElementsAre("A", "G"));
}

TEST(ColumnsTest, MissingOptionalColumnsAreReported) {
  const auto heading = FindIn(absl::StrCat(kRequired, ";Motif\n"));
  ASSERT_THAT(heading, IsOk());
  EXPECT_THAT(heading->Missing(), Contains(Column::kPilot));
  EXPECT_THAT(heading->Missing(), Not(Contains(Column::kReasons)));
  EXPECT_THAT(heading->Missing(), Not(Contains(Column::kPostalCode)));
}

TEST(ColumnsTest, ATitleMayStandAboveTheHeading) {
  const auto heading = FindIn(
      absl::StrCat("CISPD : suivi 2026\n\nDernière mise à jour;12/11/2026\n",
                   kRequired, "\n"));
  ASSERT_THAT(heading, IsOk());
  EXPECT_EQ(heading->row(), 2u);
}

TEST(ColumnsTest, RowsThatOverflowTheHeadingAreSeen) {
  const auto heading = FindIn(absl::StrCat(kRequired, "\n"));
  ASSERT_THAT(heading, IsOk());
  for (const std::string nothing : {" ", "\u00a0", "-"}) {
    EXPECT_FALSE(
        heading->Overflows({.cells = {"a", "b", "c", "d", "e", nothing}}));
  }
  EXPECT_TRUE(heading->Overflows({.cells = {"a", "b", "c", "d", "e", "f"}}));
  EXPECT_EQ(heading->Cell({.cells = {"a"}}, Column::kSender), "");
}

TEST(ColumnsTest, LettersAreASpreadsheets) {
  EXPECT_EQ(ColumnLetters(0), "A");
  EXPECT_EQ(ColumnLetters(25), "Z");
  EXPECT_EQ(ColumnLetters(26), "AA");
  EXPECT_EQ(ColumnLetters(255), "IV");
}

}  // namespace
}  // namespace sceau
