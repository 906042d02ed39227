// Unicode, as far as the rules of content need it; the one place of this room
// that speaks to ICU.
//
// Guarantee: total over any bytes. Pure; thread safe.
// Source: Unicode 15 (UAX 15 normalization, general categories), as ICU has it.
#ifndef SCEAU_SERVER_CONTENT_CHARACTERS_H_
#define SCEAU_SERVER_CONTENT_CHARACTERS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace sceau {

// The code points of `text`; nothing when it is not well-formed UTF-8.
absl::optional<std::u32string> DecodeUtf8(absl::string_view text);

// INVARIANT: `text` is well-formed UTF-8.
bool IsNfc(absl::string_view text);

bool IsLetter(char32_t c);
bool IsMark(char32_t c);
bool IsDigit(char32_t c);

// Controls, format characters (the bidirectional ones among them), line and
// paragraph separators, private use, unassigned, and whatever a reader cannot
// see: none of them ever belongs in a field.
bool IsUnseen(char32_t c);

// Latin script, or no script of its own (digits, punctuation, marks).
bool IsLatinOrCommon(char32_t c);

// Compatibility forms taken apart, marks and unseen characters dropped, Latin
// letters as plain ASCII (œ as oe, ß as ss, ø as o), every dash as "-", every
// blank as " ", every apostrophe as "'", every double quotation mark as '"'.
// Case stays. What has no plain form stays as it is. For comparing only.
std::string Plain(absl::string_view text);

// Plain(), without case.
std::string PlainFolded(absl::string_view text);

// Letters of other scripts that look like Latin ones, as those; for finding
// what was disguised.
std::string WithoutLookalikes(absl::string_view text);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_CHARACTERS_H_
