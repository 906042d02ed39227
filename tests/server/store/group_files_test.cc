#include "server/store/group_files.h"

#include <filesystem>
#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using testing::IsOk;
using ::testing::Not;
using testing::ReasonIs;
using testing::StatusIs;
using testing::TempFolder;

constexpr auto kRefused = absl::StatusCode::kFailedPrecondition;

class GroupFilesTest : public ::testing::Test {
 protected:
  GroupPaths Paths(const std::string& name = "alencon") const {
    return {.data_directory = folder_.Path(name),
            .epoch_file = folder_.Path(name + ".epochs"),
            .checkpoint_file = folder_.Path(name + ".checkpoint")};
  }
  static crypto::Secret RootKey(uint8_t first = 1) {
    crypto::Secret key(crypto::kRootKeyBytes);
    key.RevealMutable()[0] = first;
    return key;
  }
  absl::Status Create(const std::string& group = "alencon") {
    return CreateGroupFiles(Paths(group), group, RootKey(), now_);
  }
  absl::StatusOr<std::unique_ptr<GroupFiles>> Open(
      const std::string& group = "alencon", uint8_t root_key = 1) {
    return GroupFiles::Open({.paths = Paths(group), .group = group},
                            RootKey(root_key));
  }

  TempFolder folder_;
  absl::Time now_ = absl::FromUnixSeconds(1'772'442'000);
};

TEST_F(GroupFilesTest, AWrongRootKeyIsSaidToBeOne) {
  ASSERT_THAT(Create(), IsOk());
  const auto files = Open("alencon", /*root_key=*/2);
  EXPECT_THAT(files, ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_EQ(MetadataOf(files.status(), "cause"), "wrong_key");
  EXPECT_EQ(MetadataOf(files.status(), "file"), "case.db");
}

TEST_F(GroupFilesTest, FilesOfAnotherGroupAreRefused) {
  ASSERT_THAT(Create("alencon"), IsOk());
  ASSERT_THAT(Create("argentan"), IsOk());
  std::filesystem::copy_file(folder_.Path("argentan/keys.db"),
                             folder_.Path("alencon/keys.db"),
                             std::filesystem::copy_options::overwrite_existing);
  const auto files = Open("alencon");
  EXPECT_THAT(files, ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_EQ(MetadataOf(files.status(), "file"), "keys.db");
}

TEST_F(GroupFilesTest, AMissingFileIsNotMadeAnew) {
  for (const char* name : {"case.db", "keys.db", "journal.db"}) {
    const std::string group = std::string("g-") + name[0];
    ASSERT_THAT(Create(group), IsOk());
    std::filesystem::remove(folder_.Path(group + "/" + name));
    EXPECT_THAT(Open(group), StatusIs(kRefused)) << name;
  }
  ASSERT_THAT(Create(), IsOk());
  std::filesystem::remove(Paths().epoch_file);
  EXPECT_THAT(Open(), StatusIs(kRefused));
}

TEST_F(GroupFilesTest, AGroupIsNeverMadeTwice) {
  ASSERT_THAT(Create(), IsOk());
  EXPECT_THAT(Create(), StatusIs(kRefused));
}

TEST_F(GroupFilesTest, TwoProcessesDoNotServeOneGroup) {
  ASSERT_THAT(Create(), IsOk());
  {
    const auto first = Open();
    ASSERT_THAT(first, IsOk());
    EXPECT_THAT(Open(), StatusIs(kRefused));
  }
  EXPECT_THAT(Open(), IsOk());
}

TEST_F(GroupFilesTest, TheCheckpointLiesOutsideTheData) {
  for (const char* inside : {"/checkpoint", "/a/../checkpoint", "/./x/y"}) {
    GroupPaths paths = Paths();
    paths.checkpoint_file = paths.data_directory + inside;
    EXPECT_THAT(CreateGroupFiles(paths, "alencon", RootKey(), now_),
                StatusIs(kRefused))
        << inside;
  }
  GroupPaths paths = Paths();
  paths.epoch_file = paths.data_directory + "/epochs";
  EXPECT_THAT(CreateGroupFiles(paths, "alencon", RootKey(), now_),
              StatusIs(kRefused));
  // A neighbour whose name begins alike is outside.
  EXPECT_THAT(Create(), IsOk());
}

TEST_F(GroupFilesTest, FilesAreTheOwnersAlone) {
  ASSERT_THAT(Create(), IsOk());
  ASSERT_THAT(Open(), IsOk());
  struct stat info = {};
  ASSERT_EQ(stat(Paths().data_directory.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700U);
  for (const auto& entry :
       std::filesystem::directory_iterator(Paths().data_directory)) {
    ASSERT_EQ(stat(entry.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U) << entry.path();
  }
}

}  // namespace
}  // namespace sceau
