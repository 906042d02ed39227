// One transaction of one writing connection, and what its end means.
#ifndef SCEAU_SERVER_STORE_TRANSACTION_H_
#define SCEAU_SERVER_STORE_TRANSACTION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "server/store/database.h"

namespace sceau {

enum class CommitOutcome : uint8_t {
  kDurable,    // On stable storage.
  kUndone,     // Rolled back before it could be: try again later.
  kUncertain,  // The disk failed: only recovery can tell. Stop.
};

// Whether the engine's error leaves no doubt about the file, so that trying
// again is right: full, busy.
bool IsHarmlessFailure(const absl::Status& status);

struct CommitResult {
  CommitOutcome outcome = CommitOutcome::kUncertain;
  absl::Status status = absl::OkStatus();  // OK when durable.
};

// Undone when destroyed before Commit. Thread compatible, with its connection.
class Transaction {
 public:
  // Takes the write lock at once.
  // Errors: as Database's.
  static absl::StatusOr<Transaction> Begin(Database& database);

  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  ~Transaction();

  // One savepoint at a time.
  absl::Status Savepoint();
  absl::Status ReleaseSavepoint();
  absl::Status RollbackToSavepoint();

  // False once the engine has undone the whole transaction by itself, as it
  // does when the disk is full or fails.
  bool IsOpen() const;

  CommitResult Commit();

  // kUndone, or kUncertain when even that failed. `cause` becomes the status.
  CommitResult Rollback(absl::Status cause);

 private:
  explicit Transaction(Database& database) : database_(&database) {}

  Database* database_;  // Null once ended or moved from.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_TRANSACTION_H_
