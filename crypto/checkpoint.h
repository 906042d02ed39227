// Checkpoints: the journal's size and root at one moment, signed.
//
// Source: C2SP tlog-checkpoint. Body: origin, size in decimal, base64 of the
// root, a line each; our journals write no extension lines and accept none.
// Key name and origin are the same text.
#ifndef SCEAU_CRYPTO_CHECKPOINT_H_
#define SCEAU_CRYPTO_CHECKPOINT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/ed25519.h"
#include "crypto/signed_note.h"

namespace sceau::crypto {

struct Checkpoint {
  std::string origin = {};  // A key name (IsKeyName).
  uint64_t size = 0;        // Leaves; at most kMaxTreeSize.
  Hash root = {};

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The body. The origin is a key name and the size in range, else the process
// stops.
std::string EncodeCheckpoint(const Checkpoint& checkpoint);

// Only what EncodeCheckpoint writes is accepted.
// Errors: INVALID_ARGUMENT (anything else).
absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view body);

// The signed note.
std::string SignCheckpoint(const Checkpoint& checkpoint, const SigningKey& key);

// The checkpoint of a note that `key` has signed and that is `origin`'s. The
// key and the origin come from the caller's own configuration, never from who
// sent the note.
// Errors: INVALID_ARGUMENT (not a note of a checkpoint), DATA_LOSS (not signed
// by `key`, or of another origin).
absl::StatusOr<Checkpoint> VerifyCheckpoint(absl::string_view note,
                                            const VerifierKey& key,
                                            absl::string_view origin);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_CHECKPOINT_H_
