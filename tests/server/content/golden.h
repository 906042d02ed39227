// Reads the lists beside the tests: lines of fields parted by " | ", comments
// behind "#" at the line's start.
#ifndef SCEAU_TESTS_SERVER_CONTENT_GOLDEN_H_
#define SCEAU_TESTS_SERVER_CONTENT_GOLDEN_H_

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace sceau::testing {

using GoldenLine = std::vector<std::string>;

// Empty when the file is not there, which every test that reads it excludes.
inline std::vector<GoldenLine> ReadGolden(const std::string& file) {
  std::ifstream in(
      absl::StrCat(SCEAU_SOURCE_DIR, "/tests/server/content/", file));
  std::vector<GoldenLine> lines;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    lines.push_back(absl::StrSplit(line, " | "));
  }
  return lines;
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SERVER_CONTENT_GOLDEN_H_
