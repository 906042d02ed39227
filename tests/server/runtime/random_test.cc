#include "server/runtime/random.h"

#include <algorithm>
#include <set>
#include <string>

#include "gtest/gtest.h"

#include "proto/contract/names.h"

namespace sceau {
namespace {

RandomSource Constant(uint8_t value) {
  return [value](std::span<uint8_t> out) { std::ranges::fill(out, value); };
}

RandomSource Counting() {
  return [next = uint8_t{0}](std::span<uint8_t> out) mutable {
    for (uint8_t& byte : out) byte = next++;
  };
}

TEST(NewIdTest, HasTheFormOfAnId) {
  for (const int value : {0x00, 0x5a, 0xff}) {
    const std::string id = NewId(Constant(static_cast<uint8_t>(value)), 'c');
    EXPECT_EQ(id.size(), 27U);
    EXPECT_TRUE(IsId(id)) << id;
    EXPECT_EQ(id.front(), 'c');
  }
}

TEST(NewIdTest, UsesEveryBitOfItsBytes) {
  EXPECT_EQ(NewId(Constant(0x00), 'e'), "e" + std::string(26, 'a'));
  EXPECT_EQ(NewId(Constant(0xff), 'e'), "e" + std::string(26, '7'));
  // RFC 4648 section 10: base32("\0\1\2\3\4") = "AAAQEAYE".
  EXPECT_EQ(NewId(Counting(), 'e').substr(0, 9), "eaaaqeaye");
}

TEST(NewIdTest, DifferentBytesGiveDifferentIds) {
  RandomSource random = Counting();
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) ids.insert(NewId(random, 'c'));
  EXPECT_EQ(ids.size(), 100U);
}

}  // namespace
}  // namespace sceau
