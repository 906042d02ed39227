// Case keys: one random key for each case, stored wrapped under an epoch key.
// Destroying the wrapped key and, within the epoch, the epoch key, makes every
// record of the case unreadable, backups included.
//
// Guarantee: a wrapped key opens only under the epoch key that wrapped it, for
// the case and epoch it names. AES-GCM alone would let bytes be made that open
// under two keys; a commitment to the epoch key, compared in constant time
// before anything is decrypted, rules that out.
//
// Wrapped bytes, version 1 (tests/golden/wrapped_case_key_v1.txt):
//   format version (1 byte, 1) || epoch (u32) || salt (16) ||
//   commitment (32) || sealed case key (aead.h: 12 + 32 + 16)
// where wrapping key (32) || commitment (32) =
//   HKDF(epoch key, salt, binding) and the associated data is `binding` =
//   canonical("sceau case key v1", u32 epoch, text case name).
#ifndef SCEAU_CRYPTO_CASE_KEY_H_
#define SCEAU_CRYPTO_CASE_KEY_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/aead.h"
#include "crypto/bytes.h"
#include "crypto/secret.h"

namespace sceau::crypto {

inline constexpr size_t kCaseKeyBytes = 32;
inline constexpr size_t kEpochKeyBytes = 32;
inline constexpr size_t kCaseKeySaltBytes = 16;
inline constexpr size_t kWrappedCaseKeyBytes = 1 + 4 + kCaseKeySaltBytes +
                                               kHashBytes + kAeadOverheadBytes +
                                               kCaseKeyBytes;  // 113.

// A fresh random case key.
Secret NewCaseKey();

// `epoch_key` and `case_key` have their 32 bytes, else the process stops.
Bytes WrapCaseKey(ByteView epoch_key, uint32_t epoch,
                  absl::string_view case_name, const Secret& case_key);

// Errors: DATA_LOSS (not wrapped bytes of this epoch key, epoch and case).
absl::StatusOr<Secret> UnwrapCaseKey(ByteView epoch_key, uint32_t epoch,
                                     absl::string_view case_name,
                                     ByteView wrapped);

// The epoch that wrapped bytes name, to find the epoch key by. Not
// authenticated: UnwrapCaseKey is what decides.
// Errors: INVALID_ARGUMENT (not wrapped bytes of a known format).
absl::StatusOr<uint32_t> WrappedCaseKeyEpoch(ByteView wrapped);

// What ties wrapped bytes with this salt to the epoch key, the epoch and the
// case. Tells nothing of either key, so a journal leaf may carry its hash to
// name a key that was destroyed.
Hash CaseKeyCommitment(ByteView epoch_key, uint32_t epoch,
                       absl::string_view case_name, ByteView salt);

// The key of one category of one case: HKDF of the case key over
// canonical("sceau category key v1", text category, u32 key version). About
// 1 us.
Secret CategoryKey(const Secret& case_key, absl::string_view category,
                   uint32_t key_version);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_CASE_KEY_H_
