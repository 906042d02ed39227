// The reasons' sentences, from the lead worker on: what became of a plan, of a
// status and of a remark. The others are outcome.cc's.
#ifndef SCEAU_CLIENT_IMPORT_PLAN_SENTENCES_H_
#define SCEAU_CLIENT_IMPORT_PLAN_SENTENCES_H_

#include "absl/strings/string_view.h"

#include "client/import/outcome.h"

namespace sceau {

struct Sentence {
  absl::string_view id = {};  // "ACTION_PROPOSED".
  absl::string_view french = {};
  absl::string_view english = {};
};

// Empty for a reason that is none of these.
Sentence PlanSentenceOf(Why why);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_PLAN_SENTENCES_H_
