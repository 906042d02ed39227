// The two languages in which the programs speak to people: French first.
#ifndef SCEAU_PROTO_TEXT_LANGUAGE_H_
#define SCEAU_PROTO_TEXT_LANGUAGE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

enum class Language { kFrench, kEnglish };

// One of two texts.
inline std::string In(Language language, absl::string_view french,
                      absl::string_view english) {
  return std::string(language == Language::kFrench ? french : english);
}

// French unless the first of LC_ALL, LC_MESSAGES and LANG that names a language
// we speak names English.
Language LanguageOf(const char* lc_all, const char* lc_messages,
                    const char* lang);

}  // namespace sceau

#endif  // SCEAU_PROTO_TEXT_LANGUAGE_H_
