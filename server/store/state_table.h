// Group-wide state, one row a thing: members, signatures, charter versions,
// sessions. Loaded and verified at start, then served from memory.
//
// Errors of every function: as Database's.
#ifndef SCEAU_SERVER_STORE_STATE_TABLE_H_
#define SCEAU_SERVER_STORE_STATE_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "server/store/read_pool.h"
#include "server/store/write_transaction.h"

namespace sceau {

struct StateRow {
  std::string kind = {};  // "member", "session", ...: a word of the program.
  std::string id = {};
  uint64_t version = 0;
  crypto::Bytes record = {};  // The room that owns the kind says what.
};

// All rows of one kind, by id.
absl::StatusOr<std::vector<StateRow>> LoadState(TableReader& reader,
                                                absl::string_view kind);

// Nothing when there is no such row.
absl::StatusOr<std::optional<StateRow>> FindState(TableReader& reader,
                                                  absl::string_view kind,
                                                  absl::string_view id);

// Inserts, or replaces the row with this kind and id.
absl::Status PutState(WriteTransaction& transaction, const StateRow& row);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_STATE_TABLE_H_
