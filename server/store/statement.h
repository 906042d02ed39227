// One prepared SQL statement: bind, step, read.
//
// SQL is known at compile time and values are bound, so no text from outside
// ever becomes SQL.
#ifndef SCEAU_SERVER_STORE_STATEMENT_H_
#define SCEAU_SERVER_STORE_STATEMENT_H_

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"

struct sqlite3_stmt;

namespace sceau {

class Database;

// The text of a statement: only made of a literal, at compile time.
class Sql {
 public:
  template <size_t kSize>
  consteval Sql(const char (&text)[kSize])  // NOLINT: converts by design.
      : text_(text, kSize - 1) {}

  absl::string_view text() const { return text_; }

 private:
  absl::string_view text_;
};

// Leased from the connection's cache by Database::Prepare and given back, reset
// and with its bindings cleared, when destroyed; the connection outlives it.
// Thread compatible, with its connection.
//
// Parameters count from 1 and columns from 0, as in SQL. Binding, once failed,
// fails the next Step. Numbers above int64 do not fit SQL: U64 values are
// stored as their two's complement and compare wrongly above 2^63 - 1, which
// none of ours reaches.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  Statement(const Statement&) = delete;
  ~Statement();

  // Each returns the statement. Views must live until the next Step or Run
  // has returned.
  Statement& Int64(int index, int64_t value);
  Statement& U64(int index, uint64_t value);
  Statement& Text(int index, absl::string_view value);
  Statement& Blob(int index, crypto::ByteView value);
  Statement& Null(int index);
  // Any other integer, and bool, would be narrowed or widened silently.
  template <std::integral T>
  requires(!std::same_as<T, int64_t>) Statement& Int64(int index,
                                                       T value) = delete;
  template <std::integral T>
  requires(!std::same_as<T, uint64_t>) Statement& U64(int index,
                                                      T value) = delete;

  // True: a row is there to read. False: there is no further one. "No more"
  // and "broken" are different answers.
  // Errors: as Database's.
  absl::StatusOr<bool> Step();

  // For what returns no row: steps once.
  // Errors: as Step; INTERNAL / INVARIANT_BROKEN (there was a row).
  absl::Status Run();

  // Of the row Step has just given. Views end with the next Step. A column of
  // another type, or NULL, reads as 0 or empty.
  int64_t ColumnInt64(int column) const;
  uint64_t ColumnU64(int column) const;
  absl::string_view ColumnText(int column) const;
  crypto::ByteView ColumnBlob(int column) const;
  bool ColumnIsNull(int column) const;

  // Copies.
  std::string ColumnString(int column) const {
    return std::string(ColumnText(column));
  }
  crypto::Bytes ColumnBytes(int column) const {
    const crypto::ByteView view = ColumnBlob(column);
    return {view.begin(), view.end()};
  }
  // False, and `out` is left as it was, when the blob has another size.
  [[nodiscard]] bool ColumnFixed(int column, std::span<uint8_t> out) const;

 private:
  friend class Database;
  // `in_use` is the cache's mark, cleared when given back; null for a statement
  // of its own, finalized instead.
  Statement(Database& database, sqlite3_stmt* statement, bool* in_use)
      : database_(&database), statement_(statement), in_use_(in_use) {}

  Statement& Note(int code);
  void CountBytes(size_t size) const;

  Database* database_;
  sqlite3_stmt* statement_;
  bool* in_use_;
  int bind_error_ = 0;  // SQLite's code of the first binding that failed.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_STATEMENT_H_
