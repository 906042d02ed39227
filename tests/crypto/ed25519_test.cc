#include "crypto/ed25519.h"

#include <utility>

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

// RFC 8032 section 7.1, test 3.
constexpr absl::string_view kSeed =
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7";
constexpr absl::string_view kPublic =
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
constexpr absl::string_view kSignature =
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

TEST(Ed25519Test, SignsTheStandardsExample) {
  const SigningKey key(FromHex(kSeed));
  EXPECT_EQ(ToHex(key.public_key()), kPublic);
  EXPECT_EQ(ToHex(key.Sign(FromHex("af82"))), kSignature);
  EXPECT_TRUE(
      VerifyEd25519(FromHex(kPublic), FromHex("af82"), FromHex(kSignature)));
}

TEST(Ed25519Test, RefusesOtherMessagesKeysAndSizes) {
  const SigningKey key(FromHex(kSeed));
  const auto signature = key.Sign(AsBytes("m"));
  const ByteView public_key = key.public_key();
  EXPECT_TRUE(VerifyEd25519(public_key, AsBytes("m"), signature));
  EXPECT_FALSE(VerifyEd25519(public_key, AsBytes("n"), signature));
  EXPECT_FALSE(VerifyEd25519(public_key, {}, signature));
  EXPECT_FALSE(VerifyEd25519(SigningKey(Counting(32)).public_key(),
                             AsBytes("m"), signature));
  EXPECT_FALSE(VerifyEd25519(public_key.first(31), AsBytes("m"), signature));
  EXPECT_FALSE(
      VerifyEd25519(public_key, AsBytes("m"), ByteView(signature).first(63)));
  EXPECT_FALSE(VerifyEd25519({}, {}, {}));
}

TEST(Ed25519Test, SignsNothingToo) {
  const SigningKey key(FromHex(kSeed));
  EXPECT_TRUE(VerifyEd25519(key.public_key(), {}, key.Sign({})));
}

TEST(Ed25519Test, KeepsItsKeyWhenMoved) {
  SigningKey first(FromHex(kSeed));
  const SigningKey second = std::move(first);
  EXPECT_EQ(ToHex(second.Sign(FromHex("af82"))), kSignature);
}

TEST(Ed25519Test, StopsOnASeedOfAnotherSize) {
  EXPECT_DEATH(SigningKey(Counting(31)), "");
}

TEST(Ed25519Test, AgreesWithWycheproof) {
  const auto folder = VectorsFolder();
  if (!folder.has_value()) return;
  const int count = ForEachWycheproof(
      *folder, "ed25519_test.json",
      [](const nlohmann::json& group, const nlohmann::json& test) {
        EXPECT_EQ(VerifyEd25519(HexField(group["publicKey"], "pk"),
                                HexField(test, "msg"), HexField(test, "sig")),
                  IsValid(test));
      });
  EXPECT_EQ(count, 151);
}

}  // namespace
}  // namespace sceau::crypto
