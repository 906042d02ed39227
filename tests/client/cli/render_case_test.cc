#include "client/cli/cases/render_case.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "client/lib/files.h"
#include "proto/text/output.h"
#include "tests/client/cli/sample_case.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::SampleCase;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::CivilDay kShownOn(2026, 11, 23);

class RenderCaseTest : public ::testing::Test {
 protected:
  static std::string Render(const v1::Case& file, Language language) {
    const Labels labels(Vocabulary::Builtin(), language,
                        {{"education-nationale", "DSDEN de l'Orne"},
                         {"mission-locale", "Mission locale"},
                         {"commune-alencon", "Commune d'Alençon"},
                         {"prefecture", "Préfecture de l'Orne"}});
    return RenderCase(file, labels,
                      {.today = kShownOn,
                       .purpose = v1::READING_PURPOSE_FOLLOW_UP,
                       .coordinator_contact = "Mme Aubry, 02 33 00 00 01"});
  }

  static std::string Golden(const std::string& name) {
    return ReadFile(absl::StrCat(SCEAU_SOURCE_DIR, "/tests/client/cli/golden/",
                                 name),
                    1 << 20)
        .value_or("missing");
  }
};

TEST_F(RenderCaseTest, CaseReadsAsItsFrenchGoldenFile) {
  EXPECT_EQ(Render(SampleCase(), Language::kFrench),
            Golden("case_show.fr.txt"));
}

TEST_F(RenderCaseTest, CaseReadsAsItsEnglishGoldenFile) {
  EXPECT_EQ(Render(SampleCase(), Language::kEnglish),
            Golden("case_show.en.txt"));
}

TEST_F(RenderCaseTest, NoLineIsWiderThanTheTerminal) {
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    for (const std::string& line : std::vector<std::string>(
             absl::StrSplit(Render(SampleCase(), language), '\n'))) {
      EXPECT_LE(DisplayWidth(line), kLineWidth) << line;
    }
  }
}

TEST_F(RenderCaseTest, StrengthsComeBeforeEverythingElse) {
  const std::string text = Render(SampleCase(), Language::kFrench);
  EXPECT_LT(text.find("CE QUI VA BIEN"), text.find("LE PLAN"));
  EXPECT_LT(text.find("LE PLAN"), text.find("CE QUE LA CHARTE"));
}

TEST_F(RenderCaseTest, WithheldSectionLooksTheSameEmptyOrFilled) {
  const v1::Case empty = SampleCase();
  v1::Case filled = empty;
  // What a server must never send is not shown either.
  v1::Entry& entry = *filled.add_entries();
  entry.set_category(v1::CATEGORY_JUDICIAL_MEASURE);
  entry.mutable_body()->mutable_judicial_measure()->set_nature(
      v1::JUDICIAL_MEASURE_NATURE_REPARATION);
  EXPECT_EQ(Render(filled, Language::kFrench),
            Render(empty, Language::kFrench));
}

TEST_F(RenderCaseTest, NamesWithControlCharactersAreNeverPrintedRaw) {
  v1::Case file = SampleCase();
  file.mutable_entries(0)->mutable_body()->mutable_identity()->set_family_name(
      "Du\x1b[2Jrand\u202e");
  const std::string text = Render(file, Language::kFrench);
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
}

TEST_F(RenderCaseTest, ReferenceIdentityIsTheSecretariats) {
  v1::Case file = SampleCase();
  v1::Entry proposal = file.entries(0);
  proposal.set_owner("pjj");
  proposal.mutable_body()->mutable_identity()->set_family_name("Autre");
  file.mutable_entries(0)->Swap(&proposal);
  *file.add_entries() = proposal;
  EXPECT_THAT(Render(file, Language::kFrench),
              HasSubstr("Durand Léa, née le 4 mars 2010 (16 ans)"));
}

}  // namespace
}  // namespace sceau
