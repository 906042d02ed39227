// French small words before a noun: « de » and « à » with the article that the
// noun begins with, « que » before a vowel.
//
// Guarantee: the noun itself is never changed but for the article that is
// contracted. Names keep their capital: « d'Enzo », « de Yanis », « d'Yves ».
#ifndef SCEAU_CLIENT_WORDS_FRENCH_H_
#define SCEAU_CLIENT_WORDS_FRENCH_H_

#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

// Whether « de » before `noun` is « d' »: it begins with a vowel, a mute h, or
// a y before a consonant.
bool Elides(absl::string_view noun);

// « du conseil », « de l'école », « des écoles », « d'Enzo », « de la CRIP ».
std::string OfFrench(absl::string_view noun);
// « au conseil », « à l'école », « aux écoles », « à Enzo ».
std::string ToFrench(absl::string_view noun);
// « que la CRIP », « qu'Enzo ».
std::string ThatFrench(absl::string_view noun);
// « le conseil » without its article: « conseil ».
absl::string_view BareFrench(absl::string_view noun);
// The first letter as a capital: « Le conseil », « École ».
std::string Capitalised(absl::string_view text);

}  // namespace sceau

#endif  // SCEAU_CLIENT_WORDS_FRENCH_H_
