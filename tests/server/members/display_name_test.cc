#include "server/members/display_name.h"

#include <string>

#include "gtest/gtest.h"

namespace sceau {
namespace {

TEST(DisplayNameTest, RefusesWhatIsNoName) {
  for (const char* const name :
       {"", " Anne", "Anne ", "Anne  Rivière", "Anne3", "Anne\nRivière",
        "Anne\u202eRivière", "-Anne", "anne@example", "Anne\u200bRivière",
        "Rivie\u0300re Anne", "\xff\xfe", "Anne/Rivière"}) {
    EXPECT_FALSE(IsDisplayName(name)) << name;
  }
}

TEST(DisplayNameTest, AcceptsNamesAsPeopleWriteThem) {
  for (const char* const name : {"Rivière Anne", "L’Hôtelier Jean-Éric",
                                 "d'Artagnan", "N. Đặng", "Ó", "Müller K."}) {
    EXPECT_TRUE(IsDisplayName(name)) << name;
  }
}

TEST(DisplayNameTest, EightyCharactersAreTheBound) {
  std::string name;
  for (size_t i = 0; i < kMaxDisplayNameCharacters; ++i) name += "é";
  EXPECT_TRUE(IsDisplayName(name));
  EXPECT_FALSE(IsDisplayName(name + "é"));
}

}  // namespace
}  // namespace sceau
