// A second reading of the charter, written for clarity and for nothing else:
// it walks the message at every question and shares no code with the compiler
// or with Program. What both say alike is probably what the charter says.
#ifndef SCEAU_TESTS_POLICY_NAIVE_PROGRAM_H_
#define SCEAU_TESTS_POLICY_NAIVE_PROGRAM_H_

#include <string>
#include <vector>

#include "policy/charter.pb.h"
#include "policy/decide/types.h"

namespace sceau::policy {

struct NaiveAnswer {
  bool allowed = false;
  uint64_t fields = 0;
  uint32_t kinds = 0;
  bool own_organisation = false;
  // Only a written basis, or only an agreement, was missing.
  bool only_basis_missing = false;
};

class NaiveProgram {
 public:
  explicit NaiveProgram(const Charter& charter);
  NaiveAnswer Decide(const Question& question) const;

 private:
  struct Asker;
  bool Prohibited(const Asker& asker) const;
  bool Barred(const Asker& asker) const;
  bool GateOpen(const Asker& asker) const;
  NaiveAnswer ReadOrContribute(const Asker& asker) const;
  NaiveAnswer Change(const Asker& asker) const;
  NaiveAnswer OfRole(const Asker& asker) const;
  bool RoleHolds(const Asker& asker, const std::string& operation) const;

  const Charter charter_;
  std::vector<std::string> partners_;  // As the program numbers them: by id.
};

}  // namespace sceau::policy

#endif  // SCEAU_TESTS_POLICY_NAIVE_PROGRAM_H_
