// Names that are said alike have one key; what French tells apart stays apart.
#include "server/content/french_sound.h"

#include <algorithm>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/content/person_name.h"
#include "tests/server/content/golden.h"

namespace sceau {
namespace {

using ::sceau::testing::GoldenLine;
using ::sceau::testing::ReadGolden;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string SoundOf(const std::string& name) {
  return FrenchSound(GivenNameForms(name).whole);
}

TEST(FrenchSoundTest, NamesSaidAlikeHaveOneKeyAndOthersDoNot) {
  const auto lines = ReadGolden("alike_names.txt");
  const auto alike = [](const GoldenLine& line) { return line[1] == "="; };
  ASSERT_GE(std::count_if(lines.begin(), lines.end(), alike), 120);
  ASSERT_GE(lines.size() - static_cast<size_t>(std::count_if(
                               lines.begin(), lines.end(), alike)),
            50u);
  for (const GoldenLine& line : lines) {
    ASSERT_THAT(line, SizeIs(3));
    const std::string left = SoundOf(line[0]);
    const std::string right = SoundOf(line[2]);
    EXPECT_EQ(left == right, alike(line))
        << line[0] << " is " << left << ", " << line[2] << " is " << right;
  }
}

TEST(FrenchSoundTest, ANameAlwaysHasAKey) {
  for (const char* name : {"a", "h", "ee", "x", "st", "ts", "y", "иванов",
                           "\xff\xfe", "zz", "es", "e"}) {
    EXPECT_THAT(FrenchSound(name), Not(IsEmpty())) << name;
  }
  EXPECT_EQ(FrenchSound(""), "");
}

TEST(PersonNameTest, CaseAccentsHyphensAndApostrophesFallAway) {
  for (const char* name : {"GÜNEY", "güney", "Guney", "Gu\u0308ney"}) {
    EXPECT_EQ(FamilyNameForms(name).whole, "guney") << name;
  }
  EXPECT_EQ(GivenNameForms("Jean-Baptiste").whole, "jeanbaptiste");
  EXPECT_EQ(GivenNameForms("JEAN  BAPTISTE").whole, "jeanbaptiste");
  EXPECT_EQ(FamilyNameForms("N’Diaye").whole, "ndiaye");
  EXPECT_EQ(FamilyNameForms("N'Diaye").whole, "ndiaye");
  EXPECT_EQ(FamilyNameForms("Cœur").whole, "coeur");
  EXPECT_EQ(FamilyNameForms("Иванов").whole, FamilyNameForms("ИВАНОВ").whole);
}

TEST(PersonNameTest, ParticlesFallAwayFromTheBareFamilyNameOnly) {
  EXPECT_EQ(FamilyNameForms("DE LA HAYE").bare, "haye");
  EXPECT_EQ(FamilyNameForms("DE LA HAYE").whole, "delahaye");
  EXPECT_EQ(FamilyNameForms("D'Aubigny").bare, "aubigny");
  EXPECT_EQ(FamilyNameForms("El Amrani").bare, "amrani");
  EXPECT_EQ(FamilyNameForms("Ould-Ahmed").bare, "ahmed");
  EXPECT_EQ(FamilyNameForms("Le").bare, "le");
  EXPECT_EQ(GivenNameForms("Abd el Kader").bare, "abdelkader");
}

TEST(PersonNameTest, ACompoundNameHasParts) {
  EXPECT_THAT(FamilyNameForms("MARTIN-DUPONT").parts,
              ElementsAre("martin", "dupont"));
  EXPECT_THAT(FamilyNameForms("Martin de la Haye").parts,
              ElementsAre("martin", "haye"));
  EXPECT_THAT(FamilyNameForms("De La Haye").parts, IsEmpty());
  EXPECT_THAT(FamilyNameForms("Martin").parts, IsEmpty());
  EXPECT_THAT(FamilyNameForms("").whole, IsEmpty());
}

TEST(PersonNameTest, WordsBeyondTheBoundCountAsOneWithTheLast) {
  std::string name;
  for (size_t i = 0; i <= kMaxNameWords; ++i) name += "ab ";
  EXPECT_THAT(GivenNameForms(name).parts, SizeIs(kMaxNameWords));
  EXPECT_EQ(GivenNameForms(name).parts.back(), "abab");
  EXPECT_THAT(GivenNameForms(name).whole, SizeIs(2 * (kMaxNameWords + 1)));
}

}  // namespace
}  // namespace sceau
