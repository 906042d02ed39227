// How long one decision takes, over the questions of
// tests/policy/random_question.h.
#ifndef SCEAU_TESTS_BENCH_DECIDE_FIGURES_H_
#define SCEAU_TESTS_BENCH_DECIDE_FIGURES_H_

#include <string>

#include "policy/decide/program.h"
#include "tests/bench/load.h"

namespace sceau::bench {

inline constexpr int kDecideQuestions = 1 << 16;

// Median and 99th percentile are of single calls, what reading the clock costs
// taken off; the rate is of all calls in a row. The questions are the first
// `questions_asked` (1 or more) of RandomQuestions(1).
Figures MeasureDecide(const std::string& name, const policy::Program& program,
                      int questions_asked = kDecideQuestions);

}  // namespace sceau::bench

#endif  // SCEAU_TESTS_BENCH_DECIDE_FIGURES_H_
