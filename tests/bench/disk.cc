#include "tests/bench/disk.h"

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "absl/time/clock.h"

namespace sceau::bench {

Figures MeasureDisk(const std::string& folder, absl::Duration duration) {
  constexpr size_t kPageBytes = 4'096;
  constexpr size_t kPages = 256;
  const std::string path = folder + "/disk";
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) std::abort();
  const std::vector<char> page(kPageBytes, 'x');
  const auto write_page = [&](size_t number) {
    const auto offset = static_cast<off_t>((number % kPages) * kPageBytes);
    return pwrite(fd, page.data(), page.size(), offset) > 0 &&
           fdatasync(fd) == 0;
  };
  for (size_t i = 0; i < kPages; ++i) {
    if (!write_page(i)) std::abort();
  }
  std::vector<double> latencies_us;
  const absl::Time end = absl::Now() + duration;
  for (absl::Time begun = absl::Now(); begun < end;) {
    if (!write_page(latencies_us.size())) std::abort();
    const absl::Time ended = absl::Now();
    latencies_us.push_back(absl::ToDoubleMicroseconds(ended - begun));
    begun = ended;
  }
  (void)close(fd);
  (void)unlink(path.c_str());
  return FiguresOf("disk", std::move(latencies_us), duration);
}

}  // namespace sceau::bench
