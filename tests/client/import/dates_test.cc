// Dates are read day, month, year, or not at all.
#include "client/import/dates.h"

#include <string>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

using absl::CivilDay;

constexpr CivilDay kToday(2026, 11, 22);

std::string ReadDay(absl::string_view text) {
  const DateReading read = ReadDate(text, kToday);
  return read.day.has_value() ? absl::FormatCivilTime(*read.day) : "";
}

DateFault FaultOf(absl::string_view text) {
  return ReadDate(text, kToday).fault;
}

TEST(DatesTest, ImpossibleDaysAreRefused) {
  EXPECT_EQ(FaultOf("31/02/2009"), DateFault::kImpossible);
  EXPECT_EQ(FaultOf("29/02/2025"), DateFault::kImpossible);
  EXPECT_EQ(FaultOf("00/01/2025"), DateFault::kImpossible);
  EXPECT_EQ(FaultOf("32/01/2025"), DateFault::kImpossible);
  EXPECT_EQ(FaultOf("2025-13-01"), DateFault::kImpossible);
  EXPECT_EQ(FaultOf("31/12/1989"), DateFault::kImpossible);
  EXPECT_EQ(FaultOf("mardi 5 janvier 2026"), DateFault::kWeekday);
  EXPECT_EQ(FaultOf("ven. 11/03/2010"), DateFault::kWeekday);
  EXPECT_EQ(FaultOf("01/13/2025"), DateFault::kMonthFirst);
}

TEST(DatesTest, ADayWithAWordThatTakesItBackIsNone) {
  for (const absl::string_view text :
       {"12/03/2026 reportée", "12/03/2026 (annulé)",
        "12/03/2026 ou 13/03/2026", "12/03/2026 environ", "avant le 12/03/2026",
        "12/03/2026 à confirmer", "12/03/2026 au 15/03/2026",
        "12/03/2026 en attente"}) {
    EXPECT_EQ(FaultOf(text), DateFault::kNotADate) << text;
    EXPECT_FALSE(ReadBirthDate(text, kToday).day.has_value()) << text;
  }
}

TEST(DatesTest, WhatStandsAroundADayIsDropped) {
  for (const absl::string_view text :
       {"12/03/2010 à Alençon", "ven. 12/03/2010", "12/03/2010 14h30",
        "ven. 12 mars 2010", "vendredi 12/03/2010 à 9h", "12/03/2010 à 14 h 30",
        "12032010", "20100312", "12.03.10 14:30:00", "le 12/3/2010",
        "2010-03-12T14:30:00Z", "12/03/2010 au Mans (72)",
        "séance du 12/03/2010", "12/03/2010 00:00:00.000", "12/03/2010 2:30 PM",
        "12 / 03 / 2010", "12/mars/2010"}) {
    EXPECT_EQ(ReadDay(text), "2010-03-12") << text;
  }
  for (const absl::string_view text :
       {"12/03/2010 Alençon", "12/03/2010 - ALENÇON (61)",
        "12/03/2010, Saint-Denis", "Alençon, le 12/03/2010",
        "née à L'Aigle le 12 mars 2010", "12/03/2010 (16 ans) à Argentan"}) {
    EXPECT_EQ(ReadBirthDate(text, kToday).day, CivilDay(2010, 3, 12)) << text;
  }
}

TEST(DatesTest, TheOrderOfANumericDateIsToldWhereItShows) {
  EXPECT_EQ(OrderOf("25/03/2010"), DayOrder::kDayFirst);
  EXPECT_EQ(OrderOf("03/25/2010"), DayOrder::kMonthFirst);
  EXPECT_EQ(OrderOf("03/04/2010"), DayOrder::kEither);
  EXPECT_EQ(OrderOf("mer. 12/01/2010"), DayOrder::kMonthFirst);
  for (const absl::string_view text :
       {"05/05/2010", "3 avril 2010", "2010-03-04", "bientôt", ""}) {
    EXPECT_EQ(OrderOf(text), DayOrder::kNoNumbers) << text;
  }
}

TEST(DatesTest, WhatIsNotAWholeDateIsRefused) {
  EXPECT_EQ(FaultOf("vers 2008"), DateFault::kApproximate);
  EXPECT_EQ(FaultOf("2008"), DateFault::kApproximate);
  EXPECT_EQ(FaultOf("mars 2008"), DateFault::kApproximate);
  EXPECT_EQ(FaultOf("03/2008"), DateFault::kApproximate);
  for (const absl::string_view age : {"16", "15 ans", "(1 an)", "avril 10"}) {
    EXPECT_EQ(FaultOf(age), DateFault::kApproximate) << age;
  }
  for (const absl::string_view text :
       {"", "?", "inconnu", "sans", "1/2", "3/4/2010 à vérifier",
        "3/4/2010 (?)", "12/11/208", "1/2/3/4", "2026-11-22-01", "ju 5 2026",
        "5 jui 2026"}) {
    EXPECT_EQ(FaultOf(text), DateFault::kNotADate) << text;
  }
}

TEST(DatesTest, ASpreadsheetsSerialNumberIsRefusedAsSuch) {
  EXPECT_EQ(FaultOf("45213"), DateFault::kSerialNumber);
}

TEST(DatesTest, NumericFormsAreDayMonthYear) {
  for (const absl::string_view text :
       {"07/09/2010", "7/9/2010", "07-09-2010", "07.09.2010", "07/09/10",
        "2010-09-07", "2010/09/07", " 07 09 2010 ", "07/09/2010 00:00",
        "2010-09-07T08:30:00", "2010-09-07 00:00:00", "né le 07/09/2010",
        "Né(e) le 7.9.10", "le 7 septembre 2010", "07/09/2010 (16 ans)",
        "née le 7 sept. 2010, 16 ans"}) {
    EXPECT_EQ(ReadDay(text), "2010-09-07") << text;
  }
}

TEST(DatesTest, MonthsAreReadByName) {
  EXPECT_EQ(ReadDay("11 janv. 2026"), "2026-01-11");
  EXPECT_EQ(ReadDay("8 août 2025"), "2025-08-08");
  EXPECT_EQ(ReadDay("1er AOUT 2014"), "2014-08-01");
  EXPECT_EQ(ReadDay("27 févr. 2001"), "2001-02-27");
  EXPECT_EQ(ReadDay("27 fev 2001"), "2001-02-27");
  EXPECT_EQ(ReadDay("14 juil. 2025"), "2025-07-14");
  EXPECT_EQ(ReadDay("14 juin 2025"), "2025-06-14");
  EXPECT_EQ(ReadDay("10 déc. 2025"), "2025-12-10");
  EXPECT_EQ(ReadDay("3-mars-26"), "2026-03-03");
  EXPECT_EQ(ReadDay("11-janv.-26"), "2026-01-11");
  EXPECT_EQ(ReadDay("lundi 5 janvier 2026"), "2026-01-05");
}

TEST(DatesTest, TwoDigitYearsAreTheNearest) {
  EXPECT_EQ(ReadDay("02/11/26"), "2026-11-02");
  EXPECT_EQ(ReadDay("04/01/27"), "2027-01-04");
  EXPECT_EQ(ReadDay("04/01/76"), "2076-01-04");
  EXPECT_EQ(FaultOf("04/01/77"), DateFault::kImpossible);  // 1977.
}

TEST(DatesTest, TwoDigitBirthYearsLieInTheThirtyYearsBeforeTheReferral) {
  const CivilDay referral(2026, 7, 13);
  EXPECT_EQ(ReadBirthDate("08/09/08", referral).day, CivilDay(2008, 9, 8));
  EXPECT_EQ(ReadBirthDate("14/07/96", referral).day, CivilDay(1996, 7, 14));
  EXPECT_EQ(ReadBirthDate("13/07/96", referral).fault, DateFault::kYearUnclear);
  EXPECT_EQ(ReadBirthDate("14/07/26", referral).fault,
            DateFault::kYearUnclear);  // 1926.
  EXPECT_EQ(ReadBirthDate("13/07/26", referral).day, CivilDay(2026, 7, 13));
  EXPECT_EQ(ReadBirthDate("29/02/00", referral).day, CivilDay(2000, 2, 29));
  EXPECT_EQ(ReadBirthDate("05/06/1985", referral).day, CivilDay(1985, 6, 5));
  EXPECT_EQ(ReadBirthDate("05/06/1885", referral).fault,
            DateFault::kImpossible);
}

TEST(DatesTest, AgesAreInCompletedYearsAndLeapBirthdaysOnTheFirstOfMarch) {
  const CivilDay birth(2008, 11, 22);
  EXPECT_EQ(AgeOn(birth, CivilDay(2026, 11, 21)), 17);
  EXPECT_EQ(AgeOn(birth, CivilDay(2026, 11, 22)), 18);
  const CivilDay leap(2008, 2, 29);
  EXPECT_EQ(AgeOn(leap, CivilDay(2026, 2, 28)), 17);
  EXPECT_EQ(AgeOn(leap, CivilDay(2026, 3, 1)), 18);
  EXPECT_EQ(Birthday(leap, 18), CivilDay(2026, 3, 1));
  EXPECT_EQ(Birthday(leap, 20), CivilDay(2028, 2, 29));
}

}  // namespace
}  // namespace sceau
