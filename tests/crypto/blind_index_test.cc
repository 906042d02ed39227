#include "crypto/blind_index.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crypto/test_data.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::Counting;
using ::sceau::testing::Golden;
using ::sceau::testing::ToHex;

TEST(BlindIndexTest, MakesTheGoldenToken) {
  const Golden golden("blind_index_v1.txt");
  const Hmac key(golden.Hex("key"));
  EXPECT_EQ(ToHex(BlindToken(key, golden.Text("kind"), golden.Text("value"))),
            golden.Text("token"));
}

TEST(BlindIndexTest, TellsKindsValuesAndKeysApart) {
  const Hmac key(Counting(32));
  const auto token = BlindToken(key, "name", "lefevre");
  EXPECT_EQ(BlindToken(key, "name", "lefevre"), token);
  EXPECT_NE(BlindToken(key, "sound", "lefevre"), token);
  EXPECT_NE(BlindToken(key, "name", "lefebvre"), token);
  EXPECT_NE(BlindToken(key, "namel", "efevre"), token);
  EXPECT_NE(BlindToken(Hmac(Counting(32, /*seed=*/1)), "name", "lefevre"),
            token);
}

}  // namespace
}  // namespace sceau::crypto
