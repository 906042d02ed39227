#include "server/store/schema.h"

#include <cstdlib>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "crypto/bytes.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

constexpr int64_t kSchemaVersion = 1;

absl::string_view KindText(FileKind kind) {
  switch (kind) {
    case FileKind::kCase:
      return "case";
    case FileKind::kKeys:
      return "keys";
    case FileKind::kJournal:
      return "journal";
  }
  std::abort();
}

absl::Status PutMeta(Database& database, absl::string_view key,
                     absl::string_view value) {
  static constexpr char kPutSql[] =
      "INSERT INTO meta (key, value) VALUES (?, ?)";
  ASSIGN_OR_RETURN(Statement put, database.Prepare(kPutSql));
  put.Text(1, key).Blob(2, crypto::AsBytes(value));
  return put.Run();
}

absl::StatusOr<std::string> GetMeta(Database& database, absl::string_view key) {
  static constexpr char kGetSql[] = "SELECT value FROM meta WHERE key = ?";
  ASSIGN_OR_RETURN(Statement get, database.Prepare(kGetSql));
  get.Text(1, key);
  ASSIGN_OR_RETURN(const bool has_row, get.Step());
  return has_row ? crypto::ToString(get.ColumnBlob(0)) : std::string();
}

absl::Status RunScripts(Database& database, FileKind kind,
                        absl::string_view group, uint32_t key_version) {
  const absl::string_view script =
      SchemaScript(absl::StrCat(KindText(kind), "_0001"));
  RETURN_IF_ERROR(database.ExecuteSchema(std::string(script)));
  RETURN_IF_ERROR(database.SetSchemaVersion(kSchemaVersion));
  RETURN_IF_ERROR(PutMeta(database, "kind", KindText(kind)));
  RETURN_IF_ERROR(PutMeta(database, "group", group));
  return PutMeta(database, "key_version", absl::StrCat(key_version));
}

}  // namespace

absl::Status CreateSchema(Database& database, FileKind kind,
                          absl::string_view group, uint32_t key_version) {
  RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
  absl::Status status = RunScripts(database, kind, group, key_version);
  if (status.ok()) status = database.Execute("COMMIT");
  if (!status.ok()) (void)database.Execute("ROLLBACK");
  return status;
}

absl::Status CheckSchema(Database& database, FileKind kind,
                         absl::string_view group) {
  ASSIGN_OR_RETURN(const int64_t version, database.SchemaVersion());
  if (version > kSchemaVersion) {
    return absl::FailedPreconditionError(
        "a database was written by a newer version of this program: install "
        "that version again");
  }
  ASSIGN_OR_RETURN(const std::string stored_kind, GetMeta(database, "kind"));
  if (version != kSchemaVersion || stored_kind != KindText(kind)) {
    return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                 "a database stands in another's place: restore the group's "
                 "files each under its own name",
                 {{"cause", "other_file"}});
  }
  ASSIGN_OR_RETURN(const std::string stored_group, GetMeta(database, "group"));
  if (stored_group != group) {
    return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                 "the database belongs to another group: check the "
                 "configuration",
                 {{"cause", "other_group"}});
  }
  return absl::OkStatus();
}

}  // namespace sceau
