// A folder of its own for a test, removed with everything in it.
#ifndef SCEAU_TESTS_SUPPORT_TEMP_FOLDER_H_
#define SCEAU_TESTS_SUPPORT_TEMP_FOLDER_H_

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace sceau::testing {

class TempFolder {
 public:
  TempFolder() : path_(::testing::TempDir() + "sceau-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string Path(absl::string_view name) const {
    return path_ + "/" + std::string(name);
  }

 private:
  std::string path_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_TEMP_FOLDER_H_
