#include "server/runtime/ticker.h"

#include <atomic>
#include <chrono>
#include <future>

#include "gtest/gtest.h"

namespace sceau {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(TickerTest, RunsAgainAndAgain) {
  std::promise<void> twice;
  std::atomic<int> runs = 0;
  const Ticker ticker("tick", milliseconds(1), [&] {
    if (++runs == 2) twice.set_value();
  });
  twice.get_future().wait();
}

TEST(TickerTest, AStopDoesNotWaitForTheNextRun) {
  std::atomic<int> runs = 0;
  {
    const Ticker ticker("tick", hours(24), [&] { ++runs; });
  }
  EXPECT_EQ(runs, 0);
}

}  // namespace
}  // namespace sceau
