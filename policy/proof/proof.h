// The floor, proven: every question that can be put to a program is asked, and
// every answer held against the law.
//
// Where floor.h reads the text, this reads what serves: a program whose answers
// all pass cannot break the invariants, whatever its charter says and whichever
// rule gives the right.
// Guarantee: complete over ProofSpace; deterministic; no I/O, no clock. Under
// five seconds on one core for the reference charter in a release build.
// Threads: reentrant. Source: policy/README.md.
#ifndef SCEAU_POLICY_PROOF_PROOF_H_
#define SCEAU_POLICY_PROOF_PROOF_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "policy/decide/lane_program.h"
#include "policy/decide/program.h"
#include "policy/proof/proof_space.h"

namespace sceau::policy {

// One invariant that does not hold, by its smallest counter-example.
struct Violation {
  int invariant = 0;
  // What breaks it when that is no question: a setting, a rule, a value.
  std::string subject = {};
  bool has_question = false;
  Question question = {};
};

struct Proof {
  // The space: its size and what it is the product of.
  uint64_t questions = 0;
  size_t partners = 0;
  size_t rows = 0;
  size_t ages = 0;
  size_t class_sets = 0;
  size_t facts = 0;
  // Words of 64 answers that were computed: subjects that mean the same to the
  // program share them, and a row that is closed whatever the facts needs none.
  uint64_t words = 0;
  // Put to Decide() beside: facts that refuse alone, askers and categories that
  // the charter does not know.
  uint64_t alone = 0;
  // Entries whose values and owner were held against the law, one by one.
  uint64_t entries = 0;
  // Invariants that were held against the answers or the settings, by number.
  std::vector<int> held_against = {};
  // By number; none: the floor holds.
  std::vector<Violation> violations = {};

  bool Holds() const { return violations.empty(); }
};

Proof Prove(const Program& program);
// As above, with answers from `lanes` (which a test may make lie).
Proof Prove(const Program& program, const LaneProgram& lanes);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_PROOF_PROOF_H_
