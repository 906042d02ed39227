#include "server/cases/own_proposal.h"

#include <algorithm>
#include <set>

#include "policy/decide/naming.h"
#include "proto/contract/errors.h"
#include "server/cases/conditions.h"

namespace sceau {

bool ProposesItself(const Call& call, v1::Category category) {
  const bool plans =
      category == v1::CATEGORY_ACTION || category == v1::CATEGORY_LEAD_WORKER;
  return plans && !call.caller.IsCoordinator() &&
         policy::NamesItselfOnly(*call.charter->program, call.caller.partner);
}

policy::Decision WithWhatItTakes(const policy::Question& question,
                                 policy::Decision decision) {
  const auto missing =
      static_cast<uint8_t>(kOwnProposalNeeds & ~question.conditions);
  if (!decision.allowed || missing == 0) return decision;
  policy::Decision refused;
  refused.refusal = (missing & policy::kWrittenBasis) != 0
                        ? policy::Refusal::kWrittenBasis
                        : policy::Refusal::kAgreement;
  return refused;
}

std::vector<std::string> ReadersOfProposal(const Call& call,
                                           const CaseFacts& facts,
                                           v1::Category category,
                                           absl::string_view owner) {
  std::set<std::string> readers =
      NamedByAgreement(facts, category, owner, call.today);
  readers.insert(std::string(owner));
  return {readers.begin(), readers.end()};
}

absl::Status CheckProposalNarrowing(
    const google::protobuf::RepeatedPtrField<std::string>& narrowed_to,
    const std::vector<std::string>& readers, absl::string_view path) {
  const bool within =
      std::all_of(narrowed_to.begin(), narrowed_to.end(),
                  [&readers](const std::string& partner) {
                    return std::find(readers.begin(), readers.end(), partner) !=
                           readers.end();
                  });
  if (within && !narrowed_to.empty()) return absl::OkStatus();
  return FieldError(path,
                    "your organisation and those that the agreement names");
}

}  // namespace sceau
