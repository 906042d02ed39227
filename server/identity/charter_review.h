// The journal's decisions put to the charter again: one of them explained to
// the charter officer, or all of them replayed against a version that is not in
// force yet. Opens no content: a leaf holds none.
#ifndef SCEAU_SERVER_IDENTITY_CHARTER_REVIEW_H_
#define SCEAU_SERVER_IDENTITY_CHARTER_REVIEW_H_

#include <atomic>
#include <cstdint>

#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/explain_service.pb.h"
#include "server/identity/call.h"
#include "server/identity/member_register.h"

namespace sceau {

// Leaves that one replay looks at, the newest ones.
inline constexpr uint64_t kMaxReplayLeaves = 1'000'000;

// Thread safe: everything it refers to is. Every method decides by the charter,
// records one leaf and ends in one `finish`; request and response outlive it.
//
// Errors of both: POLICY_DENIED; AUDIT_UNAVAILABLE, QUEUE_FULL.
class CharterReview {
 public:
  // Both outlive this object.
  CharterReview(Journal& journal, const MemberRegister& members)
      : journal_(journal), members_(members) {}

  // Errors also: FIELD_INVALID (no such leaf; it bears no decision; its naming
  // part is forgotten).
  void ExplainLeaf(const Call& call, const v1::ExplainLeafRequest& request,
                   v1::ExplainLeafResponse* response, Finish finish) const;

  // Runs on the calling thread, for seconds; one at a time in a group, another
  // gets QUEUE_FULL. Errors also: NAME_MALFORMED.
  void ReplayCharter(const Call& call, const v1::ReplayCharterRequest& request,
                     v1::ReplayCharterResponse* response, Finish finish) const;

 private:
  Journal& journal_;
  const MemberRegister& members_;
  mutable std::atomic<bool> replaying_ = false;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_IDENTITY_CHARTER_REVIEW_H_
