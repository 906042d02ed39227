#include "client/cli/cases/entry_text.h"

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/output.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::testing::HasSubstr;

class EntryTextTest : public ::testing::Test {
 protected:
  const Labels labels_{Vocabulary::Builtin(), Language::kFrench, {}};
};

TEST_F(EntryTextTest, MistakesAreNamedByLineAndColumn) {
  const auto entry = ParseEntry(
      "body {\n  schooling {\n    status: SLEEPING\n  }\n}\n", labels_);
  EXPECT_EQ(ExitCodeOf(entry.status()), ExitCode::kRefused);
  EXPECT_THAT(std::string(entry.status().message()), HasSubstr("3:"));
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
