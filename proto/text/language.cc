#include "proto/text/language.h"

#include "absl/strings/match.h"

namespace sceau {

Language LanguageOf(const char* lc_all, const char* lc_messages,
                    const char* lang) {
  for (const char* variable : {lc_all, lc_messages, lang}) {
    if (variable == nullptr) continue;
    if (absl::StartsWith(variable, "en")) return Language::kEnglish;
    if (absl::StartsWith(variable, "fr")) return Language::kFrench;
  }
  return Language::kFrench;
}

}  // namespace sceau
