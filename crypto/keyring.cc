#include "crypto/keyring.h"

#include "absl/strings/str_cat.h"

#include "crypto/bytes.h"
#include "crypto/digest.h"
#include "crypto/openssl_ptr.h"

namespace sceau::crypto {

GroupKeys DeriveGroupKeys(const Secret& root_key, absl::string_view group,
                          uint32_t group_key_version) {
  Require(root_key.size() == kRootKeyBytes && !group.empty());
  const Secret group_key = HkdfSha256(
      root_key.Reveal(), AsBytes(group),
      absl::StrCat("sceau group key v", group_key_version), kGroupKeyBytes);
  const auto derive = [&group_key](absl::string_view label, size_t size) {
    return HkdfSha256(group_key.Reveal(), /*salt=*/{}, label, size);
  };
  return {
      .case_db = derive("sceau case.db key", kDatabaseKeyBytes),
      .keys_db = derive("sceau keys.db key", kDatabaseKeyBytes),
      .journal_db = derive("sceau journal.db key", kDatabaseKeyBytes),
      .facts = derive("sceau facts key", kGroupKeyBytes),
      .blind_index = derive("sceau blind index key", kGroupKeyBytes),
      .journal = derive("sceau journal key", kGroupKeyBytes),
      .page_token = derive("sceau page token key", kGroupKeyBytes),
      .checkpoint_seed = derive("sceau checkpoint seed", kGroupKeyBytes),
      .version = group_key_version,
  };
}

}  // namespace sceau::crypto
