// What the law forbids, question by question: the invariants of floor.h that
// answers can break. Private to proof*.cc and its tests.
//
// A claim knows the law and the question, nothing of the charter. It forbids a
// row for a subject, whatever the facts, or it names the lanes of a slice that
// should have been refused.
#ifndef SCEAU_POLICY_PROOF_PROOF_CLAIMS_H_
#define SCEAU_POLICY_PROOF_PROOF_CLAIMS_H_

#include <cstdint>
#include <vector>

#include "policy/decide/lane_program.h"
#include "policy/proof/proof_space.h"

namespace sceau::policy {

// An organisation as the law knows it, by its function and its kind.
struct PartnerLaw {
  // Classes it has no title to.
  uint8_t prohibited = 0;
  // Its gate: open from min_age to below_age (0: without end), or in school.
  int min_age = 0;
  int below_age = 0;
  bool or_in_school = false;
  bool is_school = false;
  bool is_department = false;
  bool is_youth_justice = false;
  // Its offer betrays a measure: made with a text and an agreement.
  bool offer_betrays = false;
  // Tells of its involvement with a written basis only.
  bool tells_in_writing = false;
};
PartnerLaw LawOf(const PartnerRow& partner);

// What of a row a claim forbids: about others' entries and about one's own.
enum Forbidden : uint8_t { kNothing = 0, kOthers = 1, kOwn = 2, kAll = 3 };

struct Claim {
  int invariant = 0;
  // Of any case that is there. Null: says nothing of a whole row.
  Forbidden (*forbids)(const Row&, const Subject&, const PartnerLaw&) = nullptr;
  // The lanes that break it; null: says nothing of single questions.
  uint64_t (*broken)(const Row&, const Facts&, const Slice&,
                     const PartnerLaw&) = nullptr;
  // Whom `broken` speaks of; null: everybody.
  bool (*concerns)(const Subject&, const PartnerLaw&) = nullptr;
};

// proof_roles.cc: who may hold what at all.
const std::vector<Claim>& ClaimsOfRoles();
// proof_relations.cc: by which relation, after which notice, on which writing.
const std::vector<Claim>& ClaimsOfRelations();
// proof_subjects.cc: at which age, of which class.
const std::vector<Claim>& ClaimsOfSubjects();

inline bool IsOfCell(const Row& row) {
  return row.operation == v1::OPERATION_READ ||
         row.operation == v1::OPERATION_CONTRIBUTE;
}
inline bool IsReading(const Row& row) {
  return row.operation == v1::OPERATION_READ;
}
// Of an organisation, without the coordinator's office.
inline bool IsPartnersMember(const Row& row) {
  return row.role == v1::ROLE_MEMBER || row.role == v1::ROLE_CO_PILOT;
}
inline bool IsOwnEntry(const Facts& facts) {
  return facts.is_entry && facts.own;
}

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_PROOF_PROOF_CLAIMS_H_
