// An address is where someone lives, and no more than that.
#include "client/import/addresses.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

AddressReading Read(absl::string_view text) {
  return ReadAddress(text, "", "");
}

TEST(AddressesTest, AddressesOfInstitutionsAreRefused) {
  for (const absl::string_view text :
       {"Foyer des jeunes, 3 rue X, 61000 ALENÇON",
        "Maison d'arrêt, 61000 ALENÇON",
        "CPO 31 rue Anne-Marie Javouhey, 61000 "
        "ALENÇON",
        "Centre pénitentiaire, 61000 Condé",
        "chambre 12, hôpital, 61000 ALENÇON",
        "MECS Les Tilleuls 61000 ALENÇON"}) {
    EXPECT_EQ(Read(text).fault, AddressFault::kInstitution) << text;
    EXPECT_EQ(Read(text).postal_code, "61000") << text;
  }
}

TEST(AddressesTest, AStreetNamedAfterOneSaysNothing) {
  for (const absl::string_view text :
       {"12 rue de l'Hôpital, 61000 ALENÇON", "3 place du Foyer, 61000 ALENÇON",
        "4 allée de la Prison, 61000 ALENÇON",
        "8 rue Hospitalière, 61000 ALENÇON"}) {
    EXPECT_EQ(Read(text).fault, AddressFault::kNone) << text;
  }
}

TEST(AddressesTest, WhoseGuestSomeoneIsIsNotKept) {
  EXPECT_EQ(Read("chez Mme X, 3 rue Y, 61000 ALENÇON").fault,
            AddressFault::kNamesSomeone);
  EXPECT_EQ(Read("hébergée par sa tante, 61000 ALENÇON").fault,
            AddressFault::kNamesSomeone);
}

TEST(AddressesTest, WithoutAPostalCodeThereIsNoAddress) {
  EXPECT_EQ(Read("12 rue X, ALENÇON").fault, AddressFault::kNoPostalCode);
  EXPECT_EQ(Read("SDF").fault, AddressFault::kNoPostalCode);
}

TEST(AddressesTest, WhatTheWireRefusesIsNotRead) {
  EXPECT_EQ(Read("12 rue X, 61000").fault, AddressFault::kUnreadable);
  EXPECT_EQ(Read("BP 4, 61014 ALENÇON CEDEX").fault, AddressFault::kCedex);
  EXPECT_EQ(Read("12 rue X, 61000 ALENÇON 2").fault, AddressFault::kUnreadable);
  EXPECT_EQ(Read("улица X, 61000 ALENÇON").fault, AddressFault::kUnreadable);
  EXPECT_EQ(Read("12 rue\u202e X, 61000 ALENÇON").fault,
            AddressFault::kUnreadable);
  const std::string line(kMaxAddressLine, 'e');
  EXPECT_EQ(Read(line + ", 61000 ALENÇON").fault, AddressFault::kNone);
  EXPECT_EQ(Read(line + "e, 61000 ALENÇON").fault, AddressFault::kTooLong);
  const std::string town(kMaxLocality, 'e');
  EXPECT_EQ(Read("1 rue X, 61000 " + town).fault, AddressFault::kNone);
  EXPECT_EQ(Read("1 rue X, 61000 e" + town).fault, AddressFault::kTooLong);
}

TEST(AddressesTest, LineCodeAndTownAreTakenApart) {
  for (const absl::string_view text :
       {"85 rue du Général Leclerc, 61000 ALENÇON",
        "85 rue du Général Leclerc 61000 ALENÇON",
        "85 rue du Général Leclerc - 61 000  ALENÇON, France",
        "85 rue du Général Leclerc\n61000 ALENÇON"}) {
    const AddressReading read = Read(text);
    EXPECT_EQ(read.fault, AddressFault::kNone) << text;
    EXPECT_EQ(read.line, "85 rue du Général Leclerc") << text;
    EXPECT_EQ(read.postal_code, "61000") << text;
    EXPECT_EQ(read.locality, "ALENÇON") << text;
  }
  EXPECT_EQ(Read("1 rue X, 72610 St. Paterne").locality, "St Paterne");
}

TEST(AddressesTest, CodeAndTownMayStandApart) {
  const AddressReading read = ReadAddress("12 rue X", "61 000", "Alençon");
  EXPECT_EQ(read.fault, AddressFault::kNone);
  EXPECT_EQ(read.line, "12 rue X");
  EXPECT_EQ(read.postal_code, "61000");
  EXPECT_EQ(read.locality, "Alençon");
  EXPECT_EQ(ReadAddress("", "61000", "Alençon").fault, AddressFault::kNone);
}

}  // namespace
}  // namespace sceau
