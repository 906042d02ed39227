// What people mean to be the same word folds to one form, and nothing else.
#include "client/words/fold.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

TEST(FoldTest, BytesThatAreNotUtf8DoNotStopIt) {
  EXPECT_EQ(Fold("\xff\xfe"), Fold("\xff\xfe"));
  EXPECT_EQ(Fold(""), "");
  EXPECT_EQ(Fold(" \t\n "), "");
  EXPECT_EQ(Fold("..."), "");
}

TEST(FoldTest, CaseAccentsAndBlanksFallAway) {
  EXPECT_EQ(Fold("  É C O L E "), "e c o l e");
  EXPECT_EQ(Fold("DÉCROCHAGE\u00a0 scolaire"), Fold("decrochage scolaire"));
  EXPECT_EQ(Fold("de\u0301crochage"), Fold("décrochage"));
  EXPECT_EQ(Fold("sœur"), Fold("SOEUR"));
  EXPECT_EQ(Fold("Ville d’Alençon"), Fold("ville d'alencon"));
  EXPECT_EQ(Fold("primo–délinquant"), Fold("primo délinquant"));
}

TEST(FoldTest, InclusiveEndingsPluralsAndTheFinalPointFallAway) {
  EXPECT_EQ(Fold("déscolarisé(e)"), "descolarise");
  EXPECT_EQ(Fold("déscolarisé·e"), "descolarise");
  EXPECT_EQ(Fold("déscolarisé.e.s"), "descolarise");
  EXPECT_EQ(Fold("Incivilités."), "incivilite");
  EXPECT_EQ(Fold("Missions locales"), Fold("mission locale"));
}

TEST(FoldTest, InitialsAndShortWordsKeepTheirLetters) {
  EXPECT_EQ(Fold("CD"), "cd");
  EXPECT_EQ(Fold("E.N."), "e.n");
  EXPECT_EQ(Fold("?"), "?");
  EXPECT_NE(Fold("CAP 1"), Fold("CAP 2"));
}

TEST(FoldTest, NamesKeepTheirFinalS) {
  EXPECT_EQ(FoldName("DUBOIS"), "dubois");
  EXPECT_EQ(FoldName("Jean-Baptiste"), "jean baptiste");
  EXPECT_EQ(FoldName("Güney"), "guney");
}

TEST(FoldTest, ComposedChangesNothingBesideTheForm) {
  EXPECT_EQ(Composed("  N'Diaye\u00a0"), "N'Diaye");
  EXPECT_EQ(Composed("Chloe\u0301"), "Chloé");
  EXPECT_EQ(Composed("CHLOÉ  Marie"), "CHLOÉ  Marie");
}

}  // namespace
}  // namespace sceau
