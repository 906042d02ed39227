#include "policy/describe/describe.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/floor.h"
#include "policy/compile/parser.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::HasSubstr;

std::string French(const Issue& issue) {
  return DescribeLine("charte.textproto", issue, Language::kFrench);
}

TEST(DescribeTest, FrenchThatAGroupCanActOn) {
  EXPECT_EQ(French({.line = 812,
                    .column = 3,
                    .code = IssueCode::kGrantAgainstProhibition,
                    .subject = "mission-locale JudicialMeasure",
                    .detail = "277"}),
            "charte.textproto:812:3: GRANT_AGAINST_PROHIBITION: « "
            "mission-locale JudicialMeasure » : ce droit contredit "
            "l'interdiction de la ligne 277 ; remède : retirer ce droit : une "
            "interdiction l'emporte toujours");
  EXPECT_EQ(
      French({.line = 40, .column = 5, .code = IssueCode::kMissingArticle}),
      "charte.textproto:40:5: MISSING_ARTICLE: un droit sans article : "
      "aucun article de la charte ou de la loi n'est cité ; remède : "
      "citer dans « article » le texte qui le fonde");
  EXPECT_EQ(French({.line = 9,
                    .column = 1,
                    .code = IssueCode::kUnknownCategory,
                    .subject = "Housing"}),
            "charte.textproto:9:1: UNKNOWN_CATEGORY: la rubrique « Housing » "
            "n'existe pas : le catalogue est fermé ; remède : choisir une des "
            "vingt rubriques, par exemple Identity ou Schooling");
  EXPECT_EQ(French({.line = 98,
                    .column = 3,
                    .code = IssueCode::kInvariant,
                    .invariant = 17,
                    .subject = "ceiling_age"}),
            "charte.textproto:98:3: F-17: « ceiling_age » franchit une limite "
            "que la loi pose : le suivi concerne les 12 à 25 ans et s'arrête "
            "au plus tard au 26e anniversaire (contrat de sécurité intégrée "
            "d'Alençon § 2.2.1 ; AU-038 art. 5) ; remède : revenir en deçà ; "
            "la charte peut restreindre, jamais élargir");
  EXPECT_EQ(French({.code = IssueCode::kMissing, .subject = "contacts"}),
            "charte.textproto: MISSING: « contacts » manque ; remède : le "
            "renseigner");
}

TEST(DescribeTest, ASlipOfThePenIsToldInFrenchWithTheWordThatWasMeant) {
  const auto said = [](absl::string_view text) {
    return French(Parse(text).issues.at(0));
  };
  EXPECT_EQ(said("grants {\n  partener: \"pjj\"\n}\n"),
            "charte.textproto:2:3: SYNTAX: le champ « partener » n'existe pas "
            "ici ; remède : écrire « partner » ; ce qui suit n'a pas été "
            "examiné");
  EXPECT_EQ(said("title: Alençon\n"),
            "charte.textproto:1:8: SYNTAX: « title » attend un texte entre "
            "guillemets droits ; remède : écrire title: \"…\" ; ce qui "
            "suit n'a pas été examiné");
}

TEST(DescribeTest, EnglishSaysTheSame) {
  EXPECT_EQ(DescribeLine("charter.textproto",
                         {.line = 7,
                          .column = 2,
                          .code = IssueCode::kDuplicate,
                          .subject = "pjj Identity READ",
                          .detail = "3"},
                         Language::kEnglish),
            "charter.textproto:7:2: DUPLICATE: `pjj Identity READ` is said "
            "already at line 3; remedy: keep one of them");
}

TEST(DescribeTest, EveryCodeHasWordsInBothLanguages) {
  for (int code = 0; code <= static_cast<int>(IssueCode::kInvariant); ++code) {
    const Issue issue{.line = 1,
                      .column = 1,
                      .code = static_cast<IssueCode>(code),
                      .invariant = 10,
                      .subject = "s",
                      .detail = "d"};
    for (const Language language : {Language::kFrench, Language::kEnglish}) {
      const IssueText text = Describe(issue, language);
      EXPECT_FALSE(text.message.empty()) << code;
      EXPECT_FALSE(text.remedy.empty()) << code;
      EXPECT_EQ(text.message.find('{'), std::string::npos) << text.message;
      EXPECT_EQ(text.remedy.find('{'), std::string::npos) << text.remedy;
    }
    // Each has a code of its own.
    if (code != 0) {
      EXPECT_NE(CodeOf(issue), CodeOf({.code = IssueCode::kTooLong})) << code;
    }
  }
}

TEST(DescribeTest, EveryInvariantHasANumberedCode) {
  for (const Invariant& invariant : Invariants()) {
    const Issue issue{.code = IssueCode::kInvariant,
                      .invariant = invariant.number,
                      .subject = "s"};
    EXPECT_THAT(CodeOf(issue), testing::MatchesRegex("F-[0-9][0-9]"));
    EXPECT_THAT(Describe(issue, Language::kFrench).message,
                HasSubstr(invariant.statement_fr));
    EXPECT_THAT(Describe(issue, Language::kEnglish).message,
                HasSubstr(invariant.law));
  }
}

TEST(DescribeTest, AQuotationIsShortAndOnOneLine) {
  const std::string noisy = "a\nb\tc\x1b[31m" + std::string(500, 'x');
  const std::string line = French({.line = 1,
                                   .column = 1,
                                   .code = IssueCode::kUnknownPartner,
                                   .subject = noisy});
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
  EXPECT_LT(line.size(), 300u);
  // Cut between characters, never inside one.
  for (size_t n = 70; n < 90; ++n) {
    const std::string text =
        Describe({.code = IssueCode::kUnknownPartner,
                  .subject = std::string(n, 'a') + "éééééééééé"},
                 Language::kEnglish)
            .message;
    EXPECT_EQ(text.find("\xc3…"), std::string::npos);
    EXPECT_EQ(text.find("\xc3`"), std::string::npos);
  }
}

}  // namespace
}  // namespace sceau::policy
