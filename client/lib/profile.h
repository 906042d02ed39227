// A profile: one folder that says who acts, at which server, for which group,
// and by which key the group's journal is checked. It is delivered with the
// certificate; nothing in it is ever taken from the server.
//
//   profile.json    the fields below, paths relative to the folder
//   cert.pem        certificate of one named person
//   key.pem         its private key, mode 0600
//   ca.pem          the authority that signs the server's certificate
//   witness.json    written by the client: what it has seen of the journal
//   witness.key     written by the client that cosigns the journal's
//                   checkpoints: an Ed25519 seed, 64 hex digits, mode 0600
//   charter.json    written by the client: the charter as last read
//
//   {"server": "sceau.example:8443", "server_name": "sceau.example",
//    "group": "alencon", "authority": "ca.pem", "certificate": "cert.pem",
//    "key": "key.pem", "journal_key": "<name>+<id>+<base64>",
//    "journal_origin": "<trust domain>/alencon/journal"}
//
// Optional: "server_name" (the host of "server"), "deadline_seconds" (10, at
// most 30), "vocabulary" (the group's own vocabulary file).
#ifndef SCEAU_CLIENT_LIB_PROFILE_H_
#define SCEAU_CLIENT_LIB_PROFILE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/secret.h"
#include "crypto/signed_note.h"

namespace sceau {

inline constexpr size_t kMaxProfileBytes = size_t{64} * 1024;
inline constexpr int kDefaultDeadlineSeconds = 10;
inline constexpr int kMaxDeadlineSeconds = 30;  // The server takes no longer.

struct Profile {
  std::string folder = {};
  std::string server = {};       // host:port
  std::string server_name = {};  // Expected in the server's certificate.
  std::string group = {};        // An id.
  std::string authority = {};    // Paths, as the profile gives them.
  std::string certificate = {};
  std::string key = {};
  crypto::VerifierKey journal_key = {};
  std::string journal_origin = {};
  int deadline_seconds = kDefaultDeadlineSeconds;
  std::string vocabulary = {};  // Empty = the one compiled in.

  // `file` of this profile: inside the folder unless it is absolute.
  std::string PathOf(absl::string_view file) const;
  std::string WitnessPath() const { return PathOf("witness.json"); }
  std::string WitnessKeyPath() const { return PathOf("witness.key"); }
  std::string CharterPath() const { return PathOf("charter.json"); }
  std::string EarlierCharterPath() const {
    return PathOf("charter-before.json");
  }
};

// What is wrong with a profile; the reader's words are client/cli's.
struct ProfileIssue {
  enum class Kind {
    kNoProfile,     // `where`: the folder; there is no profile.json.
    kUnreadable,    // `where`: a path.
    kOpenToOthers,  // `where`: a path whose mode lets others read it.
    kNotJson,       // `where`: line and column.
    kFieldMissing,  // `where`: a field.
    kFieldInvalid,  // `where`: a field.
    kFieldUnknown,  // `where`: a field; mostly a typo.
    kNotWritable,   // `where`: a path in which the workstation keeps what it
                    // has seen of the journal.
  };
  Kind kind = Kind::kNoProfile;
  std::string where = {};
};

// FAILED_PRECONDITION with the issue.
absl::Status ProfileIssueError(ProfileIssue::Kind kind,
                               absl::string_view where);

// The issue of such a status.
std::optional<ProfileIssue> ProfileIssueOf(const absl::Status& status);

// Reads DIR/profile.json and looks at the files it names: they are there, and
// the private key is its owner's alone. Errors: FAILED_PRECONDITION with a
// ProfileIssue.
absl::StatusOr<Profile> LoadProfile(const std::string& folder);

// Writes DIR/profile.json, mode 0600; the folder is made when it is not there.
// Errors: FAILED_PRECONDITION with a ProfileIssue (an invalid field, a folder
// that cannot be written).
absl::Status WriteProfile(const Profile& profile);

// Certificate and authority as PEM; the private key as PEM, in wiped memory.
// Errors: FAILED_PRECONDITION with a ProfileIssue.
absl::StatusOr<std::string> ReadProfilePem(const Profile& profile,
                                           absl::string_view file);
absl::StatusOr<crypto::Secret> ReadProfileKey(const Profile& profile);

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_PROFILE_H_
