// Bounds on the short texts that a row may hold, as the wire has them.
//
// Source: entry.proto (names, addresses; counted in characters).
#ifndef SCEAU_CLIENT_IMPORT_TEXT_H_
#define SCEAU_CLIENT_IMPORT_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

inline constexpr size_t kMaxNameCharacters = 80;

// Code points of UTF-8 text.
size_t CharacterCount(absl::string_view text);

// Whether a control or bidirectional character is there, other than a tab or a
// line break.
bool HasControl(absl::string_view text);

// NFC, every run of blanks and line breaks as one blank, no outer blanks.
std::string OneLine(absl::string_view text);

// Letters, marks, apostrophes, hyphens and blanks, at least one letter, at most
// `limit` characters.
bool IsName(absl::string_view text, size_t limit = kMaxNameCharacters);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_TEXT_H_
