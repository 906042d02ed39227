#include "tests/bench/decide_figures.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>
#include <vector>

#include "tests/policy/random_question.h"

namespace sceau::bench {
namespace {

using Clock = std::chrono::steady_clock;

// In a row, over and over.
constexpr int kCallsInARow = 1 << 20;
constexpr int kClockReadings = 1 << 16;

double Micros(Clock::duration duration) {
  return std::chrono::duration<double, std::micro>(duration).count();
}

// What reading the clock twice costs.
double ClockCost() {
  std::vector<double> samples;
  samples.reserve(kClockReadings);
  for (int i = 0; i < kClockReadings; ++i) {
    const auto before = Clock::now();
    samples.push_back(Micros(Clock::now() - before));
  }
  return Quantile(samples, 0.5);
}

}  // namespace

Figures MeasureDecide(const std::string& name, const policy::Program& program,
                      int questions_asked) {
  policy::RandomQuestions random(1);
  std::vector<policy::Question> questions;
  questions.reserve(static_cast<size_t>(questions_asked));
  for (int i = 0; i < questions_asked; ++i) {
    questions.push_back(random.Next(program.partner_count()));
  }
  uint64_t allowed = 0;
  const auto begun = Clock::now();
  const int rounds = std::max(1, kCallsInARow / questions_asked);
  for (int round = 0; round < rounds; ++round) {
    for (const policy::Question& question : questions) {
      allowed += program.Decide(question).allowed ? 1 : 0;
    }
  }
  const double all_us = Micros(Clock::now() - begun);

  const double cost = ClockCost();
  std::vector<double> samples;
  samples.reserve(questions.size());
  for (const policy::Question& question : questions) {
    const auto before = Clock::now();
    allowed += program.Decide(question).allowed ? 1 : 0;
    samples.push_back(std::max(0.0, Micros(Clock::now() - before) - cost));
  }
  // Keeps the loop: nobody decides that often in vain.
  if (allowed == 0) std::abort();
  Figures figures{.name = name, .in_flight = 1};
  figures.calls = samples.size();
  const double calls = static_cast<double>(rounds) * questions_asked;
  figures.calls_per_s = calls / (all_us / 1e6);
  figures.p50_us = Quantile(samples, 0.5);
  figures.p99_us = Quantile(samples, 0.99);
  figures.cpu_us = all_us / calls;
  return figures;
}

}  // namespace sceau::bench
