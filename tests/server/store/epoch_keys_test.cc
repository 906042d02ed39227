#include "server/store/epoch_keys.h"

#include <fstream>
#include <iterator>
#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/keyring.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using testing::IsOk;
using testing::ReasonIs;
using testing::StatusIs;
using testing::TempFolder;

crypto::Secret RootKey(uint8_t first) {
  crypto::Secret key(crypto::kRootKeyBytes);
  key.RevealMutable()[0] = first;
  return key;
}

class EpochKeysTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(EpochKeys::Create(path_, "alencon", RootKey(1), now_), IsOk());
  }
  std::unique_ptr<EpochKeys> Open() {
    auto keys = EpochKeys::Open(path_, "alencon", RootKey(1));
    EXPECT_THAT(keys, IsOk());
    return *std::move(keys);
  }
  std::string Content() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  TempFolder folder_;
  std::string path_ = folder_.Path("epochs");
  absl::Time now_ = absl::FromUnixSeconds(1'772'442'000);
};

TEST_F(EpochKeysTest, AnotherRootKeyOrGroupOpensNothing) {
  EXPECT_THAT(EpochKeys::Open(path_, "alencon", RootKey(2)),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_THAT(EpochKeys::Open(path_, "argentan", RootKey(1)),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(EpochKeysTest, AnAlteredFileOpensNothing) {
  const std::string content = Content();
  for (size_t at = 0; at < content.size(); ++at) {
    std::string altered = content;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    std::ofstream(path_, std::ios::binary) << altered;
    EXPECT_THAT(EpochKeys::Open(path_, "alencon", RootKey(1)),
                ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  }
}

TEST_F(EpochKeysTest, AFileOpenToOthersIsRefused) {
  ASSERT_EQ(chmod(path_.c_str(), 0644), 0);
  EXPECT_THAT(EpochKeys::Open(path_, "alencon", RootKey(1)),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(EpochKeysTest, AFileIsNeverMadeTwice) {
  EXPECT_THAT(EpochKeys::Create(path_, "alencon", RootKey(1), now_),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(EpochKeysTest, ATurnIsDueBefore35Days) {
  const auto keys = Open();
  EXPECT_FALSE(keys->IsDue(now_ + absl::Hours(24 * 29)));
  EXPECT_TRUE(keys->IsDue(now_ + absl::Hours(24 * 31)));
}

TEST_F(EpochKeysTest, TheOldKeyStaysUntilTheTurnIsFinished) {
  crypto::Bytes first;
  {
    const auto keys = Open();
    const crypto::ByteView key = keys->Current()->key.Reveal();
    first.assign(key.begin(), key.end());
    ASSERT_THAT(keys->Begin(now_ + absl::Hours(1)), IsOk());
    EXPECT_EQ(keys->Current()->epoch, 2U);
    EXPECT_FALSE(
        crypto::ConstantTimeEqual(keys->Current()->key.Reveal(), first));
  }
  const auto keys = Open();  // As after a crash in the middle.
  EXPECT_TRUE(keys->IsTurning());
  ASSERT_NE(keys->Find(1), nullptr);
  EXPECT_TRUE(crypto::ConstantTimeEqual(keys->Find(1)->key.Reveal(), first));
  ASSERT_THAT(keys->Finish(), IsOk());
  EXPECT_EQ(keys->Find(1), nullptr);
  EXPECT_FALSE(Open()->IsTurning());
}

TEST_F(EpochKeysTest, ATurnThatCannotBeStoredHasNotBegun) {
  const auto keys = Open();
  ASSERT_EQ(rename(path_.c_str(), folder_.Path("gone").c_str()), 0);
  EXPECT_THAT(keys->Begin(now_), ReasonIs(v1::ERROR_REASON_AUDIT_UNAVAILABLE));
  EXPECT_EQ(keys->Current()->epoch, 1U);
  EXPECT_FALSE(keys->IsTurning());
}

}  // namespace
}  // namespace sceau
