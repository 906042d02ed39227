#include "server/messages.h"

#include <cstdlib>

#include "absl/strings/match.h"

namespace sceau {

Language LanguageOfEnvironment() {
  for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    // Read before any thread starts.
    // NOLINTNEXTLINE(concurrency-mt-unsafe)
    const char* const value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return absl::StartsWith(value, "en") ? Language::kEnglish
                                         : Language::kFrench;
  }
  return Language::kFrench;
}

}  // namespace sceau
