// A refusal in words that fit what was asked. They follow from the call alone:
// what is absent and what the charter does not give read the same.
#ifndef SCEAU_CLIENT_CLI_WORDS_DENIED_H_
#define SCEAU_CLIENT_CLI_WORDS_DENIED_H_

#include <string>

#include "absl/strings/string_view.h"

#include "client/cli/words/labels.h"

namespace sceau {

// Whom to ask.
struct DeniedContacts {
  std::string coordinator = {};
  std::string officer = {};
};

// Of the method that was called ("ListCases"); empty for one that reads a case,
// whose sentence is the vocabulary's, and for one that is not known here.
std::string DeniedText(absl::string_view method, const Labels& labels,
                       const DeniedContacts& contacts);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_DENIED_H_
