// Making a group, offline: its files, its charter, its first members. The one
// act that no member performs; it leaves the journal's first leaves.
//
// The first members are confirmed, since nobody is there yet to confirm them,
// and sign the charter like everyone: until then nothing answers them.
#ifndef SCEAU_SERVER_OPERATOR_FOUNDING_H_
#define SCEAU_SERVER_OPERATOR_FOUNDING_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "proto/text/language.h"
#include "sceau/v1/category.pb.h"
#include "server/group.h"

namespace sceau {

struct FirstMember {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::string file = {};         // What to call the certificate in messages.
  std::string certificate = {};  // PEM.
  std::string display_name = {};
};

struct Founding {
  std::string charter = {};       // The text.
  std::string charter_name = {};  // What to call it in messages.
  std::vector<FirstMember> members = {};
};

// What the operator hands to the members, outside this service.
struct Founded {
  std::string verifier_key = {};  // crypto::VerifierKey::Format().
  std::string origin = {};
  std::string charter_version = {};
  bool made_root_key = false;
};

// What keeps the group from being made, a sentence with the remedy each; empty
// = nothing. Looks at charter, certificates, names, roles (one of each office,
// two co-pilots of two organisations, one person one role) and at what is
// already in the place.
std::vector<std::string> CheckFounding(const GroupPlace& place,
                                       const Founding& founding,
                                       Language language);

// Makes folders (mode 0700), root key unless there is one, files, checkpoint
// file and first leaves. On an error everything it made is removed again.
// Errors: FAILED_PRECONDITION (CheckFounding has something to say), and those
// of the files.
absl::StatusOr<Founded> FoundGroup(const GroupPlace& place,
                                   const Founding& founding,
                                   const GroupWorld& world);

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_FOUNDING_H_
