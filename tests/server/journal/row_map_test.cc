#include "server/journal/row_map.h"

#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace sceau {
namespace {

constexpr Pseudonym kRowName = {1};
constexpr Pseudonym kOther = {2};
constexpr crypto::Hash kOld = {3};
constexpr crypto::Hash kNew = {4};

TEST(RowMapTest, ARowNobodyWroteIsAbsent) {
  RowMap map;
  EXPECT_TRUE(map.Matches(kRowName, kNoRow));
  EXPECT_FALSE(map.Matches(kRowName, kOld));
}

TEST(RowMapTest, AnOlderAlteredOrMissingRowIsRefused) {
  RowMap map;
  map.Settle(std::vector<RowDigest>{{kRowName, kOld}});
  map.Settle(std::vector<RowDigest>{{kRowName, kNew}});
  EXPECT_TRUE(map.Matches(kRowName, kNew));
  EXPECT_FALSE(map.Matches(kRowName, kOld));
  EXPECT_FALSE(map.Matches(kRowName, kNoRow));
  EXPECT_FALSE(map.Matches(kRowName, crypto::Hash{9}));
}

TEST(RowMapTest, ARowThatIsGoneMayNotComeBack) {
  RowMap map;
  map.Settle(std::vector<RowDigest>{{kRowName, kOld}});
  map.Settle(std::vector<RowDigest>{{kRowName, kNoRow}});
  EXPECT_TRUE(map.Matches(kRowName, kNoRow));
  EXPECT_FALSE(map.Matches(kRowName, kOld));
}

TEST(RowMapTest, OldAndNewMatchUntilTheLeafIsDurable) {
  RowMap map;
  const std::vector<RowDigest> change = {{kRowName, kNew}};
  map.Settle(std::vector<RowDigest>{{kRowName, kOld}});
  map.Announce(change);
  EXPECT_TRUE(map.Matches(kRowName, kOld));
  EXPECT_TRUE(map.Matches(kRowName, kNew));
  EXPECT_FALSE(map.Matches(kOther, kNew));
  map.Settle(change);
  EXPECT_FALSE(map.Matches(kRowName, kOld));
  EXPECT_TRUE(map.Matches(kRowName, kNew));
}

TEST(RowMapTest, WhatWasRolledBackMatchesNoMore) {
  RowMap map;
  map.Announce(std::vector<RowDigest>{{kRowName, kNew}});
  map.Withdraw();
  EXPECT_FALSE(map.Matches(kRowName, kNew));
  EXPECT_TRUE(map.Matches(kRowName, kNoRow));
}

TEST(RowMapTest, ReadersAndTheWriterShareIt) {
  RowMap map;
  std::thread writer([&map] {
    for (uint8_t i = 1; i < 100; ++i) {
      const std::vector<RowDigest> change = {{kRowName, crypto::Hash{i}}};
      map.Announce(change);
      map.Settle(change);
    }
  });
  for (int i = 0; i < 1'000; ++i) {
    EXPECT_FALSE(map.Matches(kRowName, crypto::Hash{200}));
  }
  writer.join();
  EXPECT_EQ(map.size(), 1U);
}

}  // namespace
}  // namespace sceau
