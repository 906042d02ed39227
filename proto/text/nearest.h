// Did you mean: of a list of words, the one that a slip most likely meant.
#ifndef SCEAU_PROTO_TEXT_NEAREST_H_
#define SCEAU_PROTO_TEXT_NEAREST_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace sceau {

// One slip in three letters is forgiven (a letter too many, missing, wrong, or
// two exchanged), capitals do not count, and neither does the prefix that the
// values of a closed list share: IN_SCHOOL is SCHOOLING_STATUS_IN_SCHOOL.
// Empty when no word of `among` is like `word`.
std::string Nearest(absl::string_view word,
                    const std::vector<std::string>& among);

}  // namespace sceau

#endif  // SCEAU_PROTO_TEXT_NEAREST_H_
