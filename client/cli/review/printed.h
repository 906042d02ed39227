// A document on paper: the program sceau-print draws it.
#ifndef SCEAU_CLIENT_CLI_REVIEW_PRINTED_H_
#define SCEAU_CLIENT_CLI_REVIEW_PRINTED_H_

#include <string>

#include "absl/status/statusor.h"

#include "client/print/document.h"

namespace sceau {

// The PDF's bytes, from the sceau-print in this program's own folder; it gets
// nothing of this one's environment. Errors: NOT_FOUND (a font is not
// installed; the message is its path), UNAVAILABLE (no sceau-print; the message
// is where it was looked for), INTERNAL (it drew nothing).
absl::StatusOr<std::string> PrintPdf(const print::Document& document);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_REVIEW_PRINTED_H_
