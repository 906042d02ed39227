// Charters at random: the reference charter with rights taken, given and moved.
#ifndef SCEAU_TESTS_POLICY_RANDOM_CHARTER_H_
#define SCEAU_TESTS_POLICY_RANDOM_CHARTER_H_

#include "policy/charter.pb.h"
#include "policy/decide/tables.h"
#include "tests/policy/random_question.h"

namespace sceau::policy {

// Not always lawful: the program must do what the text says all the same.
Charter RandomCharter(RandomQuestions& random);

// The same statements in another order, some of them twice.
Charter Shuffled(const Charter& charter, RandomQuestions& random);

// A part of a right that can be meaningless.
enum class BrokenOperator {
  kRelation,   // One that does not exist.
  kCondition,  // One that nobody can record.
  kAge,        // Over before it begins.
  kClass,      // None, unknown, or two.
  kSubject,    // Of no age.
  kGate,       // That nobody passes.
  kCell,       // That has lost its grants.
};
inline constexpr int kBrokenOperators = 7;

// Breaks the operator wherever the tables use it.
void BreakEvery(BrokenOperator broken, RandomQuestions& random, Tables& tables);

}  // namespace sceau::policy

#endif  // SCEAU_TESTS_POLICY_RANDOM_CHARTER_H_
