// The benchmark's rounds, and what is made of them: a table, a JSON file.
#ifndef SCEAU_TESTS_BENCH_REPORT_H_
#define SCEAU_TESTS_BENCH_REPORT_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/load.h"

namespace sceau::bench {

inline constexpr char kEchoName[] = "echo";

// Medians over the rounds, each figure by itself. A ratio is taken within a
// round, between loads that ran one after another, since the machine is not the
// same from one minute to the next; its range over the rounds tells how steady
// that was. The median of ratios is not the ratio of the medians.
class Report {
 public:
  // Figures of one round: each name and number in flight once.
  void AddRound(std::vector<Figures> round);
  // What is measured once, beside the wire.
  void AddDisk(Figures disk) { disk_ = std::move(disk); }
  void AddDecide(Figures decide) { decide_ = std::move(decide); }

  // To the standard output, 80 columns.
  void PrintTable() const;
  // False when the file cannot be written.
  bool WriteJson(const std::string& path) const;

 private:
  struct Line {
    Figures figures;
    // Over the rounds, of calls a second.
    double ratio_to_echo = 0;
    double least_ratio = 0;
    double most_ratio = 0;
  };
  // In the order of the first round.
  std::vector<Line> Lines() const;

  std::vector<std::vector<Figures>> rounds_;
  Figures disk_;
  Figures decide_;
};

}  // namespace sceau::bench

#endif  // SCEAU_TESTS_BENCH_REPORT_H_
