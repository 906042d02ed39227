// Charters that were signed before a charter said what its organisations do,
// read as they were meant. Private to policy/compile.
//
// The only source of the project that names an organisation's id: what was
// signed cannot change. The table is frozen: it takes no new line, and a text
// in which one organisation says its function is not read by it.
// Threads: reentrant.
#ifndef SCEAU_POLICY_COMPILE_BEFORE_FUNCTIONS_H_
#define SCEAU_POLICY_COMPILE_BEFORE_FUNCTIONS_H_

#include "policy/charter.pb.h"

namespace sceau::policy {

// Whether the text is such a one: organisations, and none says a function.
bool IsBeforeFunctions(const Charter& charter);

// Gives each organisation of the table its function; others keep none, which
// the checker refuses. Narrows two rights that such texts give further than
// the floor now leaves: what the PJJ tells of a minor waits for the notice
// (F-13), and of an adult the schools say why of their own referral only
// (F-15). INVARIANT: IsBeforeFunctions().
void ReadBeforeFunctions(Charter& charter);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_BEFORE_FUNCTIONS_H_
