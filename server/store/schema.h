// The tables of each file: made by numbered scripts (schema/*.sql, embedded),
// and signed with the group they belong to. Internal to this room.
#ifndef SCEAU_SERVER_STORE_SCHEMA_H_
#define SCEAU_SERVER_STORE_SCHEMA_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "server/store/database.h"

namespace sceau {

enum class FileKind : uint8_t { kCase, kKeys, kJournal };

// The script "case_0001", ...; empty when there is none of that name.
absl::string_view SchemaScript(absl::string_view name);

// Makes the tables of a new file and writes whose it is, in one transaction.
absl::Status CreateSchema(Database& database, FileKind kind,
                          absl::string_view group, uint32_t key_version);

// Errors: DATA_LOSS / DATABASE_CORRUPT with metadata "cause" = "other_group"
// or "other_file" (of another kind); FAILED_PRECONDITION (made by a newer
// version of this program).
absl::Status CheckSchema(Database& database, FileKind kind,
                         absl::string_view group);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_SCHEMA_H_
