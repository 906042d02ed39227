#include "crypto/case_key.h"

#include <algorithm>
#include <random>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/canonical.h"
#include "crypto/digest.h"
#include "tests/crypto/test_data.h"
#include "tests/support/status_matchers.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::Counting;
using ::sceau::testing::Golden;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::sceau::testing::StatusIs;
using ::sceau::testing::ToHex;

const auto kRejected = StatusIs(absl::StatusCode::kDataLoss);
constexpr absl::string_view kCase = "groups/alencon/cases/c1";
constexpr uint32_t kEpoch = 7;
constexpr size_t kSaltAt = 1 + 4;
constexpr size_t kCommitmentAt = kSaltAt + kCaseKeySaltBytes;
constexpr size_t kSealedAt = kCommitmentAt + kHashBytes;

class CaseKeyTest : public ::testing::Test {
 protected:
  absl::StatusOr<Secret> Unwrap(ByteView wrapped) const {
    return UnwrapCaseKey(epoch_key_, kEpoch, kCase, wrapped);
  }

  const Bytes epoch_key_ = Counting(kEpochKeyBytes);
  const Secret case_key_ = NewCaseKey();
  const Bytes wrapped_ = WrapCaseKey(epoch_key_, kEpoch, kCase, case_key_);
};

TEST_F(CaseKeyTest, OpensUnderNoneOfAThousandOtherEpochKeys) {
  std::mt19937 random(20260103);
  for (int i = 0; i < 1000; ++i) {
    Bytes other = epoch_key_;
    other[random() % other.size()] ^=
        static_cast<uint8_t>(1u << (random() % 8));
    ASSERT_THAT(UnwrapCaseKey(other, kEpoch, kCase, wrapped_), kRejected);
    // It is the commitment that refuses, which takes no decryption.
    const ByteView salt =
        ByteView(wrapped_).subspan(kSaltAt, kCaseKeySaltBytes);
    const Hash commitment = CaseKeyCommitment(other, kEpoch, kCase, salt);
    ASSERT_FALSE(std::equal(commitment.begin(), commitment.end(),
                            wrapped_.begin() + kCommitmentAt));
  }
}

// The attack a commitment is for: bytes whose sealed part opens under a key
// that they do not commit to. AES-GCM alone would accept them.
TEST_F(CaseKeyTest, RefusesASealThatFitsWithoutItsCommitment) {
  const Bytes other_key = Counting(kEpochKeyBytes, /*seed=*/1);
  Bytes forged = wrapped_;
  const ByteView salt = ByteView(forged).subspan(kSaltAt, kCaseKeySaltBytes);
  CanonicalWriter binding;
  binding.Text("sceau case key v1").U32(kEpoch).Text(kCase);
  const Secret keys = HkdfSha256(other_key, salt, AsText(binding.View()), 64);
  const ByteView wrapping_key = keys.Reveal().first(32);
  const Bytes sealed = Seal(wrapping_key, binding.View(), case_key_.Reveal());
  std::ranges::copy(sealed, forged.begin() + kSealedAt);
  ASSERT_THAT(
      Open(wrapping_key, binding.View(), ByteView(forged).subspan(kSealedAt)),
      IsOk());

  EXPECT_THAT(UnwrapCaseKey(other_key, kEpoch, kCase, forged), kRejected);

  const Hash commitment = CaseKeyCommitment(other_key, kEpoch, kCase, salt);
  std::ranges::copy(commitment, forged.begin() + kCommitmentAt);
  EXPECT_THAT(UnwrapCaseKey(other_key, kEpoch, kCase, forged), IsOk());
}

TEST_F(CaseKeyTest, OpensForNoOtherCaseOrEpoch) {
  EXPECT_THAT(
      UnwrapCaseKey(epoch_key_, kEpoch, "groups/alencon/cases/c2", wrapped_),
      kRejected);
  EXPECT_THAT(UnwrapCaseKey(epoch_key_, kEpoch + 1, kCase, wrapped_),
              kRejected);
  Bytes renamed = wrapped_;
  renamed[4] = kEpoch + 1;  // Low byte of the epoch.
  EXPECT_THAT(UnwrapCaseKey(epoch_key_, kEpoch + 1, kCase, renamed), kRejected);
}

TEST_F(CaseKeyTest, RejectsEveryAlteredByteAndEveryOtherLength) {
  for (size_t i = 0; i < wrapped_.size(); ++i) {
    Bytes altered = wrapped_;
    altered[i] ^= 1;
    EXPECT_THAT(Unwrap(altered), kRejected) << i;
    EXPECT_THAT(Unwrap(ByteView(wrapped_).first(i)), kRejected) << i;
  }
  Bytes longer = wrapped_;
  longer.push_back(0);
  EXPECT_THAT(Unwrap(longer), kRejected);
}

TEST_F(CaseKeyTest, OpensWhatItWrapped) {
  EXPECT_EQ(wrapped_.size(), kWrappedCaseKeyBytes);
  const absl::StatusOr<Secret> unwrapped = Unwrap(wrapped_);
  ASSERT_THAT(unwrapped, IsOk());
  EXPECT_TRUE(ConstantTimeEqual(unwrapped->Reveal(), case_key_.Reveal()));
}

TEST_F(CaseKeyTest, WrapsDifferentlyEachTime) {
  EXPECT_NE(WrapCaseKey(epoch_key_, kEpoch, kCase, case_key_), wrapped_);
}

TEST_F(CaseKeyTest, FindsTheEpoch) {
  EXPECT_THAT(WrappedCaseKeyEpoch(wrapped_), IsOkAndHolds(kEpoch));
  const auto unknown = StatusIs(absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(WrappedCaseKeyEpoch({}), unknown);
  EXPECT_THAT(WrappedCaseKeyEpoch(ByteView(wrapped_).first(112)), unknown);
  Bytes other_format = wrapped_;
  other_format[0] = 2;
  EXPECT_THAT(WrappedCaseKeyEpoch(other_format), unknown);
}

TEST_F(CaseKeyTest, EachCategoryAndVersionHasItsOwnKey) {
  const std::string housing =
      ToHex(CategoryKey(case_key_, "housing", 1).Reveal());
  EXPECT_EQ(ToHex(CategoryKey(case_key_, "housing", 1).Reveal()), housing);
  EXPECT_NE(ToHex(CategoryKey(case_key_, "housing", 2).Reveal()), housing);
  EXPECT_NE(ToHex(CategoryKey(case_key_, "health", 1).Reveal()), housing);
  EXPECT_NE(ToHex(CategoryKey(NewCaseKey(), "housing", 1).Reveal()), housing);
}

TEST_F(CaseKeyTest, OpensTheGoldenKey) {
  const Golden golden("wrapped_case_key_v1.txt");
  const auto epoch = golden.Value<uint32_t>("epoch");
  const Bytes wrapped = golden.Hex("wrapped");
  const absl::StatusOr<Secret> key = UnwrapCaseKey(
      golden.Hex("epoch_key"), epoch, golden.Text("case"), wrapped);
  ASSERT_THAT(key, IsOk());
  EXPECT_EQ(ToHex(key->Reveal()), golden.Text("case_key"));
  EXPECT_EQ(ToHex(CaseKeyCommitment(
                golden.Hex("epoch_key"), epoch, golden.Text("case"),
                ByteView(wrapped).subspan(kSaltAt, kCaseKeySaltBytes))),
            golden.Text("commitment"));
  EXPECT_EQ(ToHex(CategoryKey(*key, golden.Text("category"),
                              golden.Value<uint32_t>("key_version"))
                      .Reveal()),
            golden.Text("category_key"));
}

}  // namespace
}  // namespace sceau::crypto
