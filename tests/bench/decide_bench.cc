// How long one decision takes: the reference charter, and one with twenty times
// its grants, over the questions of tests/policy/random_question.h.
//   decide_bench [--charter FILE] [--json]
// Median and 99th percentile of single calls, clock's own cost taken off; the
// rate is of all calls in a row.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "policy/compiler.h"
#include "policy/describe.h"
#include "policy/parser.h"
#include "policy/table_builder.h"
#include "tests/policy/random_question.h"

namespace sceau::policy {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kQuestions = 1 << 16;
constexpr int kRounds = 16;

double Nanoseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::nano>(duration).count();
}

struct Figures {
  double median_ns = 0;
  double p99_ns = 0;
  double calls_per_s = 0;
  double allowed = 0;
};

double At(std::vector<double>& samples, double quantile) {
  const auto nth =
      samples.begin() + static_cast<std::ptrdiff_t>(
                            quantile * static_cast<double>(samples.size() - 1));
  std::nth_element(samples.begin(), nth, samples.end());
  return *nth;
}

// What reading the clock twice costs.
double ClockCost() {
  std::vector<double> samples;
  for (int i = 0; i < kQuestions; ++i) {
    const auto before = Clock::now();
    samples.push_back(Nanoseconds(Clock::now() - before));
  }
  return At(samples, 0.5);
}

Figures Measure(const Program& program) {
  RandomQuestions random(1);
  std::vector<Question> questions;
  for (int i = 0; i < kQuestions; ++i) {
    questions.push_back(random.Next(program.partner_count()));
  }
  Figures figures;
  uint64_t allowed = 0;
  const auto begun = Clock::now();
  for (int round = 0; round < kRounds; ++round) {
    for (const Question& question : questions) {
      allowed += program.Decide(question).allowed ? 1 : 0;
    }
  }
  const double calls = static_cast<double>(kQuestions) * kRounds;
  figures.calls_per_s = calls / (Nanoseconds(Clock::now() - begun) / 1e9);
  figures.allowed = static_cast<double>(allowed) / calls;

  const double cost = ClockCost();
  std::vector<double> samples;
  samples.reserve(questions.size());
  for (const Question& question : questions) {
    const auto before = Clock::now();
    allowed += program.Decide(question).allowed ? 1 : 0;
    samples.push_back(std::max(0.0, Nanoseconds(Clock::now() - before) - cost));
  }
  // Keeps the loop: nobody decides that often in vain.
  if (allowed == 0) std::abort();
  figures.median_ns = At(samples, 0.5);
  figures.p99_ns = At(samples, 0.99);
  return figures;
}

void Print(const char* name, const Figures& figures, bool json, bool last) {
  if (json) {
    std::printf(
        "{\"name\":\"%s\",\"in_flight\":1,\"calls_per_s\":%.0f,"
        "\"p50_ns\":%.0f,\"p99_ns\":%.0f,\"allowed\":%.3f}%s\n",
        name, figures.calls_per_s, figures.median_ns, figures.p99_ns,
        figures.allowed, last ? "" : ",");
  } else {
    std::printf("%-12s %6.0f ns median, %6.0f ns p99, %9.0f a second\n", name,
                figures.median_ns, figures.p99_ns, figures.calls_per_s);
  }
}

// Rights no text could hold twice, for the builder alone: each grant again with
// another sentence, so that none is merged.
Charter TwentyTimes(const Charter& charter) {
  Charter large = charter;
  for (int copy = 1; copy < 20; ++copy) {
    for (const Grant& grant : charter.grants()) {
      Grant& added = *large.add_grants();
      added = grant;
      added.set_article(grant.article() + " " + std::to_string(copy));
    }
  }
  return large;
}

int Run(int count, char** arguments) {
  std::string path = "policy/charters/alencon-jeunesse.textproto";
  bool json = false;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--json") == 0) {
      json = true;
    } else if (std::strcmp(arguments[i], "--charter") == 0 && i + 1 < count) {
      path = arguments[++i];
    } else {
      std::fprintf(stderr, "usage: decide_bench [--charter FILE] [--json]\n");
      return 2;
    }
  }
  std::ifstream file(path);
  std::ostringstream contents;
  contents << file.rdbuf();
  const std::string text = contents.str();
  const CompileResult compiled = Compile(text);
  if (compiled.program == nullptr) {
    const std::string line =
        DescribeLine(path, compiled.issues.front(), Language::kEnglish);
    std::fprintf(stderr, "%s\n", line.c_str());
    return 1;
  }
  const Program large(BuildTables(TwentyTimes(*Parse(text).charter)));
  if (json) std::printf("{\"scenarios\":[\n");
  Print("decide", Measure(*compiled.program), json, false);
  Print("decide-20x", Measure(large), json, true);
  if (json) std::printf("]}\n");
  return 0;
}

}  // namespace
}  // namespace sceau::policy

int main(int count, char** arguments) {
  return sceau::policy::Run(count, arguments);
}
