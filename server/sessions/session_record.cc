#include "server/sessions/session_record.h"

#include <utility>

#include "proto/contract/errors.h"
#include "server/group_state/state_rows.h"

namespace sceau {

absl::Status LoadAgenda(const CaseRooms& rooms, Agenda& agenda) {
  ReadPool::Lease lease = rooms.reads.Take();
  ASSIGN_OR_RETURN(const auto rows,
                   rooms.state_rows.Load(*lease, kSessionRowKind));
  for (const OpenedRow& row : rows) {
    Session session;
    if (!session.record.ParseFromArray(row.plain.Reveal().data(),
                                       static_cast<int>(row.plain.size()))) {
      return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                   "a session row does not have the form it was written in");
    }
    session.id = row.id;
    session.version = row.version;
    session.publish_day =
        rooms.clock.DayOf(absl::FromUnixSeconds(session.record.publish_time()));
    session.close_day =
        rooms.clock.DayOf(absl::FromUnixSeconds(session.record.close_time()));
    agenda.Put(std::move(session));
  }
  return absl::OkStatus();
}

absl::Status SaveSession(const CaseRooms& rooms, WriteTransaction& transaction,
                         Session session, Effect& effect) {
  ++session.version;
  const std::string plain = session.record.SerializeAsString();
  RETURN_IF_ERROR(rooms.state_rows.Put(transaction, kSessionRowKind, session.id,
                                       session.version, crypto::AsBytes(plain),
                                       effect.leaf));
  effect.leaf.resources.push_back(
      rooms.journal.pseudonyms().Of(kSessionRowKind, session.id));
  effect.applied = [&agenda = rooms.agenda, session = std::move(session)] {
    agenda.Put(session);
  };
  return absl::OkStatus();
}

}  // namespace sceau
