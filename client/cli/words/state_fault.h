// What the service says of a state that forbids, in the reader's words: which
// state it is, and what to do about it.
#ifndef SCEAU_CLIENT_CLI_WORDS_STATE_FAULT_H_
#define SCEAU_CLIENT_CLI_WORDS_STATE_FAULT_H_

#include <string>

#include "absl/strings/string_view.h"

#include "client/words/vocabulary.h"

namespace sceau {

// The message of a STATE_FORBIDS as two sentences. One that this program does
// not know is told in the service's own words.
std::string StateText(absl::string_view message, Language language);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_STATE_FAULT_H_
