// One pair of groups that differ in one secret, everybody who calls both, and
// what the answers tell.
#ifndef SCEAU_SERVER_SELFTEST_PAIR_H_
#define SCEAU_SERVER_SELFTEST_PAIR_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "policy/decide/program.h"
#include "server/rpc/method_table.h"
#include "server/selftest/cast.h"
#include "server/selftest/contributions.h"
#include "server/selftest/course.h"
#include "server/selftest/requests.h"
#include "server/selftest/scenes.h"
#include "server/selftest/selftest.h"
#include "server/selftest/synthetic_group.h"
#include "server/selftest/triggers.h"

namespace sceau::selftest {

// A case, and what people can contribute to it besides the secret.
struct Place {
  Scene scene = {};
  std::vector<Contribution> own = {};
};

// What two groups differ in: one holds `one`; the other holds `other`, or
// nothing.
struct Secret {
  const Place* place = nullptr;
  Contribution one = {};
  std::optional<Contribution> other = std::nullopt;
};

// What one pair of groups gave.
struct Tally {
  explicit Tally(const policy::Program& program) : triggers(program) {}

  size_t comparisons = 0;
  size_t differences = 0;
  size_t rights = 0;
  size_t officer_comparisons = 0;
  size_t officer_differences = 0;
  size_t officer_content_bytes = 0;
  std::vector<Finding> findings = {};
  std::vector<Finding> unseen = {};
  // Full names of methods that both groups answered.
  std::set<std::string> answered = {};
  Triggers triggers;
  std::set<uint16_t> rules = {};  // That gave somebody the reading.
};

// What all pairs share; outlives them.
struct Stage {
  const Options* options = nullptr;
  const MethodTable* methods = nullptr;
  const policy::Program* serves = nullptr;
  const policy::Program* judges = nullptr;
  Days days = {};
  const Cast* cast = nullptr;
  const SyntheticGroup* base = nullptr;
  const RequestMaker* maker = nullptr;
  const Knowledge* knowledge = nullptr;
};

// Makes the pair, twice where the groups differ in a presence: for what is only
// asked, and afresh for what changes something. Errors: the calls'.
absl::StatusOr<Tally> ComparePair(const Stage& stage, const Secret& secret);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_PAIR_H_
