#include "client/lib/files.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <sys/stat.h>
#include <thread>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::sceau::testing::StatusIs;
using ::sceau::testing::TempFolder;

TEST(FilesTest, AbsentFileAndAbsentFolderAreNotFound) {
  const TempFolder folder;
  EXPECT_THAT(ReadFile(folder.Path("none"), 10),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(WriteFile(folder.Path("none/file"), "x", 0600),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(FileMode(folder.Path("none")),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST(FilesTest, LargerFilesThanAskedForAreRefused) {
  const TempFolder folder;
  ASSERT_THAT(WriteFile(folder.Path("f"), "12345", 0600), IsOk());
  EXPECT_THAT(ReadFile(folder.Path("f"), 5), IsOkAndHolds("12345"));
  EXPECT_THAT(ReadFile(folder.Path("f"), 4),
              StatusIs(absl::StatusCode::kResourceExhausted));
}

TEST(FilesTest, OnlyRegularFilesAreRead) {
  const TempFolder folder;
  ASSERT_EQ(mkfifo((folder.Path("pipe")).c_str(), 0600), 0);
  EXPECT_THAT(ReadFile(folder.Path("pipe"), 5),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(ReadFile(folder.path(), 5),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST(FilesTest, WrittenFileHasContentAndModeAndLeavesNothingBeside) {
  const TempFolder folder;
  ASSERT_THAT(WriteFile(folder.Path("f"), "old and longer", 0644), IsOk());
  ASSERT_THAT(WriteFile(folder.Path("f"), "new", 0600), IsOk());
  EXPECT_THAT(ReadFile(folder.Path("f"), 100), IsOkAndHolds("new"));
  EXPECT_THAT(FileMode(folder.Path("f")), IsOkAndHolds(0600u));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()),
                          std::filesystem::directory_iterator{}),
            1);
}

TEST(FilesTest, LockIsHeldUntilItsOwnerIsGone) {
  const TempFolder folder;
  auto lock = FileLock::Take(folder.Path("lock"));
  ASSERT_THAT(lock, IsOk());
  std::atomic<bool> taken = false;
  std::thread other([&] {
    EXPECT_THAT(FileLock::Take(folder.Path("lock")), IsOk());
    taken = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  EXPECT_FALSE(taken);
  { const FileLock released = *std::move(lock); }
  other.join();
  EXPECT_TRUE(taken);
}

}  // namespace
}  // namespace sceau
