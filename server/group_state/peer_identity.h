// Who the peer of a TLS connection says it is: the one named person of its
// certificate, read once and kept while it is in use.
//
// Guarantee: an identity comes from exactly one URI of the certificate's
// subject alternative name, of the form
//   spiffe://{trust-domain}/partners/{partner}/members/{member}
// (SPIFFE ID standard, § 2); no other name of the certificate counts. Whether
// the member is registered, and with this key, is the register's to say, at
// every call (member_register.h).
#ifndef SCEAU_SERVER_GROUP_STATE_PEER_IDENTITY_H_
#define SCEAU_SERVER_GROUP_STATE_PEER_IDENTITY_H_

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "server/runtime/mutex.h"

namespace sceau {

// What a certificate says; immutable, shared by the calls that carry it.
struct PeerIdentity {
  std::string partner = {};       // Id.
  std::string member = {};        // Id.
  crypto::Hash fingerprint = {};  // SHA-256 of spki_der.
  crypto::Bytes spki_der = {};    // SubjectPublicKeyInfo.
  // Validity, both inclusive.
  absl::Time not_before = absl::InfiniteFuture();
  absl::Time not_after = absl::InfinitePast();
};

// The one answer to every failure to identify: UNAUTHENTICATED /
// CREDENTIALS_REJECTED.
absl::Status CredentialsRejected();

// Reads the identity of one certificate in PEM.
// Errors: UNAUTHENTICATED / CREDENTIALS_REJECTED (not one certificate, no URI,
// several, or one of another form or trust domain).
absl::StatusOr<PeerIdentity> ReadPeerIdentity(absl::string_view trust_domain,
                                              absl::string_view pem);

// Identities by the SHA-256 of the PEM text: parsing costs 129 us, this 1 us.
// Holds the `capacity` certificates used last. Thread safe.
class PeerIdentities {
 public:
  static constexpr size_t kDefaultCapacity = 4096;

  explicit PeerIdentities(absl::string_view trust_domain,
                          size_t capacity = kDefaultCapacity);

  // As ReadPeerIdentity. What was refused is not kept.
  absl::StatusOr<std::shared_ptr<const PeerIdentity>> Read(
      absl::string_view pem) ABSL_LOCKS_EXCLUDED(mu_);

  const std::string& trust_domain() const { return trust_domain_; }
  size_t size() const ABSL_LOCKS_EXCLUDED(mu_);

 private:
  struct Kept {
    crypto::Hash key = {};
    std::shared_ptr<const PeerIdentity> identity;
  };

  const std::string trust_domain_;
  const size_t capacity_;

  mutable Mutex mu_;
  // Used last first.
  std::list<Kept> kept_ ABSL_GUARDED_BY(mu_);
  std::map<crypto::Hash, std::list<Kept>::iterator> by_key_
      ABSL_GUARDED_BY(mu_);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_GROUP_STATE_PEER_IDENTITY_H_
