// Any bytes as the name of a person: what passes as a name is found again by
// itself, in capitals or not, and no query asks more than its bound.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "crypto/digest.h"
#include "server/content/person_search.h"
#include "server/content/text.h"

namespace {

const sceau::crypto::Hmac& Key() {
  static const auto* const key = new sceau::crypto::Hmac(
      sceau::crypto::Bytes(sceau::crypto::kHashBytes, uint8_t{1}));
  return *key;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  sceau::v1::Identity person;
  person.set_family_name(std::string(text));
  person.set_given_name(std::string(text));
  const std::vector<sceau::SearchToken> stored =
      sceau::PersonTokens(Key(), person);
  const sceau::PersonQuery query = sceau::QueryTokens(Key(), person);
  const std::vector<sceau::SearchToken> asked = query.Tokens();
  if (asked.size() > sceau::kMaxQueryTokens) abort();
  uint32_t matched = 0;
  for (size_t i = 0; i < asked.size(); ++i) {
    if (std::find(stored.begin(), stored.end(), asked[i]) != stored.end()) {
      matched |= uint32_t{1} << i;
    }
  }
  if (sceau::NameFlaw(text).empty() &&
      sceau::MatchStrength(query, matched) == 0) {
    abort();
  }
  return 0;
}
