#include "client/words/template.h"

#include "gtest/gtest.h"

namespace sceau {
namespace {

std::string French(absl::string_view text, const Places& places) {
  return Fill(text, Language::kFrench, places);
}

TEST(TemplateTest, WhatAValueHoldsIsNotGrammar) {
  EXPECT_EQ(French("« {name} »", {{"name", "{name}[x]{{"}}), "« {name}[x]{{ »");
}

TEST(TemplateTest, AValueIsWholeHoweverLong) {
  const std::string long_text(200, 'x');
  EXPECT_EQ(French("{a}", {{"a", long_text}}), long_text);
  EXPECT_EQ(French("{a:of}", {{"a", long_text}}), "de " + long_text);
}

TEST(TemplateTest, APlaceWithoutAValueIsSeen) {
  EXPECT_EQ(French("Le {day}.", {}), "Le {day}.");
}

TEST(TemplateTest, AMalformedTemplateIsPrintedFromTheFaultOn) {
  for (const char* text : {"a {Day}", "a {day", "a [b {day}", "a ]", "a }",
                           "a {n|one}", "a {x:from}", "a {x=b|c}", "a {}"}) {
    EXPECT_FALSE(UseOf(text).well_formed) << text;
    EXPECT_EQ(French(text, {{"day", "1"}}), text);
  }
}

TEST(TemplateTest, AnOptionalPartNeedsEveryValuePrintedInIt) {
  const char* text = "Ouvert[, avant le {day}][ ({age} {age|an|ans})].";
  EXPECT_EQ(French(text, {{"day", "4 mars"}, {"age", 14}}),
            "Ouvert, avant le 4 mars (14 ans).");
  EXPECT_EQ(French(text, {{"day", ""}, {"age", 1}}), "Ouvert (1 an).");
  EXPECT_EQ(French(text, {}), "Ouvert.");
}

TEST(TemplateTest, NumbersChooseByTheLanguage) {
  const char* text = "{n} {n|one|more}";
  EXPECT_EQ(French(text, {{"n", 0}}), "0 one");
  EXPECT_EQ(French(text, {{"n", 1}}), "1 one");
  EXPECT_EQ(French(text, {{"n", 2}}), "2 more");
  EXPECT_EQ(Fill(text, Language::kEnglish, {{"n", 0}}), "0 more");
  EXPECT_EQ(Fill(text, Language::kEnglish, {{"n", 1}}), "1 one");
}

TEST(TemplateTest, AValueChoosesAndTheLastIsForTheRest) {
  const char* text = "{sex=FEMALE:née|MALE:né|né(e)} le {day}";
  EXPECT_EQ(French(text, {{"sex", "FEMALE"}, {"day", "2"}}), "née le 2");
  EXPECT_EQ(French(text, {{"sex", "?"}, {"day", "2"}}), "né(e) le 2");
}

TEST(TemplateTest, SmallWordsFollowTheValue) {
  EXPECT_EQ(French("La situation {who:of}", {{"who", "Enzo"}}),
            "La situation d'Enzo");
  EXPECT_EQ(French("{who:of:cap}", {{"who", "le conseil"}}), "Du conseil");
  EXPECT_EQ(French("{who:bare}", {{"who", "la CRIP"}}), "CRIP");
  EXPECT_EQ(Fill("case {who:of}", Language::kEnglish, {{"who", "Enzo"}}),
            "case of Enzo");
}

TEST(TemplateTest, DoubledBracketsAndBracesAreThemselves) {
  EXPECT_EQ(French("[[oui/non]] {{ … }}", {}), "[oui/non] { … }");
}

}  // namespace
}  // namespace sceau
