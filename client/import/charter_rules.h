// What the charter says of a row, asked of its compiled program: the one that
// the service decides with.
//
// Guarantee: the questions are those that the service asks when the
// coordinator opens a case with its first entries, so that a row the charter
// refuses is known before anything is sent.
// Units: ages in completed years today. Threads: immutable.
#ifndef SCEAU_CLIENT_IMPORT_CHARTER_RULES_H_
#define SCEAU_CLIENT_IMPORT_CHARTER_RULES_H_

#include <string>

#include "absl/strings/string_view.h"

#include "policy/decide/naming.h"
#include "policy/decide/program.h"
#include "sceau/v1/category.pb.h"

namespace sceau {

class CharterRules {
 public:
  // `partner`: the coordinator's own organisation. `program` outlives this.
  CharterRules(const policy::Program& program, absl::string_view partner);

  const policy::Program& program() const { return program_; }

  // Whether the coordinator opens cases at all.
  bool MayOpenCases() const;

  // Whether a new case of someone of this age may have a first entry of the
  // category by the coordinator.
  bool MayDeposit(v1::Category category, int age) const;

  // Whether a sender is named with its written basis only.
  bool SenderNeedsWrittenBasis(absl::string_view partner) const;

  // The organisation that may deposit Schooling, or Employment, of someone of
  // this age; empty = none.
  std::string DepositorOfSchooling(int age) const;
  std::string DepositorOfEmployment(int age) const;

 private:
  bool OpensTo(policy::PartnerIndex partner, v1::Category category,
               int age) const;
  // The first organisation of the function that may.
  std::string DepositorOf(v1::Category category, v1::PartnerFunction function,
                          int age) const;

  const policy::Program& program_;
  const policy::PartnerIndex partner_;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_CHARTER_RULES_H_
