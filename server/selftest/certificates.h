// Certificates of invented members, for the synthetic groups of the self-test.
#ifndef SCEAU_SERVER_SELFTEST_CERTIFICATES_H_
#define SCEAU_SERVER_SELFTEST_CERTIFICATES_H_

#include <string>

#include "absl/status/statusor.h"

namespace sceau::selftest {

// PEM. The key never leaves the process.
struct Credential {
  std::string certificate = {};
  std::string key = {};
};

// A new Ed25519 key, whose signatures are of one size, and a certificate of
// itself for one URI identity. Nobody trusts it: the wire is not asked. Errors:
// INTERNAL (the library refused).
absl::StatusOr<Credential> MakeCredential(const std::string& uri);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_CERTIFICATES_H_
