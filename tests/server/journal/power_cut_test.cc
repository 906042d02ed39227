// P11 on a disk that forgets what was not synced: the machine is stopped at
// 200 random points of its work. What was acknowledged is there, nothing is
// half there, and the tree verifies.
#include <atomic>
#include <map>
#include <mutex>
#include <random>
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

constexpr int kCuts = 200;
constexpr size_t kThreads = 4;
constexpr uint64_t kMostOperations = 400;
constexpr uint64_t kMostOpeningOperations = 40;
constexpr crypto::Bytes::value_type kBody = 9;

class PowerCutTest : public ::testing::Test {
 protected:
  struct Acknowledged {
    std::map<uint64_t, crypto::Hash> leaves;   // By index.
    std::map<std::string, uint64_t> versions;  // Of cases; the greatest.
  };

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
      if (random() % 2 == 0) {
        const auto receipt = Record(journal_->writer(), ReadLeaf());
        if (receipt.ok()) Acknowledge(*receipt);
        continue;
      }
      const std::string id = absl::StrCat("c", thread, "-", random() % 3);
      uint64_t version = 0;
      const auto receipt =
          Write(journal_->writer(), [&](WriteTransaction& transaction) {
            return Advance(transaction, id, version);
          });
      if (receipt.ok()) Acknowledge(*receipt, id, version);
    }
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

  void Acknowledge(const Receipt& receipt, const std::string& id = "",
                   uint64_t version = 0) {
    const std::lock_guard<std::mutex> lock(mu_);
    acknowledged_.leaves[receipt.index] = receipt.leaf_hash;
    if (!id.empty()) {
      uint64_t& greatest = acknowledged_.versions[id];
      greatest = std::max(greatest, version);
    }
  }

  void CheckLeaves() {
    for (const auto& [index, hash] : acknowledged_.leaves) {
      const auto leaf = journal_->FindLeaf(index);
      ASSERT_THAT(leaf, IsOk());
      ASSERT_EQ(leaf->leaf_hash, hash) << index;
    }
  }
  void CheckCases() {
    ReadPool::Lease lease = files_->cases().Take();
    for (const auto& [id, version] : acknowledged_.versions) {
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
  std::mutex mu_;
  Acknowledged acknowledged_;
};

TEST_F(PowerCutTest, WhatWasAcknowledgedSurvives) {
  std::mt19937 random(20'260'302);
  size_t rounds_with_work = 0;
  ASSERT_TRUE(Open());
  for (int cut = 0; cut < kCuts; ++cut) {
    SCOPED_TRACE(absl::StrCat("cut ", cut));
    // Now and then while the group is being opened.
    const bool while_opening = random() % 4 == 0;
    if (while_opening) Close();
    vfs_.CutAfter(random() %
                  (while_opening ? kMostOpeningOperations : kMostOperations));
    if (!while_opening || Open()) {
      const size_t before = acknowledged_.leaves.size();
      std::vector<std::thread> threads;
      for (size_t t = 0; t < kThreads; ++t) {
        threads.emplace_back([this, t, seed = static_cast<uint32_t>(random())] {
          Work(t, seed);
        });
      }
      for (std::thread& thread : threads) thread.join();
      if (acknowledged_.leaves.size() > before) ++rounds_with_work;
    }
    Close();
    vfs_.PowerOn(random);
    ASSERT_TRUE(Open());  // Recomputes the tree.
    CheckCases();
    if (HasFailure()) return;
  }
  CheckLeaves();
  // The points were not all before the first answer.
  EXPECT_GT(rounds_with_work, size_t{kCuts} / 2);
}

}  // namespace
}  // namespace sceau::testing
