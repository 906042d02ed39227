// The writer on a disk that hangs, fills or fails.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/case_table.h"
#include "sqlite3.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_files.h"

namespace sceau::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using ::testing::Eq;
using ::testing::Not;

constexpr auto kUnavailable = v1::ERROR_REASON_AUDIT_UNAVAILABLE;

class WriterFaultsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    vfs_.on_write = [this](const std::string& file) {
      return Fails(file) ? write_error_.load() : 0;
    };
    vfs_.on_sync = [this](const std::string& file) {
      if (!Fails(file)) return 0;
      while (hangs_) std::this_thread::sleep_for(milliseconds(1));
      return sync_error_.load();
    };
    ASSERT_THAT(Open(), IsOk());
  }
  void TearDown() override {
    hangs_ = false;
    journal_.reset();
  }

  absl::Status Open() {
    auto files = disk_.Open(vfs_.name());
    if (!files.ok()) return files.status();
    files_ = *std::move(files);
    Journal::Options options = TestFiles::JournalOptions();
    options.checkpoint_interval = absl::Milliseconds(20);
    options.on_poison = [this](const absl::Status&) { ++poisoned_; };
    auto journal = Journal::Open(*files_, std::move(options));
    if (!journal.ok()) return journal.status();
    journal_ = *std::move(journal);
    return absl::OkStatus();
  }
  void Close() {
    journal_.reset();
    files_.reset();
  }

  bool Fails(const std::string& file) const {
    const char* only = only_;
    return only == nullptr || file.starts_with(only);
  }
  absl::StatusOr<Receipt> Put(absl::string_view id, uint64_t version = 1) {
    const CaseRow row = SomeCase(id, version);
    return Write(journal_->writer(),
                 [this, row](WriteTransaction& transaction) {
                   WriteResult result =
                       PutCaseWork(transaction, journal_->pseudonyms(), row);
                   result.applied = [this] { ++applied_; };
                   return result;
                 });
  }
  bool Matches(absl::string_view id, uint64_t version) {
    const Pseudonyms& pseudonyms = journal_->pseudonyms();
    return journal_->row_map().Matches(
        pseudonyms.Of("case", id),
        pseudonyms.DigestRow("case", id, CanonicalOf(SomeCase(id, version))));
  }
  absl::StatusOr<std::optional<CaseRow>> Find(absl::string_view id) {
    ReadPool::Lease lease = files_->cases().Take();
    return FindCase(*lease, id);
  }
  // Callers are answered a moment before the process is told to exit.
  int Poisoned() {
    const auto end = steady_clock::now() + milliseconds(5'000);
    while (poisoned_ == 0 && steady_clock::now() < end) {
      std::this_thread::sleep_for(milliseconds(1));
    }
    return poisoned_;
  }
  // Whether a record succeeds within `limit`, tried again and again.
  bool RecoversWithin(milliseconds limit) {
    const auto end = steady_clock::now() + limit;
    while (steady_clock::now() < end) {
      if (Record(journal_->writer(), ReadLeaf()).ok()) return true;
    }
    return false;
  }

  std::atomic<int> write_error_{0};
  std::atomic<int> sync_error_{0};
  std::atomic<bool> hangs_{false};
  std::atomic<const char*> only_{nullptr};  // Prefix of the files that fail.
  std::atomic<int> poisoned_{0};
  std::atomic<int> applied_{0};
  FaultVfs vfs_;
  TestFiles disk_;
  std::unique_ptr<GroupFiles> files_;
  std::unique_ptr<Journal> journal_;
};

TEST_F(WriterFaultsTest, AHungDiskIsAnsweredIn250Milliseconds) {
  hangs_ = true;
  const auto begun = steady_clock::now();
  Waiter first;
  journal_->writer().Record(ReadLeaf(), first.done());
  std::this_thread::sleep_for(milliseconds(50));
  Waiter queued;  // Waits behind the batch that hangs.
  journal_->writer().Record(ReadLeaf(), queued.done());
  EXPECT_THAT(first.Get(), ReasonIs(kUnavailable));
  EXPECT_GE(steady_clock::now() - begun, milliseconds(250));
  EXPECT_LT(steady_clock::now() - begun, milliseconds(290));
  EXPECT_THAT(queued.Get(), ReasonIs(kUnavailable));
  EXPECT_GE(steady_clock::now() - begun, milliseconds(300));
  EXPECT_LT(steady_clock::now() - begun, milliseconds(345));
  hangs_ = false;
  EXPECT_TRUE(RecoversWithin(milliseconds(2'000)));
  EXPECT_EQ(poisoned_, 0);
}

TEST_F(WriterFaultsTest, ACallThatWaitedTooLongLeavesNoTrace) {
  hangs_ = true;
  Waiter first;
  journal_->writer().Record(ReadLeaf(), first.done());
  std::this_thread::sleep_for(milliseconds(20));
  std::atomic<bool> ran{false};
  Waiter queued;
  journal_->writer().Write(
      [&ran](WriteTransaction&) {
        ran = true;
        return WriteResult{.leaf = ReadLeaf()};
      },
      queued.done());
  EXPECT_THAT(queued.Get(), ReasonIs(kUnavailable));
  hangs_ = false;
  const auto next = Record(journal_->writer(), ReadLeaf());
  ASSERT_THAT(next, IsOk());
  EXPECT_FALSE(ran);
  // The first, which was begun, was committed after all; the second was not.
  EXPECT_EQ(next->index, 1U);
}

TEST_F(WriterFaultsTest, AWriteAnsweredLateMayStandAndIsApplied) {
  hangs_ = true;
  EXPECT_THAT(Put("c1"), ReasonIs(kUnavailable));
  hangs_ = false;
  ASSERT_TRUE(RecoversWithin(milliseconds(2'000)));
  EXPECT_THAT(Find("c1"), IsOkAndHolds(Not(Eq(std::nullopt))));
  EXPECT_EQ(applied_, 1);
  EXPECT_TRUE(Matches("c1", 1));
}

TEST_F(WriterFaultsTest, AFullDiskHarmsNothingAndPasses) {
  ASSERT_THAT(Put("c1"), IsOk());
  write_error_ = SQLITE_FULL;
  const auto begun = steady_clock::now();
  EXPECT_THAT(Record(journal_->writer(), ReadLeaf()), ReasonIs(kUnavailable));
  EXPECT_THAT(Put("c2"), ReasonIs(kUnavailable));
  EXPECT_LT(steady_clock::now() - begun, milliseconds(300));
  write_error_ = 0;
  EXPECT_TRUE(RecoversWithin(milliseconds(2'000)));
  EXPECT_THAT(Put("c3"), IsOk());
  EXPECT_EQ(poisoned_, 0);
  EXPECT_THAT(Find("c2"), IsOkAndHolds(Eq(std::nullopt)));
  Close();
  EXPECT_THAT(Open(), IsOk());
  EXPECT_TRUE(Matches("c3", 1));
}

TEST_F(WriterFaultsTest, ADiskFullOfCasesStillRecordsReads) {
  only_ = "case.db";
  write_error_ = SQLITE_FULL;
  EXPECT_THAT(Put("c1"), ReasonIs(kUnavailable));
  EXPECT_THAT(Record(journal_->writer(), ReadLeaf()), IsOk());
}

TEST_F(WriterFaultsTest, AWriteTheJournalCouldNotTakeFollowsByItself) {
  only_ = "journal.db";
  write_error_ = SQLITE_FULL;
  EXPECT_THAT(Put("c1"), ReasonIs(kUnavailable));
  // Its row is in the file, and is no altered one.
  EXPECT_THAT(Find("c1"), IsOkAndHolds(Not(Eq(std::nullopt))));
  EXPECT_TRUE(Matches("c1", 1));
  EXPECT_EQ(applied_, 0);
  EXPECT_THAT(Put("c2"), ReasonIs(kUnavailable));
  EXPECT_THAT(Find("c2"), IsOkAndHolds(Eq(std::nullopt)));  // Not begun.
  write_error_ = 0;
  const auto end = steady_clock::now() + milliseconds(2'000);
  while (applied_ == 0 && steady_clock::now() < end) {
    std::this_thread::sleep_for(milliseconds(5));
  }
  EXPECT_EQ(applied_, 1);
  EXPECT_EQ(journal_->size(), 1U);
  EXPECT_TRUE(Matches("c1", 1));
  EXPECT_FALSE(Matches("c1", 2));
}

TEST_F(WriterFaultsTest, AWriteTheJournalCouldNotTakeSurvivesTheEnd) {
  only_ = "journal.db";
  write_error_ = SQLITE_FULL;
  EXPECT_THAT(Put("c1"), ReasonIs(kUnavailable));
  Close();
  write_error_ = 0;
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(journal_->size(), 1U);
  EXPECT_TRUE(Matches("c1", 1));
}

TEST_F(WriterFaultsTest, AFailedSyncPoisonsForGood) {
  ASSERT_THAT(Put("c1"), IsOk());
  sync_error_ = SQLITE_IOERR_FSYNC;
  EXPECT_THAT(Record(journal_->writer(), ReadLeaf()), ReasonIs(kUnavailable));
  sync_error_ = 0;
  EXPECT_THAT(Record(journal_->writer(), ReadLeaf()), ReasonIs(kUnavailable));
  EXPECT_THAT(Put("c2"), ReasonIs(kUnavailable));
  EXPECT_EQ(Poisoned(), 1);
  Close();
  ASSERT_THAT(Open(), IsOk());  // As the restarted process does.
  EXPECT_TRUE(Matches("c1", 1));
  EXPECT_THAT(Put("c2"), IsOk());
}

TEST_F(WriterFaultsTest, AFailedSyncOfCasesPoisonsToo) {
  only_ = "case.db";
  sync_error_ = SQLITE_IOERR_FSYNC;
  EXPECT_THAT(Put("c1"), ReasonIs(kUnavailable));
  EXPECT_EQ(Poisoned(), 1);
  EXPECT_EQ(applied_, 0);
}

TEST_F(WriterFaultsTest, NothingIsAcknowledgedWithoutItsCheckpointFile) {
  const std::string path = disk_.paths().checkpoint_file;
  ASSERT_THAT(Record(journal_->writer(), ReadLeaf()), IsOk());
  std::filesystem::rename(path, path + ".away");
  (void)Record(journal_->writer(), ReadLeaf());  // Makes one due.
  const auto end = steady_clock::now() + milliseconds(5'000);
  absl::StatusOr<Receipt> receipt = Record(journal_->writer(), ReadLeaf());
  while (receipt.ok() && steady_clock::now() < end) {
    receipt = Record(journal_->writer(), ReadLeaf());
  }
  EXPECT_THAT(receipt, ReasonIs(kUnavailable));
  std::filesystem::rename(path + ".away", path);
  EXPECT_TRUE(RecoversWithin(milliseconds(2'000)));
  EXPECT_EQ(poisoned_, 0);
}

TEST_F(WriterFaultsTest, ASecondServersCheckpointStopsTheFirst) {
  const std::string path = disk_.paths().checkpoint_file;
  const std::string older = path + ".older";
  std::filesystem::copy_file(path, older);
  ASSERT_THAT(Record(journal_->writer(), ReadLeaf()), IsOk());
  const auto end = steady_clock::now() + milliseconds(5'000);
  const std::string first = journal_->NewestCheckpoint();
  while (journal_->NewestCheckpoint() == first && steady_clock::now() < end) {
    std::this_thread::sleep_for(milliseconds(5));
    (void)Record(journal_->writer(), ReadLeaf());
  }
  {
    // In place, as another process writes.
    std::ifstream in(older, std::ios::binary);
    std::fstream out(path, std::ios::binary | std::ios::in | std::ios::out);
    out << in.rdbuf();
  }
  while (poisoned_ == 0 && steady_clock::now() < end) {
    (void)Record(journal_->writer(), ReadLeaf());
  }
  EXPECT_EQ(Poisoned(), 1);
  EXPECT_THAT(Record(journal_->writer(), ReadLeaf()), ReasonIs(kUnavailable));
}

}  // namespace
}  // namespace sceau::testing
