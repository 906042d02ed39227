#include "server/journal/checkpoint_store.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::testing::AnyOf;
using ::testing::Eq;
using testing::IsOk;
using testing::IsOkAndHolds;
using testing::ReasonIs;
using testing::StatusIs;
using testing::TempFolder;

class CheckpointStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(CheckpointStore::Create(path_, "first"), IsOk());
  }
  std::unique_ptr<CheckpointStore> Open() {
    auto store = CheckpointStore::Open(path_);
    EXPECT_THAT(store, IsOk());
    return *std::move(store);
  }
  std::string Content() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void PutContent(const std::string& content) {
    std::ofstream(path_, std::ios::binary) << content;
  }

  TempFolder folder_;
  std::string path_ = folder_.Path("checkpoint");
};

TEST_F(CheckpointStoreTest, AMissingFileIsSuspectedAndNotMadeAnew) {
  const auto store = CheckpointStore::Open(folder_.Path("elsewhere"));
  EXPECT_THAT(store, ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED));
  EXPECT_EQ(MetadataOf(store.status(), "cause"), "checkpoint_missing");
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("elsewhere")));
}

TEST_F(CheckpointStoreTest, AFileWithoutAValidSlotIsSuspected) {
  for (const std::string& content :
       {std::string(), std::string(100, 'x'),
        std::string(2 * kCheckpointSlotBytes, '\0')}) {
    PutContent(content);
    EXPECT_THAT(CheckpointStore::Open(path_),
                ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED));
  }
}

TEST_F(CheckpointStoreTest, ItIsNeverMadeTwice) {
  EXPECT_THAT(CheckpointStore::Create(path_, "again"),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(Open()->Load(), IsOkAndHolds(Eq("first")));
}

TEST_F(CheckpointStoreTest, OneProcessSwaps) {
  const auto store = Open();
  EXPECT_THAT(CheckpointStore::Open(path_),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(CheckpointStoreTest, KeepsTheNewest) {
  const auto store = Open();
  std::string held = "first";
  for (int i = 0; i < 5; ++i) {
    const std::string next = "checkpoint " + std::to_string(i);
    ASSERT_THAT(store->Swap(held, next), IsOk());
    EXPECT_THAT(store->Load(), IsOkAndHolds(Eq(next)));
    held = next;
  }
}

TEST_F(CheckpointStoreTest, ASwapOfWhatIsNotThereIsRefused) {
  const auto store = Open();
  EXPECT_THAT(store->Swap("another", "next"),
              StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(store->Load(), IsOkAndHolds(Eq("first")));
}

TEST_F(CheckpointStoreTest, ACheckpointStoredByAnotherIsNoticed) {
  const auto store = Open();
  const std::string older = Content();
  ASSERT_THAT(store->Swap("first", "second"), IsOk());
  ASSERT_THAT(store->Swap("second", "third"), IsOk());
  PutContent(older);  // In place: the same file.
  EXPECT_THAT(store->Swap("third", "fourth"),
              StatusIs(absl::StatusCode::kAborted));
}

TEST_F(CheckpointStoreTest, ARemovedOrReplacedFileTakesNothing) {
  const auto store = Open();
  const std::string content = Content();
  ASSERT_TRUE(std::filesystem::remove(path_));
  EXPECT_THAT(store->Swap("first", "next"),
              ReasonIs(v1::ERROR_REASON_AUDIT_UNAVAILABLE));
  PutContent(content);  // Another file of the same name.
  EXPECT_THAT(store->Swap("first", "next"),
              ReasonIs(v1::ERROR_REASON_AUDIT_UNAVAILABLE));
}

TEST_F(CheckpointStoreTest, ACutAnywhereLeavesTheOldOrTheNew) {
  std::string before;
  std::string after;
  {
    const auto store = Open();
    ASSERT_THAT(store->Swap("first", "second"), IsOk());
    before = Content();
    ASSERT_THAT(store->Swap("second", "third"), IsOk());
    after = Content();
  }
  for (size_t cut = 0; cut <= before.size(); cut += 64) {
    PutContent(after.substr(0, cut) + before.substr(cut));
    EXPECT_THAT(Open()->Load(), IsOkAndHolds(AnyOf("second", "third"))) << cut;
    PutContent(before.substr(0, cut) + after.substr(cut));
    EXPECT_THAT(Open()->Load(), IsOkAndHolds(AnyOf("second", "third"))) << cut;
  }
}

TEST_F(CheckpointStoreTest, TheFileNeverGrows) {
  const auto size = std::filesystem::file_size(path_);
  EXPECT_EQ(size, 2 * kCheckpointSlotBytes);
  const auto store = Open();
  ASSERT_THAT(store->Swap("first", std::string(3'000, 'x')), IsOk());
  EXPECT_EQ(std::filesystem::file_size(path_), size);
  EXPECT_THAT(store->Swap(std::string(3'000, 'x'), std::string(5'000, 'x')),
              ReasonIs(v1::ERROR_REASON_AUDIT_UNAVAILABLE));
}

TEST_F(CheckpointStoreTest, TheFileIsTheOwnersAlone) {
  struct stat info = {};
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

}  // namespace
}  // namespace sceau
