// Telephone numbers as people type them, to E.164.
//
// Read: the French national form (ten digits from 0) and the same number with
// +33 or 0033, with blanks, points, hyphens or slashes anywhere. Nothing else:
// a number with a digit too few rings at a stranger's, and nine digits may be a
// zero that a spreadsheet ate or a slip. Two numbers in one cell are not read.
//
// Source: ITU-T E.164; ARCEP's national numbering plan.
#ifndef SCEAU_CLIENT_IMPORT_PHONES_H_
#define SCEAU_CLIENT_IMPORT_PHONES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

std::optional<std::string> ReadPhone(absl::string_view text);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_PHONES_H_
