// A group's files on their way to today's schema, from those that the first
// program wrote: stopped at every write, cut at every operation of the disk,
// without room, and of versions that are not ours to touch.
#include "server/store/group_upgrade.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "server/store/key_provider.h"
#include "sqlite3.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/golden_group.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

namespace fs = std::filesystem;
using testing::FaultVfs;
using testing::GoldenGroup;
using testing::IsOk;
using testing::kGoldenGroup;
using ::testing::Not;
using testing::ReasonIs;

constexpr uint64_t kRoom = uint64_t{1} << 30;

// The three databases in a folder, byte for byte.
std::map<std::string, std::string> FilesIn(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const char* const name : {"case.db", "keys.db", "journal.db"}) {
    std::ifstream in(folder + "/" + name, std::ios::binary);
    files[name] = {std::istreambuf_iterator<char>(in),
                   std::istreambuf_iterator<char>()};
  }
  return files;
}

class GroupUpgradeTest : public ::testing::Test {
 protected:
  GroupUpgradeTest() : before_(FilesIn(group_.data())) {}

  crypto::Secret RootKey() const {
    return *FileKeyProvider(group_.root_key()).RootKey();
  }
  GroupFiles::Options FilesOptions(const std::string& vfs = "") const {
    return {.paths = {.data_directory = group_.data(),
                      .epoch_file = group_.epochs(),
                      .checkpoint_file = group_.checkpoint()},
            .group = kGoldenGroup,
            .vfs = vfs};
  }
  absl::Status Open() const {
    return GroupFiles::Open(FilesOptions(), RootKey()).status();
  }
  absl::StatusOr<std::unique_ptr<GroupUpgrade>> Look(
      const std::string& vfs = "", uint64_t room = kRoom) const {
    return GroupUpgrade::Look(
        {.files = FilesOptions(vfs),
         .free_bytes = [room](const std::string&) { return room; }},
        RootKey());
  }
  absl::Status Upgrade(const std::string& vfs = "") const {
    ASSIGN_OR_RETURN(const std::unique_ptr<GroupUpgrade> upgrade, Look(vfs));
    return upgrade->Run();
  }
  std::string Copy() const {
    return SafetyCopyPath(FilesOptions().paths, /*schema=*/1);
  }

  // Changes case.db as another program would.
  void ChangeCaseFile(const std::function<absl::Status(Database&)>& change) {
    const crypto::GroupKeys keys =
        crypto::DeriveGroupKeys(RootKey(), kGoldenGroup, kGroupKeyVersion);
    auto database = Database::Open({.path = group_.data() + "/case.db",
                                    .mode = DatabaseOptions::Mode::kWrite},
                                   keys.case_db);
    ASSERT_THAT(database, IsOk());
    ASSERT_THAT(change(**database), IsOk());
    ASSERT_THAT((*database)->CheckpointTruncate(), IsOk());
  }
  // Opening and upgrading are refused for this cause, and change nothing.
  void ExpectRefusedUntouched(absl::string_view cause) {
    const auto files = FilesIn(group_.data());
    for (const absl::Status& status : {Open(), Upgrade()}) {
      EXPECT_THAT(status, ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
      EXPECT_EQ(MetadataOf(status, "cause"), cause);
      EXPECT_EQ(MetadataOf(status, "file"), "case.db");
    }
    EXPECT_EQ(FilesIn(group_.data()), files);
    EXPECT_FALSE(fs::exists(Copy()));
  }
  // After a stop, however far it came: what was of before is there, and doing
  // it again goes on to its end.
  void ExpectGoesOn() {
    if (fs::exists(Copy())) {
      EXPECT_EQ(FilesIn(Copy()), before_);
    }
    ASSERT_THAT(Upgrade(), IsOk());
    EXPECT_EQ(FilesIn(Copy()), before_);
    EXPECT_THAT(Open(), IsOk());
    fs::remove_all(Copy());
  }

  GoldenGroup group_{"v1"};
  const std::map<std::string, std::string> before_;
};

TEST_F(GroupUpgradeTest, AnOlderGroupIsRefusedAndNotTouched) {
  const absl::Status status = Open();
  EXPECT_THAT(status, ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_EQ(MetadataOf(status, "cause"), "schema_older");
  EXPECT_EQ(MetadataOf(status, "found"), "1");
  EXPECT_EQ(FilesIn(group_.data()), before_);
}

TEST_F(GroupUpgradeTest, ANewerGroupIsRefusedAndNotTouched) {
  ASSERT_THAT(Upgrade(), IsOk());
  fs::remove_all(Copy());
  ChangeCaseFile([](Database& database) {
    return database.SetSchemaVersion(kSchemaVersion + 1);
  });
  ExpectRefusedUntouched("schema_newer");
}

TEST_F(GroupUpgradeTest, AnotherProductsFileIsRefusedAndNotTouched) {
  ChangeCaseFile(
      [](Database& database) { return database.SetProductId(0x47504b47); });
  ExpectRefusedUntouched("schema_foreign");
  // A number that another program may count by as well.
  ChangeCaseFile([](Database& database) {
    return database.SetSchemaVersion(kSchemaVersion);
  });
  ExpectRefusedUntouched("schema_foreign");
}

TEST_F(GroupUpgradeTest, ADatabaseThatNobodyEncryptedIsAnotherProducts) {
  std::string plain("SQLite format 3\0", 16);
  plain.resize(8192);
  std::ofstream(group_.data() + "/case.db", std::ios::binary) << plain;
  ExpectRefusedUntouched("schema_foreign");
}

TEST_F(GroupUpgradeTest, WithoutRoomForTheCopyNothingChanges) {
  const auto tight = Look("", /*room=*/1'000'000);
  ASSERT_THAT(tight, IsOk());
  const absl::Status status = (*tight)->Run();
  EXPECT_THAT(status, ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_EQ(MetadataOf(status, "cause"), "no_room");
  EXPECT_EQ(FilesIn(group_.data()), before_);
  EXPECT_FALSE(fs::exists(Copy()));
}

TEST_F(GroupUpgradeTest, AServedGroupIsLeftAlone) {
  const auto other = Look();
  ASSERT_THAT(other, IsOk());
  EXPECT_THAT(Upgrade(), Not(IsOk()));
  EXPECT_EQ(FilesIn(group_.data()), before_);
}

TEST_F(GroupUpgradeTest, ADamagedGroupIsNotCopiedAsSound) {
  std::fstream file(group_.data() + "/journal.db",
                    std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(20'000);
  file.put('x');
  file.close();
  EXPECT_THAT(Upgrade(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_FALSE(fs::exists(Copy()));
}

TEST_F(GroupUpgradeTest, TheCopyIsTheWayBack) {
  ASSERT_THAT(Upgrade(), IsOk());
  EXPECT_EQ(FilesIn(Copy()), before_);
  EXPECT_THAT(Open(), IsOk());
  EXPECT_THAT(Upgrade(), IsOk());  // Nothing left to do.
  // There, back and there again: the copy is of what was there last.
  fs::remove_all(group_.data());
  fs::rename(Copy(), group_.data());
  ExpectGoesOn();
}

TEST_F(GroupUpgradeTest, AnAttemptCutOffWhileCopyingCountsForNothing) {
  fs::create_directory(Copy() + ".partial");
  std::ofstream(Copy() + ".partial/case.db") << "half";
  fs::create_directory(Copy());
  std::ofstream(Copy() + "/case.db") << "of another year";
  ASSERT_THAT(Upgrade(), IsOk());
  EXPECT_EQ(FilesIn(Copy()), before_);
  EXPECT_FALSE(fs::exists(Copy() + ".partial"));
}

TEST_F(GroupUpgradeTest, ADiskThatRefusesToWriteChangesNothing) {
  FaultVfs vfs;
  vfs.on_write = [](const std::string&) { return SQLITE_IOERR_WRITE; };
  EXPECT_THAT(Upgrade(vfs.name()), Not(IsOk()));
  for (const auto& [name, content] : FilesIn(group_.data())) {
    EXPECT_EQ(content, before_.at(name)) << name;
  }
  ExpectGoesOn();
}

// kill -9 of the program, at each of its writes to a database.
TEST_F(GroupUpgradeTest, KilledAtAnyWriteItGoesOn) {
  int at = 0;
  for (bool ended = false; !ended; ++at) {
    SCOPED_TRACE(absl::StrCat("write ", at));
    group_.PutBack();
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      FaultVfs vfs;
      int writes = 0;
      vfs.on_write = [&](const std::string&) {
        if (writes++ == at) _exit(9);
        return 0;
      };
      _exit(Upgrade(vfs.name()).ok() ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_NE(WEXITSTATUS(status), 1);
    ended = WEXITSTATUS(status) == 0;
    ExpectGoesOn();
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(at, 6);  // Each file was written to.
}

// The power goes, and with it what was not synced, at each operation.
TEST_F(GroupUpgradeTest, CutAtAnyOperationItGoesOn) {
  std::mt19937 random(20'261'130);
  uint64_t cuts = 0;
  for (bool ended = false; !ended; ++cuts) {
    SCOPED_TRACE(absl::StrCat("operation ", cuts));
    group_.PutBack();
    FaultVfs vfs;
    vfs.CutAfter(cuts);
    ended = Upgrade(vfs.name()).ok() && !vfs.IsCut();
    vfs.PowerOn(random);
    ExpectGoesOn();
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(cuts, 12U);
}

}  // namespace
}  // namespace sceau
