#include "tests/bench/load.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "absl/time/clock.h"

namespace sceau::bench {
namespace {

class Load {
 public:
  Load(int in_flight, absl::Duration duration, const StartCall& start)
      : start_(start),
        counted_from_(absl::Now() + duration / 10),
        end_(absl::Now() + duration / 10 + duration),
        slots_(static_cast<size_t>(in_flight)) {}

  void Run() {
    running_ = static_cast<int>(slots_.size());
    for (int slot = 0; slot < static_cast<int>(slots_.size()); ++slot) {
      Next(slot);
    }
    std::unique_lock<std::mutex> lock(mu_);
    idle_.wait(lock, [this] { return running_ == 0; });
  }

  Figures Sum(const std::string& name, absl::Duration duration) {
    std::vector<int64_t> all;
    Figures figures{.name = name, .in_flight = static_cast<int>(slots_.size())};
    for (const Slot& slot : slots_) {
      all.insert(all.end(), slot.latencies_ns.begin(), slot.latencies_ns.end());
      figures.failed += slot.failed;
    }
    std::sort(all.begin(), all.end());
    figures.calls = all.size();
    figures.calls_per_s =
        static_cast<double>(all.size()) / absl::ToDoubleSeconds(duration);
    if (!all.empty()) {
      figures.p50_us = static_cast<double>(all[all.size() / 2]) / 1e3;
      figures.p99_us = static_cast<double>(all[all.size() * 99 / 100]) / 1e3;
    }
    return figures;
  }

 private:
  // Touched by one call at a time.
  struct Slot {
    std::vector<int64_t> latencies_ns;
    uint64_t failed = 0;
  };

  void Next(int slot) {
    const absl::Time begun = absl::Now();
    if (begun >= end_) {
      std::lock_guard<std::mutex> lock(mu_);
      --running_;
      idle_.notify_all();
      return;
    }
    start_(slot, [this, slot, begun](bool ok) {
      const absl::Time ended = absl::Now();
      Slot& own = slots_[static_cast<size_t>(slot)];
      if (!ok) {
        ++own.failed;
      } else if (begun >= counted_from_ && ended <= end_) {
        own.latencies_ns.push_back(absl::ToInt64Nanoseconds(ended - begun));
      }
      Next(slot);
    });
  }

  const StartCall& start_;
  const absl::Time counted_from_;
  const absl::Time end_;
  std::vector<Slot> slots_;
  std::mutex mu_;
  std::condition_variable idle_;
  int running_ = 0;
};

}  // namespace

Figures RunLoad(const std::string& name, int in_flight, absl::Duration duration,
                const StartCall& start) {
  Load load(in_flight, duration, start);
  load.Run();
  return load.Sum(name, duration);
}

}  // namespace sceau::bench
