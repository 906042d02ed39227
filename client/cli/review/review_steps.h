// What the charter officer does next in a review, the most pressing first: for
// someone who does this four times a year.
#ifndef SCEAU_CLIENT_CLI_REVIEW_REVIEW_STEPS_H_
#define SCEAU_CLIENT_CLI_REVIEW_REVIEW_STEPS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "client/cli/console/context.h"
#include "sceau/v1/journal_review_service.pb.h"

namespace sceau {

// A sentence, and the command that does it.
struct ReviewStep {
  std::string what = {};
  std::string command = {};
};

// At least one. Asks for the signals and the sample. Errors: those of the
// calls.
absl::StatusOr<std::vector<ReviewStep>> NextSteps(
    Context& context, Api& api, const v1::JournalReview& review);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_REVIEW_REVIEW_STEPS_H_
