// A document as JSON, from the program that has it to the one that draws it.
#ifndef SCEAU_CLIENT_PRINT_DOCUMENT_JSON_H_
#define SCEAU_CLIENT_PRINT_DOCUMENT_JSON_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/print/document.h"

namespace sceau::print {

// Longer models are refused unread.
inline constexpr size_t kMaxModelBytes = size_t{16} << 20;

std::string DocumentAsJson(const Document& document);

// Errors: INVALID_ARGUMENT (not JSON, or not a document).
absl::StatusOr<Document> ParseDocument(absl::string_view json);

}  // namespace sceau::print

#endif  // SCEAU_CLIENT_PRINT_DOCUMENT_JSON_H_
