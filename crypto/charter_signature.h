// A member's signature over a charter version, or a co-pilot's adoption of one,
// made with the key of the member's certificate and checked against that
// certificate's public key.
//
// Two kinds of key are accepted, others refused: ECDSA on P-256 with SHA-256
// (DER signature) and Ed25519 (64 bytes). The key decides, never the message.
#ifndef SCEAU_CRYPTO_CHARTER_SIGNATURE_H_
#define SCEAU_CRYPTO_CHARTER_SIGNATURE_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"

namespace sceau::crypto {

inline constexpr size_t kMaxPemBytes = size_t{16} * 1024;
inline constexpr size_t kMaxSpkiBytes = 512;
inline constexpr size_t kMaxSignatureBytes = 128;

// What a member signs: canonical("sceau charter signature v1", text group, u64
// version, SHA-256 of the charter). Golden file
// tests/golden/charter_signature_v1.txt.
Bytes CharterSignatureMessage(absl::string_view group, uint64_t version,
                              const Hash& charter_hash);

// What a co-pilot signs to adopt a version: as above under "sceau charter
// adoption v1", so that no member's signature stands for an adoption, nor the
// other way round.
Bytes CharterAdoptionMessage(absl::string_view group, uint64_t version,
                             const Hash& charter_hash);

// What the charter officer signs of a report: canonical("sceau journal report
// v1", text group, text review, SHA-256 of the report). Golden files
// tests/golden/journal_report_v1.{json,txt}: a report, what is signed of it.
Bytes JournalReportMessage(absl::string_view group, absl::string_view review,
                           const Hash& report_hash);

// Signs with an unencrypted private key in PEM. The caller wipes the PEM.
// Errors: INVALID_ARGUMENT (no such key, encrypted, of another kind, or above
// kMaxPemBytes).
absl::StatusOr<Bytes> SignWithPem(absl::string_view private_key_pem,
                                  ByteView message);

// Checks a signature against a SubjectPublicKeyInfo (CertificateFacts has it).
// Errors: INVALID_ARGUMENT (not a key of the two kinds, or above a bound),
// DATA_LOSS (the signature is not this key's over `message`).
absl::Status VerifyWithSpki(ByteView spki_der, ByteView message,
                            ByteView signature);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_CHARTER_SIGNATURE_H_
