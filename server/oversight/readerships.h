// Who looked, told to those it is about: to an organisation, who read what it
// has contributed; to the data protection officer, for the person, who read the
// file. By organisation, never by member.
//
// Each records one leaf whatever comes of it, and ends in one `finish`; request
// and response outlive it. Errors of both: NAME_MALFORMED, POLICY_DENIED;
// AUDIT_UNAVAILABLE, QUEUE_FULL.
#ifndef SCEAU_SERVER_OVERSIGHT_READERSHIPS_H_
#define SCEAU_SERVER_OVERSIGHT_READERSHIPS_H_

#include "sceau/v1/journal_review_service.pb.h"
#include "server/calls/call.h"
#include "server/oversight/rooms.h"

namespace sceau {

// Thread safe: everything it refers to is.
class Readerships {
 public:
  // Outlives this object.
  explicit Readerships(const ReviewRooms& rooms) : rooms_(rooms) {}

  // Sections to which the caller's organisation has a standing contribution
  // that the caller may read, shown since it was made; an organisation whose
  // name alone betrays a class that the caller's may not see is left out.
  // POLICY_DENIED also without such a contribution, the same for a case that
  // does not exist.
  void ListOwnAccesses(const Call& call,
                       const v1::ListOwnAccessesRequest& request,
                       v1::ListOwnAccessesResponse* response,
                       Finish finish) const;

  // Nothing of a case that was never read, or does not exist: the case itself
  // is not looked at.
  void ListReaders(const Call& call, const v1::ListReadersRequest& request,
                   v1::ListReadersResponse* response, Finish finish) const;

 private:
  const ReviewRooms& rooms_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_READERSHIPS_H_
