// How a name sounds in French, as a key: names that are said alike, and the
// usual spellings of names from elsewhere, give the same key.
//
// It errs on the side of finding: « Marwan » and « Marwane » are one key. But
// what French tells apart stays apart: « Louis », « Louise »; « Julien »,
// « Julienne »; « Alain », « Aline ». The rules are a table of our own; the
// pairs they must and must not join stand in
// tests/server/content/alike_names.txt. Pure; thread safe.
#ifndef SCEAU_SERVER_CONTENT_FRENCH_SOUND_H_
#define SCEAU_SERVER_CONTENT_FRENCH_SOUND_H_

#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

// `name` is plain and lower case, one run of letters (NameForms). Never empty
// when `name` is not. A changed rule changes what is stored: see
// kSoundRulesVersion.
std::string FrenchSound(absl::string_view name);

// Stands in the tokens' kind, so that keys of two tables never meet: raising
// it means that tokens are made anew.
inline constexpr char kSoundRulesVersion[] = "1";

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_FRENCH_SOUND_H_
