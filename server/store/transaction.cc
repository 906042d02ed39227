#include "server/store/transaction.h"

#include <utility>

#include "proto/contract/errors.h"
#include "server/store/engine.h"
#include "sqlite3.h"

namespace sceau {

bool IsHarmlessFailure(const absl::Status& status) {
  switch (PrimaryCode(EngineCodeOf(status))) {
    case SQLITE_FULL:
    case SQLITE_BUSY:
      return true;
    default:
      return false;
  }
}

absl::StatusOr<Transaction> Transaction::Begin(Database& database) {
  RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ != nullptr && database_->InTransaction()) {
    (void)database_->Execute("ROLLBACK");
  }
}

absl::Status Transaction::Savepoint() {
  return database_->Execute("SAVEPOINT work");
}

absl::Status Transaction::ReleaseSavepoint() {
  return database_->Execute("RELEASE work");
}

absl::Status Transaction::RollbackToSavepoint() {
  RETURN_IF_ERROR(database_->Execute("ROLLBACK TO work"));
  return database_->Execute("RELEASE work");
}

bool Transaction::IsOpen() const {
  return database_ != nullptr && database_->InTransaction();
}

CommitResult Transaction::Commit() {
  absl::Status status = database_->Execute("COMMIT");
  if (status.ok()) {
    database_ = nullptr;
    return {.outcome = CommitOutcome::kDurable, .status = absl::OkStatus()};
  }
  if (!IsHarmlessFailure(status)) {
    (void)Rollback(status);
    return {.outcome = CommitOutcome::kUncertain, .status = std::move(status)};
  }
  return Rollback(std::move(status));
}

CommitResult Transaction::Rollback(absl::Status cause) {
  Database* database = std::exchange(database_, nullptr);
  if (database == nullptr || !database->InTransaction() ||
      database->Execute("ROLLBACK").ok()) {
    return {.outcome = CommitOutcome::kUndone, .status = std::move(cause)};
  }
  return {.outcome = CommitOutcome::kUncertain, .status = std::move(cause)};
}

}  // namespace sceau
