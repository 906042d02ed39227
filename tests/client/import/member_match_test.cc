// A name is one registered member's, or nobody's.
#include "client/import/member_match.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

TEST(MemberMatchTest, InitialsAloneAreNobody) {
  EXPECT_FALSE(MatchesMember("", "Camille Martin"));
  EXPECT_FALSE(MatchesMember("C. M.", "Camille Martin"));
  EXPECT_FALSE(MatchesMember("Mme", "Camille Martin"));
}

TEST(MemberMatchTest, EveryWordMustStandInTheName) {
  EXPECT_FALSE(MatchesMember("P. Martin", "Camille Martin"));
  EXPECT_FALSE(MatchesMember("Camille Martinez", "Camille Martin"));
  EXPECT_FALSE(MatchesMember("Camille Martin Durand", "Camille Martin"));
}

TEST(MemberMatchTest, NamesAreReadAsPeopleWriteThem) {
  for (const absl::string_view written :
       {"C. Martin", "C Martin", "Martin", "MARTIN Camille", "camille martin",
        "Mme Martin", "M. Martin", "Mme C. MARTIN"}) {
    EXPECT_TRUE(MatchesMember(written, "Camille Martin")) << written;
  }
  EXPECT_TRUE(MatchesMember("J-B Le Goff", "Jean-Baptiste Le Goff"));
  EXPECT_TRUE(MatchesMember("Lefevre", "Anaïs LEFÈVRE"));
}

}  // namespace
}  // namespace sceau
