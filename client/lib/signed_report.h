// The charter officer's report of a closed review, checked by whoever holds it
// without asking the service: what was signed, by which key, over which state
// of the journal.
//
// On disk it is three files, named after the first:
//   rapport.json      the report, the bytes that are signed
//   rapport.json.sig  the signature
//   rapport.json.pem  the certificate of who signed, or the public key alone
#ifndef SCEAU_CLIENT_LIB_SIGNED_REPORT_H_
#define SCEAU_CLIENT_LIB_SIGNED_REPORT_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/lib/profile.h"
#include "crypto/bytes.h"
#include "crypto/checkpoint.h"
#include "sceau/v1/journal_review_service.pb.h"

namespace sceau {

// A report comes in one answer; a large one is a tenth of it.
inline constexpr size_t kMaxReportBytes = size_t{4} << 20;

struct SignedReport {
  std::string json = {};
  std::string signature = {};    // Empty: not signed yet.
  std::string spki_der = {};     // Of the key that signed.
  std::string certificate = {};  // PEM, of the same key; empty: not known.
};

// What the profile can vouch for.
struct CheckedReport {
  v1::JournalReport report = {};
  std::string review = {};  // Id.
  crypto::Checkpoint checkpoint = {};
  crypto::Hash digest = {};           // SHA-256 of the JSON.
  crypto::Hash key_fingerprint = {};  // SHA-256 of the signer's public key.
  std::string signature = {};
  // The member that the group's authority certified the key of; empty: whose
  // key it is remains to be compared.
  std::string signer = {};
};

// A signed report of the profile's group: the key signed these bytes, the
// journal's key the checkpoint in them, which the workstation's witness has not
// seen otherwise; a certificate, if there is one, is the key's and the group's
// authority's. Errors: FAILED_PRECONDITION (not signed), INVALID_ARGUMENT (no
// report, or another group's), DATA_LOSS (the signature is wrong),
// PERMISSION_DENIED (a certificate that is not the key's, or not of the
// authority), ABORTED (the checkpoint is not the journal's, or contradicts what
// the witness has seen), a ProfileIssue.
absl::StatusOr<CheckedReport> CheckReport(const Profile& profile,
                                          const SignedReport& report);

// With the profile's own certificate, if that is of the key which signed.
void AddOwnCertificate(const Profile& profile, SignedReport& report);

// The files, each replaced whole, mode 0600; a report that is not signed is the
// first alone. Errors: as WriteFile.
absl::Status WriteReport(const std::string& path, const SignedReport& report);

// Errors: as ReadFile; INVALID_ARGUMENT (neither certificate nor public key).
absl::StatusOr<SignedReport> ReadReport(const std::string& path);

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_SIGNED_REPORT_H_
