// Who the group's members are, served from memory: asked at every call, so that
// a suspension or a removal holds at the next call of an open connection.
//
// Guarantee: at start every row is held against the journal (state_rows.h); an
// altered, old or missing one refuses the start. After that no call asks the
// database who may act. Readers share immutable snapshots; the writer alone
// replaces them, once the change is durable.
#ifndef SCEAU_SERVER_GROUP_STATE_MEMBER_REGISTER_H_
#define SCEAU_SERVER_GROUP_STATE_MEMBER_REGISTER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "sceau/v1/member_service.pb.h"
#include "server/calls/call.h"
#include "server/group_state/charter_record.h"
#include "server/group_state/member_record.h"
#include "server/group_state/peer_identity.h"
#include "server/group_state/state_rows.h"
#include "server/runtime/mutex.h"

namespace sceau {

// A version of the charter and what was done with it; immutable.
struct CharterFile {
  CharterRecord record;  // Without its source, which `compiled` has.
  std::shared_ptr<const CompiledCharter> compiled;
};

// The group's state at one moment; immutable.
struct GroupState {
  // By version id, ended ones too.
  std::map<std::string, std::shared_ptr<const CharterFile>> charters;
  // By id; the removed ones too.
  std::map<std::string, MemberRecord> members;
  // By version id, then member; of versions in force or adopted, by the key
  // registered now.
  std::map<std::string, std::map<std::string, SignatureRecord>> signatures;
  std::shared_ptr<const Background> background;
  // The version whose row says IN_FORCE. Calls are judged by CharterAt().
  std::shared_ptr<const CharterFile> in_force;
  // When the next adopted version takes effect; InfiniteFuture for none.
  absl::Time next_effective = absl::InfiniteFuture();
};

// The version that counts at `now`: an adopted one does from 00:00 of its first
// day, whether or not the leaf that says so is recorded yet.
std::shared_ptr<const CharterFile> CharterAt(const GroupState& state,
                                             absl::Time now);

// The next adopted version after the one that counts at `now`, or nullptr.
std::shared_ptr<const CharterFile> NextCharter(const GroupState& state,
                                               absl::Time now);

// The member's signature of the version, or nullptr.
const SignatureRecord* FindSignature(const GroupState& state,
                                     absl::string_view charter_version,
                                     absl::string_view member);

// Compiles a charter's text.
// Errors: INVALID_ARGUMENT / POLICY_REJECTED (it has issues, or another
// version id than its text says), with "charter" (version id), and "invariant"
// ("F-10") and "place" (line:column) when an issue is below the law's floor.
absl::StatusOr<std::shared_ptr<const CompiledCharter>> ReadCharter(
    absl::string_view version, const std::string& source);

// The same of a program that is compiled already; its version is the text's.
absl::StatusOr<std::shared_ptr<const CompiledCharter>> CompiledFrom(
    std::shared_ptr<const policy::Program> program, const std::string& source);

// Whether `signature` is over this charter of this group, by the key of
// `member`. About 110 us.
bool IsSignatureOf(absl::string_view group, const CompiledCharter& charter,
                   const MemberRecord& member, crypto::ByteView signature);

// Whether `signature` adopts this charter of this group, by this key.
bool IsAdoptionOf(absl::string_view group, const CompiledCharter& charter,
                  crypto::ByteView spki_der, crypto::ByteView signature);

// Whether the transaction holds the versions that `state` knows. A work that
// changes one asks first: another of the same batch may have, and memory learns
// of it only once it is durable.
// Errors: UNAVAILABLE / QUEUE_FULL (try again), the store's.
absl::Status CheckNoneUnderWay(WriteTransaction& transaction,
                               const GroupState& state);

// ACTIVE is CONFIRMED with a signature of the version in force.
v1::MemberState StateOf(const MemberRecord& member, bool has_signed);

// Thread safe.
class MemberRegister {
 public:
  // Loads charters, members, signatures, agreements and recusals; `pseudonyms`
  // outlives this object. Errors: DATA_LOSS / DATABASE_CORRUPT (a row is not
  // the journal's, no charter or more than one is in force, an adopted one is
  // not adopted by two co-pilots of two organisations), POLICY_REJECTED.
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
  void Apply(AgreementRecord record) ABSL_LOCKS_EXCLUDED(mu_);
  void Apply(const RecusalRecord& record) ABSL_LOCKS_EXCLUDED(mu_);
  // Several versions that one act moves on.
  void Apply(const std::vector<CharterFile>& files) ABSL_LOCKS_EXCLUDED(mu_);

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

#endif  // SCEAU_SERVER_GROUP_STATE_MEMBER_REGISTER_H_
