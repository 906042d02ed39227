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

#include "server/journal/inputs.h"
#include "tests/bench/load.h"
#include "tests/policy/random_question.h"
#include "tests/support/charter_desk.h"
#include "tests/support/test_group.h"

namespace sceau {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char kDraft[] = "alencon-2026-2";
constexpr int kInFlight = 512;

double SecondsSince(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

// A decision of the charter in force: of three leaves, one is of a whole case.
LeafDraft RandomLeaf(const CompiledCharter& charter,
                     policy::RandomQuestions& random) {
  const policy::Program& program = *charter.program;
  policy::Question question = random.Next(program.partner_count());
  LeafDraft leaf;
  if (random.Chance(3)) {
    question.operation = v1::OPERATION_READ;
    question.category = v1::CATEGORY_ADMINISTRATIVE;
    leaf.released = static_cast<uint32_t>(random.random()()) & 0x1FFFFEu;
  }
  const policy::Decision decision = program.Decide(question);
  leaf.operation = question.operation;
  leaf.outcome = decision.allowed ? Outcome::kAllowed : Outcome::kDenied;
  leaf.refusal = decision.refusal;
  leaf.inputs = PackInputs(question);
  leaf.rules.assign(decision.rules.begin(),
                    decision.rules.begin() + decision.rule_count);
  leaf.member = "m-abcdefghijklmnopqrstuvwxyz";
  leaf.partner = std::string(program.PartnerId(question.partner));
  leaf.resources.resize(1);
  leaf.charter_version = charter.version;
  leaf.charter_hash = charter.sha256;
  leaf.purpose = v1::READING_PURPOSE_FOLLOW_UP;
  return leaf;
}

// Leaves a second. Stops the process when one cannot be recorded.
double Seed(testing::TestGroup& group, int leaves) {
  const CompiledCharter& charter =
      *group.group().members().state()->in_force->compiled;
  policy::RandomQuestions random(1);
  GroupWriter& writer = group.group().journal().writer();
  const auto begun = Clock::now();
  for (int done = 0; done < leaves;) {
    const int now = std::min(kInFlight, leaves - done);
    std::vector<std::future<bool>> recorded;
    for (int i = 0; i < now; ++i) {
      auto end = std::make_shared<std::promise<bool>>();
      recorded.push_back(end->get_future());
      writer.Record(RandomLeaf(charter, random),
                    [end](const absl::StatusOr<Receipt>& receipt) {
                      end->set_value(receipt.ok());
                    });
    }
    for (std::future<bool>& each : recorded) done += each.get() ? 1 : 0;
  }
  return leaves / SecondsSince(begun);
}

int Run(int leaves, bool json) {
  testing::TestGroup group;
  testing::CharterDesk desk(group);
  // Narrower in one place, so that there is something to say.
  const auto proposed =
      desk.Propose(testing::kCoordinator,
                   testing::Without(testing::CharterText(kDraft, "2026-04-01"),
                                    "la mission locale lit le nom, le prénom"));
  if (!proposed.ok()) return 1;
  const double seeded_per_s = Seed(group, leaves);
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
