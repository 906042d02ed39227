// A remark is told by its kind, never repeated.
#include "client/import/remarks.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class RemarksTest : public ::testing::Test {
 protected:
  std::vector<std::string> Kinds(absl::string_view text) const {
    return reader_.Read(text).kinds;
  }

  RemarkReader reader_{Vocabulary::Builtin()};
};

TEST_F(RemarksTest, EachForbiddenKindIsRecognized) {
  EXPECT_THAT(Kinds("suivi psy au CMP, traitement en cours"),
              ElementsAre("health"));
  EXPECT_THAT(Kinds("mère dépressive, père inconnu"),
              UnorderedElementsAre("health", "third_person"));
  EXPECT_THAT(Kinds("famille musulmane pratiquante"), ElementsAre("religion"));
  EXPECT_THAT(Kinds("connu TAJ"), ElementsAre("police_file"));
  EXPECT_THAT(Kinds("d'origine tchétchène"), ElementsAre("origin"));
  EXPECT_THAT(Kinds("NIR 1 06 03 61 001 001 72"), ElementsAre("identifier"));
  EXPECT_THAT(Kinds("n° 106036100100172"), ElementsAre("identifier"));
  EXPECT_THAT(Kinds("il est « ingérable »"),
              UnorderedElementsAre("rumour", "judgement"));
  EXPECT_THAT(Kinds("frère incarcéré"),
              UnorderedElementsAre("third_person", "police_file"));
}

TEST_F(RemarksTest, WordsAreWholeAndTelephonesNoIdentityNumbers) {
  EXPECT_THAT(Kinds("rappeler au 06 39 98 96 63"), IsEmpty());
  EXPECT_THAT(Kinds("amical, vient à la vogue"), IsEmpty());
  EXPECT_THAT(Kinds("bonne adhésion"), IsEmpty());
  EXPECT_THAT(Kinds("pas de nouvelles depuis mars"), IsEmpty());
}

TEST_F(RemarksTest, FormulasAreSeenForWhatTheyAre) {
  for (const absl::string_view text :
       {"=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)"}) {
    EXPECT_TRUE(reader_.Read(text).formula) << text;
  }
  EXPECT_FALSE(reader_.Read("RAS").formula);
}

}  // namespace
}  // namespace sceau
