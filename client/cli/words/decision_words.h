// What a recorded decision was made of, as people say it. The service has a
// word for each; of one that this program does not know, the word itself.
#ifndef SCEAU_CLIENT_CLI_WORDS_DECISION_WORDS_H_
#define SCEAU_CLIENT_CLI_WORDS_DECISION_WORDS_H_

#include <string>

#include "absl/strings/string_view.h"

#include "client/cli/words/labels.h"

namespace sceau {

// A relation to a case, a recorded condition or what kept the member back:
// « séance », « base écrite », « écarté du dossier ».
std::string RightText(absl::string_view word, const Labels& labels);

// Why it was refused: « aucun lien avec le dossier ».
std::string RefusalText(absl::string_view word, const Labels& labels);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_DECISION_WORDS_H_
