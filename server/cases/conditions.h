// Conditions of a case: the written bases and agreements recorded on it, which
// of them stand today, and for whose entries.
//
// Guarantee: one that was declared in a deposit stands for entries of the owner
// that declared it, one that the coordinator recorded for everybody's. What was
// recorded after another of its kind had ended stands only if it is dated after
// that end, so that nobody gives back what the person took away. An agreement
// of the representatives alone ends with the 18th birthday.
// Source: policy/README.md. Units: civil days of Europe/Paris, the last day
// of a condition included. Pure but for the two that record.
#ifndef SCEAU_SERVER_CASES_CONDITIONS_H_
#define SCEAU_SERVER_CASES_CONDITIONS_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "policy/decide/program.h"
#include "server/calls/call.h"
#include "server/cases/facts.h"

namespace sceau {

// Conditions standing on `today` for entries of `category` that `owner` made,
// of the kind the category asks of it; bits of policy::Condition. An empty
// owner asks whether one stands for anybody's.
uint8_t StandingConditions(const policy::Program& program,
                           const CaseFacts& facts, v1::Category category,
                           absl::string_view owner, absl::CivilDay today);

// As StandingConditions, of those that stand for everybody's entries.
uint8_t SharedConditions(const policy::Program& program, const CaseFacts& facts,
                         v1::Category category, absl::CivilDay today);

// Whether a condition of the category was recorded that stands no more, so that
// what an owner made under it is closed.
bool HasLapsed(const CaseFacts& facts, v1::Category category,
               absl::CivilDay today);

// Written bases that stand as StandingConditions says, of any kind.
std::vector<v1::WrittenBasis> StandingBases(const CaseFacts& facts,
                                            v1::Category category,
                                            absl::string_view owner,
                                            absl::CivilDay today);

// Of what stands for an organisation that proposes itself (own_proposal.h):
// bits of policy::Condition, the agreement only if the person gave it and,
// under 18, a representative too.
uint8_t OwnProposalConditions(const policy::Program& program,
                              const CaseFacts& facts, v1::Category category,
                              absl::string_view owner, absl::CivilDay today);
inline constexpr uint8_t kOwnProposalNeeds =
    policy::kWrittenBasis | policy::kAgreement;

// Organisations that the agreements standing for such a proposal name.
std::set<std::string> NamedByAgreement(const CaseFacts& facts,
                                       v1::Category category,
                                       absl::string_view owner,
                                       absl::CivilDay today);

// Most conditions that one owner records on a case.
inline constexpr int kMaxConditionsOfOwner = 100;

// Whether `owner` has recorded its most. Errors: STATE_FORBIDS.
absl::Status CheckConditionRoom(const CaseFacts& facts,
                                absl::string_view owner);

// Records the conditions that `owner` declared in a deposit of `category`; one
// that it has declared already changes nothing, ended or not.
void DeclareConditions(
    const Call& call, absl::string_view owner, v1::Category category,
    const google::protobuf::RepeatedPtrField<v1::Condition>& conditions,
    CaseFacts& facts);

// Records the coordinator's condition, or with an end ends every one that says
// the same, whoever recorded it. Errors: STATE_FORBIDS (it has ended: what
// opens again is dated after; too many).
absl::Status RecordOrEndCondition(const Call& call,
                                  const v1::Condition& condition,
                                  CaseFacts& facts);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CONDITIONS_H_
