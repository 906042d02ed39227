#include "server/store/key_provider.h"

#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::StatusIs;
using testing::TempFolder;

constexpr auto kKeyRefused = absl::StatusCode::kFailedPrecondition;

class FileKeyProviderTest : public ::testing::Test {
 protected:
  void Put(const std::string& content, mode_t mode = 0600) {
    std::ofstream(path_, std::ios::binary) << content;
    ASSERT_EQ(chmod(path_.c_str(), mode), 0);
  }
  absl::StatusOr<crypto::Secret> Read() {
    return FileKeyProvider(path_).RootKey();
  }

  TempFolder folder_;
  std::string path_ = folder_.Path("root");
};

TEST_F(FileKeyProviderTest, AKeyOpenToOthersIsRefusedWithTheRemedy) {
  for (const mode_t mode : {0644U, 0640U, 0604U, 0700U, 0660U, 0400U, 04600U}) {
    Put(std::string(32, 'k'), mode);
    const auto key = Read();
    EXPECT_THAT(key, StatusIs(kKeyRefused)) << mode;
    EXPECT_THAT(std::string(key.status().message()), HasSubstr("chmod 600"));
  }
}

TEST_F(FileKeyProviderTest, ASymbolicLinkIsRefused) {
  Put(std::string(32, 'k'));
  const std::string link = folder_.Path("link");
  ASSERT_EQ(symlink(path_.c_str(), link.c_str()), 0);
  EXPECT_THAT(FileKeyProvider(link).RootKey(), StatusIs(kKeyRefused));
}

TEST_F(FileKeyProviderTest, AFolderOrNothingIsRefused) {
  EXPECT_THAT(Read(), StatusIs(kKeyRefused));
  EXPECT_THAT(FileKeyProvider(folder_.path()).RootKey(), StatusIs(kKeyRefused));
}

TEST_F(FileKeyProviderTest, AnotherUsersKeyIsRefused) {
  if (geteuid() == 0) {
    Put(std::string(32, 'k'));
    ASSERT_EQ(chown(path_.c_str(), 12'345, 12'345), 0);
  } else {
    path_ = "/etc/passwd";  // Only root gives a file away: one of root's.
  }
  const auto key = Read();
  EXPECT_THAT(key, StatusIs(kKeyRefused));
  EXPECT_THAT(std::string(key.status().message()), HasSubstr("chown"));
}

TEST_F(FileKeyProviderTest, OtherLengthsAndDigitsAreRefused) {
  for (const std::string& content :
       {std::string(), std::string(31, 'k'), std::string(33, 'k'),
        std::string(64, 'g'), std::string(65, 'a'), std::string(66, 'a'),
        std::string(10'000, 'a')}) {
    Put(content);
    EXPECT_THAT(Read(), StatusIs(kKeyRefused)) << content.size();
  }
}

TEST_F(FileKeyProviderTest, BytesAndHexadecimalGiveTheSameKey) {
  Put(std::string(32, '\x5A'));
  const auto raw = Read();
  ASSERT_THAT(raw, IsOk());
  std::string hex;
  for (int i = 0; i < 16; ++i) hex += "5a5A";
  for (const std::string& text : {hex, hex + "\n"}) {
    Put(text);
    const auto key = Read();
    ASSERT_THAT(key, IsOk());
    EXPECT_TRUE(crypto::ConstantTimeEqual(key->Reveal(), raw->Reveal()));
  }
}

TEST_F(FileKeyProviderTest, AFreshKeyFileCanBeReadAndIsNeverReplaced) {
  ASSERT_THAT(CreateKeyFile(path_), IsOk());
  EXPECT_THAT(Read(), IsOk());
  EXPECT_THAT(CreateKeyFile(path_), StatusIs(kKeyRefused));
}

}  // namespace
}  // namespace sceau
