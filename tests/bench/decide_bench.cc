// How long one decision takes: the reference charter, and one with twenty times
// its grants.
//   decide_bench [--charter FILE] [--questions N] [--json]
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "policy/compile/compiler.h"
#include "policy/compile/parser.h"
#include "policy/compile/table_builder.h"
#include "policy/describe/describe.h"
#include "tests/bench/decide_figures.h"

namespace sceau::policy {
namespace {

void Print(const bench::Figures& figures, bool json, bool last) {
  if (json) {
    std::printf(
        "{\"name\":\"%s\",\"in_flight\":1,\"calls_per_s\":%.0f,"
        "\"p50_us\":%.3f,\"p99_us\":%.3f}%s\n",
        figures.name.c_str(), figures.calls_per_s, figures.p50_us,
        figures.p99_us, last ? "" : ",");
  } else {
    std::printf("%-17s %6.0f ns median, %6.0f ns p99, %9.0f a second\n",
                figures.name.c_str(), figures.p50_us * 1e3,
                figures.p99_us * 1e3, figures.calls_per_s);
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
  int questions = bench::kDecideQuestions;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--json") == 0) {
      json = true;
    } else if (std::strcmp(arguments[i], "--charter") == 0 && i + 1 < count) {
      path = arguments[++i];
    } else if (std::strcmp(arguments[i], "--questions") == 0 && i + 1 < count &&
               std::atoi(arguments[i + 1]) > 0) {
      questions = std::atoi(arguments[++i]);
    } else {
      std::fprintf(stderr,
                   "usage: decide_bench [--charter FILE] [--questions N] "
                   "[--json]\n");
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
  Print(bench::MeasureDecide("decide-reference", *compiled.program, questions),
        json, false);
  Print(bench::MeasureDecide("decide-20x", large, questions), json, true);
  if (json) std::printf("]}\n");
  return 0;
}

}  // namespace
}  // namespace sceau::policy

int main(int count, char** arguments) {
  return sceau::policy::Run(count, arguments);
}
