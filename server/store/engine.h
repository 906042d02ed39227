// The database engine below the wrapper: whether it is new enough, and what its
// error numbers mean to us. Internal to this room.
#ifndef SCEAU_SERVER_STORE_ENGINE_H_
#define SCEAU_SERVER_STORE_ENGINE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace sceau {

// Below SQLite 3.51.3, resetting a WAL can corrupt the file. Below SQLCipher
// 4.14, fixes are missing.
inline constexpr int kMinSqliteVersion = 3'051'003;
inline constexpr int kMinSqlcipherMajor = 4;
inline constexpr int kMinSqlcipherMinor = 14;

// `sqlite` as sqlite3_libversion_number(), `sqlcipher` as PRAGMA
// cipher_version ("4.14.0 community").
// Errors: FAILED_PRECONDITION (older, or not SQLCipher; the message holds the
// remedy).
absl::Status CheckEngine(int sqlite, absl::string_view sqlcipher);

// The status for one of the engine's extended error numbers, as database.h
// describes it. `code` is an error.
absl::Status EngineError(int code);

// FAILED_PRECONDITION / STATE_FORBIDS with metadata "cause" =
// "schema_foreign": a database of another product.
absl::Status ForeignFile();

// Extended error numbers hold the primary one in their lowest byte.
constexpr int PrimaryCode(int code) { return code & 0xff; }

// The engine's error number that EngineError put into `status`, or 0.
int EngineCodeOf(const absl::Status& status);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_ENGINE_H_
