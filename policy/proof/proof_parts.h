// The parts of the proof beside the space of questions, and what they share.
// Private to proof*.cc and its tests.
#ifndef SCEAU_POLICY_PROOF_PROOF_PARTS_H_
#define SCEAU_POLICY_PROOF_PROOF_PARTS_H_

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "policy/proof/proof.h"
#include "policy/proof/proof_space.h"

namespace sceau::policy {

// Keeps, of each invariant, the smallest counter-example: the one that needs
// the fewest facts; of equals, the first.
class Counterexamples {
 public:
  // Every lane of `lanes` is a question that breaks the invariant.
  void Add(int invariant, const Row& row, const Subject& subject,
           const Facts& facts, uint64_t lanes);
  void Add(int invariant, const Question& question);
  // Broken by something that is no question; the first one is kept.
  void Add(int invariant, const std::string& subject);

  bool empty() const { return smallest_.empty(); }
  std::vector<Violation> Take() const;

 private:
  struct Smallest {
    int size = 0;
    Violation violation = {};
  };
  std::map<int, Smallest> smallest_;
};

using Decider = std::function<Decision(const Question&)>;

// proof_alone.cc: facts that refuse alone, each with everything else open; and
// what the charter does not know. Returns how many questions it asked.
uint64_t HoldAlone(const Program& program, const Decider& decide,
                   Counterexamples& found);
// proof_values.cc: no value and no owner betrays less than the law says.
// Returns how many entries it looked at.
uint64_t HoldValues(const Program& program, Counterexamples& found);
// proof_values.cc: the settings, the reasons behind the rules and the gates
// that are asked outside of Decide().
void HoldSettings(const Program& program, Counterexamples& found);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_PROOF_PROOF_PARTS_H_
