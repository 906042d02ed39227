// P8: nothing is readable at rest. Fifty names are written through the
// service, read under load, and looked for in every file it has touched; a
// plain dump of the same cases shows that the search itself finds them.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/case_desk.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::CaseDesk;
using ::sceau::testing::IsOk;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::TestGroup;

constexpr int kSecrets = 50;
constexpr int kInFlight = 64;

// Letters only, so that it is a name; nothing else contains it. With an
// accent, so that the encodings differ.
std::string Secret(int i) {
  std::string name = "Ökqzw";
  for (int digit = i + 676; digit > 0; digit /= 26) {
    name += static_cast<char>('a' + digit % 26);
  }
  return name + "xqj";
}

// The encodings a text may lie about in.
std::vector<std::string> Encodings(const std::string& utf8) {
  std::string latin;
  std::string utf16_le;
  std::string utf16_be;
  for (size_t i = 0; i < utf8.size(); ++i) {
    auto unit = static_cast<unsigned char>(utf8[i]);
    if (unit == 0xC3) {  // The one accented letter, U+00D6.
      unit = static_cast<unsigned char>(utf8[++i] + 0x40);
    }
    latin += static_cast<char>(unit);
    utf16_le += static_cast<char>(unit);
    utf16_le += '\0';
    utf16_be += '\0';
    utf16_be += static_cast<char>(unit);
  }
  return {utf8, latin, utf16_le, utf16_be};
}

int CountFound(const std::string& folder) {
  std::string bytes;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
    bytes += '\n';
  }
  int found = 0;
  for (int i = 0; i < kSecrets; ++i) {
    const auto forms = Encodings(Secret(i));
    found += std::any_of(forms.begin(), forms.end(),
                         [&bytes](const std::string& form) {
                           return bytes.find(form) != std::string::npos;
                         })
                 ? 1
                 : 0;
  }
  return found;
}

TEST(AtRestTest, NoSecretIsFoundInAnyFileUnderLoadAndAllAreInADump) {
  TestGroup group;
  CaseDesk desk(group);
  std::vector<std::string> cases;
  for (int i = 0; i < kSecrets; ++i) {
    cases.push_back(desk.OpenCase(20, Secret(i), "Noé"));
  }

  const std::string dump = group.folder() + "-dump";
  std::filesystem::create_directory(dump);
  {
    std::ofstream file(dump + "/plain");
    for (const std::string& name : cases) {
      const auto read = desk.Read(kCoordinator, name);
      ASSERT_THAT(read, IsOk());
      file << read->SerializeAsString();
    }
  }
  EXPECT_EQ(CountFound(dump), kSecrets);
  std::filesystem::remove_all(dump);

  // Files are looked at while they are in use: write-ahead logs included.
  std::vector<std::thread> load;
  for (int i = 0; i < kInFlight; ++i) {
    load.emplace_back([&group, &cases, i] {
      CaseDesk own(group);
      for (int j = 0; j < 10; ++j) {
        EXPECT_THAT(
            own.Read(kCoordinator,
                     cases[static_cast<size_t>(i * 7 + j) % cases.size()]),
            IsOk());
      }
    });
  }
  EXPECT_EQ(CountFound(group.folder()), 0);
  for (std::thread& thread : load) thread.join();
  EXPECT_EQ(CountFound(group.folder()), 0);
}

}  // namespace
}  // namespace sceau
