// Another value for everything that a contribution says: so that two groups
// differ in what was contributed, not in whether.
#ifndef SCEAU_SERVER_SELFTEST_VARIANTS_H_
#define SCEAU_SERVER_SELFTEST_VARIANTS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/decide/program.h"
#include "server/selftest/contributions.h"
#include "server/selftest/scenes.h"
#include "server/selftest/synthetic_group.h"

namespace sceau::selftest {

// Two contributions that say the same fields, and in `varied` of them something
// else: longer texts, other dates, other and more values of a list.
struct TwoValues {
  Contribution one = {};
  Contribution other = {};
  // "Origin.reasons", "ContactDetails.address.line".
  std::set<std::string> varied = {};
};

// `found` with every field that the service takes, and another one, first; then
// what has a field that goes with another value of a list, or without the
// others, only. All were tried, and taken back. Empty when the category has but
// one value.
std::vector<TwoValues> FindValues(SyntheticGroup& scratch,
                                  const policy::Program& program,
                                  const Scene& scene,
                                  const Contribution& found);

// The same two, alike in the fields of the category's message whose number is a
// bit of `fields`: for whom the charter shows those. Nothing when they would
// differ in nothing.
std::optional<TwoValues> AlikeIn(uint64_t fields, const TwoValues& values);

// Fields of any category's message that a contribution could have.
std::set<std::string> FieldsOf(v1::Category category);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_VARIANTS_H_
