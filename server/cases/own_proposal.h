// An action or a lead worker that youth justice or probation proposes for
// itself. To be named betrays a measure, so it takes a written basis and the
// agreement of the person (of a minor, of a representative too), and only the
// coordinator, the organisation and whom the agreement names may know of it.
//
// Guarantee: all of it ends with the basis or the agreement, at once: what the
// proposal opens to its owner, and who reads it.
// Source: server/cases/README.md; CSI L. 132-13 III; CJPM D. 241-10. Pure.
#ifndef SCEAU_SERVER_CASES_OWN_PROPOSAL_H_
#define SCEAU_SERVER_CASES_OWN_PROPOSAL_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "policy/decide/types.h"
#include "server/calls/call.h"
#include "server/cases/entry_header.h"
#include "server/cases/facts.h"

namespace sceau {

// Whether a deposit of the category by the caller is one.
bool ProposesItself(const Call& call, v1::Category category);

// `decision`, but refused when the question's conditions are not those that a
// proposal of oneself takes.
policy::Decision WithWhatItTakes(const policy::Question& question,
                                 policy::Decision decision);

// Partner ids of who may read it today beside the coordinator: the owner and
// whom the standing agreements name.
std::vector<std::string> ReadersOfProposal(const Call& call,
                                           const CaseFacts& facts,
                                           v1::Category category,
                                           absl::string_view owner);

// Whether every one of `narrowed_to`, and there is one, is among `readers`.
// Errors: FIELD_INVALID at `path`.
absl::Status CheckProposalNarrowing(
    const google::protobuf::RepeatedPtrField<std::string>& narrowed_to,
    const std::vector<std::string>& readers, absl::string_view path);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_OWN_PROPOSAL_H_
