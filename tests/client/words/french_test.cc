#include "client/words/french.h"

#include <utility>

#include "gtest/gtest.h"

namespace sceau {
namespace {

TEST(FrenchTest, DeContractsWithTheArticleTheNounBeginsWith) {
  for (const auto& [noun, with_de] : {
           std::pair{"le conseil départemental", "du conseil départemental"},
           std::pair{"les écoles", "des écoles"},
           std::pair{"la CRIP", "de la CRIP"},
           std::pair{"l'Éducation nationale", "de l'Éducation nationale"},
           std::pair{"un fichier", "d'un fichier"},
           std::pair{"PJJ", "de PJJ"},
           std::pair{"", "de "},
       }) {
    EXPECT_EQ(OfFrench(noun), with_de);
  }
}

TEST(FrenchTest, DeElidesBeforeWhatIsHeardAsAVowel) {
  for (const auto& [noun, with_de] : {
           std::pair{"Enzo", "d'Enzo"},
           std::pair{"Élodie", "d'Élodie"},
           std::pair{"édith", "d'édith"},
           std::pair{"Œuvre", "d'Œuvre"},
           std::pair{"Hugo", "d'Hugo"},
           std::pair{"harcèlement", "de harcèlement"},
           std::pair{"huit jours", "de huit jours"},
           std::pair{"onze dossiers", "de onze dossiers"},
           std::pair{"Yanis", "de Yanis"},
           std::pair{"Yves", "d'Yves"},
           std::pair{"Çelik", "de Çelik"},
           std::pair{"Ñandú", "de Ñandú"},
       }) {
    EXPECT_EQ(OfFrench(noun), with_de);
  }
}

TEST(FrenchTest, AContractsAndQueElides) {
  EXPECT_EQ(ToFrench("le coordonnateur"), "au coordonnateur");
  EXPECT_EQ(ToFrench("les écoles"), "aux écoles");
  EXPECT_EQ(ToFrench("la cellule"), "à la cellule");
  EXPECT_EQ(ToFrench("l'école"), "à l'école");
  EXPECT_EQ(ToFrench("Enzo"), "à Enzo");
  EXPECT_EQ(ThatFrench("Enzo"), "qu'Enzo");
  EXPECT_EQ(ThatFrench("la CRIP"), "que la CRIP");
}

TEST(FrenchTest, ACapitalIsTheFirstLettersAlone) {
  EXPECT_EQ(Capitalised("le conseil"), "Le conseil");
  EXPECT_EQ(Capitalised("école"), "École");
  EXPECT_EQ(Capitalised("« école »"), "« école »");
  EXPECT_EQ(Capitalised(""), "");
  EXPECT_EQ(BareFrench("l'école"), "école");
  EXPECT_EQ(BareFrench("Lea"), "Lea");
}

}  // namespace
}  // namespace sceau
