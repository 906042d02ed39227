// Numbers of persons and cars are found, dates and sums are not.
#include "server/content/identifiers.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

TEST(IdentifiersTest, ASocialSecurityNumberIsFoundInItsGroups) {
  for (const char* text :
       {"1 06 03 61 001 001", "NIR 1 06 03 61 001 001 72", "2.05.12.2A.004.012",
        "(1-06-03-61-001-001)", "1 06 03 2b 001 001 10"}) {
    EXPECT_TRUE(HasSocialSecurityNumber(text)) << text;
  }
}

TEST(IdentifiersTest, InOtherGroupsItsKeyDecides) {
  EXPECT_TRUE(HasSocialSecurityNumber("106036100100163"));
  EXPECT_TRUE(HasSocialSecurityNumber("1060361001001 63"));
  EXPECT_TRUE(HasSocialSecurityNumber("10603 6100100163"));
  EXPECT_TRUE(HasSocialSecurityNumber("205122A00401275"));
  EXPECT_FALSE(HasSocialSecurityNumber("106036100100164"));
  EXPECT_FALSE(HasSocialSecurityNumber("10603 6100100164"));
  EXPECT_FALSE(HasSocialSecurityNumber("205122A00401276"));
}

TEST(IdentifiersTest, ImpossibleSexMonthOrDepartmentIsNoSuchNumber) {
  EXPECT_FALSE(HasSocialSecurityNumber("5 06 03 61 001 001"));
  EXPECT_FALSE(HasSocialSecurityNumber("1 06 13 61 001 001"));
  EXPECT_FALSE(HasSocialSecurityNumber("1 06 00 61 001 001"));
  EXPECT_FALSE(HasSocialSecurityNumber("1 06 03 00 001 001"));
  EXPECT_FALSE(HasSocialSecurityNumber("1 06 03 61 001"));
  EXPECT_FALSE(HasSocialSecurityNumber(""));
}

TEST(IdentifiersTest, TelephonesAreFoundAndDaysAreNot) {
  for (const char* text :
       {"06 39 98 31 66", "0639983166", "06.39.98.31.66", "06-39-98-31-66",
        "tel:06 39 98 31 66.", "+33 6 39 98 31 66", "+33639983166",
        "+212 612 345 678", "0639 98 31 66"}) {
    EXPECT_TRUE(HasPhoneNumber(text)) << text;
  }
  for (const char* text :
       {"12, 13, 14, 15 et 16 mai", "12 13 14 15 16", "03/05/2026 04/05/2026",
        "03.05.26 10.05.26", "00 12 13 14 15", "06 39 98 31", "+ 12 euros",
        "A0639983166", "06 39 98 31 66 12", "14 h 30"}) {
    EXPECT_FALSE(HasPhoneNumber(text)) << text;
  }
}

TEST(IdentifiersTest, NineDigitsInARowAreSomeonesNumber) {
  EXPECT_TRUE(HasLongNumber("123456789"));
  EXPECT_FALSE(HasLongNumber("12345678"));
  EXPECT_TRUE(HasLongNumber("FR76 3000 6000 0112 3456 7890 189"));
  EXPECT_FALSE(HasLongNumber("FR76 3000 6000 0112"));
}

TEST(IdentifiersTest, AccountsAndWebAddressesAreFound) {
  for (const char* text : {"a@b.fr", "voir HTTPS://x.fr", "www.x.fr",
                           "@kevindu61", "insta: @abc"}) {
    EXPECT_TRUE(HasOnlineAddress(text)) << text;
  }
  for (const char* text : {"c@nnabis", "10 @ 12", "@", "mission locale"}) {
    EXPECT_FALSE(HasOnlineAddress(text)) << text;
  }
}

TEST(IdentifiersTest, PlatesAreFoundAndAcronymsAreNot) {
  for (const char* text : {"AB-123-CD", "ab-123-cd", "AB 123 CD", "AB123CD",
                           "1234 XY 61", "123 ABC 61"}) {
    EXPECT_TRUE(HasNumberPlate(SplitWords(text))) << text;
  }
  for (const char* text : {"de 100 en", "IO 123 UI", "12 RDV 14", "le 120 bus",
                           "CAP 2 an", "AB-1234-CD"}) {
    EXPECT_FALSE(HasNumberPlate(SplitWords(text))) << text;
  }
}

}  // namespace
}  // namespace sceau
