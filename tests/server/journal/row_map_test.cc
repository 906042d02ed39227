#include "server/journal/row_map.h"

#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace sceau {
namespace {

constexpr Pseudonym kRow = {1};
constexpr Pseudonym kOther = {2};
constexpr crypto::Hash kOld = {3};
constexpr crypto::Hash kNew = {4};

TEST(RowMapTest, ARowNobodyWroteIsAbsent) {
  RowMap map;
  EXPECT_TRUE(map.Matches(kRow, kNoRow));
  EXPECT_FALSE(map.Matches(kRow, kOld));
}

TEST(RowMapTest, AnOlderAlteredOrMissingRowIsRefused) {
  RowMap map;
  map.Settle(std::vector<RowDigest>{{kRow, kOld}});
  map.Settle(std::vector<RowDigest>{{kRow, kNew}});
  EXPECT_TRUE(map.Matches(kRow, kNew));
  EXPECT_FALSE(map.Matches(kRow, kOld));
  EXPECT_FALSE(map.Matches(kRow, kNoRow));
  EXPECT_FALSE(map.Matches(kRow, crypto::Hash{9}));
}

TEST(RowMapTest, ARowThatIsGoneMayNotComeBack) {
  RowMap map;
  map.Settle(std::vector<RowDigest>{{kRow, kOld}});
  map.Settle(std::vector<RowDigest>{{kRow, kNoRow}});
  EXPECT_TRUE(map.Matches(kRow, kNoRow));
  EXPECT_FALSE(map.Matches(kRow, kOld));
}

TEST(RowMapTest, OldAndNewMatchUntilTheLeafIsDurable) {
  RowMap map;
  const std::vector<RowDigest> change = {{kRow, kNew}};
  map.Settle(std::vector<RowDigest>{{kRow, kOld}});
  map.Announce(change);
  EXPECT_TRUE(map.Matches(kRow, kOld));
  EXPECT_TRUE(map.Matches(kRow, kNew));
  EXPECT_FALSE(map.Matches(kOther, kNew));
  map.Settle(change);
  EXPECT_FALSE(map.Matches(kRow, kOld));
  EXPECT_TRUE(map.Matches(kRow, kNew));
}

TEST(RowMapTest, WhatWasRolledBackMatchesNoMore) {
  RowMap map;
  map.Announce(std::vector<RowDigest>{{kRow, kNew}});
  map.Withdraw();
  EXPECT_FALSE(map.Matches(kRow, kNew));
  EXPECT_TRUE(map.Matches(kRow, kNoRow));
}

TEST(RowMapTest, ReadersAndTheWriterShareIt) {
  RowMap map;
  std::thread writer([&map] {
    for (uint8_t i = 1; i < 100; ++i) {
      const std::vector<RowDigest> change = {{kRow, crypto::Hash{i}}};
      map.Announce(change);
      map.Settle(change);
    }
  });
  for (int i = 0; i < 1'000; ++i) {
    EXPECT_FALSE(map.Matches(kRow, crypto::Hash{200}));
  }
  writer.join();
  EXPECT_EQ(map.size(), 1U);
}

}  // namespace
}  // namespace sceau
