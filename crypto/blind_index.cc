#include "crypto/blind_index.h"

#include <algorithm>

#include "crypto/canonical.h"

namespace sceau::crypto {

std::array<uint8_t, kBlindTokenBytes> BlindToken(const Hmac& key,
                                                 absl::string_view kind,
                                                 absl::string_view value) {
  CanonicalWriter writer;
  writer.Text("sceau blind index v1").Text(kind).Text(value);
  const Hash hash = key.Sign(writer.View());
  std::array<uint8_t, kBlindTokenBytes> token = {};
  std::copy_n(hash.begin(), token.size(), token.begin());
  return token;
}

}  // namespace sceau::crypto
