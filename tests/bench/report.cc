#include "tests/bench/report.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "absl/strings/str_format.h"

namespace sceau::bench {
namespace {

const Figures* Find(const std::vector<Figures>& round, const std::string& name,
                    int in_flight) {
  for (const Figures& figures : round) {
    if (figures.name == name && figures.in_flight == in_flight) {
      return &figures;
    }
  }
  return nullptr;
}

// What is at `part` over `rounds` (0.5: the median) of what `get` takes from
// the figures.
template <typename Get>
double Over(const std::vector<std::vector<Figures>>& rounds, const Figures& key,
            double part, Get get) {
  std::vector<double> values;
  for (const auto& round : rounds) {
    const Figures* const own = Find(round, key.name, key.in_flight);
    const Figures* const echo = Find(round, kEchoName, key.in_flight);
    if (own != nullptr && echo != nullptr) values.push_back(get(*own, *echo));
  }
  return Quantile(values, part);
}

template <typename Get>
double Median(const std::vector<std::vector<Figures>>& rounds,
              const Figures& key, Get get) {
  return Over(rounds, key, 0.5, get);
}

// `ratio` and `range` are JSON.
std::string ToJson(const Figures& figures, const std::string& ratio,
                   const std::string& range) {
  return absl::StrFormat(
      R"({"name":"%s","in_flight":%d,"calls_per_s":%.0f,"p50_us":%.3f,)"
      R"("p99_us":%.3f,"cpu_us":%.3f,"failed":%d,"ratio_to_echo":%s,)"
      R"("ratio_range":%s})",
      figures.name, figures.in_flight, figures.calls_per_s, figures.p50_us,
      figures.p99_us, figures.cpu_us, figures.failed, ratio, range);
}

}  // namespace

void Report::AddRound(std::vector<Figures> round) {
  rounds_.push_back(std::move(round));
}

std::vector<Report::Line> Report::Lines() const {
  std::vector<Line> lines;
  for (const Figures& key : rounds_.front()) {
    const auto median = [&](double Figures::*field) {
      return Median(rounds_, key, [field](const Figures& own, const Figures&) {
        return own.*field;
      });
    };
    Line line{.figures = {.name = key.name,
                          .in_flight = key.in_flight,
                          .calls_per_s = median(&Figures::calls_per_s),
                          .p50_us = median(&Figures::p50_us),
                          .p99_us = median(&Figures::p99_us),
                          .cpu_us = median(&Figures::cpu_us)}};
    for (const auto& round : rounds_) {
      const Figures& own = *Find(round, key.name, key.in_flight);
      line.figures.calls += own.calls;
      line.figures.failed += own.failed;
    }
    const auto ratio = [&](double part) {
      return Over(rounds_, key, part,
                  [](const Figures& own, const Figures& echo) {
                    return own.calls_per_s / echo.calls_per_s;
                  });
    };
    line.ratio_to_echo = ratio(0.5);
    line.least_ratio = ratio(0);
    line.most_ratio = ratio(1);
    lines.push_back(std::move(line));
  }
  return lines;
}

void Report::PrintTable() const {
  std::cout << absl::StrFormat("%-13s %9s %9s %9s %9s %7s %9s %7s\n", "",
                               "in flight", "calls/s", "p50 us", "p99 us",
                               "of echo", "(range)", "CPU us");
  const std::vector<Line> lines = Lines();
  for (const Line& line : lines) {
    const Figures& of = line.figures;
    std::cout << absl::StrFormat(
        "%-13s %9d %9.0f %9.0f %9.0f %7.2f %4.2f-%4.2f %7.0f\n", of.name,
        of.in_flight, of.calls_per_s, of.p50_us, of.p99_us, line.ratio_to_echo,
        line.least_ratio, line.most_ratio, of.cpu_us);
    if (of.failed > 0) {
      std::cout << absl::StrFormat("%-13s %9d calls failed\n", "", of.failed);
    }
  }
  for (const Line& line : lines) {
    if (line.figures.name == kEchoName || line.figures.in_flight != 1) continue;
    const double echo = Median(
        rounds_, line.figures,
        [](const Figures&, const Figures& other) { return other.p50_us; });
    std::cout << absl::StrFormat(
        "alone, %s: %.0f us; echo + one fdatasync: %.0f + %.0f us\n",
        line.figures.name, line.figures.p50_us, echo, disk_.p50_us);
  }
  std::cout << absl::StrFormat(
      "decide: %.0f ns median, %.0f ns p99, %.0f a second in a row\n",
      decide_.p50_us * 1e3, decide_.p99_us * 1e3, decide_.calls_per_s);
}

bool Report::WriteJson(const std::string& path) const {
  std::ofstream out(path);
  out << "{\"scenarios\":[\n";
  for (const Line& line : Lines()) {
    out << ToJson(line.figures, absl::StrFormat("%.3f", line.ratio_to_echo),
                  absl::StrFormat("[%.3f,%.3f]", line.least_ratio,
                                  line.most_ratio))
        << ",\n";
  }
  out << ToJson(disk_, "null", "null") << ",\n"
      << ToJson(decide_, "null", "null") << "\n]}\n";
  out.flush();
  return out.good();
}

}  // namespace sceau::bench
