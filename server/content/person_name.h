// The written forms under which one name is looked for: case, accents,
// hyphens, apostrophes and particles do not part people.
//
// Guarantee: total over any bytes. Pure; thread safe.
#ifndef SCEAU_SERVER_CONTENT_PERSON_NAME_H_
#define SCEAU_SERVER_CONTENT_PERSON_NAME_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace sceau {

// Most words of a name that are looked at; what follows counts as one with the
// last.
inline constexpr size_t kMaxNameWords = 8;

struct NameForms {
  // All words run together: « Ben Ali » is "benali", « Jean-Baptiste »
  // "jeanbaptiste".
  std::string whole = {};
  // Without particles (de, du, d', le, la, ben, el, al, ould, van, da…):
  // « El Amrani » is "amrani". As `whole` when nothing else is left, and of a
  // given name.
  std::string bare = {};
  // The words of `bare` when there are several, at least two letters each.
  std::vector<std::string> parts = {};
};

NameForms FamilyNameForms(absl::string_view name);

// No particles: they belong to the name (« Abd el Kader »).
NameForms GivenNameForms(absl::string_view name);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_PERSON_NAME_H_
