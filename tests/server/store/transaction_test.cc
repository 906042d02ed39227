#include "server/store/transaction.h"

#include <atomic>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/keyring.h"
#include "proto/contract/errors.h"
#include "server/store/case_table.h"
#include "server/store/schema.h"
#include "sqlite3.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;
using testing::FaultVfs;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::IsOkAndHolds;
using ::testing::Not;
using testing::TempFolder;

class TransactionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    vfs_.on_write = [this](const std::string&) { return write_error_.load(); };
    vfs_.on_sync = [this](const std::string&) { return sync_error_.load(); };
    auto database = Database::Open({.path = folder_.Path("case.db"),
                                    .mode = DatabaseOptions::Mode::kCreate,
                                    .vfs = vfs_.name()},
                                   crypto::Secret(crypto::kDatabaseKeyBytes));
    ASSERT_THAT(database, IsOk());
    database_ = *std::move(database);
    ASSERT_THAT(CreateSchema(*database_, FileKind::kCase, "alencon", 1),
                IsOk());
  }

  absl::Status Put(absl::string_view id) {
    const crypto::Hmac row_key(crypto::Bytes(32));
    WriteTransaction view(*database_, 0, absl::UnixEpoch(), row_key);
    return PutCase(view, {.id = std::string(id), .version = 1});
  }
  absl::StatusOr<std::vector<std::string>> Ids() {
    ReadConnection reader(*database_);
    return ListCaseIds(reader, "", 10);
  }

  std::atomic<int> write_error_{0};
  std::atomic<int> sync_error_{0};
  FaultVfs vfs_;
  TempFolder folder_;
  std::unique_ptr<Database> database_;
};

TEST_F(TransactionTest, AFullDiskUndoesAndHarmsNothing) {
  {
    auto transaction = Transaction::Begin(*database_);
    ASSERT_THAT(transaction, IsOk());
    ASSERT_THAT(Put("c1"), IsOk());
    write_error_ = SQLITE_FULL;
    const CommitResult result = transaction->Commit();
    EXPECT_EQ(result.outcome, CommitOutcome::kUndone);
    EXPECT_THAT(result.status, Not(IsOk()));
  }
  EXPECT_THAT(Ids(), IsOkAndHolds(IsEmpty()));
  write_error_ = 0;
  auto transaction = Transaction::Begin(*database_);
  ASSERT_THAT(transaction, IsOk());
  ASSERT_THAT(Put("c2"), IsOk());
  EXPECT_EQ(transaction->Commit().outcome, CommitOutcome::kDurable);
  EXPECT_THAT(Ids(), IsOkAndHolds(ElementsAre("c2")));
}

TEST_F(TransactionTest, AFailedSyncIsUncertain) {
  auto transaction = Transaction::Begin(*database_);
  ASSERT_THAT(transaction, IsOk());
  ASSERT_THAT(Put("c1"), IsOk());
  sync_error_ = SQLITE_IOERR_FSYNC;
  EXPECT_EQ(transaction->Commit().outcome, CommitOutcome::kUncertain);
}

TEST_F(TransactionTest, AFailedWriteIsUncertain) {
  auto transaction = Transaction::Begin(*database_);
  ASSERT_THAT(transaction, IsOk());
  ASSERT_THAT(Put("c1"), IsOk());
  write_error_ = SQLITE_IOERR_WRITE;
  EXPECT_EQ(transaction->Commit().outcome, CommitOutcome::kUncertain);
}

TEST_F(TransactionTest, ASavepointUndoesItsOwnAlone) {
  auto transaction = Transaction::Begin(*database_);
  ASSERT_THAT(transaction, IsOk());
  ASSERT_THAT(transaction->Savepoint(), IsOk());
  ASSERT_THAT(Put("kept"), IsOk());
  ASSERT_THAT(transaction->ReleaseSavepoint(), IsOk());
  ASSERT_THAT(transaction->Savepoint(), IsOk());
  ASSERT_THAT(Put("undone"), IsOk());
  ASSERT_THAT(transaction->RollbackToSavepoint(), IsOk());
  EXPECT_EQ(transaction->Commit().outcome, CommitOutcome::kDurable);
  EXPECT_THAT(Ids(), IsOkAndHolds(ElementsAre("kept")));
}

TEST_F(TransactionTest, OneThatIsLeftIsUndone) {
  {
    auto transaction = Transaction::Begin(*database_);
    ASSERT_THAT(transaction, IsOk());
    ASSERT_THAT(Put("c1"), IsOk());
  }
  EXPECT_FALSE(database_->InTransaction());
  EXPECT_THAT(Ids(), IsOkAndHolds(IsEmpty()));
}

}  // namespace
}  // namespace sceau
