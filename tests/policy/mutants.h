// Charters that go too far, each by one thing, and charters that stay within
// the law: what the floor and the proof are tried on.
#ifndef SCEAU_TESTS_POLICY_MUTANTS_H_
#define SCEAU_TESTS_POLICY_MUTANTS_H_

#include <functional>
#include <string>
#include <vector>

#include "policy/charter.pb.h"

namespace sceau::policy {

// The reference charter with one thing changed.
struct Mutant {
  // Number of the invariant it breaks; 0: none.
  int number = 0;
  const char* what = "";
  std::function<void(Charter&)> change = {};
  // Whether a program can be built of it that breaks the invariant. Without,
  // the text alone is at fault: a word that means nothing, a right that the
  // program never gives, a class that no prohibition tells apart.
  bool shows_in_program = true;
  // What its answers break besides, by number.
  std::vector<int> besides = {};
};

// At least one for each invariant that binds a charter.
const std::vector<Mutant>& Mutants();
// At least fifty that break none.
const std::vector<Mutant>& HarmlessMutants();

// "TheOfficerReads" of "the officer reads", for the name of a test.
std::string NameOf(const Mutant& mutant);

}  // namespace sceau::policy

#endif  // SCEAU_TESTS_POLICY_MUTANTS_H_
