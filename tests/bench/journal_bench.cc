// What a durable leaf costs, beside what the disk takes for one fdatasync.
//   journal_bench [seconds per scenario, default 2] [folder, default /var/tmp]
// Prints one line a scenario: records a second, and p50 and p99 of the time
// from Record to Done. Run it on the disk that will hold the data.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"

#include "crypto/digest.h"
#include "server/journal/journal.h"
#include "server/store/case_table.h"
#include "server/store/group_files.h"

namespace sceau {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Micros = std::chrono::duration<double, std::micro>;

constexpr char kGroup[] = "bench";
constexpr char kOrigin[] = "bench.example/bench/journal";

void Print(const char* name, double per_second, std::vector<double> micros) {
  if (micros.empty()) return;
  std::ranges::sort(micros);
  const auto at = [&micros](double part) {
    return micros[static_cast<size_t>(part *
                                      static_cast<double>(micros.size() - 1))];
  };
  std::printf("%-28s %10.0f /s   p50 %8.0f us   p99 %8.0f us\n", name,
              per_second, at(0.5), at(0.99));
}

// A page-sized overwrite and fdatasync, as a WAL commit is.
void BenchDisk(const std::string& folder, std::chrono::seconds length) {
  constexpr size_t kPage = 4'096;
  constexpr size_t kPages = 256;
  const std::string path = folder + "/disk";
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) std::abort();
  const std::vector<char> page(kPage, 'x');
  std::vector<double> micros;
  const auto begun = SteadyClock::now();
  while (SteadyClock::now() - begun < length) {
    const auto offset = static_cast<off_t>((micros.size() % kPages) * kPage);
    const auto start = SteadyClock::now();
    if (pwrite(fd, page.data(), page.size(), offset) < 0 ||
        fdatasync(fd) != 0) {
      std::abort();
    }
    micros.push_back(Micros(SteadyClock::now() - start).count());
  }
  const double count = static_cast<double>(micros.size());
  Print("write 4 KiB + fdatasync", count / static_cast<double>(length.count()),
        std::move(micros));
  (void)close(fd);
}

LeafDraft ReadLeaf() {
  LeafDraft leaf;
  leaf.operation = v1::OPERATION_READ;
  leaf.outcome = Outcome::kAllowed;
  leaf.member = "m-abcdefghijklmnopqrstuvwxyz";
  leaf.partner = "mission-locale";
  leaf.resources.resize(1);
  leaf.rules = {1, 2, 3};
  leaf.charter_version = "v1";
  leaf.purpose = v1::READING_PURPOSE_FOLLOW_UP;
  return leaf;
}

// Keeps `in_flight` calls under way: each Done starts the next.
class Load {
 public:
  using Start = std::function<void(GroupWriter::Done)>;

  Load(Start start, size_t in_flight, std::chrono::seconds length)
      : start_(std::move(start)),
        length_(length),
        end_(SteadyClock::now() + length),
        under_way_(in_flight) {
    for (size_t i = 0; i < in_flight; ++i) Next();
    std::unique_lock<std::mutex> lock(mu_);
    ended_.wait(lock, [this] { return under_way_ == 0; });
  }

  void Report(const char* name) {
    Print(name,
          static_cast<double>(micros_.size()) /
              static_cast<double>(length_.count()),
          std::move(micros_));
    if (failed_ > 0) std::printf("  %zu calls were refused\n", failed_);
  }

 private:
  void Next() {
    const auto begun = SteadyClock::now();
    start_([this, begun](const absl::StatusOr<Receipt>& receipt) {
      const auto now = SteadyClock::now();
      {
        const std::lock_guard<std::mutex> lock(mu_);
        if (receipt.ok()) {
          micros_.push_back(Micros(now - begun).count());
        } else {
          ++failed_;
        }
        if (now >= end_) {
          if (--under_way_ == 0) ended_.notify_all();
          return;
        }
      }
      Next();
    });
  }

  const Start start_;
  const std::chrono::seconds length_;
  const SteadyClock::time_point end_;
  std::mutex mu_;
  std::condition_variable ended_;
  size_t under_way_;
  size_t failed_ = 0;
  std::vector<double> micros_;
};

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
  std::exit(1);
}
void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::exit(1);
}

void BenchJournal(const std::string& folder, std::chrono::seconds length) {
  const crypto::Secret root_key(crypto::kRootKeyBytes);
  const GroupPaths paths{.data_directory = folder + "/data",
                         .epoch_file = folder + "/epochs",
                         .checkpoint_file = folder + "/checkpoint"};
  Must(CreateGroupFiles(paths, kGroup, root_key, absl::Now()));
  const auto files =
      Must(GroupFiles::Open({.paths = paths, .group = kGroup}, root_key));
  Must(Journal::Create(*files, kOrigin));
  const auto journal = Must(Journal::Open(
      *files,
      {.origin = kOrigin,
       .clock = absl::Now,
       .random = [](std::span<uint8_t> out) { crypto::RandomBytes(out); },
       .on_poison = [](const absl::Status&) { std::abort(); }}));

  const auto record = [&](GroupWriter::Done done) {
    journal->writer().Record(ReadLeaf(), std::move(done));
  };
  std::atomic<uint64_t> version{0};
  const auto write = [&](GroupWriter::Done done) {
    journal->writer().Write(
        [&](WriteTransaction& transaction) {
          const uint64_t next = ++version;
          WriteResult result{.leaf = ReadLeaf()};
          result.leaf.rows.resize(1);
          result.leaf.rows[0].row[0] = static_cast<uint8_t>(next);
          const std::string id = "c" + std::to_string(next % 1'000);
          result.status = PutCase(transaction, {.id = id,
                                                .version = next,
                                                .facts = crypto::Bytes(300),
                                                .headers = crypto::Bytes(900)});
          if (result.status.ok()) {
            result.status =
                PutBody(transaction, id, "e", next, crypto::Bytes(300));
          }
          return result;
        },
        std::move(done));
  };
  Load(record, 1, length).Report("record, 1 in flight");
  Load(record, 8, length).Report("record, 8 in flight");
  Load(record, 64, length).Report("record, 64 in flight");
  Load(write, 1, length).Report("write, 1 in flight");
  Load(write, 64, length).Report("write, 64 in flight");
}

// How long opening takes with what was just written.
void BenchOpen(const std::string& folder) {
  const crypto::Secret root_key(crypto::kRootKeyBytes);
  const GroupPaths paths{.data_directory = folder + "/data",
                         .epoch_file = folder + "/epochs",
                         .checkpoint_file = folder + "/checkpoint"};
  const auto begun = SteadyClock::now();
  const auto files =
      Must(GroupFiles::Open({.paths = paths, .group = kGroup}, root_key));
  const auto opened = SteadyClock::now();
  const auto journal = Must(Journal::Open(
      *files,
      {.origin = kOrigin,
       .clock = absl::Now,
       .random = [](std::span<uint8_t> out) { crypto::RandomBytes(out); }}));
  const auto verified = SteadyClock::now();
  std::printf("open the files %.0f ms, verify %llu leaves %.0f ms\n",
              Micros(opened - begun).count() / 1'000,
              static_cast<unsigned long long>(journal->size()),
              Micros(verified - opened).count() / 1'000);
}

int Main(int argc, char** argv) {
  int seconds = 2;
  if (argc > 1 && (!absl::SimpleAtoi(argv[1], &seconds) || seconds < 1)) {
    std::fprintf(stderr, "usage: %s [seconds] [folder]\n", argv[0]);
    return 2;
  }
  std::string folder = std::string(argc > 2 ? argv[2] : "/var/tmp");
  folder += "/journal-bench-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    std::perror("mkdtemp");
    return 1;
  }
  const std::chrono::seconds length(seconds);
  BenchDisk(folder, length);
  BenchJournal(folder, length);
  BenchOpen(folder);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return 0;
}

}  // namespace
}  // namespace sceau

int main(int argc, char** argv) { return sceau::Main(argc, argv); }
