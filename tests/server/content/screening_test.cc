// The screening refuses what is never kept and lets pass what was done.
#include "server/content/screening.h"

#include <fstream>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "server/content/lexicon.h"
#include "tests/server/content/golden.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::GoldenLine;
using ::sceau::testing::ReadGolden;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Prose ProseOf(const std::string& field) {
  if (field == "address") return Prose::kAddress;
  if (field == "locality") return Prose::kLocality;
  if (field == "authority") return Prose::kAuthority;
  return Prose::kComment;
}

// As the lists write it: the kind, or "danger", "radicalisation", "".
std::string Told(const absl::optional<Finding>& finding) {
  if (!finding) return "";
  switch (finding->reason) {
    case v1::ERROR_REASON_DANGER_REDIRECT:
      return "danger";
    case v1::ERROR_REASON_RADICALISATION_REDIRECT:
      return "radicalisation";
    default:
      return std::string(finding->kind);
  }
}

TEST(ScreeningTest, WhatIsNeverKeptIsRefusedWithItsKind) {
  const auto lines = ReadGolden("screening_refused.txt");
  ASSERT_THAT(lines, SizeIs(::testing::Ge(150u)));
  for (const GoldenLine& line : lines) {
    ASSERT_THAT(line, SizeIs(3));
    EXPECT_EQ(Told(Screen(line[2], ProseOf(line[1]))), line[0]) << line[2];
  }
}

TEST(ScreeningTest, WhatWasDoneOrAgreedPasses) {
  const auto lines = ReadGolden("screening_accepted.txt");
  ASSERT_THAT(lines, SizeIs(::testing::Ge(150u)));
  for (const GoldenLine& line : lines) {
    ASSERT_THAT(line, SizeIs(2));
    EXPECT_EQ(Told(Screen(line[1], ProseOf(line[0]))), "") << line[1];
  }
}

TEST(ScreeningTest, CapitalsAndAccentsChangeNothing) {
  for (const char* text : {"dépressif", "DEPRESSIF", "Dépressif", "DÉPRESSIF",
                           "de\u0301pressif", "dépress\u00adif"}) {
    EXPECT_EQ(Told(Screen(text, Prose::kComment)), "health") << text;
  }
}

TEST(ScreeningTest, DangerIsToldBeforeAnythingElse) {
  EXPECT_EQ(
      Told(Screen("sa mère Fatima, salafiste, le frappe", Prose::kComment)),
      "danger");
  EXPECT_EQ(Told(Screen("dépressif et salafiste", Prose::kComment)),
            "radicalisation");
  EXPECT_EQ(Told(Screen("musulman et dépressif", Prose::kComment)), "religion");
}

TEST(ScreeningTest, TheErrorNamesFieldAndKindAndNeverTheText) {
  const absl::Status refused = RefuseForbidden(
      "suivi psy au CMP", Prose::kComment, "entry.body.action.comment");
  EXPECT_EQ(ReasonOf(refused), v1::ERROR_REASON_FORBIDDEN_TERM);
  EXPECT_EQ(MetadataOf(refused, "field"), "entry.body.action.comment");
  EXPECT_EQ(MetadataOf(refused, "kind"), "health");
  EXPECT_FALSE(absl::StrContains(refused.ToString(), "CMP"));
  EXPECT_FALSE(absl::StrContains(refused.ToString(), "psy"));

  const absl::Status danger =
      RefuseForbidden("maltraitance", Prose::kComment, "comment");
  EXPECT_EQ(ReasonOf(danger), v1::ERROR_REASON_DANGER_REDIRECT);
  EXPECT_EQ(MetadataOf(danger, "field"), "comment");
  const absl::Status radical =
      RefuseForbidden("radicalisation", Prose::kComment, "comment");
  EXPECT_EQ(ReasonOf(radical), v1::ERROR_REASON_RADICALISATION_REDIRECT);
  EXPECT_THAT(RefuseForbidden("fait", Prose::kComment, "comment"),
              testing::IsOk());
}

nlohmann::json Vocabulary() {
  std::ifstream in(
      absl::StrCat(SCEAU_SOURCE_DIR, "/client/words/alencon-vocabulary.json"));
  return nlohmann::json::parse(in);
}

TEST(ScreeningTest, EveryKindHasItsWordsInTheVocabulary) {
  const nlohmann::json kinds = Vocabulary().at("forbidden_kinds");
  std::set<std::string> told;
  for (const GoldenLine& line : ReadGolden("screening_refused.txt")) {
    if (line[0] != "danger" && line[0] != "radicalisation") {
      told.insert(line[0]);
    }
  }
  std::set<std::string> known;
  for (const auto& [kind, words] : kinds.items()) known.insert(kind);
  EXPECT_EQ(told, known);
}

TEST(ScreeningTest, TheVocabularysOwnWordsPass) {
  const nlohmann::json lists = Vocabulary().at("lists");
  for (const char* list :
       {"ActionKind", "ActionResult", "ContactKind", "Strength",
        "ReferralRequest", "EmploymentStatus", "EmploymentProgramme",
        "SchoolingStatus", "EducationalResponse", "NoticeChannel"}) {
    for (const auto& value : lists.at(list)) {
      const auto label = value.at("fr").get<std::string>();
      EXPECT_EQ(Told(Screen(label, Prose::kComment)), "") << label;
    }
  }
}

TEST(ScreeningTest, AnyBytesAreJudgedWithoutHarm) {
  for (const std::string& text :
       {std::string(), std::string("\xff\xfe\x80"), std::string(4, '\0'),
        std::string(5000, 'a'), std::string(5000, '"'), std::string(3000, '\''),
        std::string("\xf0\x9f\x98\x80 ok")}) {
    for (const Prose prose : {Prose::kComment, Prose::kAddress,
                              Prose::kLocality, Prose::kAuthority}) {
      EXPECT_EQ(Told(Screen(text, prose)), Told(Screen(text, prose)));
    }
  }
}

TEST(LexiconTest, ABrokenLineIsNamed) {
  EXPECT_THAT(Lexicon::Parse("== nonsense\nx"),
              testing::StatusIs(absl::StatusCode::kInvalidArgument));
  for (const char* text :
       {"mot", "== health : nowhere", "== health : comment : address",
        "== health\nÉcole", "== health\nab*", "== health\nmot <3>",
        "== health\n<3> mot", "== health\nmot <9> mot", "== health\na||b",
        "== health\nun*deux"}) {
    EXPECT_THAT(Lexicon::Parse(text),
                testing::StatusIs(absl::StatusCode::kInvalidArgument))
        << text;
  }
  EXPECT_THAT(
      Lexicon::Parse("# one\n== health\n\nbad word!").status().message(),
      ::testing::HasSubstr("line 4"));
}

TEST(LexiconTest, TheBuiltinListParses) {
  EXPECT_THAT(Lexicon::Parse(BuiltinLexiconText()), testing::IsOk());
  EXPECT_GT(Lexicon::Builtin().size(), 400u);
}

TEST(LexiconTest, AnExpressionStaysInsideASentenceAndItsFields) {
  const auto lexicon =
      Lexicon::Parse("== health : comment\nun <2> deux\ntrois*\nfiche s");
  ASSERT_THAT(lexicon, testing::IsOk());
  const auto find = [&](const char* text, ScreenedField field) {
    return lexicon->Find(SplitWords(text), field);
  };
  EXPECT_THAT(find("un a b deux", ScreenedField::kComment), SizeIs(1));
  EXPECT_THAT(find("un deux", ScreenedField::kComment), SizeIs(1));
  EXPECT_THAT(find("un a b c deux", ScreenedField::kComment), IsEmpty());
  EXPECT_THAT(find("un a. Deux", ScreenedField::kComment), IsEmpty());
  EXPECT_THAT(find("un deux", ScreenedField::kAddress), IsEmpty());
  EXPECT_THAT(find("troisième", ScreenedField::kComment), SizeIs(1));
  EXPECT_THAT(find("Fiche S", ScreenedField::kComment), Not(IsEmpty()));
  EXPECT_THAT(find("la fiche s'arrête", ScreenedField::kComment), IsEmpty());
}

}  // namespace
}  // namespace sceau
