// A telephone number is French and whole, or left out.
#include "client/import/phones.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

TEST(PhonesTest, WhatIsNotOneFrenchNumberIsNotRead) {
  for (const absl::string_view text :
       {"", "06 39 98 96", "06 39 98 96 63 1", "639989663", "00 39 98 96 63",
        "06 39 98 96 63 / 07 39 98 96 63", "+49 30 1234567", "0639O89663",
        "+33 6 39 98 96", "voir la mère", "+330039989663"}) {
    EXPECT_EQ(ReadPhone(text), std::nullopt) << text;
  }
}

TEST(PhonesTest, NationalAndInternationalFormsAreOneNumber) {
  for (const absl::string_view text :
       {"06 39 98 96 63", "0639989663", "06.39.98.96.63", "06-39-98-96-63",
        "06/39/98/96/63", "06\u00a039\u202f98 96 63", "+33 6 39 98 96 63",
        "+33 (0)6 39 98 96 63", "0033639989663", "\u202a0639989663\u202c"}) {
    EXPECT_EQ(ReadPhone(text), "+33639989663") << text;
  }
}

}  // namespace
}  // namespace sceau
