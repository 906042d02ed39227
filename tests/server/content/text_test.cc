// Every shape of a text, at its bound and one past it.
#include "server/content/text.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/content/bounds.h"

namespace sceau {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

std::string Repeat(size_t n, const std::string& text) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += text;
  return out;
}

TEST(TextTest, LengthIsCountedInCharactersNotBytes) {
  EXPECT_THAT(TextFlaw(Repeat(280, "é"), 280), IsEmpty());
  EXPECT_THAT(TextFlaw(Repeat(281, "é"), 280), Not(IsEmpty()));
  EXPECT_THAT(TextFlaw(Repeat(280, "😀"), 280), IsEmpty());
  EXPECT_THAT(TextFlaw(Repeat(281, "😀"), 280), Not(IsEmpty()));
  EXPECT_THAT(TextFlaw("", 280), Not(IsEmpty()));
  EXPECT_THAT(TextFlaw(" \u00a0 ", 280), Not(IsEmpty()));
}

TEST(TextTest, WhatIsNotUtf8OrNotComposedIsRefused) {
  for (const char* text : {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf",
                           "\xf4\x90\x80\x80", "Chloe\u0301"}) {
    EXPECT_THAT(TextFlaw(text, 80), Not(IsEmpty())) << text;
  }
  EXPECT_THAT(TextFlaw("Chloé", 80), IsEmpty());
}

TEST(TextTest, UnseenCharactersAreRefused) {
  for (const char* unseen :
       {"\x01",   "\t",     "\n",        "\r",     "\x7f",   "\u0085",
        "\u200b", "\u200d", "\u200e",    "\u202e", "\u2066", "\u2069",
        "\u061c", "\u2028", "\u2029",    "\ufeff", "\u00ad", "\ue000",
        "\ufe0f", "\u034f", "\U000e0041"}) {
    EXPECT_THAT(TextFlaw(std::string("a") + unseen + "b", 80), Not(IsEmpty()));
    EXPECT_THAT(NameFlaw(std::string("a") + unseen + "b"), Not(IsEmpty()));
    EXPECT_THAT(ReferenceFlaw(std::string("a") + unseen), Not(IsEmpty()));
    EXPECT_THAT(LocalityFlaw(std::string("a") + unseen), Not(IsEmpty()));
  }
  EXPECT_THAT(TextFlaw(std::string("a\0b", 3), 80), Not(IsEmpty()));
}

TEST(TextTest, ProseIsInLatinLetters) {
  EXPECT_THAT(ProseFlaw("Déjà vu à 14 h 30 : 3 × 2 € — ok…", 280), IsEmpty());
  for (const char* text : {"рдв", "موعد", "约会", "rendez-vοus", "dеal"}) {
    EXPECT_THAT(ProseFlaw(text, 280), Not(IsEmpty())) << text;
  }
}

TEST(TextTest, ANameHoldsLettersAndWhatJoinsThem) {
  for (const char* name :
       {"GÜNEY", "D'AUBIGNY", "N’Diaye", "Jean-Baptiste", "DE LA HAYE", "Ng",
        "Иванов", "محمد", "O", "İpek", "Nguyễn"}) {
    EXPECT_THAT(NameFlaw(name), IsEmpty()) << name;
  }
  for (const char* name :
       {"", " ", " Anna", "Anna ", "-", "''", "Anna2", "Robert'); DROP",
        "=HYPERLINK", "A,B", "A.B", "A_B", "A/B", "Anna\u00a0B", "A;B"}) {
    EXPECT_THAT(NameFlaw(name), Not(IsEmpty())) << name;
  }
}

TEST(TextTest, ANameHasEightyCharacters) {
  EXPECT_THAT(NameFlaw(Repeat(kMaxNameCharacters, "é")), IsEmpty());
  EXPECT_THAT(NameFlaw(Repeat(kMaxNameCharacters + 1, "é")), Not(IsEmpty()));
}

TEST(TextTest, ALocalityMayHoldDigits) {
  EXPECT_THAT(LocalityFlaw("Alençon Cedex 9"), IsEmpty());
  EXPECT_THAT(LocalityFlaw("61000"), Not(IsEmpty()));
  EXPECT_THAT(LocalityFlaw("Alençon (Orne)"), Not(IsEmpty()));
  EXPECT_THAT(LocalityFlaw(Repeat(kMaxLocalityCharacters, "é")), IsEmpty());
  EXPECT_THAT(LocalityFlaw(Repeat(kMaxLocalityCharacters + 1, "é")),
              Not(IsEmpty()));
}

TEST(TextTest, ATelephoneIsInternational) {
  for (const char* phone : {"+33639983166", "+1234567", "+123456789012345"}) {
    EXPECT_THAT(PhoneFlaw(phone), IsEmpty()) << phone;
  }
  for (const char* phone :
       {"", "+", "0639983166", "33639983166", "+033639983", "+123456",
        "+1234567890123456", "+33 6 39 98", "+33639983I66", "+３３639983166"}) {
    EXPECT_THAT(PhoneFlaw(phone), Not(IsEmpty())) << phone;
  }
}

TEST(TextTest, AnEmailHasALocalPartAndADomain) {
  for (const char* email :
       {"a@b.fr", "prenom.nom@orne.gouv.fr", "x+y_z@sous.domaine.example"}) {
    EXPECT_THAT(EmailFlaw(email), IsEmpty()) << email;
  }
  for (const char* email :
       {"", "@", "a@", "@b.fr", "a@b", "a.@b.fr", ".a@b.fr", "a..b@c.fr",
        "a b@c.fr", "a@b..fr", "a@-b.fr", "a@b-.fr", "a@b.f", "a@b.12",
        "é@b.fr", "a@é.fr", "a@b.fr\n", "\"a\"@b.fr", "a@[10.0.0.1]"}) {
    EXPECT_THAT(EmailFlaw(email), Not(IsEmpty())) << email;
  }
}

TEST(TextTest, AnEmailKeepsToItsBounds) {
  EXPECT_THAT(EmailFlaw(Repeat(kMaxEmailLocalPartCharacters, "a") + "@b.fr"),
              IsEmpty());
  EXPECT_THAT(
      EmailFlaw(Repeat(kMaxEmailLocalPartCharacters + 1, "a") + "@b.fr"),
      Not(IsEmpty()));
  const std::string label = Repeat(50, "b") + ".";
  const std::string start = "a@" + label + label + label + label;  // 206
  const auto of = [&](size_t size) {
    return start + Repeat(size - start.size() - 3, "c") + ".fr";
  };
  EXPECT_THAT(EmailFlaw(of(kMaxEmailCharacters)), IsEmpty());
  EXPECT_THAT(EmailFlaw(of(kMaxEmailCharacters + 1)), Not(IsEmpty()));
  EXPECT_THAT(EmailFlaw("a@" + Repeat(63, "b") + ".fr"), IsEmpty());
  EXPECT_THAT(EmailFlaw("a@" + Repeat(64, "b") + ".fr"), Not(IsEmpty()));
}

TEST(TextTest, AReferenceHoldsFewSigns) {
  for (const char* text : {"2026/114", "N-12.3 bis", "Réf 4", "A"}) {
    EXPECT_THAT(ReferenceFlaw(text), IsEmpty()) << text;
  }
  for (const char* text : {"", " ", "/.-", "a_b", "a,b", "n° 4", "a\\b"}) {
    EXPECT_THAT(ReferenceFlaw(text), Not(IsEmpty())) << text;
  }
  EXPECT_THAT(ReferenceFlaw(Repeat(kMaxReferenceCharacters, "é")), IsEmpty());
  EXPECT_THAT(ReferenceFlaw(Repeat(kMaxReferenceCharacters + 1, "é")),
              Not(IsEmpty()));
}

TEST(TextTest, ALanguageIsTwoOrThreeLowerCaseLetters) {
  EXPECT_THAT(LanguageFlaw("fr"), IsEmpty());
  EXPECT_THAT(LanguageFlaw("kab"), IsEmpty());
  for (const char* text : {"", "f", "fran", "FR", "f1", "fr-FR", "é"}) {
    EXPECT_THAT(LanguageFlaw(text), Not(IsEmpty())) << text;
  }
}

TEST(TextTest, APostalCodeIsFiveDigits) {
  EXPECT_THAT(PostalCodeFlaw("61000"), IsEmpty());
  for (const char* text : {"", "6100", "610000", "6100A", "6100 ", "٦١٠٠٠"}) {
    EXPECT_THAT(PostalCodeFlaw(text), Not(IsEmpty())) << text;
  }
}

}  // namespace
}  // namespace sceau
