#include "server/store/statement.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "proto/contract/errors.h"
#include "server/store/database.h"
#include "server/store/engine.h"
#include "sqlite3.h"

namespace sceau {
namespace {

// One thread at a time has the connection, so no atomic addition is needed.
void Add(std::atomic<uint64_t>& counter, uint64_t amount) {
  counter.store(counter.load(std::memory_order_relaxed) + amount,
                std::memory_order_relaxed);
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      in_use_(other.in_use_),
      bind_error_(other.bind_error_) {}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  if (in_use_ == nullptr) {
    (void)sqlite3_finalize(statement_);
    return;
  }
  // Both give the error of the last step again, which Step has told.
  (void)sqlite3_reset(statement_);
  (void)sqlite3_clear_bindings(statement_);
  *in_use_ = false;
}

Statement& Statement::Note(int code) {
  if (code != SQLITE_OK && bind_error_ == SQLITE_OK) bind_error_ = code;
  return *this;
}

Statement& Statement::Int64(int index, int64_t value) {
  return Note(sqlite3_bind_int64(statement_, index, value));
}

Statement& Statement::U64(int index, uint64_t value) {
  return Int64(index, static_cast<int64_t>(value));
}

Statement& Statement::Text(int index, absl::string_view value) {
  // A null pointer would bind NULL.
  const char* data = value.data() == nullptr ? "" : value.data();
  return Note(sqlite3_bind_text64(statement_, index, data, value.size(),
                                  SQLITE_STATIC, SQLITE_UTF8));
}

Statement& Statement::Blob(int index, crypto::ByteView value) {
  if (value.empty()) return Note(sqlite3_bind_zeroblob(statement_, index, 0));
  return Note(sqlite3_bind_blob64(statement_, index, value.data(), value.size(),
                                  SQLITE_STATIC));
}

Statement& Statement::Null(int index) {
  return Note(sqlite3_bind_null(statement_, index));
}

absl::StatusOr<bool> Statement::Step() {
  if (bind_error_ != SQLITE_OK) return EngineError(bind_error_);
  if (sqlite3_stmt_busy(statement_) == 0) Add(database_->statements_, 1);
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) {
    Add(database_->rows_, 1);
    return true;
  }
  if (code == SQLITE_DONE) return false;
  return EngineError(code);
}

absl::Status Statement::Run() {
  ASSIGN_OR_RETURN(const bool has_row, Step());
  if (has_row) {
    return Error(v1::ERROR_REASON_INVARIANT_BROKEN,
                 "a statement without result gave a row");
  }
  return absl::OkStatus();
}

void Statement::CountBytes(size_t size) const { Add(database_->bytes_, size); }

int64_t Statement::ColumnInt64(int column) const {
  CountBytes(sizeof(int64_t));
  return sqlite3_column_type(statement_, column) == SQLITE_INTEGER
             ? sqlite3_column_int64(statement_, column)
             : 0;
}

uint64_t Statement::ColumnU64(int column) const {
  return static_cast<uint64_t>(ColumnInt64(column));
}

absl::string_view Statement::ColumnText(int column) const {
  if (sqlite3_column_type(statement_, column) != SQLITE_TEXT) return {};
  const auto* text = sqlite3_column_text(statement_, column);
  if (text == nullptr) return {};
  const auto size =
      static_cast<size_t>(sqlite3_column_bytes(statement_, column));
  CountBytes(size);
  return {reinterpret_cast<const char*>(text), size};
}

crypto::ByteView Statement::ColumnBlob(int column) const {
  if (sqlite3_column_type(statement_, column) != SQLITE_BLOB) return {};
  const void* blob = sqlite3_column_blob(statement_, column);
  if (blob == nullptr) return {};  // Of size 0.
  const auto size =
      static_cast<size_t>(sqlite3_column_bytes(statement_, column));
  CountBytes(size);
  return {static_cast<const uint8_t*>(blob), size};
}

bool Statement::ColumnIsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

bool Statement::ColumnFixed(int column, std::span<uint8_t> out) const {
  const crypto::ByteView blob = ColumnBlob(column);
  if (blob.size() != out.size()) return false;
  std::ranges::copy(blob, out.begin());
  return true;
}

}  // namespace sceau
