// A folder of its own for one test, removed with it.
#ifndef SCEAU_TESTS_CLIENT_LIB_TEMP_FOLDER_H_
#define SCEAU_TESTS_CLIENT_LIB_TEMP_FOLDER_H_

#include <cstdlib>
#include <filesystem>
#include <string>

#include "gtest/gtest.h"

namespace sceau::testing {

class TempFolder {
 public:
  TempFolder() : path_(::testing::TempDir() + "sceau_client_XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const {
    return path_ + "/" + name;
  }

 private:
  std::string path_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CLIENT_LIB_TEMP_FOLDER_H_
