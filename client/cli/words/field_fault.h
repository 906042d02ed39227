// What the service says of a field that it refuses, in the reader's words.
#ifndef SCEAU_CLIENT_CLI_WORDS_FIELD_FAULT_H_
#define SCEAU_CLIENT_CLI_WORDS_FIELD_FAULT_H_

#include <string>

#include "absl/strings/string_view.h"

#include "client/cli/words/labels.h"

namespace sceau {

// A field's path on the wire as people read it:
// "referral.identity.birth_date" is « Date de naissance ». A path that leads
// nowhere stays as it is.
std::string FieldLabel(absl::string_view path, const Labels& labels);

// The service's sentence (English, of a closed list) in the reader's language;
// one that is not known here stays as it is.
std::string FaultText(absl::string_view message, const Labels& labels);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_FIELD_FAULT_H_
