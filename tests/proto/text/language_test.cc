#include "proto/text/language.h"

#include "gtest/gtest.h"

namespace sceau {
namespace {

TEST(LanguageTest, FrenchUnlessEnglishIsAsked) {
  EXPECT_EQ(LanguageOf(nullptr, nullptr, nullptr), Language::kFrench);
  EXPECT_EQ(LanguageOf(nullptr, nullptr, "en_US.UTF-8"), Language::kEnglish);
  EXPECT_EQ(LanguageOf("C.UTF-8", nullptr, "en"), Language::kEnglish);
  EXPECT_EQ(LanguageOf("fr_FR.UTF-8", nullptr, "en"), Language::kFrench);
  EXPECT_EQ(LanguageOf("", "", "de_DE"), Language::kFrench);
}

}  // namespace
}  // namespace sceau
