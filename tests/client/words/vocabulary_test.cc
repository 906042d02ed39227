// A vocabulary is whole or refused with the place; what people write has one
// meaning.
#include "client/words/vocabulary.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/words/builtin_json.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// The compiled-in file with one text replaced. A test that replaces nothing
// would prove nothing.
std::string Edited(absl::string_view from, absl::string_view to) {
  const std::string json(BuiltinVocabularyJson());
  std::string edited = absl::StrReplaceAll(json, {{from, to}});
  EXPECT_NE(edited, json) << "nothing to replace: " << from;
  return edited;
}

void ExpectRefused(const std::string& json, const std::string& place) {
  const absl::StatusOr<Vocabulary> loaded = Vocabulary::Load(json);
  ASSERT_THAT(loaded, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(loaded.status().message()), HasSubstr(place));
}

TEST(VocabularyTest, TextThatIsNotJsonIsRefusedWithItsLine) {
  ExpectRefused("{\n \"about\": \"x\",\n oops\n}", "line 3, column 2");
  ExpectRefused("[]", "expected one object");
  ExpectRefused(std::string(kMaxVocabularyBytes + 1, ' '), "larger than");
}

TEST(VocabularyTest, MissingAndUnknownSectionsAreNamed) {
  ExpectRefused("{}", "lists");
  ExpectRefused(Edited("\"synonyms\":", "\"synonym\":"), "synonym");
  ExpectRefused(Edited("\"forbidden_kinds\":", "\"forbidden\":"), "forbidden");
}

TEST(VocabularyTest, ListsAndIdsAreTheWires) {
  ExpectRefused(Edited("\"SocialEnvironmentCode\": [", "\"Moods\": ["),
                "Moods");
  ExpectRefused(Edited("\"id\": \"LEVEL_6E\"", "\"id\": \"LEVEL_SIXTH\""),
                "LEVEL_6E");
  ExpectRefused(Edited("\"id\": \"NO_EFFECT\"", "\"id\": \"TIMES_TO_RESPECT\""),
                "stands twice");
}

TEST(VocabularyTest, UnknownListsAndOutcomesOfAColumnAreNamed) {
  ExpectRefused(Edited("\"list\": \"Sex\"", "\"list\": \"Gender\""), "Gender");
  ExpectRefused(
      Edited("\"TIG\": \"JUDICIAL_WITHOUT_BASIS\"", "\"TIG\": \"NOT_NICE\""),
      "NOT_NICE");
  ExpectRefused(
      Edited("\"outcome\": \"THEIRS_TO_DEPOSIT\"", "\"outcome\": \"THEIRS\""),
      "THEIRS");
}

TEST(VocabularyTest, ASynonymHasOneKnownMeaning) {
  ExpectRefused(Edited("\"garçon\": \"MALE\"", "\"fille.\": \"MALE\""),
                "two meanings");
  ExpectRefused(Edited("\"garçon\": \"MALE\"", "\"garçon\": \"BOY\""), "BOY");
  ExpectRefused(Edited("\"garçon\": \"MALE\"", "\"garçon\": null"),
                "needs a refusal");
  ExpectRefused(Edited("\"garçon\": \"MALE\"", "\"garçon\": 1"),
                "expected an id or null");
  ExpectRefused(
      Edited("\"SAGIM\": \"NOT_A_PARTNER\"", "\"SAGIMM\": \"NOT_A_PARTNER\""),
      "SAGIMM");
}

TEST(VocabularyTest, SentencesHaveTheSamePlaceholdersInBothLanguages) {
  ExpectRefused(Edited("Call the préfecture: {prefecture_contact}",
                       "Call the préfecture"),
                "RADICALISATION_REDIRECT");
}

TEST(VocabularyTest, AGroupMayRewordLabelsAndAddSynonyms) {
  std::string json =
      Edited("\"fr\": \"Décrochage scolaire\"", "\"fr\": \"Rupture scolaire\"");
  json = absl::StrReplaceAll(json, {{"\"garçon\": \"MALE\"",
                                     "\"garçon\": \"MALE\", \"gars\": "
                                     "\"MALE\""}});
  const absl::StatusOr<Vocabulary> loaded = Vocabulary::Load(json);
  ASSERT_THAT(loaded, IsOk());
  EXPECT_EQ(
      loaded->Label("ReferralReason", "SCHOOL_DROPOUT", Language::kFrench),
      "Rupture scolaire");
  EXPECT_EQ(loaded->Read("Sexe", "Gars").value, "MALE");
}

TEST(VocabularyTest, AFileWithoutRemarkWordsTakesTheReferenceGroups) {
  std::string json(BuiltinVocabularyJson());
  json = absl::StrCat(json.substr(0, json.find(",\n \"remark_words\"")), "\n}");
  const absl::StatusOr<Vocabulary> loaded = Vocabulary::Load(json);
  ASSERT_THAT(loaded, IsOk());
  EXPECT_EQ(loaded->remark_words(), Vocabulary::Builtin().remark_words());
}

TEST(VocabularyTest, TheCompiledInFileIsWhole) {
  EXPECT_THAT(Vocabulary::Load(BuiltinVocabularyJson()), IsOk());
  EXPECT_THAT(Vocabulary::Builtin().columns(), SizeIs(29));
  EXPECT_THAT(Vocabulary::Builtin().Ids("ImportOutcome"), Contains("KEPT"));
  EXPECT_EQ(
      Vocabulary::Builtin().MinAge("ActionKind", "MISSION_LOCALE_MEETING"), 16);
}

TEST(VocabularyTest, LabelsComeInTwoLanguagesAndUnknownIdsComeBack) {
  const Vocabulary& words = Vocabulary::Builtin();
  EXPECT_EQ(words.Label("Sex", "FEMALE", Language::kFrench), "Féminin");
  EXPECT_EQ(words.Label("Sex", "FEMALE", Language::kEnglish), "Female");
  EXPECT_EQ(words.Label("Sex", "NOBODY", Language::kFrench), "NOBODY");
  EXPECT_EQ(words.Label("Nowhere", "FEMALE", Language::kFrench), "FEMALE");
  EXPECT_EQ(words.PartnerLabel("education-nationale"), "Éducation nationale");
  EXPECT_EQ(words.PartnerLabel("elsewhere"), "elsewhere");
  EXPECT_EQ(words.ForbiddenKind("health", Language::kFrench), "la santé");
}

// How a spreadsheet names one of its people is no name of an organisation.
TEST(VocabularyTest, AnOrganisationIsCalledByItsOwnName) {
  const Vocabulary& words = Vocabulary::Builtin();
  EXPECT_EQ(words.PartnerLabel("pjj"), "PJJ");
  EXPECT_EQ(words.PartnerLabel("mission-locale"), "Mission locale");
  EXPECT_EQ(words.PartnerLabel("association-mediation"), "Médiation");
  EXPECT_EQ(words.PartnerLabel("conseil-departemental"),
            "Conseil départemental");
}

TEST(VocabularyTest, MessagesShowNoBraces) {
  const Vocabulary& words = Vocabulary::Builtin();
  EXPECT_THAT(words.Message("POLICY_DENIED", Language::kFrench,
                            {{"coordinator_contact", "02 33 00 00 00"}}),
              AllOf(HasSubstr("02 33 00 00 00"), Not(HasSubstr("{"))));
  EXPECT_THAT(words.Message("POLICY_DENIED", Language::kEnglish, {}),
              AllOf(HasSubstr("…"), Not(HasSubstr("{"))));
  EXPECT_THAT(words.Message("SECTION_WITHHELD", Language::kFrench,
                            {{"section", "{article}"}, {"article", "art. 3"}}),
              HasSubstr("{article} : la charte"));
  EXPECT_EQ(words.Message("NO_SUCH", Language::kFrench, {}), "NO_SUCH");
}

TEST(VocabularyTest, WhatPeopleWriteIsReadTolerantly) {
  const Vocabulary& words = Vocabulary::Builtin();
  EXPECT_EQ(words.Read("Signalé par", "missions  LOCALES").value,
            "mission-locale");
  EXPECT_EQ(
      words.Read("Établissement / situation", "Collège Jean Moulin").value,
      "COLLEGE");
  EXPECT_EQ(
      words.Read("Établissement / situation", "lycée professionnel X").value,
      "LYCEE_PRO");
  EXPECT_EQ(words.Read("Motif", "Absentéisme.").value, "SCHOOL_ABSENCE");
  EXPECT_TRUE(words.Read("Motif", "sortie de detention").doubtful);
  EXPECT_EQ(words.Read("Motif", "n'importe quoi").kind,
            Meaning::Kind::kUnknown);
  EXPECT_EQ(words.Read("Nulle part", "vol").kind, Meaning::Kind::kUnknown);
}

TEST(VocabularyTest, ARefusedPhraseInsideALongerTextIsRefused) {
  const Vocabulary& words = Vocabulary::Builtin();
  EXPECT_EQ(words.Read("Motif", "suspicion de vol").outcome,
            "OFFENCE_NOT_MUNICIPAL");
  EXPECT_EQ(words.Read("Profil", "risque radicalisation ?").outcome,
            "RADICALISATION_REFUSED");
  EXPECT_EQ(
      words.Read("Établissement / situation", "Collège Racine ULIS").outcome,
      "NO_SUCH_DATA");
  EXPECT_EQ(words.Read("Motif", "volontaire").kind, Meaning::Kind::kUnknown);
  // « police » is refused as a pilot, « police municipale » is the town.
  EXPECT_EQ(words.Read("Pilote", "police municipale").value, "commune-alencon");
  EXPECT_EQ(words.Read("Pilote", "brigade de police municipale").kind,
            Meaning::Kind::kUnknown);
}

TEST(VocabularyTest, ColumnsKnowTheirLists) {
  const Vocabulary& words = Vocabulary::Builtin();
  EXPECT_EQ(words.ListOf("Établissement / situation", "OUT_OF_SCHOOL"),
            "SchoolingStatus");
  EXPECT_EQ(words.ListOf("Signalé par", "pjj"), "partner");
  EXPECT_THAT(words.ListOf("Signalé par", "FEMALE"), IsEmpty());
}

}  // namespace
}  // namespace sceau
