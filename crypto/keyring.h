// The keys of a group, derived from the root key: pure functions, so that the
// same root key, group and version give the same keys on any machine.
//
//   group key = HKDF(root key, salt = group, info = "sceau group key v<N>")
//   each key  = HKDF(group key, no salt, info = its label below)
//
// Every key is thus bound to the group and to the group-key version; whoever
// stores something under one records the version. Golden file
// tests/golden/group_keys_v1.txt.
#ifndef SCEAU_CRYPTO_KEYRING_H_
#define SCEAU_CRYPTO_KEYRING_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

#include "crypto/secret.h"

namespace sceau::crypto {

inline constexpr size_t kRootKeyBytes = 32;
inline constexpr size_t kDatabaseKeyBytes = 32 + 16;  // Raw key, then salt.
inline constexpr size_t kGroupKeyBytes = 32;          // All the others.

// Move-only, wiped with its members.
struct GroupKeys {
  // Raw SQLCipher keys, kDatabaseKeyBytes each.
  Secret case_db = {};     // "sceau case.db key"
  Secret keys_db = {};     // "sceau keys.db key"
  Secret journal_db = {};  // "sceau journal.db key"

  // kGroupKeyBytes each.
  Secret facts = {};            // "sceau facts key"; AES-256-GCM
  Secret blind_index = {};      // "sceau blind index key"; HMAC
  Secret journal = {};          // "sceau journal key"; HMAC
  Secret page_token = {};       // "sceau page token key"; AES-256-GCM
  Secret checkpoint_seed = {};  // "sceau checkpoint seed"; Ed25519

  uint32_t version = 0;  // Of the group key.
};

// `root_key` has kRootKeyBytes and `group`, the group's resource name or id,
// is not empty, else the process stops.
GroupKeys DeriveGroupKeys(const Secret& root_key, absl::string_view group,
                          uint32_t group_key_version);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_KEYRING_H_
