// A journal of random decisions, as many leaves as a bench asks for.
#ifndef SCEAU_TESTS_BENCH_RANDOM_LEAVES_H_
#define SCEAU_TESTS_BENCH_RANDOM_LEAVES_H_

#include <chrono>

#include "tests/support/test_group.h"

namespace sceau {

double SecondsSince(std::chrono::steady_clock::time_point begun);

// Records leaves of the charter in force, a third of them readings of a whole
// case, of `cases` different ones. Leaves a second. Stops the process when one
// cannot be recorded.
double SeedRandomLeaves(testing::TestGroup& group, int leaves, int cases);

}  // namespace sceau

#endif  // SCEAU_TESTS_BENCH_RANDOM_LEAVES_H_
