#include "client/print/spacing.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau::print {
namespace {

TEST(SpacingTest, PunctuationStaysWithItsWord) {
  EXPECT_EQ(FrenchSpacing("moins de 5 % ; voir : « là » ! Oui ?"),
            "moins de 5\u00A0%\u202F; voir\u00A0: «\u00A0là\u00A0»\u202F! "
            "Oui\u202F?");
}

TEST(SpacingTest, NothingElseChanges) {
  for (const char* text :
       {"", " ", "a  b ", "12:30", "a;b", "«là»", "été\nhiver", "fin "}) {
    EXPECT_EQ(FrenchSpacing(text), text);
  }
}

}  // namespace
}  // namespace sceau::print
