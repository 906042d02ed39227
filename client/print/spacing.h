// The spaces of French typography: those before « ; : ! ? % » and inside the
// guillemets do not break a line, and the narrow ones are narrow.
#ifndef SCEAU_CLIENT_PRINT_SPACING_H_
#define SCEAU_CLIENT_PRINT_SPACING_H_

#include <string>

#include "absl/strings/string_view.h"

namespace sceau::print {

// Every character of `text` but such spaces stays as it is.
std::string FrenchSpacing(absl::string_view text);

}  // namespace sceau::print

#endif  // SCEAU_CLIENT_PRINT_SPACING_H_
