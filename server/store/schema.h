// The tables of each file: made by numbered steps, the same for a new file and
// for one of an earlier version of the program, and signed with the group they
// belong to. Internal to this room.
//
// Version 1: the tables of schema/*_0001.sql. Version 2: the product's id
// stands in the file, so that another program's is told from a damaged one.
#ifndef SCEAU_SERVER_STORE_SCHEMA_H_
#define SCEAU_SERVER_STORE_SCHEMA_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "server/store/database.h"
#include "server/store/file_kind.h"

namespace sceau {

// What this program writes, and all that it serves.
inline constexpr int64_t kSchemaVersion = 2;

// The script "case_0001", ...; empty when there is none of that name.
absl::string_view SchemaScript(absl::string_view name);

// Makes the tables of a new file and writes whose it is, in one transaction.
absl::Status CreateSchema(Database& database, FileKind kind,
                          absl::string_view group, uint32_t key_version);

// The version of a file that is this product's, this kind's and this group's,
// older ones included. Changes nothing.
// Errors: FAILED_PRECONDITION / STATE_FORBIDS with metadata "cause" =
// "schema_newer" (and "found", "known") or "schema_foreign" (another product's
// file); DATA_LOSS / DATABASE_CORRUPT with metadata "cause" = "other_group" or
// "other_file" (of another kind).
absl::StatusOr<int64_t> ReadSchema(Database& database, FileKind kind,
                                   absl::string_view group);

// That the file is what ReadSchema takes, and of kSchemaVersion.
// Errors: as ReadSchema; FAILED_PRECONDITION / STATE_FORBIDS with metadata
// "cause" = "schema_older" (and "found", "known").
absl::Status CheckSchema(Database& database, FileKind kind,
                         absl::string_view group);

// Takes a file that ReadSchema takes to kSchemaVersion, one step after the
// other, each in a transaction of its own: whenever it stops, doing it again
// goes on. Nothing to do for a file that is there already.
absl::Status MigrateSchema(Database& database, FileKind kind);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_SCHEMA_H_
