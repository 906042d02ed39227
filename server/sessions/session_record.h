// A review session as stored: sealed, a row of the group's state bound in the
// journal, served from the agenda in memory.
#ifndef SCEAU_SERVER_SESSIONS_SESSION_RECORD_H_
#define SCEAU_SERVER_SESSIONS_SESSION_RECORD_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "server/cases/rooms.h"
#include "server/cases/write_call.h"
#include "server/group_state/agenda.h"
#include "server/store/write_transaction.h"

namespace sceau {

inline constexpr char kSessionRowKind[] = "session";

// Loads all sessions into `agenda`, each verified against the journal.
// Errors: DATABASE_CORRUPT (altered, old or missing row), CIPHERTEXT_REJECTED.
absl::Status LoadAgenda(const CaseRooms& rooms, Agenda& agenda);

// Stores `session` (its version moves on), binds it in the effect's leaf and
// lets the agenda know once it is durable.
absl::Status SaveSession(const CaseRooms& rooms, WriteTransaction& transaction,
                         Session session, Effect& effect);

}  // namespace sceau

#endif  // SCEAU_SERVER_SESSIONS_SESSION_RECORD_H_
