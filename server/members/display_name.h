// A professional's own name, as the group shows it.
#ifndef SCEAU_SERVER_MEMBERS_DISPLAY_NAME_H_
#define SCEAU_SERVER_MEMBERS_DISPLAY_NAME_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace sceau {

inline constexpr size_t kMaxDisplayNameCharacters = 80;

// Letters, marks, apostrophes, hyphens, full stops and single blanks; 1 to 80
// characters (code points) in NFC; begins with a letter, ends with one or with
// a full stop.
bool IsDisplayName(absl::string_view name);

}  // namespace sceau

#endif  // SCEAU_SERVER_MEMBERS_DISPLAY_NAME_H_
