// P11 and P1 on a disk that forgets what was not synced: the machine is stopped
// at 200 random points of reads and writes over case.db, keys.db and
// journal.db, and of their opening. What was acknowledged is there, nothing is
// half there, every receipt's leaf is where it was said to be, and the tree
// extends every checkpoint that was shown.
//
// SCEAU_SEED picks other points.
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/case_table.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/ledger.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_files.h"

namespace sceau::testing {
namespace {

constexpr int kCuts = 200;
constexpr size_t kThreads = 4;
constexpr uint64_t kMostOperations = 400;
constexpr uint64_t kMostOpeningOperations = 40;
constexpr crypto::Bytes::value_type kBody = 9;

uint32_t Seed() {
  constexpr uint32_t kSeed = 20'260'302;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): before any thread.
  const char* const text = std::getenv("SCEAU_SEED");
  uint32_t seed = 0;
  return text != nullptr && absl::SimpleAtoi(text, &seed) ? seed : kSeed;
}

class PowerCutTest : public ::testing::Test {
 protected:
  // False when the power went before the group was open.
  bool Open() {
    auto files = disk_.Open(vfs_.name());
    if (!files.ok()) {
      EXPECT_TRUE(vfs_.IsCut()) << files.status();
      return false;
    }
    Journal::Options options = TestFiles::JournalOptions();
    options.checkpoint_interval = absl::Milliseconds(2);
    options.on_poison = [](const absl::Status&) {};
    auto journal = Journal::Open(**files, std::move(options));
    if (!journal.ok()) {
      EXPECT_TRUE(vfs_.IsCut()) << journal.status();
      return false;
    }
    files_ = *std::move(files);
    journal_ = *std::move(journal);
    return true;
  }
  void Close() {
    journal_.reset();
    files_.reset();
  }

  // One thread's work, on cases of its own, until the power goes.
  void Work(size_t thread, uint32_t seed) {
    std::mt19937 random(seed);
    while (!vfs_.IsCut()) {
      const std::string id = absl::StrCat("c", thread, "-", random() % 3);
      if (random() % 2 == 0) {
        Read(id);
        continue;
      }
      uint64_t version = 0;
      const auto receipt =
          Write(journal_->writer(), [&](WriteTransaction& transaction) {
            return Advance(transaction, id, version);
          });
      if (!receipt.ok()) continue;
      Acknowledge(*receipt);
      ++writes_;
      const std::lock_guard<std::mutex> lock(mu_);
      uint64_t& greatest = versions_[id];
      greatest = std::max(greatest, version);
    }
  }

  // As a call reads: the row, whole and known, then the leaf.
  void Read(const std::string& id) {
    uint64_t least = 0;
    {
      const std::lock_guard<std::mutex> lock(mu_);
      const auto known = versions_.find(id);
      if (known != versions_.end()) least = known->second;
    }
    absl::StatusOr<std::optional<CaseRow>> row;
    {
      ReadPool::Lease lease = files_->cases().Take();
      row = FindCase(*lease, id);
    }
    const auto receipt = Record(journal_->writer(), ReadLeaf());
    if (!row.ok() || !receipt.ok()) return;  // The power is gone.
    Acknowledge(*receipt);
    ++reads_;
    EXPECT_GE(row->has_value() ? (*row)->version : 0, least) << id;
  }

  // The next version of a case and of its body, or a refusal.
  WriteResult Advance(WriteTransaction& transaction, const std::string& id,
                      uint64_t& version) {
    const auto found = FindCase(transaction, id);
    if (!found.ok()) return {.status = found.status(), .leaf = ReadLeaf()};
    version = found->has_value() ? (*found)->version + 1 : 1;
    if (version == 1) transaction.PutCaseKey(id, CaseKeyring::New());
    WriteResult result =
        PutCaseWork(transaction, journal_->pseudonyms(), SomeCase(id, version));
    if (result.status.ok()) {
      result.status =
          PutBody(transaction, id, "e", version, crypto::Bytes(2'000, kBody));
    }
    return result;
  }

  void Acknowledge(const Receipt& receipt) {
    EXPECT_EQ(ledger_->Add(receipt.index, receipt.leaf_hash,
                           journal_->NewestCheckpoint()),
              "");
  }

  void CheckCases() {
    ReadPool::Lease lease = files_->cases().Take();
    for (const auto& [id, version] : versions_) {
      const auto row = FindCase(*lease, id);
      ASSERT_THAT(row, IsOk());
      ASSERT_TRUE(row->has_value()) << id;
      EXPECT_GE((*row)->version, version) << id;
      // Whole: every body of the version that stands, its key, its leaf.
      for (uint64_t v = 1; v <= (*row)->version; ++v) {
        EXPECT_THAT(FindBody(*lease, id, "e", v), IsOk()) << id << " " << v;
      }
      EXPECT_THAT(files_->case_keys().Find(id), IsOk()) << id;
      const Pseudonyms& pseudonyms = journal_->pseudonyms();
      EXPECT_TRUE(journal_->row_map().Matches(
          pseudonyms.Of("case", id),
          pseudonyms.DigestRow("case", id, CanonicalOf(**row))))
          << id;
    }
  }

  FaultVfs vfs_;
  TestFiles disk_;
  std::unique_ptr<GroupFiles> files_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Ledger> ledger_;
  std::mutex mu_;
  std::map<std::string, uint64_t> versions_;  // Acknowledged, the greatest.
  std::atomic<uint64_t> reads_{0};
  std::atomic<uint64_t> writes_{0};
};

TEST_F(PowerCutTest, WhatWasAcknowledgedSurvives) {
  const uint32_t seed = Seed();
  std::mt19937 random(seed);
  size_t rounds_with_work = 0;
  ASSERT_TRUE(Open());
  ledger_ = std::make_unique<Ledger>(journal_->verifier_key(), kFilesOrigin);
  for (int cut = 0; cut < kCuts; ++cut) {
    SCOPED_TRACE(absl::StrCat("cut ", cut, ", SCEAU_SEED=", seed));
    // Now and then while the group is being opened.
    const bool while_opening = random() % 4 == 0;
    if (while_opening) Close();
    vfs_.CutAfter(random() %
                  (while_opening ? kMostOpeningOperations : kMostOperations));
    if (!while_opening || Open()) {
      const size_t before = ledger_->receipts();
      std::vector<std::thread> threads;
      for (size_t t = 0; t < kThreads; ++t) {
        threads.emplace_back(
            [this, t, own = static_cast<uint32_t>(random())] { Work(t, own); });
      }
      for (std::thread& thread : threads) thread.join();
      if (ledger_->receipts() > before) ++rounds_with_work;
    }
    Close();
    vfs_.PowerOn(random);
    ASSERT_TRUE(Open());  // Recomputes the tree.
    CheckCases();
    if (HasFailure()) return;
  }
  SCOPED_TRACE(absl::StrCat("SCEAU_SEED=", seed));
  // A last checkpoint, over everything.
  Close();
  ASSERT_TRUE(Open());
  ledger_->HoldAgainst(*journal_);
  std::cout << "cuts " << kCuts << ", acknowledged writes " << writes_
            << ", answered reads " << reads_ << ", receipts proven "
            << ledger_->receipts() << ", checkpoints extended "
            << ledger_->checkpoints() << "\n";
  // The points were not all before the first answer.
  EXPECT_GT(rounds_with_work, size_t{kCuts} / 2);
}

}  // namespace
}  // namespace sceau::testing
