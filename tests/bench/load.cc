#include "tests/bench/load.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <sys/resource.h>
#include <utility>
#include <vector>

#include "absl/time/clock.h"

namespace sceau::bench {
namespace {

absl::Duration CpuTime() {
  rusage usage = {};
  (void)getrusage(RUSAGE_SELF, &usage);
  return absl::DurationFromTimeval(usage.ru_utime) +
         absl::DurationFromTimeval(usage.ru_stime);
}

class Load {
 public:
  Load(int in_flight, absl::Duration duration, const StartCall& start)
      : start_(start),
        counted_from_(absl::Now() + duration / 10),
        end_(counted_from_ + duration),
        slots_(static_cast<size_t>(in_flight)) {}

  void Run() {
    const absl::Duration before = CpuTime();
    running_ = slots_.size();
    for (size_t slot = 0; slot < slots_.size(); ++slot) Next(slot);
    std::unique_lock<std::mutex> lock(mu_);
    idle_.wait(lock, [this] { return running_ == 0; });
    cpu_ = CpuTime() - before;
  }

  Figures Sum(const std::string& name) const {
    std::vector<double> all;
    uint64_t started = 0;
    uint64_t failed = 0;
    for (const Slot& slot : slots_) {
      all.insert(all.end(), slot.latencies_us.begin(), slot.latencies_us.end());
      started += slot.started;
      failed += slot.failed;
    }
    Figures figures = FiguresOf(name, std::move(all), end_ - counted_from_);
    figures.in_flight = static_cast<int>(slots_.size());
    figures.failed = failed;
    figures.cpu_us = absl::ToDoubleMicroseconds(cpu_) /
                     static_cast<double>(std::max<uint64_t>(started, 1));
    return figures;
  }

 private:
  // Touched by one call at a time.
  struct Slot {
    std::vector<double> latencies_us;
    uint64_t started = 0;
    uint64_t failed = 0;
  };

  void Next(size_t slot) {
    const absl::Time begun = absl::Now();
    if (begun >= end_) {
      const std::lock_guard<std::mutex> lock(mu_);
      if (--running_ == 0) idle_.notify_all();
      return;
    }
    ++slots_[slot].started;
    start_(static_cast<int>(slot), [this, slot, begun](bool ok) {
      const absl::Time ended = absl::Now();
      if (!ok) {
        ++slots_[slot].failed;
      } else if (begun >= counted_from_ && ended <= end_) {
        slots_[slot].latencies_us.push_back(
            absl::ToDoubleMicroseconds(ended - begun));
      }
      Next(slot);
    });
  }

  const StartCall& start_;
  const absl::Time counted_from_;
  const absl::Time end_;
  std::vector<Slot> slots_;
  absl::Duration cpu_;
  std::mutex mu_;
  std::condition_variable idle_;
  size_t running_ = 0;
};

}  // namespace

double Quantile(std::vector<double>& samples, double part) {
  if (samples.empty()) return 0;
  const auto nth =
      samples.begin() + static_cast<std::ptrdiff_t>(
                            part * static_cast<double>(samples.size() - 1));
  std::nth_element(samples.begin(), nth, samples.end());
  return *nth;
}

Figures FiguresOf(const std::string& name, std::vector<double> latencies_us,
                  absl::Duration duration) {
  Figures figures{.name = name, .in_flight = 1};
  figures.calls = latencies_us.size();
  figures.calls_per_s = static_cast<double>(latencies_us.size()) /
                        absl::ToDoubleSeconds(duration);
  figures.p50_us = Quantile(latencies_us, 0.5);
  figures.p99_us = Quantile(latencies_us, 0.99);
  return figures;
}

Figures RunLoad(const std::string& name, int in_flight, absl::Duration duration,
                const StartCall& start) {
  Load load(in_flight, duration, start);
  load.Run();
  return load.Sum(name);
}

}  // namespace sceau::bench
