// What the disk takes to make a page durable: the floor of every commit.
#ifndef SCEAU_TESTS_BENCH_DISK_H_
#define SCEAU_TESTS_BENCH_DISK_H_

#include <string>

#include "absl/time/time.h"

#include "tests/bench/load.h"

namespace sceau::bench {

// Writes 4 KiB over a page of a file in `folder` and waits for fdatasync, one
// after another, for `duration`: what a commit does with its WAL. Stops the
// process when the disk does not.
Figures MeasureDisk(const std::string& folder, absl::Duration duration);

}  // namespace sceau::bench

#endif  // SCEAU_TESTS_BENCH_DISK_H_
