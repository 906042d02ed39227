// An error as a sentence that says what happened, whom to call and what to do
// next. What a group may reword stands in the vocabulary file; people to call
// come from the charter as last read.
#ifndef SCEAU_CLIENT_CLI_WORDS_EXPLAIN_ERROR_H_
#define SCEAU_CLIENT_CLI_WORDS_EXPLAIN_ERROR_H_

#include <string>

#include "absl/status/status.h"

#include "client/cli/words/labels.h"
#include "sceau/v1/charter_service.pb.h"

namespace sceau {

// Never empty for an error. Holds no input: the service's messages hold none,
// and ours name fields and files only.
std::string ExplainError(const absl::Status& status, const Labels& labels,
                         const v1::CharterVersion& charter);

// {"error": {"exitCode": 3, "code": "PERMISSION_DENIED", "reason":
// "POLICY_DENIED", "metadata": {"field": "entry.date"}, "message": "..."}}
std::string ErrorAsJson(const absl::Status& status, const Labels& labels,
                        const v1::CharterVersion& charter);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_EXPLAIN_ERROR_H_
