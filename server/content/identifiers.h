// Numbers and signs that name one person, one household or one car, wherever
// they stand in a text: they belong in their own fields or nowhere.
//
// Guarantee: total over any text. Pure; thread safe. `plain` is
// characters.h's Plain().
#ifndef SCEAU_SERVER_CONTENT_IDENTIFIERS_H_
#define SCEAU_SERVER_CONTENT_IDENTIFIERS_H_

#include "absl/strings/string_view.h"

#include "server/content/words.h"

namespace sceau {

// Numéro d'inscription au répertoire (social security): 13 digits whose sex,
// month and département are possible, either in its usual groups (1 2 2 2 3 3)
// or, however it is grouped, with its two key digits right. Corsica's 2A and
// 2B are read. Source: décret 82-103; key = 97 - number modulo 97.
bool HasSocialSecurityNumber(absl::string_view plain);

// A French telephone number (0 or +33, one sign or none between the pairs), or
// an international one behind a "+".
bool HasPhoneNumber(absl::string_view plain);

// Nine digits in a row or more; an IBAN.
bool HasLongNumber(absl::string_view plain);

// An e-mail address, a web address, an @account.
bool HasOnlineAddress(absl::string_view plain);

// AB-123-CD, or 1234 AB 61 as before 2009; letters in capitals unless hyphens
// stand between.
bool HasNumberPlate(const WordText& text);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_IDENTIFIERS_H_
