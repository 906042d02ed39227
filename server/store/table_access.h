// How table functions reach the connection. Internal to this room.
#ifndef SCEAU_SERVER_STORE_TABLE_ACCESS_H_
#define SCEAU_SERVER_STORE_TABLE_ACCESS_H_

#include "server/store/database.h"
#include "server/store/read_pool.h"

namespace sceau {

inline Database& DatabaseOf(TableReader& reader) { return *reader.database_; }

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_TABLE_ACCESS_H_
