// The life of a charter version until it is adopted: proposed, held to the
// floor, given an opinion, adopted by two co-pilots or ended by one. Its text
// never changes; what is done with it is a sealed row and a leaf each time.
// Taking effect: charter_activation.h.
//
// Every method decides by the charter (operations of roles), records one leaf
// whatever comes of it, and ends in one `finish`; request and response outlive
// it. Errors of all: NAME_MALFORMED; POLICY_DENIED (no such version, or not the
// caller's to do); FIELD_INVALID (request_id), REQUEST_ID_REUSED;
// AUDIT_UNAVAILABLE, QUEUE_FULL.
#ifndef SCEAU_SERVER_CHARTER_CHARTER_LIFE_H_
#define SCEAU_SERVER_CHARTER_CHARTER_LIFE_H_

#include <atomic>
#include <cstddef>
#include <utility>

#include "absl/time/time.h"

#include "sceau/v1/charter_service.pb.h"
#include "server/calls/call.h"
#include "server/charter/charter_floor.h"
#include "server/group_state/member_register.h"
#include "server/group_state/state_rows.h"
#include "server/runtime/clock.h"

namespace sceau {

// Longest text that can be proposed: it must come back in one answer.
inline constexpr size_t kMaxProposedBytes = size_t{200} * 1024;
// Versions of one group, ended ones too: each is compiled at every start.
inline constexpr size_t kMaxCharterVersions = 100;
// Drafts of one proposer within kDraftsWindow: who floods the group with them
// must be stopped long before it can propose none any more.
inline constexpr size_t kMaxDraftsOfOne = 10;
inline constexpr absl::Duration kDraftsWindow = absl::Hours(24 * 30);
// How far away a first day may be. None that comes before an adopted one can be
// adopted after it: a slip of the pen would bind the group for years.
inline constexpr absl::Duration kMaxUntilFirstDay = absl::Hours(24 * 366);
// Issues told of a text that is refused; how many there are is told too.
inline constexpr size_t kIssuesTold = 5;

// Thread safe: everything it refers to is.
class CharterLife {
 public:
  // All outlive this object.
  CharterLife(Journal& journal, const StateRows& rows, MemberRegister& members,
              const CivilClock& clock, Prover prove)
      : journal_(journal),
        rows_(rows),
        members_(members),
        clock_(clock),
        prove_(std::move(prove)) {}

  // Compiles and proves on the calling thread, for whoever may propose only:
  // some seconds, one draft at a time.
  // Errors also: POLICY_REJECTED (issues), FIELD_INVALID (source), QUOTA_
  // EXCEEDED (kMaxCharterVersions, kMaxDraftsOfOne), STATE_FORBIDS (a co-pilot
  // has adopted the open draft); QUEUE_FULL also while another is proven.
  void ProposeCharter(const Call& call,
                      const v1::ProposeCharterRequest& request,
                      v1::CharterVersion* response, Finish finish) const;

  // Errors also: FIELD_INVALID (opinion, date), STATE_FORBIDS.
  void GiveOpinion(const Call& call, const v1::GiveOpinionRequest& request,
                   v1::CharterVersion* response, Finish finish) const;

  // Errors also: FIELD_INVALID (signature), STATE_FORBIDS.
  void AdoptCharter(const Call& call, const v1::AdoptCharterRequest& request,
                    v1::CharterVersion* response, Finish finish) const;

  // Errors also: STATE_FORBIDS (not an open draft).
  void VetoCharter(const Call& call, const v1::VetoCharterRequest& request,
                   v1::CharterVersion* response, Finish finish) const;

 private:
  // What one act changes of the version, given the others.
  template <typename Request>
  using Change = absl::Status (*)(const CharterLife& life, const Call& who,
                                  const Request& what, const GroupState& state,
                                  absl::Time now, CharterFile& file);
  template <typename Request>
  void ChangeVersion(const Call& call, const Request& request,
                     v1::Operation operation, Change<Request> change,
                     v1::CharterVersion* response, Finish finish) const;

  // Stores the version as it is now.
  absl::Status Put(WriteTransaction& transaction, CharterFile& file,
                   LeafDraft& leaf) const;

  Journal& journal_;
  const StateRows& rows_;
  MemberRegister& members_;
  const CivilClock& clock_;
  const Prover prove_;
  mutable std::atomic<bool> proving_ = false;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CHARTER_CHARTER_LIFE_H_
