// The key with which a workstation cosigns checkpoints, and that it is the
// member's.
//
// The key is Ed25519, since C2SP cosignature/v1 knows no other and a member's
// certificate may have a P-256 key. It lies beside that one in the profile, and
// the certificate's key signs it.
#ifndef SCEAU_CLIENT_LIB_COSIGNER_H_
#define SCEAU_CLIENT_LIB_COSIGNER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/lib/profile.h"
#include "crypto/bytes.h"
#include "crypto/ed25519.h"
#include "crypto/signed_note.h"
#include "sceau/v1/journal_service.pb.h"

namespace sceau {

class Cosigner {
 public:
  // Of a profile that has a witness key; nothing when it has none.
  // Errors: FAILED_PRECONDITION with a ProfileIssue (key or certificate cannot
  // be read, are open to others, or are none).
  static absl::StatusOr<std::optional<Cosigner>> Load(const Profile& profile);

  // Makes the key when there is none, once, whoever else makes it meanwhile.
  // Errors: as Load's.
  static absl::StatusOr<Cosigner> Make(const Profile& profile);

  // To be handed, like a certificate, to whoever is to check cosignatures.
  const crypto::VerifierKey& key() const { return key_; }

  // `note`, remembered as consistent with all seen before, cosigned at `now`
  // (Unix seconds); the parent is left empty.
  // Errors: INVALID_ARGUMENT (not a note of a checkpoint).
  absl::StatusOr<v1::AddCosignatureRequest> Cosign(const std::string& note,
                                                   int64_t now) const;

 private:
  Cosigner(crypto::SigningKey signer, crypto::VerifierKey key,
           crypto::Bytes key_signature)
      : signer_(std::move(signer)),
        key_(std::move(key)),
        key_signature_(std::move(key_signature)) {}

  crypto::SigningKey signer_;
  crypto::VerifierKey key_;
  crypto::Bytes key_signature_;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_COSIGNER_H_
