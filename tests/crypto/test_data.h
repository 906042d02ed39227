// Hex, golden files and the published test vectors, for the tests of crypto.
#ifndef SCEAU_TESTS_CRYPTO_TEST_DATA_H_
#define SCEAU_TESTS_CRYPTO_TEST_DATA_H_

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

#include "crypto/bytes.h"
#include "nlohmann/json.hpp"

namespace sceau::testing {

inline crypto::Bytes FromHex(absl::string_view hex) {
  const std::string bytes = absl::HexStringToBytes(hex);
  const crypto::ByteView view = crypto::AsBytes(bytes);
  return {view.begin(), view.end()};
}

inline std::string ToHex(crypto::ByteView bytes) {
  return absl::BytesToHexString(crypto::AsText(bytes));
}

inline crypto::Hash HashFromHex(absl::string_view hex) {
  const crypto::Bytes bytes = FromHex(hex);
  crypto::Hash hash = {};
  EXPECT_EQ(bytes.size(), hash.size());
  std::copy_n(bytes.begin(), hash.size(), hash.begin());
  return hash;
}

// `size` bytes from `seed` on: 7, 8, 9, ...
inline crypto::Bytes Counting(size_t size, uint8_t seed = 0) {
  crypto::Bytes bytes(size);
  for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>(seed + i);
  return bytes;
}

// A file of tests/golden: "name = value" lines, values text or hex.
class Golden {
 public:
  explicit Golden(const std::string& file) {
    std::ifstream in(std::filesystem::path(SCEAU_SOURCE_DIR) / "tests" /
                     "golden" / file);
    EXPECT_TRUE(in.is_open()) << file;
    for (std::string line; std::getline(in, line);) {
      if (absl::StartsWith(line, "#")) continue;
      const std::vector<std::string> parts =
          absl::StrSplit(line, absl::MaxSplits(" = ", 1));
      if (parts.size() == 2) fields_[parts[0]] = parts[1];
    }
  }

  std::string Text(const std::string& field) const {
    const auto found = fields_.find(field);
    EXPECT_NE(found, fields_.end()) << field;
    return found == fields_.end() ? "" : found->second;
  }
  crypto::Bytes Hex(const std::string& field) const {
    return FromHex(Text(field));
  }
  template <typename Number>
  Number Value(const std::string& field) const {
    Number number = 0;
    EXPECT_TRUE(absl::SimpleAtoi(Text(field), &number)) << field;
    return number;
  }

 private:
  std::map<std::string, std::string> fields_;
};

// The folder of published vectors: $SCEAU_VECTORS, or shared/vectors beside
// the checkout. Empty, and said, where there is none: the constants typed into
// the tests are then all that is checked.
inline std::optional<std::filesystem::path> VectorsFolder() {
  std::filesystem::path folder =
      std::filesystem::path(SCEAU_SOURCE_DIR).parent_path() / "shared" /
      "vectors";
  // NOLINTNEXTLINE(concurrency-mt-unsafe): no test writes the environment.
  const char* const named = std::getenv("SCEAU_VECTORS");
  if (named != nullptr) folder = named;
  if (std::filesystem::is_directory(folder)) return folder;
  EXPECT_EQ(named, nullptr) << "SCEAU_VECTORS names no folder: " << folder;
  std::cout << "[  NOTE    ] no published vectors here (set SCEAU_VECTORS): "
               "only the constants of this test were checked\n";
  return std::nullopt;
}

inline nlohmann::json ReadJson(const std::filesystem::path& file) {
  std::ifstream in(file);
  EXPECT_TRUE(in.is_open()) << file;
  return nlohmann::json::parse(in, nullptr, /*allow_exceptions=*/false);
}

// Calls `check(group, test)` for each test of a Wycheproof file; returns how
// many there were.
template <typename Check>
int ForEachWycheproof(const std::filesystem::path& folder,
                      const std::string& file, Check check) {
  int count = 0;
  const nlohmann::json root = ReadJson(folder / "wycheproof" / file);
  for (const nlohmann::json& group : root["testGroups"]) {
    for (const nlohmann::json& test : group["tests"]) {
      SCOPED_TRACE(file + " " + std::to_string(test["tcId"].get<int>()));
      check(group, test);
      ++count;
    }
  }
  return count;
}

inline crypto::Bytes HexField(const nlohmann::json& test, const char* field) {
  return FromHex(test[field].get<std::string>());
}

inline bool IsValid(const nlohmann::json& test) {
  return test["result"] == "valid";
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CRYPTO_TEST_DATA_H_
