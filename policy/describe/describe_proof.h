// The proof in words, in French and English: how large the space is, what was
// held, and for an invariant that does not hold its smallest counter-example.
//
// Guarantee: one line each; text of the charter only where describe.h would
// quote it: ids, articles, names.
#ifndef SCEAU_POLICY_DESCRIBE_DESCRIBE_PROOF_H_
#define SCEAU_POLICY_DESCRIBE_DESCRIBE_PROOF_H_

#include <cstdint>
#include <string>
#include <vector>

#include "policy/decide/program.h"
#include "policy/describe/describe.h"
#include "policy/describe/describe_words.h"
#include "policy/proof/proof.h"

namespace sceau::policy {

// Who asks for what, about whom, in which circumstances.
std::string DescribeQuestion(const Program& program, const Question& question,
                             Language language);

// "F-10": the invariant, its law, the question and the rules that said yes.
std::string DescribeViolation(const Program& program,
                              const Violation& violation, Language language);

// What was asked and held, a sentence a line.
std::vector<std::string> DescribeProof(const Proof& proof, Language language);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DESCRIBE_DESCRIBE_PROOF_H_
