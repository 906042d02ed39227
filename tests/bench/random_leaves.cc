#include "tests/bench/random_leaves.h"

#include <algorithm>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "server/journal/inputs.h"
#include "tests/policy/random_question.h"

namespace sceau {
namespace {

constexpr int kInFlight = 512;

// A decision of the charter in force: of three leaves, one is of a whole case.
LeafDraft RandomLeaf(const CompiledCharter& charter,
                     policy::RandomQuestions& random, int cases) {
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
  const auto number =
      static_cast<unsigned>(random.random()()) % static_cast<unsigned>(cases);
  leaf.resources.resize(1);
  for (size_t i = 0; i < sizeof(number); ++i) {
    leaf.resources[0][i] = static_cast<uint8_t>(number >> (8 * i));
  }
  leaf.charter_version = charter.version;
  leaf.charter_hash = charter.sha256;
  leaf.purpose = v1::READING_PURPOSE_FOLLOW_UP;
  return leaf;
}

}  // namespace

double SecondsSince(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun)
      .count();
}

double SeedRandomLeaves(testing::TestGroup& group, int leaves, int cases) {
  const CompiledCharter& charter =
      *group.group().members().state()->in_force->compiled;
  policy::RandomQuestions random(1);
  GroupWriter& writer = group.group().journal().writer();
  const auto begun = std::chrono::steady_clock::now();
  for (int done = 0; done < leaves;) {
    const int now = std::min(kInFlight, leaves - done);
    std::vector<std::future<bool>> recorded;
    for (int i = 0; i < now; ++i) {
      auto end = std::make_shared<std::promise<bool>>();
      recorded.push_back(end->get_future());
      writer.Record(RandomLeaf(charter, random, cases),
                    [end](const absl::StatusOr<Receipt>& receipt) {
                      end->set_value(receipt.ok());
                    });
    }
    for (std::future<bool>& each : recorded) done += each.get() ? 1 : 0;
  }
  return leaves / SecondsSince(begun);
}

}  // namespace sceau
