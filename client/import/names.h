// What people type around a name: a title, « née », « dit », the given name
// once more; and what they type where they know none.
//
// Nothing is guessed without being said: the caller tells the coordinator
// whatever this took away or doubts.
#ifndef SCEAU_CLIENT_IMPORT_NAMES_H_
#define SCEAU_CLIENT_IMPORT_NAMES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

struct NameReading {
  std::string name = {};
  bool title = false;  // « Mme » stood before or after it.
  bool another = false;  // So did another name: « née ROUX », « dit Zqtigre ».
};

// One cell's name, on one line, without its title; of two names the one that
// stands first, or the only one that is there (« née ROUX »).
NameReading ReadName(absl::string_view text);

// A cell of both names, « Mme DUPONT née ROUX Léa »: without title, and without
// the other names after « née » (in capitals) or « dit ».
NameReading ReadNames(absl::string_view text);

// Whether the given name stands once more in the family name (« DUPONT Léa »,
// « Léa »), or the family name in the given name. What is there twice is taken
// out where its letters tell it apart: capitals beside none.
bool TakeRepeated(std::string& family_name, std::string& given_name);

// Whether `name` is what is typed where a name is not known: « XXX », « SNP »,
// « sans prénom », « fille ».
bool StandsForNone(absl::string_view name);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_NAMES_H_
