#include "server/runtime/worker_pool.h"

#include <array>
#include <atomic>
#include <future>
#include <pthread.h>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;

TEST(WorkerPoolTest, RefusesBeyondItsBoundAndLeavesTheTask) {
  WorkerPool pool("bound", /*threads=*/1, /*max_queued=*/1);
  std::promise<void> gate;
  std::promise<void> started;
  std::shared_future<void> open(gate.get_future());
  ASSERT_TRUE(pool.TrySubmit([&started, open] {
    started.set_value();
    open.wait();
  }));
  started.get_future().wait();  // Runs, so it waits no more.
  ASSERT_TRUE(pool.TrySubmit([] {}));
  bool ran = false;
  std::function<void()> task = [&ran] { ran = true; };
  EXPECT_FALSE(pool.TrySubmit(std::move(task)));
  gate.set_value();
  ASSERT_TRUE(task);  // NOLINT(bugprone-use-after-move): left as it was.
  task();
  EXPECT_TRUE(ran);
}

TEST(WorkerPoolTest, RunsWhatIsQueuedBeforeItStops) {
  std::atomic<int> ran{0};
  {
    WorkerPool pool("drain", /*threads=*/2, /*max_queued=*/100);
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(pool.TrySubmit([&] { ++ran; }));
  }
  EXPECT_EQ(ran, 100);
}

TEST(WorkerPoolTest, RefusesOnceStopped) {
  WorkerPool pool("stop", /*threads=*/1, /*max_queued=*/10);
  pool.Stop();
  EXPECT_FALSE(pool.TrySubmit([] {}));
  pool.Stop();
}

TEST(WorkerPoolTest, OneThreadKeepsTheOrder) {
  std::vector<int> order;
  {
    WorkerPool pool("order", /*threads=*/1, /*max_queued=*/10);
    for (int i = 0; i < 4; ++i) {
      ASSERT_TRUE(pool.TrySubmit([&order, i] { order.push_back(i); }));
    }
  }
  EXPECT_THAT(order, ElementsAre(0, 1, 2, 3));
}

TEST(WorkerPoolTest, ATaskMaySubmitAnother) {
  std::promise<void> second;
  WorkerPool pool("chain", /*threads=*/1, /*max_queued=*/10);
  ASSERT_TRUE(pool.TrySubmit(
      [&] { ASSERT_TRUE(pool.TrySubmit([&] { second.set_value(); })); }));
  second.get_future().wait();
}

TEST(WorkerPoolTest, ThreadsBearThePoolsName) {
  WorkerPool pool("named", /*threads=*/1, /*max_queued=*/1);
  std::promise<std::string> name;
  ASSERT_TRUE(pool.TrySubmit([&name] {
    std::array<char, 16> text = {};
    (void)pthread_getname_np(pthread_self(), text.data(), text.size());
    name.set_value(text.data());
  }));
  EXPECT_EQ(name.get_future().get(), "named-0");
}

}  // namespace
}  // namespace sceau
