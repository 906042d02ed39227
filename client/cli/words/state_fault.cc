#include "client/cli/words/state_fault.h"

#include "client/words/say.h"

namespace sceau {

std::string StateText(absl::string_view message, Language language) {
  const std::string id = SentenceId("state", message);
  return FindSentence(id) != nullptr
             ? Say(language, id)
             : Say(language, "error.state-unknown", {{"message", message}});
}

}  // namespace sceau
