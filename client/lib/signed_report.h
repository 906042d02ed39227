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

// The checkpoint of a report beside the newest one that the workstation's
// witness has seen: two of one size are compared, others are not.
enum class Seen { kNothing, kSame, kOlder, kNewer };

// What is known of whose key signed, beyond its certificate.
enum class KeyKnown {
  kNot,       // Any member could have signed.
  kCompared,  // It is the key that the reader was told to expect.
  kOwn,       // It is the profile's own.
};

// What the profile can vouch for.
struct CheckedReport {
  v1::JournalReport report = {};
  std::string review = {};  // Id.
  crypto::Checkpoint checkpoint = {};
  crypto::Hash digest = {};           // SHA-256 of the JSON.
  crypto::Hash key_fingerprint = {};  // SHA-256 of the signer's public key.
  std::string signature = {};
  // The member that the group's authority certified the key of, and the
  // partner: an officer or not. Empty: there is no certificate.
  std::string signer = {};
  std::string signer_partner = {};
  KeyKnown key = KeyKnown::kNot;  // kNot or kOwn.
  Seen seen = Seen::kNothing;
};

// A signed report of the profile's group: the key signed these bytes, which
// are plausible, the journal's key the checkpoint in them; the workstation's
// witness suspects nothing, and has seen no other checkpoint of the same size;
// a certificate, if there is one, is the key's, the group's authority's and of
// a member. Errors: FAILED_PRECONDITION (not signed), INVALID_ARGUMENT (no
// report, another group's, or beyond what a report can be), DATA_LOSS (the
// signature is wrong), PERMISSION_DENIED (a certificate that is not the key's,
// or not of the authority, or of no member), ABORTED (the checkpoint is not the
// journal's, or contradicts what the witness has seen), ROLLBACK_SUSPECTED
// (recorded by the witness, or its checkpoint is not the journal's), a
// ProfileIssue.
absl::StatusOr<CheckedReport> CheckReport(const Profile& profile,
                                          const SignedReport& report);

// With the profile's own certificate, if that is of the key which signed.
void AddOwnCertificate(const Profile& profile, SignedReport& report);

// Whether the files of a report may be written at `path`: nothing is there, or
// a report is, and beside it what belongs to one. Errors: ALREADY_EXISTS
// (another file, a private key).
absl::Status CheckReplaceable(const std::string& path);

// The files, each replaced whole, mode 0600; a report that is not signed is the
// first alone, the others are removed. Errors: as CheckReplaceable, WriteFile.
absl::Status WriteReport(const std::string& path, const SignedReport& report);

// Errors: as ReadFile; INVALID_ARGUMENT (neither certificate nor public key).
absl::StatusOr<SignedReport> ReadReport(const std::string& path);

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_SIGNED_REPORT_H_
