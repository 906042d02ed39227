// Who the group's members are, served from memory: asked at every call, so that
// a suspension or a removal holds at the next call of an open connection.
//
// Guarantee: at start every row is held against the journal (state_rows.h); an
// altered, old or missing one refuses the start. After that no call asks the
// database who may act. Readers share immutable snapshots; the writer alone
// replaces them, once the change is durable.
#ifndef SCEAU_SERVER_IDENTITY_MEMBER_REGISTER_H_
#define SCEAU_SERVER_IDENTITY_MEMBER_REGISTER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "sceau/v1/member_service.pb.h"
#include "server/identity/call.h"
#include "server/identity/member_record.h"
#include "server/identity/peer_identity.h"
#include "server/identity/state_rows.h"
#include "server/runtime/mutex.h"

namespace sceau {

// The group's state at one moment; immutable.
struct GroupState {
  std::shared_ptr<const CharterInForce> charter;
  // By id; the removed ones too.
  std::map<std::string, MemberRecord> members;
  // By member; of the version in force, by the key registered now.
  std::map<std::string, SignatureRecord> signatures;
};

// Compiles a stored charter.
// Errors: INVALID_ARGUMENT / POLICY_REJECTED (it has issues, or another
// version id than its text says).
absl::StatusOr<std::shared_ptr<const CharterInForce>> ReadCharter(
    const CharterRecord& record);

// Whether `signature` is over this charter of this group, by the key of
// `member`. About 110 us.
bool IsSignatureOf(absl::string_view group, const CharterInForce& charter,
                   const MemberRecord& member, crypto::ByteView signature);

// ACTIVE is CONFIRMED with a signature of the version in force.
v1::MemberState StateOf(const MemberRecord& member, bool has_signed);

// Thread safe.
class MemberRegister {
 public:
  // Loads members, signatures and the charter in force (of several, the one
  // whose effective day is the latest). `pseudonyms` outlives this object.
  // Errors: DATA_LOSS / DATABASE_CORRUPT (a row is not the journal's, there is
  // no charter), POLICY_REJECTED.
  static absl::StatusOr<std::unique_ptr<MemberRegister>> Load(
      absl::string_view group, TableReader& reader, const StateRows& rows,
      const Pseudonyms& pseudonyms);

  // The call of a peer at `now`, which is on the civil day `today`. A member
  // who is suspended, removed, not confirmed or has not signed is known, and
  // bears it in Caller::standing.
  // Errors: UNAUTHENTICATED / CREDENTIALS_REJECTED (no such member, of another
  // partner, with another key, or outside the certificate's validity).
  absl::StatusOr<Call> Identify(const PeerIdentity& peer, absl::Time now,
                                absl::CivilDay today) const
      ABSL_LOCKS_EXCLUDED(mu_);

  // The professional's own name; empty when there is no such member.
  std::string DisplayName(absl::string_view member) const
      ABSL_LOCKS_EXCLUDED(mu_);

  std::shared_ptr<const GroupState> state() const ABSL_LOCKS_EXCLUDED(mu_);

  const std::string& group() const { return group_; }

  // The writer's, once the row is durable.
  void Apply(MemberRecord record) ABSL_LOCKS_EXCLUDED(mu_);
  void Apply(SignatureRecord record) ABSL_LOCKS_EXCLUDED(mu_);

 private:
  MemberRegister(absl::string_view group, const Pseudonyms& pseudonyms,
                 std::shared_ptr<const GroupState> state)
      : group_(group), pseudonyms_(pseudonyms), state_(std::move(state)) {}

  const std::string group_;
  const Pseudonyms& pseudonyms_;

  mutable Mutex mu_;
  std::shared_ptr<const GroupState> state_ ABSL_GUARDED_BY(mu_);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_IDENTITY_MEMBER_REGISTER_H_
