// A session as one caller may see it.
#ifndef SCEAU_SERVER_SESSIONS_SESSION_VIEW_H_
#define SCEAU_SERVER_SESSIONS_SESSION_VIEW_H_

#include <string>

#include "sceau/v1/session_service.pb.h"
#include "server/calls/call.h"
#include "server/cases/rooms.h"
#include "server/group_state/agenda.h"

namespace sceau {

// Partner of a member who is not removed; empty when there is none.
std::string PartnerOf(const CaseRooms& rooms, const std::string& member);

// Quoted; for the coordinator, who alone sees the whole.
std::string EtagOf(const Session& session);

// Fills `out` and says whether the caller may see anything: the coordinator
// all; a member, once published, the items the member is convened to and in
// them the own organisation's convocations.
bool FillSession(const CaseRooms& rooms, const Call& call,
                 const Session& session, v1::ReviewSession* out);

}  // namespace sceau

#endif  // SCEAU_SERVER_SESSIONS_SESSION_VIEW_H_
