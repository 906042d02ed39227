// How long it takes to say what a draft of the charter would have changed: a
// real journal, seeded with leaves of random decisions, is read out of its file
// and replayed as the charter officer's call does.
//   replay_bench [--leaves N, default 1000000] [--json]
// The files lie in TMPDIR. Nearly every question is another, which is the worst
// case: those of a group are some thousands, over and over.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>

#include "absl/strings/numbers.h"

#include "tests/bench/load.h"
#include "tests/bench/random_leaves.h"
#include "tests/support/charter_desk.h"
#include "tests/support/test_group.h"

namespace sceau {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char kDraft[] = "alencon-2026-2";
// As many as there are leaves: each is of another.
constexpr int kCases = 1'000'000;

int Run(int leaves, bool json) {
  testing::TestGroup group;
  testing::CharterDesk desk(group);
  // Narrower in one place, so that there is something to say.
  const auto proposed =
      desk.Propose(testing::kCoordinator,
                   testing::Without(testing::CharterText(kDraft, "2026-04-01"),
                                    "la mission locale lit le nom, le prénom"));
  if (!proposed.ok()) return 1;
  const double seeded_per_s = SeedRandomLeaves(group, leaves, kCases);
  const uint64_t stored = group.group().journal().size();

  v1::ReplayCharterRequest request;
  request.set_name(testing::CharterDesk::NameOf(kDraft));
  v1::ReplayCharterResponse response;
  const auto begun = Clock::now();
  const testing::Ended ended = testing::Await([&](Finish finish) {
    group.group().rooms().charter_review->ReplayCharter(
        group.As(testing::kOfficer), request, &response, std::move(finish));
  });
  const double seconds = SecondsSince(begun);
  if (!ended.status.ok() || response.decisions() < leaves / 2 ||
      response.counts_size() == 0) {
    std::fprintf(stderr, "the replay failed: %s\n",
                 ended.status.ToString().c_str());
    return 1;
  }
  const double per_s = static_cast<double>(response.leaves()) / seconds;
  if (json) {
    std::printf(
        "{\"scenarios\":[{\"name\":\"charter-replay\",\"in_flight\":1,"
        "\"leaves\":%lld,\"seconds\":%.3f,\"leaves_per_s\":%.0f}]}\n",
        static_cast<long long>(response.leaves()), seconds, per_s);
  } else {
    std::printf(
        "seeded %llu leaves at %.0f a second; replayed %lld of them, %lld\n"
        "with a decision, in %.2f s: %.0f leaves a second\n",
        static_cast<unsigned long long>(stored), seeded_per_s,
        static_cast<long long>(response.leaves()),
        static_cast<long long>(response.decisions()), seconds, per_s);
  }
  return 0;
}

}  // namespace
}  // namespace sceau

int main(int count, char** arguments) {
  int leaves = 1'000'000;
  bool json = false;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--json") == 0) {
      json = true;
    } else if (std::strcmp(arguments[i], "--leaves") != 0 || ++i == count ||
               !absl::SimpleAtoi(arguments[i], &leaves) || leaves < 1) {
      std::fprintf(stderr, "usage: replay_bench [--leaves N] [--json]\n");
      return 2;
    }
  }
  return sceau::Run(leaves, json);
}
