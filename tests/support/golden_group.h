// A copy of a golden group (tests/data/groups), in a folder of its own and with
// the modes that a check-out does not keep: files that a program of another day
// wrote, to be opened by today's.
#ifndef SCEAU_TESTS_SUPPORT_GOLDEN_GROUP_H_
#define SCEAU_TESTS_SUPPORT_GOLDEN_GROUP_H_

#include <filesystem>
#include <string>

#include "tests/support/temp_folder.h"

namespace sceau::testing {

inline constexpr char kGoldenGroup[] = "alencon-jeunesse";
inline constexpr char kGoldenTrustDomain[] = "alencon.example";

class GoldenGroup {
 public:
  // `version`: "v1", the folder.
  explicit GoldenGroup(const std::string& version)
      : origin_(std::string(SCEAU_SOURCE_DIR) + "/tests/data/groups/" +
                version) {
    for (const char* const part : {"data", "keys", "checkpoints"}) {
      CopyPart(part);
    }
  }

  // What stands in the repository; never written to.
  const std::string& origin() const { return origin_; }
  const std::string& folder() const { return folder_.path(); }
  std::string data() const { return folder_.Path("data"); }
  std::string root_key() const { return folder_.Path("keys/") + kGoldenGroup; }
  std::string epochs() const { return root_key() + ".epochs"; }
  std::string checkpoint() const {
    return folder_.Path("checkpoints/") + kGoldenGroup;
  }

  // As it was: for the next round of a test.
  void PutBack() {
    std::filesystem::remove_all(data());
    CopyPart("data");
  }

 private:
  void CopyPart(const std::string& part) {
    namespace fs = std::filesystem;
    fs::create_directory(folder_.Path(part));
    fs::permissions(folder_.Path(part), fs::perms::owner_all);
    for (const auto& entry : fs::directory_iterator(origin_ + "/" + part)) {
      const fs::path to =
          fs::path(folder_.Path(part)) / entry.path().filename();
      fs::copy_file(entry.path(), to, fs::copy_options::overwrite_existing);
      fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
    }
  }

  const std::string origin_;
  const TempFolder folder_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_GOLDEN_GROUP_H_
