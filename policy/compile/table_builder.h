// Last stage: a charter that has been checked becomes the tables a Program
// decides from.
//
// Guarantee: the same tables for the same rights, whatever the order of the
// charter and however often a right is repeated: grants are sorted by what
// they give, and merged when they give the same.
// INVARIANT: Check() found nothing in the charter; every word is known.
#ifndef SCEAU_POLICY_COMPILE_TABLE_BUILDER_H_
#define SCEAU_POLICY_COMPILE_TABLE_BUILDER_H_

#include "policy/charter.pb.h"
#include "policy/decide/tables.h"

namespace sceau::policy {

Tables BuildTables(const Charter& charter);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_TABLE_BUILDER_H_
