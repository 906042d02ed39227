#include "client/cli/cases/entry_text.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "proto/text/output.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

class EntryTextTest : public ::testing::Test {
 protected:
  const Labels labels_{Vocabulary::Builtin(), Language::kFrench, {}};
};

// What a person reads of a file that is not understood.
std::string Told(absl::string_view text, const Labels& labels) {
  const auto entry = ParseEntry(text, labels);
  EXPECT_EQ(ExitCodeOf(entry.status()), ExitCode::kRefused);
  return Paragraph(std::string(entry.status().message()));
}

TEST_F(EntryTextTest, AnUnknownValueIsToldWithThoseThereAreInTheGroupsWords) {
  const std::string told =
      Told("body {\n  schooling {\n    status: IN_SCHOL\n  }\n}\n", labels_);
  EXPECT_THAT(told, HasSubstr("Rien n'est parti.\nLigne 3, colonne 13 : « "
                              "IN_SCHOL » n'est pas une valeur de « status » ; "
                              "écrire\n« SCHOOLING_STATUS_IN_SCHOOL »."));
  EXPECT_THAT(told, HasSubstr(absl::StrCat(
                        "\n  SCHOOLING_STATUS_RETURNING  ",
                        labels_.Value(v1::SCHOOLING_STATUS_RETURNING), "\n")));
  EXPECT_THAT(Told("body { schooling { status: SLEEPING } }", labels_),
              HasSubstr("choisir\nci-dessous."));
}

TEST_F(EntryTextTest, AnUnknownFieldIsToldWithThoseAPersonMayWrite) {
  const std::string told =
      Told("body {\n  schooling {\n    statut: X\n  }\n}\n", labels_);
  EXPECT_THAT(told, HasSubstr("Ligne 3, colonne 5 : le champ « statut » "
                              "n'existe pas ici ; écrire « status »."));
  EXPECT_THAT(told, HasSubstr("Ce qui peut s'écrire ici :\n  status  "));
  EXPECT_THAT(Told("body { scolarity { } }", labels_),
              HasSubstr(absl::StrCat(
                  "  schooling  ", labels_.Category(v1::CATEGORY_SCHOOLING))));
  // The service's own: never to be written.
  EXPECT_THAT(Told("ownr: \"pjj\"", labels_), Not(HasSubstr("  owner")));
}

TEST_F(EntryTextTest, SlipsOfThePenAreToldInFrench) {
  EXPECT_THAT(Told("narrowed_to: pjj", labels_),
              HasSubstr("Ligne 1, colonne 14 : « narrowed_to » attend un texte "
                        "entre guillemets droits"));
  EXPECT_THAT(Told("body {", labels_),
              HasSubstr("ajouter\n« } » où il manque."));
}

TEST_F(EntryTextTest, EmptyAndUnfilledFilesAreRefused) {
  for (const std::string& text :
       {std::string(), std::string("body { }"), std::string("# rien\n"),
        EntryTemplate(v1::CATEGORY_SCHOOLING, labels_)}) {
    EXPECT_EQ(ExitCodeOf(ParseEntry(text, labels_).status()),
              ExitCode::kRefused);
  }
}

TEST_F(EntryTextTest, EveryCategoryHasATemplateThatFitsTheTerminal) {
  for (int i = 1; i <= 20; ++i) {
    const std::string text =
        EntryTemplate(static_cast<v1::Category>(i), labels_);
    EXPECT_THAT(text, HasSubstr("body {"));
    for (const std::string& line :
         std::vector<std::string>(absl::StrSplit(text, '\n'))) {
      EXPECT_LE(DisplayWidth(line), kLineWidth) << line;
    }
  }
}

TEST_F(EntryTextTest, FilledInTemplateIsRead) {
  const std::string text = absl::StrReplaceAll(
      EntryTemplate(v1::CATEGORY_SCHOOLING, labels_),
      {{"status: VALEUR", "status: SCHOOLING_STATUS_IN_SCHOOL"},
       {"# since {", "since {"}});
  const auto entry = ParseEntry(text, labels_);
  ASSERT_THAT(entry, IsOk());
  EXPECT_EQ(entry->body().schooling().status(), v1::SCHOOLING_STATUS_IN_SCHOOL);
  EXPECT_EQ(entry->body().schooling().since().month(), 1);
  EXPECT_EQ(CategoryOf(entry->body()), v1::CATEGORY_SCHOOLING);
}

}  // namespace
}  // namespace sceau
