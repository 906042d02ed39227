// The number of a charter version, as it stands in what members sign.
#ifndef SCEAU_PROTO_CONTRACT_CHARTER_VERSION_H_
#define SCEAU_PROTO_CONTRACT_CHARTER_VERSION_H_

#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace sceau {

// The decimal number that ends the version's id ("v3": 3, "2026-2": 2); 0 when
// it ends in none, the remainder modulo 2^64 when it is larger. The hash that
// is signed beside it is what binds the text.
inline uint64_t CharterVersionNumber(absl::string_view version_id) {
  size_t first = version_id.size();
  while (first > 0 && absl::ascii_isdigit(
                          static_cast<unsigned char>(version_id[first - 1]))) {
    --first;
  }
  uint64_t number = 0;
  for (const char digit : version_id.substr(first)) {
    number = number * 10 + static_cast<uint64_t>(digit - '0');
  }
  return number;
}

}  // namespace sceau

#endif  // SCEAU_PROTO_CONTRACT_CHARTER_VERSION_H_
