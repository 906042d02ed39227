// What stands around a name is taken off and said; what stands for none is
// doubted.
#include "client/import/names.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/import/sheet.h"

namespace sceau {
namespace {

using ::sceau::testing::Has;
using ::sceau::testing::Kept;

TEST(NamesTest, ATitleIsNoPartOfAName) {
  for (const char* text : {"Mme ZQBERGER", "M. ZQBERGER", "mlle ZQBERGER",
                           "Mr ZQBERGER", "Madame ZQBERGER", "ZQBERGER Mme",
                           "M./Mme ZQBERGER", "Melle ZQBERGER"}) {
    const NameReading read = ReadName(text);
    EXPECT_EQ(read.name, "ZQBERGER") << text;
    EXPECT_TRUE(read.title) << text;
  }
  EXPECT_EQ(ReadName("M").name, "M");
  EXPECT_FALSE(ReadName("MARCHAND").title);
}

TEST(NamesTest, OfTwoNamesTheFirstIsReadAndTheOtherSaid) {
  struct Case {
    const char* text = "";
    const char* name = "";
  };
  for (const Case& c :
       std::vector<Case>{{"ZQCARLIER née ZQROUX", "ZQCARLIER"},
                         {"ZQCARLIER NÉE ZQROUX", "ZQCARLIER"},
                         {"ZQCARLIER (née ZQROUX)", "ZQCARLIER"},
                         {"ZQCARLIER, née ZQROUX", "ZQCARLIER"},
                         {"née ZQROUX", "ZQROUX"},
                         {"ZQROUX épouse ZQCARLIER", "ZQROUX"},
                         {"ZQROUX ép. ZQCARLIER", "ZQROUX"},
                         {"ZQROUX veuve ZQCARLIER", "ZQROUX"},
                         {"ZQROUX nom d'usage ZQCARLIER", "ZQROUX"},
                         {"Ilan dit Zqtigre", "Ilan"},
                         {"Ilan (dit Zqtigre)", "Ilan"},
                         {"Tom alias Zqloup", "Tom"},
                         {"Lina dite Lili", "Lina"},
                         {"Tom surnommé Loup", "Tom"},
                         {"DUPONT ou DUPOND", "DUPONT"}}) {
    const NameReading read = ReadName(c.text);
    EXPECT_EQ(read.name, c.name) << c.text;
    EXPECT_TRUE(read.another) << c.text;
  }
  for (const char* text : {"DE LA TOUR", "OU", "BEN ALI", "Jean-Édouard"}) {
    EXPECT_FALSE(ReadName(text).another) << text;
    EXPECT_EQ(ReadName(text).name, text);
  }
}

TEST(NamesTest, ANameThatIsDoubtfulIsConfirmedByTheCoordinator) {
  EXPECT_TRUE(Has(Kept({{"NOM", "Mme ZQBERGER"}}), Column::kFamilyName,
                  Outcome::kToConfirm, Why::kTitleLeftOut));
  EXPECT_TRUE(Has(Kept({{"NOM", "ZQCARLIER née ZQROUX"}}), Column::kFamilyName,
                  Outcome::kToConfirm, Why::kWhichName));
  EXPECT_TRUE(Has(Kept({{"Prénom", "Ilan dit Zqtigre"}}), Column::kGivenName,
                  Outcome::kToConfirm, Why::kWhichName));
}

TEST(NamesTest, AGivenNameRepeatedAfterTheFamilyNameIsSaid) {
  const DecodedRow row = Kept({{"NOM", "Mlle ZQEMERY Lou"}, {"Prénom", "Lou"}});
  EXPECT_EQ(row.draft.family_name, "ZQEMERY");
  EXPECT_TRUE(
      Has(row, Column::kGivenName, Outcome::kToConfirm, Why::kNameRepeated));
  // Nothing tells which letters are too many.
  EXPECT_EQ(Kept({{"NOM", "PAUL"}, {"Prénom", "Jean Paul"}}).draft.given_name,
            "Jean Paul");
}

TEST(NamesTest, WhatStandsForNoNameIsAskedAbout) {
  for (const char* text :
       {"XXX", "xx", "SNP", "sans prénom", "S.N.P.", "à compléter", "fille",
        "Bébé", "anonyme", "prénom", "zzz", "En attente"}) {
    EXPECT_TRUE(StandsForNone(text)) << text;
  }
  for (const char* text : {"Lou", "Ève", "Bo", "Théo", "Ana", "O"}) {
    EXPECT_FALSE(StandsForNone(text)) << text;
  }
  EXPECT_TRUE(Has(Kept({{"Prénom", "SNP"}}), Column::kGivenName,
                  Outcome::kToConfirm, Why::kIsItAName));
  EXPECT_TRUE(Has(Kept({{"NOM", "ZQUMANA"}, {"Prénom", "ZQUMANA"}}),
                  Column::kGivenName, Outcome::kToConfirm, Why::kIsItAName));
}

TEST(NamesTest, EveryApostropheIsOne) {
  for (const char* text :
       {"D´ALMEIDA", "D`ALMEIDA", "D‘ALMEIDA", "D′ALMEIDA"}) {
    EXPECT_EQ(Kept({{"NOM", text}}).draft.family_name, "D'ALMEIDA") << text;
  }
}

}  // namespace
}  // namespace sceau
