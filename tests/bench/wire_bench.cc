// What an audited read and an audited write cost beside a bare gRPC echo over
// the same mutual TLS, in one process, interleaved. See tests/bench/run.
#include <cstdio>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "tests/bench/decide_figures.h"
#include "tests/bench/disk.h"
#include "tests/bench/load.h"
#include "tests/bench/report.h"
#include "tests/bench/stage.h"

namespace sceau::bench {
namespace {

constexpr char kUsage[] =
    "usage: wire_bench [--quick] [--json FILE] [--rounds N] [--seconds N]\n"
    "                  [--only NAME] [--in-flight N]\n";

struct Options {
  int rounds = 3;
  int seconds = 3;        // Of one load.
  std::string json = {};  // Empty: none.
  // For a profiler: one scenario beside the echo, one number in flight.
  std::string only = {};
  int in_flight = 0;
};

bool Parse(int count, char** arguments, Options& options) {
  for (int i = 1; i < count; ++i) {
    const absl::string_view name = arguments[i];
    if (name == "--quick") {
      options.rounds = 1;
      options.seconds = 1;
      continue;
    }
    if (i + 1 == count) return false;
    const std::string value = arguments[++i];
    const auto number = [&value](int& out, int most) {
      return absl::SimpleAtoi(value, &out) && out >= 1 && out <= most;
    };
    if (name == "--json") {
      options.json = value;
    } else if (name == "--only") {
      options.only = value;
    } else if (!(name == "--rounds" && number(options.rounds, 100)) &&
               !(name == "--seconds" && number(options.seconds, 600)) &&
               !(name == "--in-flight" &&
                 number(options.in_flight, kMaxInFlight))) {
      return false;
    }
  }
  return true;
}

std::vector<Figures> RunRound(Stage& stage, const Options& options) {
  const std::vector<std::pair<std::string, StartCall>> scenarios = {
      {kEchoName, stage.Echo()},
      {"read-case-12", stage.Read()},
      {"write-entry", stage.Write()}};
  std::vector<Figures> round;
  for (const int in_flight : {1, 8, kMaxInFlight}) {
    if (options.in_flight != 0 && options.in_flight != in_flight) continue;
    for (const auto& [name, start] : scenarios) {
      if (!options.only.empty() && name != kEchoName && name != options.only) {
        continue;
      }
      round.push_back(
          RunLoad(name, in_flight, absl::Seconds(options.seconds), start));
    }
  }
  return round;
}

int Run(int count, char** arguments) {
  Options options;
  if (!Parse(count, arguments, options)) {
    std::cerr << kUsage;
    return 2;
  }
  Stage stage;
  Report report;
  for (int round = 0; round < options.rounds; ++round) {
    report.AddRound(RunRound(stage, options));
  }
  report.AddDisk(MeasureDisk(stage.folder(), absl::Seconds(1)));
  report.AddDecide(MeasureDecide("decide", stage.program()));
  std::cout << absl::StrFormat(
      "%d rounds of %d s a load; %d connections; client and server share the "
      "CPUs\n",
      options.rounds, options.seconds, kConnections);
  report.PrintTable();
  if (options.json.empty() || report.WriteJson(options.json)) return 0;
  std::cerr << options.json << ": cannot be written\n";
  return 1;
}

}  // namespace
}  // namespace sceau::bench

int main(int count, char** arguments) {
  return sceau::bench::Run(count, arguments);
}
