// What a durable leaf costs, beside what the disk takes for one fdatasync.
//   journal_bench [seconds per scenario, default 2] [folder, default /var/tmp]
//                 [leaves, default 1000000]
// Prints one line a scenario: records a second, and p50 and p99 of the time
// from Record to Done. Then fills the journal up to so many leaves, and prints
// how long a start takes to verify them, and an inclusion proof among them. Run
// it on the disk that will hold the data.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

#include "crypto/digest.h"
#include "server/journal/journal.h"
#include "server/store/case_table.h"
#include "server/store/group_files.h"
#include "tests/bench/disk.h"
#include "tests/bench/load.h"

namespace sceau {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Micros = std::chrono::duration<double, std::micro>;

constexpr char kGroup[] = "bench";
constexpr char kOrigin[] = "bench.example/bench/journal";

void Print(const bench::Figures& figures) {
  std::printf("%-28s %10.0f /s   p50 %8.0f us   p99 %8.0f us\n",
              absl::StrCat(figures.name, ", ", figures.in_flight).c_str(),
              figures.calls_per_s, figures.p50_us, figures.p99_us);
  if (figures.failed > 0) {
    std::printf("  %s calls were refused\n",
                absl::StrCat(figures.failed).c_str());
  }
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

// Writes until the journal has `leaves`.
void Fill(Journal& journal, uint64_t leaves) {
  constexpr uint64_t kInFlight = 512;
  std::atomic<uint64_t> ended{0};
  uint64_t begun = 0;
  while (journal.size() < leaves) {
    while (begun - ended < kInFlight) {
      ++begun;
      journal.writer().Record(
          ReadLeaf(), [&ended](const absl::StatusOr<Receipt>&) { ++ended; });
    }
    absl::SleepFor(absl::Microseconds(100));
  }
  while (ended < begun) absl::SleepFor(absl::Milliseconds(1));
}

void BenchJournal(const std::string& folder, absl::Duration length,
                  uint64_t leaves) {
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

  const bench::StartCall record = [&](int /*slot*/, bench::EndCall done) {
    journal->writer().Record(
        ReadLeaf(),
        [done = std::move(done)](const absl::StatusOr<Receipt>& receipt) {
          done(receipt.ok());
        });
  };
  std::atomic<uint64_t> version{0};
  const bench::StartCall write = [&](int /*slot*/, bench::EndCall done) {
    journal->writer().Write(
        [&](WriteTransaction& transaction) {
          const uint64_t next = ++version;
          WriteResult result{.leaf = ReadLeaf()};
          result.leaf.rows.resize(1);
          result.leaf.rows[0].row[0] = static_cast<uint8_t>(next);
          const std::string id = absl::StrCat("c", next % 1'000);
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
        [done = std::move(done)](const absl::StatusOr<Receipt>& receipt) {
          done(receipt.ok());
        });
  };
  for (const int in_flight : {1, 8, 64}) {
    Print(bench::RunLoad("record", in_flight, length, record));
  }
  for (const int in_flight : {1, 64}) {
    Print(bench::RunLoad("write", in_flight, length, write));
  }
  Fill(*journal, leaves);
}

// Of leaves spread over the whole tree.
void BenchProofs(const Journal& journal) {
  constexpr int kProofs = 1'000;
  const uint64_t size = journal.size();
  std::vector<double> micros;
  for (int i = 0; i < kProofs; ++i) {
    const uint64_t index = static_cast<uint64_t>(i) * 7'919'993 % size;
    const auto begun = SteadyClock::now();
    Must(journal.InclusionProof(index, size).status());
    micros.push_back(Micros(SteadyClock::now() - begun).count());
  }
  std::ranges::sort(micros);
  std::printf("inclusion proof, of %llu     p50 %8.0f us   p99 %8.0f us\n",
              static_cast<unsigned long long>(size), micros[kProofs / 2],
              micros[kProofs * 99 / 100]);
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
  std::printf("start: files %.0f ms, %llu leaves verified %.0f ms\n",
              Micros(opened - begun).count() / 1'000,
              static_cast<unsigned long long>(journal->size()),
              Micros(verified - opened).count() / 1'000);
  BenchProofs(*journal);
}

int Main(int argc, char** argv) {
  int seconds = 2;
  uint64_t leaves = 1'000'000;
  if ((argc > 1 && (!absl::SimpleAtoi(argv[1], &seconds) || seconds < 1)) ||
      (argc > 3 && !absl::SimpleAtoi(argv[3], &leaves))) {
    std::fprintf(stderr, "usage: %s [seconds] [folder] [leaves]\n", argv[0]);
    return 2;
  }
  std::string folder = std::string(argc > 2 ? argv[2] : "/var/tmp");
  folder += "/journal-bench-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    std::perror("mkdtemp");
    return 1;
  }
  const absl::Duration length = absl::Seconds(seconds);
  Print(bench::MeasureDisk(folder, length));
  BenchJournal(folder, length, leaves);
  BenchOpen(folder);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return 0;
}

}  // namespace
}  // namespace sceau

int main(int argc, char** argv) { return sceau::Main(argc, argv); }
