// The outbox of case.db: leaves of writes, committed together with their
// effect, until journal.db holds them.
//
// Errors of every function: as Database's.
#ifndef SCEAU_SERVER_STORE_OUTBOX_TABLE_H_
#define SCEAU_SERVER_STORE_OUTBOX_TABLE_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "crypto/bytes.h"
#include "server/store/database.h"
#include "server/store/read_pool.h"
#include "server/store/write_transaction.h"

namespace sceau {

struct OutboxRow {
  uint64_t index = 0;
  crypto::Bytes binding = {};
  crypto::Bytes naming = {};
};

// In the order of their indexes.
absl::StatusOr<std::vector<OutboxRow>> LoadOutbox(TableReader& reader);

absl::Status PutOutbox(WriteTransaction& transaction, uint64_t index,
                       crypto::ByteView binding, crypto::ByteView naming);

// Removes the leaves below `index`, but never the last one: it tells which
// write case.db knows of, and so whether the file is an older one.
absl::Status TrimOutbox(Database& case_db, uint64_t index);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_OUTBOX_TABLE_H_
