// Cosignatures: a witness confirms that it saw a checkpoint, at a time, and
// that it was consistent with all it had seen before.
//
// Source: C2SP tlog-cosignature, cosignature/v1. Signed bytes:
// "cosignature/v1\ntime <seconds>\n" and the checkpoint's whole body; the
// signature line carries the time (u64) and the Ed25519 signature.
#ifndef SCEAU_CRYPTO_COSIGNATURE_H_
#define SCEAU_CRYPTO_COSIGNATURE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/ed25519.h"
#include "crypto/signed_note.h"

namespace sceau::crypto {

// The signature line to add at the end of `note`. Check the note and its
// consistency before: this signs what it is given. `unix_seconds` is the time
// to vouch for, at most 2^63 - 1; `name` is a key name, else the process stops.
// Errors: INVALID_ARGUMENT (not a note of a checkpoint).
absl::StatusOr<std::string> CosignCheckpoint(absl::string_view note,
                                             absl::string_view name,
                                             const SigningKey& key,
                                             uint64_t unix_seconds);

// The latest time (seconds since 1970) at which `witness`, a cosignature key,
// vouches for the note's checkpoint.
// Errors: INVALID_ARGUMENT (not a note of a checkpoint, or another kind of
// key), DATA_LOSS (no cosignature of this witness, or one that is wrong).
absl::StatusOr<uint64_t> VerifyCosignature(absl::string_view note,
                                           const VerifierKey& witness);

// What a member signs with the key of the own certificate, so that everyone may
// know whose a witness key is: canonical("sceau witness key v1", text group,
// text member, text verifier key).
Bytes WitnessKeyMessage(absl::string_view group, absl::string_view member,
                        const VerifierKey& witness);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_COSIGNATURE_H_
