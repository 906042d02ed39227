// One written form for what people mean to be the same word: case, accents,
// apostrophes, hyphens, blanks, ligatures, a final point, « (e) », « ·e » and a
// plural s fall away. For comparing only: what is folded is never stored.
//
// Source: Unicode NFKC and canonical decomposition (ICU).
#ifndef SCEAU_CLIENT_WORDS_FOLD_H_
#define SCEAU_CLIENT_WORDS_FOLD_H_

#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

// NFC with the outer blanks removed; no other change. Text that is not UTF-8
// yields U+FFFD for each bad sequence.
std::string Composed(absl::string_view text);

// The signs that stand on a keyboard where the apostrophe should be (´ ` ‘ ′
// and their like), as one. « ’ » stays: it is an apostrophe.
std::string PlainApostrophes(absl::string_view text);

// NFKC, lower case, no accents, œ as oe, hyphens and every kind of blank as
// one blank, curly apostrophes straight, no outer blanks. The form in which
// names and headings are compared.
std::string FoldName(absl::string_view text);

// FoldName, then without inclusive endings, the final point and each word's
// plural s. The form in which synonyms are compared.
std::string Fold(absl::string_view text);

}  // namespace sceau

#endif  // SCEAU_CLIENT_WORDS_FOLD_H_
