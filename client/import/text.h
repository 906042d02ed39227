// Bounds on the short texts that a row may hold, as the wire has them.
//
// Source: entry.proto (names, addresses; counted in characters).
#ifndef SCEAU_CLIENT_IMPORT_TEXT_H_
#define SCEAU_CLIENT_IMPORT_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

inline constexpr size_t kMaxNameLength = 80;

// Code points of UTF-8 text.
size_t CharacterCount(absl::string_view text);

// Whether a control, bidirectional or other unseen character is there, other
// than a tab or a line break.
bool HasControl(absl::string_view text);

// Whether every letter is a Latin one.
bool IsLatin(absl::string_view text);

bool HasLetter(absl::string_view text);

// Whether there are letters and each is a capital (« N'DIAYE »), or none is.
bool IsInCapitals(absl::string_view text);
bool IsInSmallLetters(absl::string_view text);

// NFC, every run of blanks and line breaks as one blank, Unicode's hyphens as
// the keyboard's, no outer blanks.
std::string OneLine(absl::string_view text);

// Letters, marks, apostrophes, hyphens and blanks, at least one letter, at most
// `limit` characters, and no accent that a second encoding broke (« CHÃªNE »).
bool IsName(absl::string_view text, size_t limit = kMaxNameLength);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_TEXT_H_
