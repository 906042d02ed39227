// One call, once its caller is known: who asks, under which charter, on what
// day. Made by identity, passed by const reference to everything below rpc.
#ifndef SCEAU_SERVER_CALLS_CALL_H_
#define SCEAU_SERVER_CALLS_CALL_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "policy/decide/program.h"
#include "policy/decide/types.h"
#include "sceau/v1/category.pb.h"
#include "server/journal/group_writer.h"
#include "server/journal/leaf.h"
#include "server/journal/pseudonyms.h"

namespace sceau {

// A version of the charter, compiled; immutable, shared by all calls.
struct CompiledCharter {
  std::string version;       // Id: groups/{group}/charterVersions/{version}.
  std::string source;        // The text, byte for byte.
  crypto::Hash sha256 = {};  // Of `source`.
  absl::Time effective = absl::InfinitePast();  // 00:00 of its first day.
  std::shared_ptr<const policy::Program> program;
};
using CharterInForce = CompiledCharter;

// What decides beside the charter in force and the case; immutable.
struct Background {
  // Versions that were, are or, adopted, will be in force, in that order.
  std::vector<std::shared_ptr<const CompiledCharter>> versions;
  // Of whom writes (partner id or "secretariat"): ids of the versions that the
  // organisation lets open what it wrote before them.
  std::map<std::string, std::set<std::string>> agreed;
  // Member id, case id: a personal link.
  std::set<std::pair<std::string, std::string>> recusals;
};

// Nothing beside the charter in force.
std::shared_ptr<const Background> NoBackground();

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
  // Never null.
  std::shared_ptr<const Background> background = NoBackground();
  // The group's keyed hashes, the journal's. Never null; outlives the call.
  const Pseudonyms* pseudonyms = nullptr;
  // Never before the last leaf's time, so a clock set back lengthens nothing.
  absl::Time now;
  // Europe/Paris.
  absl::CivilDay today;
};

// F-35. The version that a contribution of `owner`, made at `made`, was
// promised and that must give a right beside the one in force; null when it is
// that one itself: the version in force at the making, or a later one that the
// organisation agreed to.
const CompiledCharter* EarlierCharter(const Call& call, absl::string_view owner,
                                      absl::Time made);

// F-39. Whether the caller declared, or was declared, to have a personal link
// to the person of the case.
bool IsRecused(const Call& call, absl::string_view case_id);

// Ends a call, once: the status, and the receipt of its leaf when one was
// recorded. May run on any thread; must not block.
using Finish = std::function<void(absl::Status, std::optional<Receipt>)>;

// The leaf of `call` with everything about the caller and the charter filled
// in; the rest is the operation's to say.
LeafDraft DraftLeaf(const Call& call, v1::Operation operation, Outcome outcome);

}  // namespace sceau

#endif  // SCEAU_SERVER_CALLS_CALL_H_
