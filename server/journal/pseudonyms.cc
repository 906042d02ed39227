#include "server/journal/pseudonyms.h"

#include <algorithm>

#include "crypto/canonical.h"

namespace sceau {

Pseudonym Pseudonyms::Of(absl::string_view kind, absl::string_view id) const {
  crypto::CanonicalWriter writer;
  writer.Text("sceau pseudonym v1").Text(kind).Text(id);
  const crypto::Hash hash = hmac_.Sign(writer.View());
  Pseudonym pseudonym = {};
  std::copy_n(hash.begin(), pseudonym.size(), pseudonym.begin());
  return pseudonym;
}

crypto::Hash Pseudonyms::DigestRow(absl::string_view kind, absl::string_view id,
                                   crypto::ByteView canonical) const {
  crypto::CanonicalWriter writer;
  writer.Reserve(64 + canonical.size());
  writer.Text("sceau row digest v1").Text(kind).Text(id).Bytes(canonical);
  return hmac_.Sign(writer.View());
}

}  // namespace sceau
