// Whether a text may stand in its field. Shape only: what it says is
// screening.h's.
//
// Every function answers what is wrong, in words for people that never repeat
// the text, or nothing (empty) when it is fine. Characters are code points;
// a text that is not in NFC is refused, so that the count is the same for all.
// Source: server/content/README.md. Pure; thread safe.
#ifndef SCEAU_SERVER_CONTENT_TEXT_H_
#define SCEAU_SERVER_CONTENT_TEXT_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace sceau {

// Well-formed UTF-8, NFC, 1 to `max_characters`, something else than blanks,
// no unseen character (characters.h).
absl::string_view TextFlaw(absl::string_view text, size_t max_characters);

// TextFlaw, and Latin letters only: the screening reads French, and what it
// cannot read it cannot let pass.
absl::string_view ProseFlaw(absl::string_view text, size_t max_characters);

// Letters of any script, marks, apostrophe (' or ’), hyphen and blank; one
// letter at least, no blank at either end; at most kMaxNameCharacters.
absl::string_view NameFlaw(absl::string_view text);

// As a name, and digits: « Alençon Cedex 9 »; at most kMaxLocalityCharacters.
absl::string_view LocalityFlaw(absl::string_view text);

// "+", then kMinPhoneDigits to 15 digits, the first not 0 (E.164).
absl::string_view PhoneFlaw(absl::string_view text);

// local@domain.tld in ASCII: what mail servers accept, not all that RFC 5322
// would; no quotes, no comments, no address literals.
absl::string_view EmailFlaw(absl::string_view text);

// Letters, digits, "/", ".", "-" and blank; one letter or digit at least; at
// most kMaxReferenceCharacters.
absl::string_view ReferenceFlaw(absl::string_view text);

// Two or three lower-case letters (primary language of BCP 47).
absl::string_view LanguageFlaw(absl::string_view text);

// Five digits.
absl::string_view PostalCodeFlaw(absl::string_view text);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_TEXT_H_
