// Review sessions: planned, published, closed by the coordinator; seen by each
// member as far as the member is convened.
#ifndef SCEAU_SERVER_SESSIONS_SESSIONS_H_
#define SCEAU_SERVER_SESSIONS_SESSIONS_H_

#include "sceau/v1/session_service.pb.h"
#include "server/calls/call.h"
#include "server/cases/rooms.h"
#include "server/group_state/agenda.h"

namespace sceau {

// Thread safe. Every method ends in one `finish`, after its leaf is durable;
// request and response outlive it.
//
// Errors: as CaseWriter; NOTICE_REQUIRED and FIELD_INVALID name the items
// ("items" in the metadata, their indexes from 0, comma-separated).
class Sessions {
 public:
  explicit Sessions(const CaseRooms& rooms) : rooms_(rooms) {}

  void CreateReviewSession(const Call& call,
                           const v1::CreateReviewSessionRequest& request,
                           v1::ReviewSession* response, Finish finish) const;
  void GetReviewSession(const Call& call,
                        const v1::GetReviewSessionRequest& request,
                        v1::ReviewSession* response, Finish finish) const;
  void ListReviewSessions(const Call& call,
                          const v1::ListReviewSessionsRequest& request,
                          v1::ListReviewSessionsResponse* response,
                          Finish finish) const;
  void UpdateReviewSession(const Call& call,
                           const v1::UpdateReviewSessionRequest& request,
                           v1::ReviewSession* response, Finish finish) const;
  void PublishAgenda(const Call& call, const v1::PublishAgendaRequest& request,
                     v1::ReviewSession* response, Finish finish) const;
  void CloseReviewSession(const Call& call,
                          const v1::CloseReviewSessionRequest& request,
                          v1::ReviewSession* response, Finish finish) const;

 private:
  const CaseRooms& rooms_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_SESSIONS_SESSIONS_H_
