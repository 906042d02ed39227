#include "server/store/engine.h"

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "proto/contract/errors.h"
#include "sqlite3.h"

namespace sceau {
namespace {

constexpr char kCodeKey[] = "engine";
}  // namespace

absl::Status CheckEngine(int sqlite, absl::string_view sqlcipher) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(sqlcipher, absl::ByAnyChar(". "));
  int major = 0;
  int minor = 0;
  const bool parsed = parts.size() >= 2 && absl::SimpleAtoi(parts[0], &major) &&
                      absl::SimpleAtoi(parts[1], &minor);
  const bool cipher_is_new =
      parsed && (major > kMinSqlcipherMajor ||
                 (major == kMinSqlcipherMajor && minor >= kMinSqlcipherMinor));
  if (sqlite >= kMinSqliteVersion && cipher_is_new) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "the database engine is too old (SQLite ", sqlite, ", SQLCipher ",
      sqlcipher.empty() ? "none" : sqlcipher,
      "): it could corrupt a file. Run deploy/dependencies and build again; "
      "needed are SQLite 3.51.3 and SQLCipher 4.14 or newer"));
}

absl::Status EngineError(int code) {
  const std::string number = absl::StrCat(code);
  switch (PrimaryCode(code)) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    // What the engine says when the cipher rejects a page: it knows no other
    // word for "no page". Memory that really ends ends the process.
    case SQLITE_NOMEM:
      return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                   "stored pages do not authenticate or make no sense",
                   {{kCodeKey, number}});
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      return Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE,
                   "the storage did not answer", {{kCodeKey, number}});
    default:
      return Error(v1::ERROR_REASON_INVARIANT_BROKEN,
                   "the storage refused a statement", {{kCodeKey, number}});
  }
}

int EngineCodeOf(const absl::Status& status) {
  int code = 0;
  return absl::SimpleAtoi(MetadataOf(status, kCodeKey), &code) ? code : 0;
}

absl::Status ForeignFile() {
  return Error(v1::ERROR_REASON_STATE_FORBIDS,
               "a database was written by another program: check the "
               "configuration",
               {{"cause", "schema_foreign"}});
}

}  // namespace sceau
