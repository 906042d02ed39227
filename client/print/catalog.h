// What the drawing library cannot say of a PDF: in which language it is, and
// that its title rather than its file's name is shown.
#ifndef SCEAU_CLIENT_PRINT_CATALOG_H_
#define SCEAU_CLIENT_PRINT_CATALOG_H_

#include <string>

#include "absl/status/statusor.h"

namespace sceau::print {

// `pdf`, unchanged, and after it a newer catalog that says both (an incremental
// update: ISO 32000-1, 7.5.6). Errors: INTERNAL (not a PDF as cairo writes it).
absl::StatusOr<std::string> InFrench(std::string pdf);

}  // namespace sceau::print

#endif  // SCEAU_CLIENT_PRINT_CATALOG_H_
