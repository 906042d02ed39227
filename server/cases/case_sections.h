// What of a case is answered beside its entries: the twenty sections, the
// administrative facts, the conditions, what awaits the caller. Computed from
// charter and facts alone, never from what exists.
#ifndef SCEAU_SERVER_CASES_CASE_SECTIONS_H_
#define SCEAU_SERVER_CASES_CASE_SECTIONS_H_

#include <string>

#include "google/protobuf/repeated_field.h"

#include "sceau/v1/case.pb.h"
#include "server/cases/case_decision.h"

namespace sceau {

// Fills everything of `out` but name, entries and etag.
void FillSections(const CaseAsker& asker, const CaseDecision& decision,
                  v1::Case* out);

// Quoted; moves with what the caller is shown of the case and with nothing
// else: `shown` as FillSections leaves it, and the entries that `decision` lets
// the caller read, with their versions where they are shown whole. A version of
// the case itself would move with what is kept from the caller.
std::string CaseEtag(const v1::Case& shown, const CaseDecision& decision);

// What awaits the caller; empty when nothing does. A partner whose notice is
// not given is told nothing.
google::protobuf::RepeatedField<int> TodosOf(const CaseAsker& asker);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CASE_SECTIONS_H_
