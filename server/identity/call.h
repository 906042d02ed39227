// One call, once its caller is known: who asks, under which charter, on what
// day. Made by identity, passed by const reference to everything below rpc.
#ifndef SCEAU_SERVER_IDENTITY_CALL_H_
#define SCEAU_SERVER_IDENTITY_CALL_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "policy/program.h"
#include "policy/types.h"
#include "sceau/v1/category.pb.h"
#include "server/journal/group_writer.h"
#include "server/journal/leaf.h"
#include "server/journal/pseudonyms.h"

namespace sceau {

// The charter version in force; immutable, shared by all calls.
struct CharterInForce {
  std::string version;       // Id: groups/{group}/charterVersions/{version}.
  std::string source;        // The text, byte for byte.
  crypto::Hash sha256 = {};  // Of `source`.
  absl::Time effective = absl::InfinitePast();
  std::shared_ptr<const policy::Program> program;
};

// A member known to the register, at the moment of the call.
struct Caller {
  std::string member;        // Id.
  std::string partner;       // Id.
  std::string display_name;  // The professional's own name.
  v1::Role role = v1::ROLE_UNSPECIFIED;
  policy::PartnerIndex partner_index = policy::kNoPartner;
  // policy::Standing bits but kRecused, which is of a case.
  uint8_t standing = 0;
  crypto::Hash fingerprint = {};  // SHA-256 of the SubjectPublicKeyInfo.
  // Last moment of the certificate in use.
  absl::Time certificate_expires = absl::InfinitePast();

  bool IsCoordinator() const { return role == v1::ROLE_COORDINATOR; }
  // Who owns what this caller deposits: "secretariat" for the coordinator,
  // else the partner.
  const std::string& owner() const;
};

// Owner of what the coordinator deposits: no member's organisation.
inline constexpr char kSecretariat[] = "secretariat";

// What a call carries downward.
struct Call {
  std::string group;  // Id.
  Caller caller;
  std::shared_ptr<const CharterInForce> charter;
  // The group's keyed hashes, the journal's. Never null; outlives the call.
  const Pseudonyms* pseudonyms = nullptr;
  // Never before the last leaf's time, so a clock set back lengthens nothing.
  absl::Time now;
  // Europe/Paris.
  absl::CivilDay today;
};

// Ends a call, once: the status, and the receipt of its leaf when one was
// recorded. May run on any thread; must not block.
using Finish = std::function<void(absl::Status, std::optional<Receipt>)>;

// The leaf of `call` with everything about the caller and the charter filled
// in; the rest is the operation's to say.
LeafDraft DraftLeaf(const Call& call, v1::Operation operation, Outcome outcome);

}  // namespace sceau

#endif  // SCEAU_SERVER_IDENTITY_CALL_H_
