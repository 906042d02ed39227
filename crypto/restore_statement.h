// What two persons declare when a group is set back to a backup: from which
// checkpoint it goes on, which later one is lost, why and when. The server
// opens the group again for it, and each workstation lets go of what is lost.
//
// A text of lines, so that it can be read, mailed and signed elsewhere:
//   sceau restore v1
//   group <id>
//   reason <one of kRestoreReasons>
//   date <YYYY-MM-DD>
//   restored <signed checkpoint, base64>
//   lost <signed checkpoint, base64>                          (one or more)
//   signed <certificate as PEM, base64> <signature, base64>   (none or more)
// What is signed: canonical("sceau restore v1", group, reason, date, restored,
// lost), by the key of the certificate (charter_signature.h).
#ifndef SCEAU_CRYPTO_RESTORE_STATEMENT_H_
#define SCEAU_CRYPTO_RESTORE_STATEMENT_H_

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/certificate.h"
#include "crypto/checkpoint.h"
#include "crypto/signed_note.h"

namespace sceau::crypto {

inline constexpr size_t kMaxStatementBytes = size_t{64} * 1024;
inline constexpr size_t kMaxStatementSignatures = 8;
inline constexpr size_t kMaxLostCheckpoints = 4;
inline constexpr size_t kSignersNeeded = 2;

// A closed list: no name of a person ever stands in a statement.
inline constexpr std::array<absl::string_view, 5> kRestoreReasons = {
    "DISK_LOST", "FILES_DAMAGED", "RESTORED_BY_MISTAKE", "INTRUSION",
    "EXERCISE"};

struct RestoreSignature {
  std::string certificate = {};  // PEM.
  Bytes signature = {};

  friend bool operator==(const RestoreSignature&,
                         const RestoreSignature&) = default;
};

struct RestoreStatement {
  std::string group = {};     // Id.
  std::string reason = {};    // Of kRestoreReasons.
  std::string date = {};      // YYYY-MM-DD.
  std::string restored = {};  // A signed note.
  std::vector<std::string> lost = {};
  std::vector<RestoreSignature> signatures = {};

  friend bool operator==(const RestoreStatement&,
                         const RestoreStatement&) = default;
};

std::string FormatRestore(const RestoreStatement& statement);

// Errors: INVALID_ARGUMENT (not such a text, or above a bound).
absl::StatusOr<RestoreStatement> ParseRestore(absl::string_view text);

// What each signs; equal messages are the same declaration.
Bytes RestoreMessage(const RestoreStatement& statement);

// The checkpoints of the statement, signed by `key` for `origin`: the restored
// one, and the largest of the lost ones, which are all other and no smaller.
// Errors: INVALID_ARGUMENT (it is not so).
struct RestoredCheckpoints {
  Checkpoint restored = {};
  Checkpoint lost = {};
};
absl::StatusOr<RestoredCheckpoints> CheckpointsOf(
    const RestoreStatement& statement, const VerifierKey& key,
    absl::string_view origin);

// Brings the signatures of one declaration together, each certificate once.
// Errors: INVALID_ARGUMENT (no statement, or not the same declaration).
absl::StatusOr<RestoreStatement> JoinRestore(
    const std::vector<RestoreStatement>& statements);

// Whose certificate it is, whatever the signature: of the one identity
// "spiffe://{domain}/partners/{partner}/members/{member}".
struct Signer {
  std::string partner = {};  // Id.
  std::string member = {};   // Id.
  CertificateFacts facts = {};
};

// Who signed, each member once, by signatures that hold over the statement and
// bear an identity of `trust_domain`. Whether they may is the caller's to say.
// Errors: INVALID_ARGUMENT (a signature does not hold, or has no identity).
absl::StatusOr<std::vector<Signer>> SignersOf(const RestoreStatement& statement,
                                              absl::string_view trust_domain);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_RESTORE_STATEMENT_H_
