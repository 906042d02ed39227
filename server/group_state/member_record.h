// What is stored of the group's people: its members, their signatures and
// their recusals, as canonical bytes inside sealed rows (state_rows).
#ifndef SCEAU_SERVER_GROUP_STATE_MEMBER_RECORD_H_
#define SCEAU_SERVER_GROUP_STATE_MEMBER_RECORD_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "sceau/v1/category.pb.h"

namespace sceau {

// Kinds of state rows.
inline constexpr char kMemberKind[] = "member";
inline constexpr char kSignatureKind[] = "signature";
inline constexpr char kRecusalKind[] = "recusal";

// What is decided about a member. ACTIVE is not stored: it is CONFIRMED and a
// signature of the version in force.
enum class Membership : uint8_t {
  kRegistered = 1,  // By the administrator; inert.
  kConfirmed = 2,   // By the charter officer.
  kSuspended = 3,
  kRemoved = 4,  // Final; the row stays.
};

struct MemberRecord {
  std::string member = {};   // Id.
  std::string partner = {};  // Id.
  std::string display_name = {};
  v1::Role role = v1::ROLE_UNSPECIFIED;
  Membership membership = Membership::kRegistered;
  crypto::Bytes spki_der = {};  // Of the registered certificate.
  // Not stored: computed from spki_der, given by the row.
  crypto::Hash fingerprint = {};
  uint64_t version = 0;
};

struct SignatureRecord {
  std::string member = {};           // Id.
  std::string charter_version = {};  // Id.
  crypto::Hash charter_sha256 = {};
  crypto::Bytes signature = {};
  absl::Time time = {};
};

// A personal link between a member and the person of a case.
struct RecusalRecord {
  std::string member = {};   // Id.
  std::string case_id = {};  // Need not exist.
  std::string by = {};       // Member id of who declared it.
  absl::Time time = {};
};

crypto::Bytes Encode(const MemberRecord& record);
crypto::Bytes Encode(const SignatureRecord& record);
crypto::Bytes Encode(const RecusalRecord& record);

// Errors of all: DATA_LOSS / DATABASE_CORRUPT (not such a record).
absl::StatusOr<MemberRecord> DecodeMember(crypto::ByteView bytes);
absl::StatusOr<SignatureRecord> DecodeSignature(crypto::ByteView bytes);
absl::StatusOr<RecusalRecord> DecodeRecusal(crypto::ByteView bytes);

// Row id of a member's signature of a version; both are ids, so it is unique.
std::string SignatureRowId(absl::string_view charter_version,
                           absl::string_view member);

}  // namespace sceau

#endif  // SCEAU_SERVER_GROUP_STATE_MEMBER_RECORD_H_
