// The inputs of a recorded decision in the charter's words, without content:
// ages as spans, relations and conditions by name.
#ifndef SCEAU_SERVER_CHARTER_DECISION_WORDS_H_
#define SCEAU_SERVER_CHARTER_DECISION_WORDS_H_

#include "absl/strings/string_view.h"

#include "policy/decide/program.h"
#include "policy/decide/types.h"
#include "sceau/v1/explain_service.pb.h"

namespace sceau {

// `program` numbers the question's partner.
v1::DecisionInputs InWords(const policy::Program& program,
                           const policy::Question& question);

// "no_relation"; empty of kNone.
absl::string_view RefusalWord(policy::Refusal refusal);

}  // namespace sceau

#endif  // SCEAU_SERVER_CHARTER_DECISION_WORDS_H_
