#include "crypto/digest.h"

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crypto/test_data.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::Counting;
using ::sceau::testing::ForEachWycheproof;
using ::sceau::testing::FromHex;
using ::sceau::testing::HexField;
using ::sceau::testing::IsValid;
using ::sceau::testing::ToHex;
using ::sceau::testing::VectorsFolder;
using ::testing::Each;
using ::testing::Not;

// FIPS 180-4, example of one block.
constexpr absl::string_view kAbcHash =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Sha256Test, HashesTheStandardsExample) {
  EXPECT_EQ(ToHex(Sha256(AsBytes("abc"))), kAbcHash);
  EXPECT_EQ(ToHex(Sha256({AsBytes("a"), {}, AsBytes("bc")})), kAbcHash);
}

TEST(Sha256Test, HashesNothing) {
  constexpr absl::string_view kNothing =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  EXPECT_EQ(ToHex(Sha256(ByteView())), kNothing);
  EXPECT_EQ(ToHex(Sha256(std::initializer_list<ByteView>{})), kNothing);
}

TEST(Sha256StreamTest, StartsAnewAfterEachFinish) {
  Sha256Stream stream;
  stream.Update(AsBytes("ab"));
  stream.Update(AsBytes("c"));
  EXPECT_EQ(ToHex(stream.Finish()), kAbcHash);
  stream.Update(AsBytes("abc"));
  EXPECT_EQ(ToHex(stream.Finish()), kAbcHash);
}

// RFC 4231, test case 2.
TEST(HmacTest, SignsTheStandardsExampleAgainAndAgain) {
  constexpr absl::string_view kMac =
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  const ByteView message = AsBytes("what do ya want for nothing?");
  const Hmac hmac(AsBytes("Jefe"));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(ToHex(hmac.Sign(message)), kMac);
    EXPECT_NE(ToHex(hmac.Sign({})), kMac);
  }
  EXPECT_EQ(ToHex(HmacSha256(AsBytes("Jefe"), message)), kMac);
}

TEST(HmacTest, TakesAnyKeySize) {
  // An empty key is a key of zeros, and one above a block is hashed first.
  EXPECT_EQ(Hmac({}).Sign(AsBytes("m")),
            HmacSha256(Bytes(64, 0), AsBytes("m")));
  const Bytes key = Counting(65);
  EXPECT_EQ(Hmac(key).Sign(AsBytes("m")),
            HmacSha256(Sha256(key), AsBytes("m")));
}

TEST(HmacTest, KeepsItsKeyWhenMoved) {
  Hmac first(Counting(32));
  const Hash mac = first.Sign(AsBytes("m"));
  Hmac second = std::move(first);
  EXPECT_EQ(second.Sign(AsBytes("m")), mac);
  Hmac third(AsBytes("other"));
  EXPECT_NE(third.Sign(AsBytes("m")), mac);
  third = std::move(second);
  EXPECT_EQ(third.Sign(AsBytes("m")), mac);
}

TEST(HmacTest, ServesManyThreadsAtOnce) {
  const Hmac hmac(Counting(32));
  std::vector<std::jthread> threads;
  for (uint8_t t = 0; t < 8; ++t) {
    threads.emplace_back([t, &hmac] {
      const Bytes message = Counting(40, t);
      const Hash expected = HmacSha256(Counting(32), message);
      for (int i = 0; i < 500; ++i) ASSERT_EQ(hmac.Sign(message), expected);
    });
  }
}

TEST(HmacTest, AgreesWithWycheproof) {
  const auto folder = VectorsFolder();
  if (!folder.has_value()) return;
  const int count = ForEachWycheproof(
      *folder, "hmac_sha256_test.json",
      [](const nlohmann::json&, const nlohmann::json& test) {
        const Bytes tag = HexField(test, "tag");
        const Hash mac =
            Hmac(HexField(test, "key")).Sign(HexField(test, "msg"));
        EXPECT_EQ(std::equal(tag.begin(), tag.end(), mac.begin()),
                  IsValid(test));
        EXPECT_EQ(HmacSha256(HexField(test, "key"), HexField(test, "msg")),
                  mac);
      });
  EXPECT_EQ(count, 174);
}

// RFC 5869, test cases 1 and 3.
TEST(HkdfTest, DerivesTheStandardsExamples) {
  EXPECT_EQ(ToHex(HkdfSha256(Bytes(22, 0x0b), Counting(13),
                             AsText(FromHex("f0f1f2f3f4f5f6f7f8f9")), 42)
                      .Reveal()),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
            "34007208d5b887185865");
  EXPECT_EQ(ToHex(HkdfSha256(Bytes(22, 0x0b), {}, "", 42).Reveal()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
            "9d201395faa4b61a96c8");
}

TEST(HkdfTest, AgreesWithWycheproof) {
  const auto folder = VectorsFolder();
  if (!folder.has_value()) return;
  int too_long = 0;
  const int count = ForEachWycheproof(
      *folder, "hkdf_sha256_test.json",
      [&too_long](const nlohmann::json&, const nlohmann::json& test) {
        const auto size = test["size"].get<size_t>();
        const auto derive = [&test, size] {
          return HkdfSha256(HexField(test, "ikm"), HexField(test, "salt"),
                            AsText(HexField(test, "info")), size);
        };
        if (IsValid(test)) {
          EXPECT_EQ(ToHex(derive().Reveal()), test["okm"]);
        } else {
          EXPECT_GT(size, 255u * kHashBytes);
          if (too_long++ == 0) {
            EXPECT_DEATH(derive(), "");
          }
        }
      });
  EXPECT_EQ(count, 86);
  EXPECT_EQ(too_long, 3);
}

TEST(RandomTest, GivesFreshBytesEachTime) {
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
  EXPECT_THAT(RandomBytes(32), Not(Each(0)));
  EXPECT_FALSE(
      ConstantTimeEqual(RandomSecret(32).Reveal(), RandomSecret(32).Reveal()));
  EXPECT_EQ(RandomBytes(0).size(), 0u);
  EXPECT_EQ(RandomSecret(0).size(), 0u);
}

TEST(RandomTest, FillsTheWholeSpan) {
  // Each byte is non-zero in some of 64 draws, but for odds of 2^-500.
  std::array<uint8_t, 13> seen = {};
  for (int i = 0; i < 64; ++i) {
    std::array<uint8_t, 13> drawn = {};
    RandomBytes(drawn);
    for (size_t j = 0; j < seen.size(); ++j) seen[j] |= drawn[j];
  }
  EXPECT_THAT(seen, Each(Not(0)));
}

}  // namespace
}  // namespace sceau::crypto
