// P11 and P1 with the real program: kill -9 of the server, again and again, at
// random moments of a mixed load, its start included. What was acknowledged is
// there and nothing twice, no answer is without its leaf, the tree verifies and
// extends every checkpoint that was shown.
//
// SCEAU_KILLS and SCEAU_SEED change how often, and which moments.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/fault/load_worker.h"
#include "tests/fault/server_process.h"
#include "tests/support/case_desk.h"
#include "tests/support/ledger.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau::testing {
namespace {

using std::chrono::milliseconds;

constexpr int kInFlight = 64;
constexpr int kConnections = 4;
constexpr milliseconds kStart{60'000};
// How long a server lives under load, at least and at most.
constexpr int kShortestLifeMs = 30;
constexpr int kLongestLifeMs = 1'200;
// Of so many kills one comes while the server starts.
constexpr unsigned kStartsKilled = 5;

int NumberOf(const char* variable, int otherwise) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): before any thread.
  const char* const text = std::getenv(variable);
  int number = 0;
  return text != nullptr && absl::SimpleAtoi(text, &number) ? number
                                                            : otherwise;
}

class KillTest : public ::testing::Test {
 protected:
  KillTest()
      : random_(seed_),
        group_({.today = absl::ToCivilDay(absl::Now(), absl::UTCTimeZone())}),
        ledger_(group_.group().journal().verifier_key(),
                group_.place().origin()) {
    CaseDesk desk(group_);
    const v1::CreateCaseRequest model =
        desk.OpenCaseRequest(20, "ESSAI", "Noé");
    for (int i = 0; i < kInFlight; ++i) {
      workers_.push_back(
          std::make_unique<LoadWorker>(i, random_(), model, ledger_));
    }
    group_.Close();
    server_ = std::make_unique<ServerProcess>(SCEAU_SERVER_PROGRAM, group_);
  }

  // Runs `call` of every worker at once, over kConnections connections.
  void Together(void (LoadWorker::*call)(LoadWorker::Stub&),
                std::vector<std::thread>& threads) {
    stubs_.clear();
    for (int i = 0; i < kConnections; ++i) {
      stubs_.push_back(
          v1::CaseService::NewStub(server_->ChannelAs(kCoordinator)));
    }
    for (size_t i = 0; i < workers_.size(); ++i) {
      threads.emplace_back([this, call, i] {
        (workers_[i].get()->*call)(*stubs_[i % stubs_.size()]);
      });
    }
  }
  static void Join(std::vector<std::thread>& threads) {
    for (std::thread& thread : threads) thread.join();
    threads.clear();
  }
  void ExpectNoFailure() {
    for (const auto& worker : workers_) {
      ASSERT_EQ(worker->failure(), "") << "SCEAU_SEED=" << seed_;
    }
  }

  void KillOnce() {
    std::vector<std::thread> threads;
    server_->Start();
    if (random_() % kStartsKilled == 0) {
      std::this_thread::sleep_for(milliseconds(random_() % start_ms_));
      server_->Kill();
      server_->Start();
    }
    const auto begun = std::chrono::steady_clock::now();
    ASSERT_TRUE(server_->WaitUntilServing(kStart));
    start_ms_ =
        static_cast<uint32_t>(std::chrono::duration_cast<milliseconds>(
                                  std::chrono::steady_clock::now() - begun)
                                  .count() +
                              1);
    Together(&LoadWorker::RunUntilGone, threads);
    std::this_thread::sleep_for(milliseconds(
        kShortestLifeMs + random_() % (kLongestLifeMs - kShortestLifeMs)));
    server_->Kill();
    Join(threads);
    ExpectNoFailure();
  }

  LoadWorker::Counts Sum() const {
    LoadWorker::Counts sum;
    for (const auto& worker : workers_) {
      const LoadWorker::Counts& own = worker->counts();
      sum.writes += own.writes;
      sum.reads += own.reads;
      sum.denials += own.denials;
      sum.unanswered += own.unanswered;
      sum.repeated += own.repeated;
    }
    return sum;
  }

  // Every case there is, by the coordinator's list.
  std::set<std::string> Listed(CaseDesk& desk) {
    std::set<std::string> names;
    std::string token;
    do {
      const auto page = desk.List(kCoordinator, /*page_size=*/0, token);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const v1::CaseSummary& line : page->cases()) {
        EXPECT_TRUE(names.insert(line.name()).second) << line.name();
      }
      token = page->next_page_token();
    } while (!token.empty());
    return names;
  }

  void ExpectDeposit(CaseDesk& desk, const KeptCase& kept) {
    const auto file = desk.Read(kCoordinator, kept.name);
    ASSERT_THAT(file, IsOk()) << kept.name;
    int strengths = 0;
    for (const v1::Entry& entry : file->entries()) {
      if (entry.category() != v1::CATEGORY_STRENGTHS) continue;
      ++strengths;
      EXPECT_EQ(entry.name(), kept.entry);
      EXPECT_EQ(entry.etag(), kept.etag);
      EXPECT_EQ(entry.body().strengths().codes(0), kept.strength);
    }
    EXPECT_EQ(strengths, kept.entry.empty() ? 0 : 1) << kept.name;
  }

  const int kills_ = NumberOf("SCEAU_KILLS", 50);
  const uint32_t seed_ =
      static_cast<uint32_t>(NumberOf("SCEAU_SEED", 20'260'302));
  std::mt19937 random_;
  TestGroup group_;
  Ledger ledger_;
  std::vector<std::unique_ptr<LoadWorker>> workers_;
  std::vector<std::unique_ptr<LoadWorker::Stub>> stubs_;
  std::unique_ptr<ServerProcess> server_;
  uint32_t start_ms_ = 500;  // How long a start takes.
};

TEST_F(KillTest, WhatWasAcknowledgedSurvivesAndNothingIsWithoutItsLeaf) {
  for (int kill = 0; kill < kills_; ++kill) {
    SCOPED_TRACE(absl::StrCat("kill ", kill, ", SCEAU_SEED=", seed_));
    KillOnce();
    if (HasFatalFailure()) return;
  }
  // Everything that stayed open is answered; then a stop in order.
  std::vector<std::thread> threads;
  server_->Start();
  ASSERT_TRUE(server_->WaitUntilServing(kStart));
  Together(&LoadWorker::Settle, threads);
  Join(threads);
  ExpectNoFailure();
  if (HasFatalFailure()) return;
  EXPECT_EQ(server_->Stop(), 0);
  EXPECT_EQ(server_->Check(), 0);

  ASSERT_EQ(group_.Open(), absl::OkStatus());
  ledger_.HoldAgainst(group_.group().journal());
  CaseDesk desk(group_);
  std::set<std::string> acknowledged;
  for (const auto& worker : workers_) {
    for (const KeptCase& kept : worker->cases()) {
      EXPECT_TRUE(acknowledged.insert(kept.name).second) << kept.name;
      ExpectDeposit(desk, kept);
    }
  }
  // Neither lost nor twice.
  EXPECT_EQ(Listed(desk), acknowledged);

  const LoadWorker::Counts sum = Sum();
  std::cout << "kills " << kills_ << ", acknowledged writes " << sum.writes
            << " (" << sum.repeated << " of " << sum.unanswered
            << " unanswered ones asked again), answered reads " << sum.reads
            << ", denials " << sum.denials << ", cases " << acknowledged.size()
            << ", receipts proven " << ledger_.receipts()
            << ", checkpoints extended " << ledger_.checkpoints() << "\n";
  // The kills were not all before the first answer.
  EXPECT_GT(sum.writes, static_cast<uint64_t>(kills_) * 10);
  EXPECT_GT(sum.reads, static_cast<uint64_t>(kills_) * 10);
}

}  // namespace
}  // namespace sceau::testing
