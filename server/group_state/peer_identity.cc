#include "server/group_state/peer_identity.h"

#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "crypto/certificate.h"
#include "crypto/digest.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"

namespace sceau {

absl::Status CredentialsRejected() {
  return Error(v1::ERROR_REASON_CREDENTIALS_REJECTED,
               "the certificate is not that of a member of this group");
}

absl::StatusOr<PeerIdentity> ReadPeerIdentity(absl::string_view trust_domain,
                                              absl::string_view pem) {
  absl::StatusOr<crypto::CertificateFacts> facts =
      crypto::ParseCertificate(pem);
  if (!facts.ok() || facts->uris.size() != 1) return CredentialsRejected();
  absl::string_view path = facts->uris.front();
  if (!absl::ConsumePrefix(
          &path, absl::StrCat("spiffe://", trust_domain, "/partners/"))) {
    return CredentialsRejected();
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(path, '/');
  if (parts.size() != 3 || parts[1] != "members" || !IsId(parts[0]) ||
      !IsId(parts[2])) {
    return CredentialsRejected();
  }
  return PeerIdentity{.partner = std::string(parts[0]),
                      .member = std::string(parts[2]),
                      .fingerprint = facts->spki_fingerprint,
                      .spki_der = std::move(facts->spki_der),
                      .not_before = absl::FromUnixSeconds(facts->not_before),
                      .not_after = absl::FromUnixSeconds(facts->not_after)};
}

PeerIdentities::PeerIdentities(absl::string_view trust_domain, size_t capacity)
    : trust_domain_(trust_domain), capacity_(capacity) {
  if (capacity_ == 0) std::abort();  // INVARIANT: room for the one just read.
}

absl::StatusOr<std::shared_ptr<const PeerIdentity>> PeerIdentities::Read(
    absl::string_view pem) {
  if (pem.empty() || pem.size() > crypto::kMaxCertificatePemBytes) {
    return CredentialsRejected();
  }
  const crypto::Hash key = crypto::Sha256(crypto::AsBytes(pem));
  {
    MutexLock lock(mu_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
      kept_.splice(kept_.begin(), kept_, found->second);
      return kept_.front().identity;
    }
  }
  absl::StatusOr<PeerIdentity> read = ReadPeerIdentity(trust_domain_, pem);
  if (!read.ok()) return read.status();
  auto identity = std::make_shared<const PeerIdentity>(*std::move(read));

  MutexLock lock(mu_);
  // Another call may have read the same certificate meanwhile.
  if (by_key_.count(key) != 0) return identity;
  kept_.push_front({.key = key, .identity = identity});
  by_key_[key] = kept_.begin();
  if (kept_.size() > capacity_) {
    by_key_.erase(kept_.back().key);
    kept_.pop_back();
  }
  return identity;
}

size_t PeerIdentities::size() const {
  MutexLock lock(mu_);
  return kept_.size();
}

}  // namespace sceau
