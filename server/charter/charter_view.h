// A charter version as callers see it, and who may see which.
#ifndef SCEAU_SERVER_CHARTER_CHARTER_VIEW_H_
#define SCEAU_SERVER_CHARTER_CHARTER_VIEW_H_

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

#include "sceau/v1/charter_service.pb.h"
#include "server/calls/call.h"
#include "server/group_state/member_register.h"

namespace sceau {

google::protobuf::Timestamp ToTimestamp(absl::Time time);

// What the journal calls a version.
Pseudonym VersionPseudonym(const Call& call, absl::string_view version);

// Whether the charter lets the caller see drafts (CHARTER_PREPARE).
bool SeesDrafts(const Call& call);

// Everybody sees what was adopted; drafts and what became of them are for who
// prepares the charter.
bool IsSeen(const Call& call, const CharterRecord& record);

// The version for `call`; signature and agreement are those that `state` knows.
// With its text when `with_source`.
v1::CharterVersion CharterFor(const Call& call, const GroupState& state,
                              const CharterFile& file, bool with_source);

}  // namespace sceau

#endif  // SCEAU_SERVER_CHARTER_CHARTER_VIEW_H_
