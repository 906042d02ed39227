#include "server/store/database.h"

#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/keyring.h"
#include "proto/contract/errors.h"
#include "server/store/schema.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using testing::FaultVfs;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using ::testing::Not;
using testing::ReasonIs;
using testing::StatusIs;
using testing::TempFolder;

using Mode = DatabaseOptions::Mode;

crypto::Secret KeyOf(uint8_t first) {
  crypto::Secret key(crypto::kDatabaseKeyBytes);
  key.RevealMutable()[0] = first;
  return key;
}

class DatabaseTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Database>> Open(Mode mode, uint8_t key = 1) {
    return Database::Open({.path = path_, .mode = mode, .vfs = vfs_.name()},
                          KeyOf(key));
  }

  // A case database with one case.
  std::unique_ptr<Database> Make() {
    auto database = Open(Mode::kCreate);
    EXPECT_THAT(database, IsOk());
    EXPECT_THAT(CreateSchema(**database, FileKind::kCase, "alencon", 1),
                IsOk());
    EXPECT_THAT(Insert(**database, "c1", 1), IsOk());
    return *std::move(database);
  }

  static absl::Status Insert(Database& database, absl::string_view id,
                             int64_t version) {
    ASSIGN_OR_RETURN(
        Statement insert,
        database.Prepare("INSERT INTO cases (id, version, facts, headers)"
                         " VALUES (?, ?, ?, ?)"));
    insert.Text(1, id).Int64(2, version).Blob(3, {}).Blob(4, {});
    return insert.Run();
  }

  std::string Content(const std::string& suffix = "") const {
    std::ifstream in(path_ + suffix, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  FaultVfs vfs_;
  TempFolder folder_;
  std::string path_ = folder_.Path("case.db");
};

TEST_F(DatabaseTest, AnotherKeyIsToldFromDamage) {
  Make();
  const auto opened = Open(Mode::kWrite, /*key=*/2);
  EXPECT_THAT(opened, ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_EQ(MetadataOf(opened.status(), "cause"), "wrong_key");
}

TEST_F(DatabaseTest, AFileThatIsNoDatabaseIsRefused) {
  std::ofstream(path_) << std::string(8'192, 'x');
  EXPECT_THAT(Open(Mode::kWrite), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(DatabaseTest, AFlippedBitOfAPageIsNoticed) {
  Make()->CheckpointTruncate().IgnoreError();
  const std::string content = Content();
  ASSERT_GT(content.size(), 3 * 4'096U);
  int noticed = 0;
  int flipped = 0;
  for (size_t at = 4'096 + 100; at < content.size(); at += 4'096) {
    std::string damaged = content;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    std::ofstream(path_, std::ios::binary) << damaged;
    ++flipped;
    auto database = Open(Mode::kRead);
    ASSERT_THAT(database, IsOk());  // The first page is whole.
    bool failed = false;
    for (const Sql sql :
         {Sql("SELECT * FROM cases"), Sql("SELECT * FROM bodies"),
          Sql("SELECT * FROM referrals"), Sql("SELECT * FROM state"),
          Sql("SELECT token FROM tokens ORDER BY token"),
          Sql("SELECT * FROM requests"), Sql("SELECT * FROM outbox"),
          Sql("SELECT * FROM meta"), Sql("SELECT id FROM cases ORDER BY id"),
          Sql("SELECT id FROM referrals ORDER BY id"),
          Sql("SELECT kind, id FROM state ORDER BY kind, id"),
          Sql("SELECT case_id FROM tokens ORDER BY case_id"),
          Sql("SELECT time FROM requests ORDER BY time")}) {
      auto select = (*database)->Prepare(sql);
      absl::StatusOr<bool> step =
          select.ok() ? select->Step() : absl::StatusOr<bool>(select.status());
      while (step.ok() && *step) step = select->Step();
      if (step.ok()) continue;
      EXPECT_THAT(step, ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
      failed = true;
    }
    noticed += failed ? 1 : 0;
  }
  EXPECT_EQ(noticed, flipped);
}

TEST_F(DatabaseTest, NothingIsReadableAtRest) {
  const auto database = Make();
  ASSERT_THAT(Insert(*database, "canary-in-the-file", 1), IsOk());
  EXPECT_THAT(Content("-wal"), Not(HasSubstr("canary")));
  ASSERT_THAT(database->CheckpointTruncate(), IsOk());
  EXPECT_THAT(Content(), Not(HasSubstr("canary")));
  EXPECT_THAT(Content(), Not(HasSubstr("SQLite format")));
}

TEST_F(DatabaseTest, SortingMuchWritesNoTemporaryFile) {
  const auto database = Make();
  ASSERT_THAT(database->Execute("BEGIN IMMEDIATE"), IsOk());
  constexpr int64_t kRows = 20'000;
  for (int64_t i = 0; i < kRows; ++i) {
    ASSERT_THAT(Insert(*database, absl::StrCat("row", i), i + 1), IsOk());
  }
  ASSERT_THAT(database->Execute("COMMIT"), IsOk());
  auto select = database->Prepare(
      "SELECT id FROM cases GROUP BY version, id ORDER BY facts, version DESC");
  ASSERT_THAT(select, IsOk());
  ASSERT_THAT(select->Step(), IsOkAndHolds(true));
  EXPECT_EQ(vfs_.temporary_files(), 0);
}

TEST_F(DatabaseTest, TheFileIsTheOwnersAlone) {
  const auto database = Make();
  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat info = {};
    ASSERT_EQ(stat((path_ + suffix).c_str(), &info), 0) << suffix;
    EXPECT_EQ(info.st_mode & 0777, 0600U) << suffix;
  }
}

TEST(OpenFileTest, NoOtherProcessReadsOrWritesItAndItsIndexIsNoFile) {
  const TempFolder folder;
  const std::string path = folder.Path("case.db");
  const auto database =
      Database::Open({.path = path, .mode = Mode::kCreate}, KeyOf(1));
  ASSERT_THAT(database, IsOk());
  ASSERT_THAT(CreateSchema(**database, FileKind::kCase, "alencon", 1), IsOk());
  EXPECT_EQ(access((path + "-wal").c_str(), F_OK), 0);
  EXPECT_NE(access((path + "-shm").c_str(), F_OK), 0);
  const pid_t child = fork();
  if (child == 0) {
    // The bytes that whoever reads the database locks (sqlite3.c, "os_unix").
    struct flock lock = {};
    lock.l_type = F_RDLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 0x40000000 + 2;
    lock.l_len = 510;
    const int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
    _exit(fd >= 0 && fcntl(fd, F_SETLK, &lock) != 0 ? 0 : 1);
  }
  ASSERT_GT(child, 0);
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(DatabaseTest, AFileIsNeverMadeTwiceNorSilently) {
  constexpr auto kRefused = absl::StatusCode::kFailedPrecondition;
  EXPECT_THAT(Open(Mode::kWrite), StatusIs(kRefused));
  EXPECT_THAT(Open(Mode::kRead), StatusIs(kRefused));
  Make();
  EXPECT_THAT(Open(Mode::kCreate), StatusIs(kRefused));
}

TEST_F(DatabaseTest, AReaderCannotWrite) {
  const auto writer = Make();
  auto reader = Open(Mode::kRead);
  ASSERT_THAT(reader, IsOk());
  EXPECT_THAT(Insert(**reader, "c2", 1), Not(IsOk()));
}

TEST_F(DatabaseTest, NothingButRowsIsAllowed) {
  const auto database = Make();
  EXPECT_THAT(database->Execute("PRAGMA synchronous = OFF"), Not(IsOk()));
  EXPECT_THAT(database->Execute("ATTACH 'other.db' AS other"), Not(IsOk()));
  EXPECT_THAT(database->Execute("DROP TABLE cases"), Not(IsOk()));
  EXPECT_THAT(database->Execute("CREATE TABLE t (x)"), Not(IsOk()));
  EXPECT_THAT(database->Execute("SELECT writefile('x', 'y')"), Not(IsOk()));
  EXPECT_THAT(database->Execute("VACUUM"), Not(IsOk()));
}

TEST_F(DatabaseTest, TheSchemaKeepsItsRules) {
  const auto database = Make();
  EXPECT_THAT(Insert(*database, "", 1), Not(IsOk()));
  EXPECT_THAT(Insert(*database, "c2", 0), Not(IsOk()));
  EXPECT_THAT(Insert(*database, "c1", 2), Not(IsOk()));  // Twice.
}

TEST_F(DatabaseTest, EndAndFailureAreDifferentAnswers) {
  const auto database = Make();
  auto select = database->Prepare("SELECT id FROM cases");
  ASSERT_THAT(select, IsOk());
  EXPECT_THAT(select->Step(), IsOkAndHolds(true));
  EXPECT_EQ(select->ColumnText(0), "c1");
  EXPECT_THAT(select->Step(), IsOkAndHolds(false));
}

TEST_F(DatabaseTest, AStatementInUseIsNotSharedAndThenKept) {
  const auto database = Make();
  ASSERT_THAT(Insert(*database, "c2", 1), IsOk());
  static constexpr char kSql[] = "SELECT id FROM cases ORDER BY id";
  auto outer = database->Prepare(kSql);
  ASSERT_THAT(outer, IsOk());
  ASSERT_THAT(outer->Step(), IsOkAndHolds(true));
  {
    auto inner = database->Prepare(kSql);
    ASSERT_THAT(inner, IsOk());
    ASSERT_THAT(inner->Step(), IsOkAndHolds(true));
    EXPECT_EQ(inner->ColumnText(0), "c1");
  }
  ASSERT_THAT(outer->Step(), IsOkAndHolds(true));
  EXPECT_EQ(outer->ColumnText(0), "c2");
}

TEST_F(DatabaseTest, BindingsDoNotOutliveTheirLease) {
  const auto database = Make();
  static constexpr char kSql[] = "SELECT ?";
  {
    auto first = database->Prepare(kSql);
    ASSERT_THAT(first, IsOk());
    first->Text(1, "left behind");
    ASSERT_THAT(first->Step(), IsOkAndHolds(true));
  }
  auto second = database->Prepare(kSql);
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->Step(), IsOkAndHolds(true));
  EXPECT_TRUE(second->ColumnIsNull(0));
}

TEST_F(DatabaseTest, ABindingThatCannotBeFailsTheStep) {
  const auto database = Make();
  auto select = database->Prepare("SELECT ?");
  ASSERT_THAT(select, IsOk());
  select->Text(2, "there is no second");
  EXPECT_THAT(select->Step(), ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
}

TEST_F(DatabaseTest, EmptyTextAndBlobsAreNotNull) {
  const auto database = Make();
  auto select = database->Prepare("SELECT ?, ?");
  ASSERT_THAT(select, IsOk());
  select->Text(1, absl::string_view()).Blob(2, {});
  ASSERT_THAT(select->Step(), IsOkAndHolds(true));
  EXPECT_FALSE(select->ColumnIsNull(0));
  EXPECT_FALSE(select->ColumnIsNull(1));
}

TEST_F(DatabaseTest, WorkIsCounted) {
  const auto database = Make();
  const StoreWork before = database->work();
  auto select = database->Prepare("SELECT id, version FROM cases");
  ASSERT_THAT(select, IsOk());
  ASSERT_THAT(select->Step(), IsOkAndHolds(true));
  EXPECT_EQ(select->ColumnText(0), "c1");
  EXPECT_EQ(select->ColumnInt64(1), 1);
  const StoreWork after = database->work();
  EXPECT_EQ(after.statements - before.statements, 1U);
  EXPECT_EQ(after.rows - before.rows, 1U);
  EXPECT_EQ(after.bytes - before.bytes, 2U + 8U);
}

TEST_F(DatabaseTest, WhatAStatementLeftAsItWasIsNotChanged) {
  const auto database = Make();
  ASSERT_THAT(database->Execute("UPDATE cases SET version = 2"), IsOk());
  EXPECT_EQ(database->changed_rows(), 1);
  ASSERT_THAT(database->Execute("INSERT INTO cases SELECT * FROM cases"
                                " WHERE TRUE ON CONFLICT (id) DO NOTHING"),
              IsOk());
  EXPECT_EQ(database->changed_rows(), 0);
}

TEST_F(DatabaseTest, ADatabaseOfAnotherGroupOrKindIsRefused) {
  const auto database = Make();
  EXPECT_THAT(CheckSchema(*database, FileKind::kCase, "alencon"), IsOk());
  const absl::Status other_group =
      CheckSchema(*database, FileKind::kCase, "argentan");
  EXPECT_THAT(other_group, ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_EQ(MetadataOf(other_group, "cause"), "other_group");
  const absl::Status other_kind =
      CheckSchema(*database, FileKind::kKeys, "alencon");
  EXPECT_THAT(other_kind, ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_EQ(MetadataOf(other_kind, "cause"), "other_file");
}

TEST_F(DatabaseTest, ANewerSchemaIsLeftAlone) {
  const auto database = Make();
  ASSERT_THAT(database->SetSchemaVersion(99), IsOk());
  EXPECT_THAT(CheckSchema(*database, FileKind::kCase, "alencon"),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace sceau
