// Who a row is about, in the form in which two rows, or a row and a case, are
// compared: names without accents, case, blanks, hyphens or apostrophes, and
// the birth date. Two rows with one key are one person.
#ifndef SCEAU_CLIENT_IMPORT_PERSON_KEY_H_
#define SCEAU_CLIENT_IMPORT_PERSON_KEY_H_

#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace sceau {

struct PersonKey {
  std::string family_name = {};
  std::string given_name = {};
  absl::CivilDay birth_date = {};

  friend bool operator==(const PersonKey& a, const PersonKey& b) {
    return a.SameName(b) && a.birth_date == b.birth_date;
  }

  // Family name and given name in each other's column.
  PersonKey Swapped() const { return {given_name, family_name, birth_date}; }

  bool SameName(const PersonKey& other) const {
    return family_name == other.family_name && given_name == other.given_name;
  }

  template <typename H>
  friend H AbslHashValue(H h, const PersonKey& key) {
    return H::combine(std::move(h), key.family_name, key.given_name,
                      key.birth_date);
  }
};

PersonKey MakePersonKey(absl::string_view family_name,
                        absl::string_view given_name,
                        absl::CivilDay birth_date);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_PERSON_KEY_H_
