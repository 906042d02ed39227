// What sceaud says to an operator: French first, English with LANG=en_*.
#ifndef SCEAU_SERVER_MESSAGES_H_
#define SCEAU_SERVER_MESSAGES_H_

#include <string>

#include "absl/strings/string_view.h"

#include "text/language.h"

namespace sceau {

// LC_ALL, LC_MESSAGES, LANG, in this order: the first that is set decides;
// English when it begins with "en".
Language LanguageOfEnvironment();

// One of two texts.
inline std::string In(Language language, absl::string_view french,
                      absl::string_view english) {
  return std::string(language == Language::kFrench ? french : english);
}

}  // namespace sceau

#endif  // SCEAU_SERVER_MESSAGES_H_
