// What a version of the charter changes, computed here from both texts: nobody
// signs or adopts on the service's word of it.
#ifndef SCEAU_CLIENT_CLI_CHARTER_CHARTER_CHANGES_H_
#define SCEAU_CLIENT_CLI_CHARTER_CHARTER_CHANGES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/cli/console/context.h"
#include "client/cli/words/labels.h"
#include "policy/describe/charter_diff.h"
#include "sceau/v1/charter_service.pb.h"

namespace sceau {

// The counts, then a sentence for each change, in the reader's words.
std::vector<std::string> ChangeLines(const policy::CharterDiff& diff,
                                     const policy::Program& before,
                                     const policy::Program& after,
                                     const Labels& labels);

// What `charter` changes against the version in force; what the one in force
// changed against the one this workstation knew before. For one organisation,
// or for each of an empty `partner`. Empty where there is none to compare with;
// a text that this program cannot read is said to be one.
// Errors: the service's, RefusedError.
absl::StatusOr<std::string> RenderChanges(Context& context,
                                          const v1::CharterVersion& charter,
                                          absl::string_view partner);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CHARTER_CHARTER_CHANGES_H_
