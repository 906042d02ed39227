#include "server/store/schema.h"

#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "crypto/bytes.h"
#include "proto/contract/errors.h"
#include "server/store/engine.h"

namespace sceau {
namespace {

// "Scea", in every file from version 2 on.
constexpr int64_t kProductId = 0x53'63'65'61;

// What changes in a file's tables on the way to a version. A version without a
// line changes none, of any kind.
struct Step {
  FileKind kind = FileKind::kCase;
  int64_t version = 0;
  absl::string_view script = {};
};
constexpr Step kSteps[] = {
    {FileKind::kCase, 1, "case_0001"},
    {FileKind::kKeys, 1, "keys_0001"},
    {FileKind::kJournal, 1, "journal_0001"},
};

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

absl::Status TakeStep(Database& database, FileKind kind, int64_t version) {
  for (const Step& step : kSteps) {
    if (step.kind != kind || step.version != version) continue;
    const absl::string_view script = SchemaScript(step.script);
    if (script.empty()) {
      return Error(v1::ERROR_REASON_INVARIANT_BROKEN, "a script is missing");
    }
    RETURN_IF_ERROR(database.ExecuteSchema(std::string(script)));
  }
  if (version >= 2) RETURN_IF_ERROR(database.SetProductId(kProductId));
  return database.SetSchemaVersion(version);
}

absl::Status TakeAllSteps(Database& database, FileKind kind,
                          absl::string_view group, uint32_t key_version) {
  for (int64_t version = 1; version <= kSchemaVersion; ++version) {
    RETURN_IF_ERROR(TakeStep(database, kind, version));
  }
  RETURN_IF_ERROR(PutMeta(database, "kind", KindText(kind)));
  RETURN_IF_ERROR(PutMeta(database, "group", group));
  return PutMeta(database, "key_version", absl::StrCat(key_version));
}

// Runs `work` in a transaction.
template <typename Work>
absl::Status Whole(Database& database, Work&& work) {
  RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
  absl::Status status = std::forward<Work>(work)();
  if (status.ok()) status = database.Execute("COMMIT");
  if (!status.ok()) (void)database.Execute("ROLLBACK");
  return status;
}

absl::Status OtherVersion(absl::string_view cause, absl::string_view message,
                          int64_t found) {
  return Error(v1::ERROR_REASON_STATE_FORBIDS, message,
               {{"cause", cause},
                {"found", absl::StrCat(found)},
                {"known", absl::StrCat(kSchemaVersion)}});
}

}  // namespace

absl::Status CreateSchema(Database& database, FileKind kind,
                          absl::string_view group, uint32_t key_version) {
  return Whole(database, [&] {
    return TakeAllSteps(database, kind, group, key_version);
  });
}

absl::StatusOr<int64_t> ReadSchema(Database& database, FileKind kind,
                                   absl::string_view group) {
  ASSIGN_OR_RETURN(const int64_t version, database.SchemaVersion());
  ASSIGN_OR_RETURN(const int64_t product, database.ProductId());
  if (product != (version >= 2 ? kProductId : 0)) return ForeignFile();
  if (version > kSchemaVersion) {
    return OtherVersion("schema_newer",
                        "a database was written by a newer version of this "
                        "program: install that version again",
                        version);
  }
  ASSIGN_OR_RETURN(const std::string stored_kind, GetMeta(database, "kind"));
  if (version < 1 || stored_kind != KindText(kind)) {
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
  return version;
}

absl::Status CheckSchema(Database& database, FileKind kind,
                         absl::string_view group) {
  ASSIGN_OR_RETURN(const int64_t version, ReadSchema(database, kind, group));
  if (version == kSchemaVersion) return absl::OkStatus();
  return OtherVersion("schema_older",
                      "a database was written by an earlier version of this "
                      "program: bring it up to date first",
                      version);
}

absl::Status MigrateSchema(Database& database, FileKind kind) {
  ASSIGN_OR_RETURN(int64_t version, database.SchemaVersion());
  while (version < kSchemaVersion) {
    ++version;
    RETURN_IF_ERROR(
        Whole(database, [&] { return TakeStep(database, kind, version); }));
  }
  return absl::OkStatus();
}

}  // namespace sceau
