// A person is found by two of three, as written or as said, best first; and
// nobody else is.
#include "server/content/person_search.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const crypto::Hmac& Key() {
  static const auto* const key =
      new crypto::Hmac(crypto::Bytes(crypto::kHashBytes, /*value=*/uint8_t{7}));
  return *key;
}

v1::Identity Person(const std::string& family, const std::string& given,
                    int year = 0, int month = 0, int day = 0) {
  v1::Identity identity;
  identity.set_family_name(family);
  identity.set_given_name(given);
  if (year != 0) {
    identity.mutable_birth_date()->set_year(year);
    identity.mutable_birth_date()->set_month(month);
    identity.mutable_birth_date()->set_day(day);
  }
  return identity;
}

// As the store answers: which of the asked tokens the person has.
int Strength(const v1::Identity& wanted, const v1::Identity& stored) {
  const PersonQuery query = QueryTokens(Key(), wanted);
  const std::vector<SearchToken> asked = query.Tokens();
  const std::vector<SearchToken> kept = PersonTokens(Key(), stored);
  uint32_t matched = 0;
  for (size_t i = 0; i < asked.size(); ++i) {
    if (std::find(kept.begin(), kept.end(), asked[i]) != kept.end()) {
      matched |= uint32_t{1} << i;
    }
  }
  return MatchStrength(query, matched);
}

TEST(PersonSearchTest, OneOfThreeIsNotEnough) {
  const v1::Identity stored = Person("GÜNEY", "Mathis", 2007, 4, 2);
  EXPECT_EQ(Strength(Person("GÜNEY", ""), stored), 0);
  EXPECT_EQ(Strength(Person("", "Mathis"), stored), 0);
  EXPECT_EQ(Strength(Person("", "", 2007, 4, 2), stored), 0);
  EXPECT_EQ(Strength(Person("GÜNEY", "Ousmane", 2007, 4, 3), stored), 0);
  EXPECT_EQ(Strength(Person("LUKASIK", "Ousmane", 2007, 4, 2), stored), 0);
}

TEST(PersonSearchTest, AnyTwoOfThreeFind) {
  const v1::Identity stored = Person("GÜNEY", "Mathis", 2007, 4, 2);
  EXPECT_GT(Strength(Person("GUNEY", "MATHIS"), stored), 0);
  EXPECT_GT(Strength(Person("guney", "", 2007, 4, 2), stored), 0);
  EXPECT_GT(Strength(Person("", "matis", 2007, 4, 2), stored), 0);
  EXPECT_GT(Strength(Person("GÜNEY", "Matis", 2010, 1, 1), stored), 0);
  EXPECT_GT(Strength(Person("LUKASIK", "Mathis", 2007, 4, 2), stored), 0);
}

TEST(PersonSearchTest, ParticlesHyphensAndPartsDoNotHide) {
  const auto found = [](const char* wanted, const char* stored) {
    return Strength(Person(wanted, "Noé"), Person(stored, "Noé")) > 0;
  };
  EXPECT_TRUE(found("BENALI", "BEN ALI"));
  EXPECT_TRUE(found("BEN ALI", "BENALI"));
  EXPECT_TRUE(found("AMRANI", "EL AMRANI"));
  EXPECT_TRUE(found("EL AMRANI", "AMRANI"));
  EXPECT_TRUE(found("DELAHAYE", "DE LA HAYE"));
  EXPECT_TRUE(found("HAYE", "DE LA HAYE"));
  EXPECT_TRUE(found("DE LA HAYE", "LA HAYE"));
  EXPECT_TRUE(found("MARTIN", "MARTIN-DUPONT"));
  EXPECT_TRUE(found("DUPOND", "MARTIN DUPONT"));
  EXPECT_TRUE(found("MARTIN-DUPONT", "MARTIN"));
  EXPECT_TRUE(found("MARTIN-DUPONT", "DUPONT"));
  EXPECT_TRUE(found("MARTIN DUPONT", "Martin-Dupont"));
  EXPECT_FALSE(found("MARTIN-DUPONT", "MARTIN-LEROY"));
  EXPECT_FALSE(found("BENALI", "BENAISSA"));
  EXPECT_GT(Strength(Person("GIRARD", "Marie"), Person("GIRARD", "Marie-Lou")),
            0);
  EXPECT_GT(Strength(Person("GIRARD", "Marie-Lou"), Person("GIRARD", "Marie")),
            0);
  EXPECT_EQ(
      Strength(Person("GIRARD", "Jean-Luc"), Person("GIRARD", "Jean-Marc")), 0);
}

TEST(PersonSearchTest, CloserComesFirst) {
  const v1::Identity wanted = Person("LEFÈVRE", "Chloé", 2009, 3, 8);
  const int same = Strength(wanted, Person("Lefevre", "CHLOE", 2009, 3, 8));
  const int said = Strength(wanted, Person("LEFEBVRE", "KLOE", 2009, 3, 8));
  const int names = Strength(wanted, Person("LEFÈVRE", "Chloé", 2010, 3, 8));
  const int names_said = Strength(wanted, Person("LEFEBVRE", "KLOE"));
  const int part =
      Strength(wanted, Person("LEFEBVRE-MARTIN", "Kloé", 2010, 3, 8));
  EXPECT_GT(same, said);
  EXPECT_GT(said, names);
  EXPECT_GT(names, names_said);
  EXPECT_GT(names_said, part);
  EXPECT_GT(part, 0);
}

TEST(PersonSearchTest, StrengthNeedsTwoAndThreeBeatTwo) {
  constexpr std::array kAll = {Closeness::kNone, Closeness::kPart,
                               Closeness::kSound, Closeness::kSame};
  int weakest_three = 1000;
  int strongest_two = 0;
  for (const Closeness family : kAll) {
    for (const Closeness given : kAll) {
      for (const Closeness birth : {Closeness::kNone, Closeness::kSame}) {
        const int fitting = (family != Closeness::kNone) +
                            (given != Closeness::kNone) +
                            (birth != Closeness::kNone);
        const int strength = MatchStrength(family, given, birth);
        EXPECT_EQ(strength > 0, fitting >= 2);
        if (fitting == 3) weakest_three = std::min(weakest_three, strength);
        if (fitting == 2) strongest_two = std::max(strongest_two, strength);
      }
    }
  }
  EXPECT_GT(weakest_three, strongest_two);
}

TEST(PersonSearchTest, AQueryAsksForEightTokensAtMost) {
  for (const char* family : {"EL AMRANI", "MARTIN-DUPONT", "Martin de la Haye",
                             "BEN ALI EL AMRANI", "A B C D E F G H I J"}) {
    const PersonQuery query =
        QueryTokens(Key(), Person(family, "Jean-Baptiste Marie", 2009, 1, 1));
    EXPECT_LE(query.Tokens().size(), kMaxQueryTokens) << family;
    std::vector<SearchToken> tokens = query.Tokens();
    std::sort(tokens.begin(), tokens.end());
    EXPECT_EQ(std::adjacent_find(tokens.begin(), tokens.end()), tokens.end());
  }
}

TEST(PersonSearchTest, NothingIsAskedOrKeptOfWhatIsAbsent) {
  EXPECT_THAT(PersonTokens(Key(), Person("", "")), IsEmpty());
  EXPECT_THAT(QueryTokens(Key(), Person("", "")).Tokens(), IsEmpty());
  EXPECT_THAT(QueryTokens(Key(), Person("-", "'")).Tokens(), IsEmpty());
  EXPECT_THAT(PersonTokens(Key(), Person("", "", 2009, 2, 30)), IsEmpty());
  EXPECT_THAT(PersonTokens(Key(), Person("", "", 2009, 2, 28)), SizeIs(1));
}

TEST(PersonSearchTest, AFamilyNameDoesNotFindAGivenName) {
  const std::vector<SearchToken> family =
      PersonTokens(Key(), Person("MARTIN", ""));
  const std::vector<SearchToken> given =
      PersonTokens(Key(), Person("", "MARTIN"));
  for (const SearchToken& token : family) {
    EXPECT_EQ(std::find(given.begin(), given.end(), token), given.end());
  }
}

TEST(PersonSearchTest, AnotherKeyGivesOtherTokens) {
  const crypto::Hmac other(crypto::Bytes(crypto::kHashBytes, uint8_t{8}));
  EXPECT_NE(PersonTokens(Key(), Person("MARTIN", "Noé", 2009, 1, 1)),
            PersonTokens(other, Person("MARTIN", "Noé", 2009, 1, 1)));
}

}  // namespace
}  // namespace sceau
