// Blind index: search tokens that find equal values and tell nothing else to
// who has not the key.
//
// Equal values give equal tokens, so only values with many possibilities are
// indexed, never booleans or enumerations. Normalizing is the caller's.
#ifndef SCEAU_CRYPTO_BLIND_INDEX_H_
#define SCEAU_CRYPTO_BLIND_INDEX_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

#include "crypto/digest.h"

namespace sceau::crypto {

inline constexpr size_t kBlindTokenBytes = 16;

// First 128 bits of HMAC(canonical("sceau blind index v1", text kind, text
// value)). `kind` keeps a name's token from matching a date's. Golden file
// tests/golden/blind_index_v1.txt.
std::array<uint8_t, kBlindTokenBytes> BlindToken(const Hmac& key,
                                                 absl::string_view kind,
                                                 absl::string_view value);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_BLIND_INDEX_H_
