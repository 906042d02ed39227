// What we read from a certificate: names, key, validity. No trust is decided
// here but CheckIssuer's; chains are TLS's business.
#ifndef SCEAU_CRYPTO_CERTIFICATE_H_
#define SCEAU_CRYPTO_CERTIFICATE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"

namespace sceau::crypto {

inline constexpr size_t kMaxCertificatePemBytes = size_t{16} * 1024;
inline constexpr size_t kMaxCertificateUris = 16;

struct CertificateFacts {
  // The URIs of the subject alternative name, in its order; printable ASCII.
  // None is no error here, nor are several: whoever asks decides.
  std::vector<std::string> uris = {};
  Hash spki_fingerprint = {};  // SHA-256 of spki_der.
  Bytes spki_der = {};         // SubjectPublicKeyInfo.
  int64_t not_before = 0;      // Unix seconds, inclusive.
  int64_t not_after = 0;       // Unix seconds, inclusive.
};

// Reads the one certificate of a PEM text. Text around it is ignored.
// Errors: INVALID_ARGUMENT (none, several, malformed, above a bound).
absl::StatusOr<CertificateFacts> ParseCertificate(absl::string_view pem);

// Whether the authority's key signed the certificate, whenever that was: for
// what was signed with it and is read later.
// Errors: INVALID_ARGUMENT (one of them is none, or it did not).
absl::Status CheckIssuer(absl::string_view pem, absl::string_view authority);

// Whether the certificate may open a connection, rather than answer one.
// Errors: INVALID_ARGUMENT (none, or made for something else).
absl::Status CheckForClients(absl::string_view pem);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_CERTIFICATE_H_
