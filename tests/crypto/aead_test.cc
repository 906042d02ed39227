#include "crypto/aead.h"

#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crypto/test_data.h"
#include "tests/support/status_matchers.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::Counting;
using ::sceau::testing::ForEachWycheproof;
using ::sceau::testing::FromHex;
using ::sceau::testing::HexField;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsValid;
using ::sceau::testing::StatusIs;
using ::sceau::testing::ToHex;
using ::sceau::testing::VectorsFolder;

const auto kRejected = StatusIs(absl::StatusCode::kDataLoss);

class AeadTest : public ::testing::Test {
 protected:
  const AeadKey key_{Counting(kAeadKeyBytes)};
  const ByteView aad_ = AsBytes("where it belongs");
  const ByteView text_ = AsBytes("what it says");
};

TEST_F(AeadTest, RejectsEveryAlteredBit) {
  Bytes sealed = key_.Seal(aad_, text_);
  for (size_t i = 0; i < sealed.size() * 8; ++i) {
    const auto bit = static_cast<uint8_t>(1u << (i % 8));
    sealed[i / 8] ^= bit;
    EXPECT_THAT(key_.Open(aad_, sealed), kRejected) << "bit " << i;
    sealed[i / 8] ^= bit;
  }
  EXPECT_THAT(key_.Open(aad_, sealed), IsOk());
}

TEST_F(AeadTest, RejectsEveryOtherLength) {
  Bytes sealed = key_.Seal(aad_, text_);
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_THAT(key_.Open(aad_, ByteView(sealed).first(size)), kRejected);
  }
  sealed.push_back(0);
  EXPECT_THAT(key_.Open(aad_, sealed), kRejected);
}

TEST_F(AeadTest, RejectsOtherAssociatedDataAndOtherKeys) {
  const Bytes sealed = key_.Seal(aad_, text_);
  EXPECT_THAT(key_.Open(AsBytes("elsewhere"), sealed), kRejected);
  EXPECT_THAT(key_.Open({}, sealed), kRejected);
  EXPECT_THAT(AeadKey(Counting(32, /*seed=*/1)).Open(aad_, sealed), kRejected);
}

TEST_F(AeadTest, RejectsForgedBytesWithoutEndingTheProcess) {
  for (size_t size = 0; size < 100; ++size) {
    EXPECT_THAT(key_.Open(aad_, Bytes(size, 0x5a)), kRejected);
  }
}

TEST_F(AeadTest, StopsOnAKeyOfAnotherSize) {
  EXPECT_DEATH(AeadKey(Counting(16)), "");
}

TEST_F(AeadTest, OpensWhatItSealedOfEverySizeUpTo100) {
  const Bytes all = Counting(100);
  for (size_t size = 0; size <= all.size(); ++size) {
    const ByteView text = ByteView(all).first(size);
    const Bytes sealed = key_.Seal(text, text);
    EXPECT_EQ(sealed.size(), size + kAeadOverheadBytes);
    const absl::StatusOr<Secret> opened = key_.Open(text, sealed);
    ASSERT_THAT(opened, IsOk());
    EXPECT_EQ(AsText(opened->Reveal()), AsText(text));
  }
}

TEST_F(AeadTest, OpensAfterARejection) {
  const Bytes sealed = key_.Seal(aad_, text_);
  EXPECT_THAT(key_.Open({}, sealed), kRejected);
  EXPECT_THAT(key_.Open(aad_, sealed), IsOk());
}

TEST_F(AeadTest, AppendsAfterWhatIsThere) {
  Bytes out = {1, 2, 3};
  key_.AppendSealed(aad_, text_, out);
  EXPECT_EQ(AsText(ByteView(out).first(3)), "\1\2\3");
  EXPECT_THAT(key_.Open(aad_, ByteView(out).subspan(3)), IsOk());
}

TEST_F(AeadTest, KeyUsedOnceIsTheSameKey) {
  const Bytes key = Counting(kAeadKeyBytes);
  EXPECT_THAT(Open(key, aad_, key_.Seal(aad_, text_)), IsOk());
  EXPECT_THAT(key_.Open(aad_, Seal(key, aad_, text_)), IsOk());
}

TEST_F(AeadTest, KeepsItsKeyWhenMoved) {
  AeadKey first(Counting(kAeadKeyBytes));
  const Bytes sealed = first.Seal(aad_, text_);
  AeadKey second = std::move(first);
  EXPECT_THAT(second.Open(aad_, sealed), IsOk());
  AeadKey third(Counting(kAeadKeyBytes, /*seed=*/1));
  EXPECT_THAT(third.Open(aad_, sealed), kRejected);
  third = std::move(second);
  EXPECT_THAT(third.Open(aad_, sealed), IsOk());
}

TEST_F(AeadTest, ServesManyThreadsAtOnce) {
  std::vector<std::jthread> threads;
  for (uint8_t t = 0; t < 8; ++t) {
    threads.emplace_back([t, this] {
      const Bytes text = Counting(50, t);
      for (int i = 0; i < 300; ++i) {
        const Bytes sealed = key_.Seal(aad_, text);
        const absl::StatusOr<Secret> opened = key_.Open(aad_, sealed);
        ASSERT_THAT(opened, IsOk());
        ASSERT_EQ(AsText(opened->Reveal()), AsText(text));
      }
    });
  }
}

// McGrew and Viega's test case 16, which NIST SP 800-38D took up: nonce,
// ciphertext and tag in our order.
TEST_F(AeadTest, OpensTheStandardsExample) {
  const AeadKey key(FromHex(
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
  const absl::StatusOr<Secret> opened = key.Open(
      FromHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
      FromHex("cafebabefacedbaddecaf888"
              "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
              "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
              "76fc6ece0f4e1768cddf8853bb2d551b"));
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(ToHex(opened->Reveal()),
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
}

// Of the 316 vectors, those of our key and nonce size. What opens is what
// sealing makes: for one nonce there is one ciphertext and one tag.
TEST_F(AeadTest, AgreesWithWycheproof) {
  const auto folder = VectorsFolder();
  if (!folder.has_value()) return;
  int ours = 0;
  const int count = ForEachWycheproof(
      *folder, "aes_gcm_test.json",
      [&ours](const nlohmann::json& group, const nlohmann::json& test) {
        if (group["keySize"] != 256 || group["ivSize"] != 96) return;
        ++ours;
        Bytes sealed = HexField(test, "iv");
        for (const char* part : {"ct", "tag"}) {
          const Bytes bytes = HexField(test, part);
          sealed.insert(sealed.end(), bytes.begin(), bytes.end());
        }
        const absl::StatusOr<Secret> opened =
            Open(HexField(test, "key"), HexField(test, "aad"), sealed);
        if (IsValid(test)) {
          ASSERT_THAT(opened, IsOk());
          EXPECT_EQ(ToHex(opened->Reveal()), test["msg"]);
        } else {
          EXPECT_THAT(opened, kRejected);
        }
      });
  EXPECT_EQ(count, 316);
  EXPECT_EQ(ours, 66);
}

}  // namespace
}  // namespace sceau::crypto
