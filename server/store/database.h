// One connection to one SQLCipher file. The only place that opens, keys and
// configures the engine; no PRAGMA stands anywhere else.
//
// What every connection has, and why (server/store/README.md): a raw key
// (no derivation: 3 ms instead of 200), WAL with synchronous=FULL (a commit is
// on stable storage when it returns), secure_delete, engine memory wiped and
// locked, temporary storage in memory only, foreign keys, cell size check, no
// memory mapping, no automatic checkpoint (the writer decides), no trusted
// schema, defensive mode, limits, and an authorizer that allows reading and
// writing rows and nothing else once the schema stands.
#ifndef SCEAU_SERVER_STORE_DATABASE_H_
#define SCEAU_SERVER_STORE_DATABASE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/secret.h"
#include "server/store/statement.h"

struct sqlite3;

namespace sceau {

struct DatabaseOptions {
  std::string path = {};
  enum class Mode : uint8_t {
    kCreate,  // Write; the file must not exist.
    kWrite,   // The one connection that changes and checkpoints the file.
    kRead,    // query_only.
  };
  Mode mode = Mode::kRead;
  int64_t cache_kib = 2'048;
  // The engine's name of a virtual file system; empty = the system's files.
  // Tests break disks with it.
  std::string vfs = {};
};

// What statements cost, for tests that compare the work of two calls.
struct StoreWork {
  uint64_t statements = 0;
  uint64_t rows = 0;
  uint64_t bytes = 0;  // Of the columns read.

  friend bool operator==(const StoreWork&, const StoreWork&) = default;
};

// Thread compatible: one thread at a time, and the statements with it. work()
// may be called from any thread.
//
// Errors of every function: DATA_LOSS / DATABASE_CORRUPT (a page does not
// authenticate or makes no sense), UNAVAILABLE / AUDIT_UNAVAILABLE (the disk:
// full, busy, failed), INTERNAL / INVARIANT_BROKEN (anything else). The
// metadata key "engine" holds the engine's extended error number.
class Database {
 public:
  // `key` has crypto::kDatabaseKeyBytes. A new file is made with mode 0600.
  // Errors: FAILED_PRECONDITION (engine older than the floor; the file is not
  // there, or is there for kCreate), FAILED_PRECONDITION / STATE_FORBIDS with
  // metadata "cause" = "schema_foreign" (a database that nobody encrypted),
  // DATA_LOSS / DATABASE_CORRUPT with metadata "cause" = "wrong_key" (not a
  // file of this key: another root key, another group's file, or no database).
  static absl::StatusOr<std::unique_ptr<Database>> Open(
      const DatabaseOptions& options, const crypto::Secret& key);
  ~Database();

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // A statement from the cache, or a new one when it is in use.
  absl::StatusOr<Statement> Prepare(Sql sql);

  // Prepares and runs what takes no value and gives no row.
  absl::Status Execute(Sql sql);

  // Runs a schema script, then forbids everything but rows. Source: a file of
  // schema/, embedded.
  absl::Status ExecuteSchema(const std::string& script);

  // PRAGMA user_version: the last step of the schema that was taken.
  absl::StatusOr<int64_t> SchemaVersion();
  absl::Status SetSchemaVersion(int64_t version);

  // PRAGMA application_id: whose program writes the file; 0 = nobody said.
  absl::StatusOr<int64_t> ProductId();
  absl::Status SetProductId(int64_t id);

  // Whether a transaction is open.
  bool InTransaction() const;

  // Rows that the last INSERT, UPDATE or DELETE to end changed: cheaper to ask
  // than RETURNING, which keeps its rows in a table of its own.
  int64_t changed_rows() const;

  // Copies the WAL into the file. Truncate: waits for no one, and fails while
  // a reader holds the WAL; leaves it empty. Passive: copies what it may.
  absl::Status CheckpointTruncate();
  absl::Status CheckpointPassive();

  // Whether every page of the file authenticates and tables and indexes agree:
  // reads the whole file. Empty the WAL before.
  absl::Status CheckPages();

  // Pages in the WAL after the last commit of this connection, and how many of
  // them were not yet copied into the file.
  int64_t wal_pages() const { return wal_pages_; }
  int64_t uncopied_pages() const {
    return wal_pages_ < copied_pages_ ? wal_pages_  // It has begun anew.
                                      : wal_pages_ - copied_pages_;
  }

  StoreWork work() const;

 private:
  friend class Statement;

  explicit Database(sqlite3* handle) : handle_(handle) {}

  struct CachedStatement {
    sqlite3_stmt* statement = nullptr;
    bool in_use = false;
  };

  absl::Status Configure(const DatabaseOptions& options,
                         const crypto::Secret& key);
  absl::Status Unlock(const std::string& path, const crypto::Secret& key);
  absl::StatusOr<int64_t> AskNumber(const char* sql);
  absl::Status SetNumber(const char* pragma, int64_t number);
  // Runs fixed SQL outside the cache.
  absl::Status Run(const char* sql);
  absl::StatusOr<std::string> Ask(const char* sql);
  void Restrict(bool restricted);
  absl::Status Checkpoint(int mode);

  sqlite3* handle_;
  // By the address of the text, which is a literal's.
  absl::flat_hash_map<const char*, std::unique_ptr<CachedStatement>> cache_;
  int64_t wal_pages_ = 0;
  int64_t copied_pages_ = 0;
  // Written by the thread that has the connection, read by any.
  std::atomic<uint64_t> statements_{0};
  std::atomic<uint64_t> rows_{0};
  std::atomic<uint64_t> bytes_{0};
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_DATABASE_H_
