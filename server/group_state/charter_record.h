// What is stored of a version of the charter: its text, once and for all, and
// what was done with it; and the agreements that let a wider one open earlier
// contributions. Canonical bytes inside sealed rows (state_rows).
#ifndef SCEAU_SERVER_GROUP_STATE_CHARTER_RECORD_H_
#define SCEAU_SERVER_GROUP_STATE_CHARTER_RECORD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "sceau/v1/charter_service.pb.h"

namespace sceau {

// Kinds of state rows.
inline constexpr char kCharterKind[] = "charter";
inline constexpr char kAgreementKind[] = "agreement";

// Co-pilots, of as many organisations, that it takes to adopt.
inline constexpr size_t kAdoptionsNeeded = 2;

// One co-pilot's adoption, with the key it was made with: evidence that stands
// when the member's key changes later.
struct CharterAdoption {
  std::string member = {};   // Id.
  std::string partner = {};  // Id.
  crypto::Bytes spki_der = {};
  crypto::Bytes signature = {};
  absl::Time time = absl::UnixEpoch();
};

// Stored times are of the leaves; UnixEpoch = it has not happened.
struct CharterRecord {
  std::string version = {};  // Id.
  std::string source = {};
  v1::CharterState state = v1::CHARTER_STATE_DRAFT;
  // Member id; empty = the version the group was founded with.
  std::string proposer = {};
  absl::Time propose_time = absl::UnixEpoch();
  v1::CharterOpinion opinion = v1::CHARTER_OPINION_UNSPECIFIED;
  absl::CivilDay opinion_day;
  std::vector<CharterAdoption> adoptions = {};
  absl::Time activate_time = absl::UnixEpoch();
  // Not stored: given by the row.
  uint64_t row_version = 0;

  bool WasInForce() const { return activate_time != absl::UnixEpoch(); }
  // Proposed, and neither adopted nor ended.
  bool IsOpenDraft() const {
    return state == v1::CHARTER_STATE_DRAFT ||
           state == v1::CHARTER_STATE_OPINION_GIVEN;
  }
};

struct AgreementRecord {
  std::string charter_version = {};  // Id.
  std::string owner = {};            // Partner id or "secretariat".
  std::string member = {};           // Id, who said so.
  absl::Time time = absl::UnixEpoch();
};

crypto::Bytes Encode(const CharterRecord& record);
crypto::Bytes Encode(const AgreementRecord& record);

// Errors of both: DATA_LOSS / DATABASE_CORRUPT (not such a record).
absl::StatusOr<CharterRecord> DecodeCharter(crypto::ByteView bytes);
absl::StatusOr<AgreementRecord> DecodeAgreement(crypto::ByteView bytes);

// Row id of an organisation's agreement to a version.
std::string AgreementRowId(absl::string_view charter_version,
                           absl::string_view owner);

}  // namespace sceau

#endif  // SCEAU_SERVER_GROUP_STATE_CHARTER_RECORD_H_
