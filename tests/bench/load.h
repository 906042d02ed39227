// A closed-loop load: so many calls in flight, each ended call starts the
// next. Latencies are kept whole, so percentiles are exact.
#ifndef SCEAU_TESTS_BENCH_LOAD_H_
#define SCEAU_TESTS_BENCH_LOAD_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace sceau::bench {

// Ends a call, once, from any thread, with whether it succeeded.
using EndCall = std::function<void(bool ok)>;

// Starts one call, whose end comes later, never before the start returns on the
// same thread. `slot` is 0 to in_flight - 1 and never runs
// twice at once.
using StartCall = std::function<void(int slot, EndCall done)>;

struct Figures {
  std::string name = {};
  int in_flight = 0;
  uint64_t calls = 0;
  uint64_t failed = 0;
  double calls_per_s = 0;
  double p50_us = 0;
  double p99_us = 0;
  // Of the whole process, client and server, a call.
  double cpu_us = 0;
};

// The sample that `part` of all are not above; 0 of none. Reorders them.
double Quantile(std::vector<double>& samples, double part);

// Of calls one after another, those of `duration`.
Figures FiguresOf(const std::string& name, std::vector<double> latencies_us,
                  absl::Duration duration);

// Runs for `duration` after a warm-up of a tenth of it that is not counted.
Figures RunLoad(const std::string& name, int in_flight, absl::Duration duration,
                const StartCall& start);

}  // namespace sceau::bench

#endif  // SCEAU_TESTS_BENCH_LOAD_H_
