// The writer on a healthy disk.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/case_table.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_files.h"

namespace sceau::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::Not;

class WriterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    vfs_.after_sync = [this](const std::string& file) {
      const std::lock_guard<std::mutex> lock(mu_);
      events_.push_back(file);
    };
    auto files = disk_.Open(vfs_.name());
    ASSERT_THAT(files, IsOk());
    files_ = *std::move(files);
    auto journal = Journal::Open(*files_, Options());
    ASSERT_THAT(journal, IsOk());
    journal_ = *std::move(journal);
    TakeEvents();
  }
  // Before anything of a derived test ends that the journal's threads use.
  void TearDown() override { journal_ = nullptr; }

  virtual Journal::Options Options() { return TestFiles::JournalOptions(); }

  // In order; the first write to a WAL syncs its header too, which is no more
  // than one event here.
  std::vector<std::string> TakeEvents() {
    const std::lock_guard<std::mutex> lock(mu_);
    events_.erase(std::unique(events_.begin(), events_.end()), events_.end());
    return std::exchange(events_, {});
  }
  void Note(const std::string& event) {
    const std::lock_guard<std::mutex> lock(mu_);
    events_.push_back(event);
  }

  GroupWriter& writer() { return journal_->writer(); }
  absl::StatusOr<Receipt> Put(const CaseRow& row) {
    return Write(writer(), [this, row](WriteTransaction& transaction) {
      return PutCaseWork(transaction, journal_->pseudonyms(), row);
    });
  }
  absl::StatusOr<std::optional<CaseRow>> Find(absl::string_view id) {
    ReadPool::Lease lease = files_->cases().Take();
    return FindCase(*lease, id);
  }
  absl::StatusOr<Binding> BindingAt(uint64_t index) {
    const auto leaf = journal_->FindLeaf(index);
    return leaf.ok() ? DecodeBinding(leaf->binding)
                     : absl::StatusOr<Binding>(leaf.status());
  }

  std::mutex mu_;
  std::vector<std::string> events_;
  FaultVfs vfs_;
  TestFiles disk_;
  std::unique_ptr<GroupFiles> files_;
  std::unique_ptr<Journal> journal_;
};

TEST_F(WriterTest, AReceiptNamesADurableLeaf) {
  const auto receipt = Record(writer(), ReadLeaf());
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->index, 0U);
  const auto leaf = journal_->FindLeaf(0);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_EQ(leaf->leaf_hash, receipt->leaf_hash);
  const auto draft = DecodeLeaf(leaf->binding, leaf->naming);
  ASSERT_THAT(draft, IsOk());
  EXPECT_EQ(draft->member, "camille");
}

TEST_F(WriterTest, DoneComesAfterTheJournalIsSynced) {
  Waiter waiter;
  GroupWriter::Done done = waiter.done();
  writer().Record(ReadLeaf(), [&](absl::StatusOr<Receipt> receipt) {
    Note("done");
    done(std::move(receipt));
  });
  ASSERT_THAT(waiter.Get(), IsOk());
  EXPECT_THAT(TakeEvents(), ElementsAre("journal.db-wal", "done"));
}

TEST_F(WriterTest, KeysThenCasesThenTheJournalAreSynced) {
  Waiter waiter;
  GroupWriter::Done done = waiter.done();
  writer().Write(
      [&](WriteTransaction& transaction) {
        transaction.PutCaseKey("c1", CaseKeyring::New());
        return PutCaseWork(transaction, journal_->pseudonyms(), SomeCase("c1"));
      },
      [&](absl::StatusOr<Receipt> receipt) {
        Note("done");
        done(std::move(receipt));
      });
  ASSERT_THAT(waiter.Get(), IsOk());
  EXPECT_THAT(TakeEvents(), ElementsAre("keys.db-wal", "case.db-wal",
                                        "journal.db-wal", "done"));
  EXPECT_THAT(files_->case_keys().Find("c1"), IsOk());
}

TEST_F(WriterTest, DoneRunsNeitherOnTheWritersThreadNorTheCallers) {
  std::promise<std::thread::id> work_thread;
  std::promise<std::thread::id> done_thread;
  writer().Write(
      [&](WriteTransaction&) {
        work_thread.set_value(std::this_thread::get_id());
        return WriteResult{.leaf = ReadLeaf()};
      },
      [&](const absl::StatusOr<Receipt>&) {
        done_thread.set_value(std::this_thread::get_id());
      });
  const std::thread::id done = done_thread.get_future().get();
  EXPECT_NE(done, work_thread.get_future().get());
  EXPECT_NE(done, std::this_thread::get_id());
}

TEST_F(WriterTest, AWorkThatFailsIsUndoneAloneAndLeavesItsLeaf) {
  // One batch: the first work, alone in its own, holds the writer until the
  // others wait.
  std::promise<void> gate;
  std::shared_future<void> open(gate.get_future());
  std::promise<void> begun;
  Waiter first;
  writer().Write(
      [open, &begun](WriteTransaction&) {
        begun.set_value();
        open.wait();
        return WriteResult{.leaf = ReadLeaf()};
      },
      first.done());
  begun.get_future().wait();
  std::vector<Waiter> waiters(3);
  for (int i = 0; i < 3; ++i) {
    writer().Write(
        [this, i](WriteTransaction& transaction) {
          WriteResult result = PutCaseWork(transaction, journal_->pseudonyms(),
                                           SomeCase(absl::StrCat("c", i)));
          if (i == 1) {
            result.status = Error(v1::ERROR_REASON_ETAG_MISMATCH, "stale");
            result.leaf.outcome = Outcome::kRefused;
          }
          return result;
        },
        waiters[static_cast<size_t>(i)].done());
  }
  gate.set_value();
  ASSERT_THAT(first.Get(), IsOk());
  // The works that succeeded take the first indexes.
  const auto index = [&waiters](size_t i) {
    const auto receipt = waiters[i].Get();
    EXPECT_THAT(receipt, IsOk());
    return receipt->index;
  };
  EXPECT_EQ(index(0), 1U);
  EXPECT_EQ(index(2), 2U);
  EXPECT_EQ(index(1), 3U);
  EXPECT_THAT(Find("c0"), IsOkAndHolds(Not(Eq(std::nullopt))));
  EXPECT_THAT(Find("c1"), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_THAT(Find("c2"), IsOkAndHolds(Not(Eq(std::nullopt))));
  const auto refused = BindingAt(3);
  ASSERT_THAT(refused, IsOk());
  EXPECT_EQ(refused->outcome, Outcome::kRefused);
  EXPECT_THAT(refused->rows, IsEmpty());
  EXPECT_TRUE(journal_->row_map().Matches(
      journal_->pseudonyms().Of("case", "c1"), kNoRow));
}

TEST_F(WriterTest, AWorkKnowsItsLeafBeforehand) {
  ASSERT_THAT(Record(writer(), ReadLeaf()), IsOk());
  uint64_t index = 0;
  absl::Time time;
  const auto receipt = Write(writer(), [&](WriteTransaction& transaction) {
    index = transaction.leaf_index();
    time = transaction.time();
    return WriteResult{.leaf = ReadLeaf()};
  });
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->index, index);
  EXPECT_EQ(receipt->time, time);
}

TEST_F(WriterTest, MemoryFollowsBeforeTheAnswer) {
  bool applied = false;
  const auto receipt = Write(writer(), [&](WriteTransaction&) {
    return WriteResult{.leaf = ReadLeaf(), .applied = [&] { applied = true; }};
  });
  ASSERT_THAT(receipt, IsOk());
  EXPECT_TRUE(applied);
}

TEST_F(WriterTest, AFailedWorkIsNotApplied) {
  bool applied = false;
  const auto receipt = Write(writer(), [&](WriteTransaction&) {
    return WriteResult{.status = absl::AbortedError("no"),
                       .leaf = ReadLeaf(),
                       .applied = [&] { applied = true; }};
  });
  ASSERT_THAT(receipt, IsOk());
  EXPECT_FALSE(applied);
}

TEST_F(WriterTest, ARowMatchesOnceItsLeafIsDurable) {
  ASSERT_THAT(Put(SomeCase("c1", 1)), IsOk());
  ASSERT_THAT(Put(SomeCase("c1", 2)), IsOk());
  const Pseudonyms& pseudonyms = journal_->pseudonyms();
  const Pseudonym row = pseudonyms.Of("case", "c1");
  const auto digest = [&](uint64_t version) {
    return pseudonyms.DigestRow("case", "c1",
                                CanonicalOf(SomeCase("c1", version)));
  };
  EXPECT_TRUE(journal_->row_map().Matches(row, digest(2)));
  EXPECT_FALSE(journal_->row_map().Matches(row, digest(1)));
}

TEST_F(WriterTest, ALeafAboveABoundIsRefusedAndNothingIsDone) {
  LeafDraft large = ReadLeaf();
  large.resources.resize(kMaxLeafResources + 1);
  EXPECT_THAT(Record(writer(), large),
              ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
  LeafDraft with_rows = ReadLeaf();
  with_rows.rows.resize(1);
  EXPECT_THAT(Record(writer(), with_rows),
              ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
  const auto written = Write(writer(), [&](WriteTransaction& transaction) {
    WriteResult result =
        PutCaseWork(transaction, journal_->pseudonyms(), SomeCase("c1"));
    result.leaf.resources.resize(kMaxLeafResources + 1);
    return result;
  });
  EXPECT_THAT(written, ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
  EXPECT_THAT(Find("c1"), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_EQ(journal_->size(), 0U);
}

TEST_F(WriterTest, TooManyCallersArePushedBackAtOnce) {
  std::promise<void> gate;
  std::shared_future<void> open(gate.get_future());
  Waiter holder;
  writer().Write(
      [open](WriteTransaction&) {
        open.wait();
        return WriteResult{.leaf = ReadLeaf()};
      },
      holder.done());
  std::atomic<size_t> refused{0};
  std::atomic<size_t> answered{0};
  const size_t calls = kMaxQueuedCalls + 100;
  for (size_t i = 0; i < calls; ++i) {
    writer().Record(ReadLeaf(), [&](const absl::StatusOr<Receipt>& receipt) {
      if (ReasonOf(receipt.status()) == v1::ERROR_REASON_QUEUE_FULL) ++refused;
      ++answered;
    });
  }
  EXPECT_EQ(refused, calls - (kMaxQueuedCalls - 1));
  gate.set_value();
  (void)holder.Get();
  journal_.reset();  // Every Done has run.
  EXPECT_EQ(answered, calls);
}

TEST_F(WriterTest, ManyThreadsGetAsManyLeavesAndIndexes) {
  constexpr size_t kThreads = 8;
  constexpr size_t kCalls = 100;
  std::mutex mu;
  std::vector<uint64_t> indexes;
  std::vector<std::thread> threads;
  for (size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (size_t i = 0; i < kCalls; ++i) {
        const auto receipt = i % 4 == 0
                                 ? Put(SomeCase(absl::StrCat("c", t), i + 1))
                                 : Record(writer(), ReadLeaf());
        ASSERT_THAT(receipt, IsOk());
        const std::lock_guard<std::mutex> lock(mu);
        indexes.push_back(receipt->index);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::ranges::sort(indexes);
  for (size_t i = 0; i < indexes.size(); ++i) EXPECT_EQ(indexes[i], i);
  EXPECT_EQ(journal_->size(), kThreads * kCalls);
}

TEST_F(WriterTest, WhatWasAcceptedIsAnsweredBeforeTheEnd) {
  std::vector<Waiter> waiters(50);
  for (Waiter& waiter : waiters) writer().Record(ReadLeaf(), waiter.done());
  journal_.reset();
  for (Waiter& waiter : waiters) EXPECT_THAT(waiter.Get(), IsOk());
}

TEST_F(WriterTest, ACallMadeByADoneAtTheEndIsRefused) {
  GroupWriter& writer = journal_->writer();
  std::promise<void> started;
  std::atomic<bool> refused{false};
  writer.Record(ReadLeaf(), [&](const absl::StatusOr<Receipt>&) {
    started.set_value();
    while (!refused) {
      refused = ReasonOf(Record(writer, ReadLeaf()).status()) ==
                v1::ERROR_REASON_SHUTTING_DOWN;
    }
  });
  started.get_future().wait();
  journal_.reset();  // Returns once that Done has.
  EXPECT_TRUE(refused);
}

class SteppedClockTest : public WriterTest {
 protected:
  Journal::Options Options() override {
    Journal::Options options = WriterTest::Options();
    options.clock = [this] { return absl::FromUnixNanos(now_ns_.load()); };
    return options;
  }
  std::atomic<int64_t> now_ns_{absl::ToUnixNanos(kFilesNow)};
};

TEST_F(SteppedClockTest, TheTimeOfLeavesNeverGoesBack) {
  const auto first = Record(writer(), ReadLeaf());
  ASSERT_THAT(first, IsOk());
  now_ns_ -= absl::ToInt64Nanoseconds(absl::Hours(24));
  const auto second = Record(writer(), ReadLeaf());
  ASSERT_THAT(second, IsOk());
  EXPECT_GE(second->time, first->time);
  EXPECT_EQ(journal_->last_leaf_time(), second->time);
}

TEST_F(SteppedClockTest, TheEpochTurnsWhileTheServerRuns) {
  ASSERT_THAT(Write(writer(),
                    [&](WriteTransaction& transaction) {
                      transaction.PutCaseKey("c1", CaseKeyring::New());
                      return PutCaseWork(transaction, journal_->pseudonyms(),
                                         SomeCase("c1"));
                    }),
              IsOk());
  now_ns_ += absl::ToInt64Nanoseconds(absl::Hours(24 * 31));
  for (int i = 0; i < 200 && files_->epochs().Find(1) != nullptr; ++i) {
    ASSERT_THAT(Record(writer(), ReadLeaf()), IsOk());
  }
  EXPECT_EQ(files_->epochs().Find(1), nullptr);
  EXPECT_EQ(files_->epochs().Current()->epoch, 2U);
  EXPECT_THAT(files_->case_keys().Find("c1"), IsOk());
}

}  // namespace
}  // namespace sceau::testing
