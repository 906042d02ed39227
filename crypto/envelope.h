// The record envelope: one stored record, sealed under its category key and
// bound to where it belongs, so that a record moved, renamed, or put back from
// an older version does not open.
//
// Record bytes, version 1 (tests/golden/record_v1.txt):
//   format version (1 byte, 1) || key version (u32) || sealed bytes (aead.h)
// with Encode(context) as associated data.
#ifndef SCEAU_CRYPTO_ENVELOPE_H_
#define SCEAU_CRYPTO_ENVELOPE_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/aead.h"
#include "crypto/bytes.h"
#include "crypto/secret.h"

namespace sceau::crypto {

inline constexpr size_t kRecordHeaderBytes = 1 + 4;
inline constexpr size_t kRecordOverheadBytes =
    kRecordHeaderBytes + kAeadOverheadBytes;

// Where a record belongs. Every field counts.
struct SealContext {
  absl::string_view kind = {};      // "entry", "facts", "referral", ...
  absl::string_view resource = {};  // Resource name.
  absl::string_view category = {};  // Category, empty where there is none.
  uint64_t version = 0;             // Of the record.
  uint32_t key_version = 0;         // Of the category or group key.
};

// Canonical bytes: "sceau seal context v1", then the fields in order (three
// texts, u64, u32). Golden file tests/golden/seal_context_v1.txt.
Bytes Encode(const SealContext& context);

Bytes SealRecord(const AeadKey& key, const SealContext& context,
                 ByteView plaintext);

// Errors: DATA_LOSS (not a record, altered, or not of this context and key).
absl::StatusOr<Secret> OpenRecord(const AeadKey& key,
                                  const SealContext& context, ByteView record);

// The key version a record names, to find its key by. Not authenticated:
// OpenRecord is what decides.
// Errors: INVALID_ARGUMENT (not a record of a known format).
absl::StatusOr<uint32_t> RecordKeyVersion(ByteView record);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_ENVELOPE_H_
