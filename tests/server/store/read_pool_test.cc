#include "server/store/read_pool.h"

#include <atomic>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

#include "crypto/keyring.h"
#include "server/store/case_table.h"
#include "server/store/schema.h"
#include "server/store/transaction.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using testing::IsOk;
using testing::TempFolder;

class ReadPoolTest : public ::testing::Test {
 protected:
  void SetUp() override {
    DatabaseOptions options{.path = folder_.Path("case.db"),
                            .mode = DatabaseOptions::Mode::kCreate};
    const crypto::Secret key(crypto::kDatabaseKeyBytes);
    auto writer = Database::Open(options, key);
    ASSERT_THAT(writer, IsOk());
    writer_ = *std::move(writer);
    ASSERT_THAT(CreateSchema(*writer_, FileKind::kCase, "alencon", 1), IsOk());
    auto pool = ReadPool::Open(options, key, /*connections=*/2);
    ASSERT_THAT(pool, IsOk());
    pool_ = *std::move(pool);
  }

  void Put(uint64_t version) {
    auto transaction = Transaction::Begin(*writer_);
    ASSERT_THAT(transaction, IsOk());
    const crypto::Hmac row_key(crypto::Bytes(32));
    WriteTransaction view(*writer_, 0, absl::UnixEpoch(), row_key);
    ASSERT_THAT(PutCase(view, {.id = "c1", .version = version}), IsOk());
    ASSERT_EQ(transaction->Commit().outcome, CommitOutcome::kDurable);
  }

  TempFolder folder_;
  std::unique_ptr<Database> writer_;
  std::unique_ptr<ReadPool> pool_;
};

TEST_F(ReadPoolTest, EachQuerySeesTheLastCommit) {
  for (uint64_t version = 1; version <= 3; ++version) {
    Put(version);
    ReadPool::Lease lease = pool_->Take();
    const auto row = FindCase(*lease, "c1");
    ASSERT_THAT(row, IsOk());
    EXPECT_EQ((*row)->version, version);
  }
}

TEST_F(ReadPoolTest, MoreThreadsThanConnectionsTakeTurns) {
  Put(1);
  const uint64_t before = pool_->work().rows;
  std::atomic<int> found{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 200; ++j) {
        ReadPool::Lease lease = pool_->Take();
        const auto row = FindCase(*lease, "c1");
        if (row.ok() && row->has_value()) ++found;
      }
    });
  }
  Put(2);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found, 1'600);
  EXPECT_EQ(pool_->work().rows - before, 1'600U);
}

TEST_F(ReadPoolTest, AbsentAndPresentCostTheSameStatements) {
  Put(1);
  const auto cost = [this](absl::string_view id) {
    const uint64_t before = pool_->work().statements;
    ReadPool::Lease lease = pool_->Take();
    EXPECT_THAT(FindCase(*lease, id), IsOk());
    return pool_->work().statements - before;
  };
  EXPECT_EQ(cost("c1"), cost("absent"));
}

}  // namespace
}  // namespace sceau
