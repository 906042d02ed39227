// The law's floor, held by what is carried out: whatever was written into a
// group's files, and by whom, no version judges a call before every question
// that can be put to it was asked and answered within the law.
#ifndef SCEAU_SERVER_CHARTER_CHARTER_FLOOR_H_
#define SCEAU_SERVER_CHARTER_CHARTER_FLOOR_H_

#include <functional>

#include "absl/status/status.h"

#include "policy/decide/program.h"
#include "policy/proof/proof.h"
#include "server/group_state/member_register.h"

namespace sceau {

// Holds a program against the law's floor: policy::Prove.
using Prover = std::function<policy::Proof(const policy::Program&)>;

// Proves the version in force, the adopted ones and the open draft: those that
// judge calls, or can come to without another start. Some seconds.
// Errors: INVALID_ARGUMENT / POLICY_REJECTED, with "charter" (version id) and
// "invariant" (the first broken one's number, "F-10").
absl::Status ProveVersions(const GroupState& state, const Prover& prove);

}  // namespace sceau

#endif  // SCEAU_SERVER_CHARTER_CHARTER_FLOOR_H_
