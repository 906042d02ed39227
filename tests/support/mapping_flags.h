// What the kernel says of the memory at an address.
#ifndef SCEAU_TESTS_SUPPORT_MAPPING_FLAGS_H_
#define SCEAU_TESTS_SUPPORT_MAPPING_FLAGS_H_

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <sys/mman.h>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace sceau::testing {

// The kernel's flags for the mapping that holds `address`: " lo" is locked,
// " dd" is left out of core dumps.
inline std::string MappingFlags(const void* address) {
  std::ifstream maps("/proc/self/smaps");
  const auto wanted = reinterpret_cast<uint64_t>(address);
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    const std::vector<std::string> range =
        absl::StrSplit(line.substr(0, line.find(' ')), '-');
    uint64_t begin = 0;
    uint64_t end = 0;
    if (range.size() == 2 && absl::SimpleHexAtoi(range[0], &begin) &&
        absl::SimpleHexAtoi(range[1], &end)) {
      inside = begin <= wanted && wanted < end;
    } else if (inside && absl::StartsWith(line, "VmFlags:")) {
      return line;
    }
  }
  return "";
}

// Whether locking a page shows: not where the limit is 0, nor under a
// sanitizer, which ignores mlock.
inline bool LockingShows() {
  constexpr size_t kPageBytes = 4096;
  void* const page = mmap(nullptr, kPageBytes, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return false;
  (void)mlock(page, kPageBytes);
  const std::string flags = MappingFlags(page);
  munmap(page, kPageBytes);
  return absl::StrContains(flags, " lo");
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_MAPPING_FLAGS_H_
