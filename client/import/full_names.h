// A family name and a given name that share a cell: « DUPONT Kévin », « Kévin
// DUPONT », « DE LA TOUR Anne-Sophie », « Dupont, Kévin ».
//
// What tells them apart is a comma, or a family name in capitals beside a given
// name that is not. Without either, two words are taken in the order of the
// heading, which the caller must say is doubtful; more than two are not read:
// which of them is a name and which a forename is anyone's guess.
#ifndef SCEAU_CLIENT_IMPORT_FULL_NAMES_H_
#define SCEAU_CLIENT_IMPORT_FULL_NAMES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

struct FullName {
  std::string family_name = {};
  std::string given_name = {};
  bool doubtful = false;  // Little tells which is which.

  friend bool operator==(const FullName&, const FullName&) = default;
};

// Absent when the two cannot be told apart.
std::optional<FullName> SplitFullName(absl::string_view text, bool given_first);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_FULL_NAMES_H_
