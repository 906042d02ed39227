// Which of a charter's triggers held in what the service decided: read from
// the journal's own leaves, by the words that the journal has for them, so that
// a trigger which is added to the schema and in no pair of groups is named.
#ifndef SCEAU_SERVER_SELFTEST_TRIGGERS_H_
#define SCEAU_SERVER_SELFTEST_TRIGGERS_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"

#include "policy/decide/program.h"
#include "policy/decide/types.h"
#include "server/journal/journal.h"

namespace sceau::selftest {

// Relations, conditions, what an entry is to who asks, states of a case,
// "in_school", "notice_given".
class Triggers {
 public:
  // `program` has the words. Outlives this object.
  explicit Triggers(const policy::Program& program) : program_(&program) {}

  // That a question was decided in which these held.
  void Add(const policy::Question& question);
  // All that was decided from leaf `first` on. Errors: Journal::Visit's.
  absl::Status AddFrom(const Journal& journal, uint64_t first);
  void Add(const Triggers& others) {
    held_.insert(others.held_.begin(), others.held_.end());
  }

  // Every one that the schema has.
  size_t all() const;
  // Of those, what never held.
  std::vector<std::string> Never() const;

 private:
  const policy::Program* program_;
  std::set<std::string> held_;
};

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_TRIGGERS_H_
