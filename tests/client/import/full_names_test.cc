// Two names of one cell are told apart by what tells them apart, or not at all.
#include "client/import/full_names.h"

#include <optional>
#include <string>

#include "gtest/gtest.h"

namespace sceau {
namespace {

struct Written {
  std::string text = {};
  std::string family_name = {};
  std::string given_name = {};
};

TEST(FullNamesTest, WhatMayBeEitherIsNotRead) {
  for (const std::string text :
       {"", "DUPONT", "De La Tour Anne-Sophie", "Le Goff Chloé",
        "EL AMRANI MEHDI", "DUPONT Léa MARTIN", "Anne DUPONT Sophie",
        "DUPONT, Léa, 16 ans", ", Léa"}) {
    EXPECT_EQ(SplitFullName(text, false), std::nullopt) << text;
  }
}

TEST(FullNamesTest, CapitalsOrACommaTellTheFamilyName) {
  for (const Written& written : {
           Written{"DUPONT Kévin", "DUPONT", "Kévin"},
           {"Kévin DUPONT", "DUPONT", "Kévin"},
           {"  DE LA TOUR   Anne-Sophie ", "DE LA TOUR", "Anne-Sophie"},
           {"Anne Sophie de LA TOUR", "de LA TOUR", "Anne Sophie"},
           {"N’DIAYE\u00a0Awa", "N’DIAYE", "Awa"},
           {"GÉNEY-LE\u2011GOFF Zoé", "GÉNEY-LE-GOFF", "Zoé"},
           {"de la Tour, Anne Sophie", "de la Tour", "Anne Sophie"},
       }) {
    const auto name = SplitFullName(written.text, false);
    EXPECT_EQ(name, (FullName{.family_name = written.family_name,
                              .given_name = written.given_name}))
        << written.text;
    EXPECT_EQ(SplitFullName(written.text, true), name) << written.text;
  }
}

TEST(FullNamesTest, TwoWordsAreTakenInTheHeadingsOrderAndDoubtful) {
  for (const std::string text : {"Dupont Kévin", "DUPONT KÉVIN"}) {
    const auto last = SplitFullName(text, true);
    const auto first = SplitFullName(text, false);
    ASSERT_TRUE(first.has_value() && last.has_value()) << text;
    EXPECT_TRUE(first->doubtful && last->doubtful) << text;
    EXPECT_EQ(first->family_name, last->given_name) << text;
    EXPECT_EQ(first->family_name, text.substr(0, 6)) << text;
  }
  // Capitals beside small letters: a name, or a slip of the keyboard.
  EXPECT_EQ(SplitFullName("dupont LÉA", false),
            (FullName{"LÉA", "dupont", true}));
}

}  // namespace
}  // namespace sceau
