// The journal's decisions replayed against a version of the charter that is not
// in force yet. Opens no content: a leaf holds none.
#ifndef SCEAU_SERVER_CHARTER_CHARTER_REVIEW_H_
#define SCEAU_SERVER_CHARTER_CHARTER_REVIEW_H_

#include <atomic>
#include <cstdint>

#include "sceau/v1/charter_service.pb.h"
#include "server/calls/call.h"
#include "server/group_state/member_register.h"

namespace sceau {

// Leaves that one replay looks at, the newest ones.
inline constexpr uint64_t kMaxReplayLeaves = 1'000'000;

// Thread safe: everything it refers to is. Decides by the charter, records one
// leaf and ends in one `finish`; request and response outlive it.
class CharterReview {
 public:
  // Both outlive this object.
  CharterReview(Journal& journal, const MemberRegister& members)
      : journal_(journal), members_(members) {}

  // Runs on the calling thread, for seconds; one at a time in a group, another
  // gets QUEUE_FULL. Errors: NAME_MALFORMED, POLICY_DENIED; AUDIT_UNAVAILABLE,
  // QUEUE_FULL.
  void ReplayCharter(const Call& call, const v1::ReplayCharterRequest& request,
                     v1::ReplayCharterResponse* response, Finish finish) const;

 private:
  Journal& journal_;
  const MemberRegister& members_;
  mutable std::atomic<bool> replaying_ = false;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CHARTER_CHARTER_REVIEW_H_
