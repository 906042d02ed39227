// Reading connections, leased for one query at a time.
//
// No lease is held while anything is waited for: a snapshot kept across a
// commit would make the WAL grow without end.
#ifndef SCEAU_SERVER_STORE_READ_POOL_H_
#define SCEAU_SERVER_STORE_READ_POOL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"

#include "crypto/secret.h"
#include "server/runtime/mutex.h"
#include "server/store/database.h"

namespace sceau {

// Where table functions read: a leased connection, or a write's transaction.
class TableReader {
 protected:
  explicit TableReader(Database& database) : database_(&database) {}
  ~TableReader() = default;

 private:
  friend Database& DatabaseOf(TableReader& reader);  // table_access.h
  Database* database_;
};

// A connection that cannot write. Each statement sees the last commit.
class ReadConnection : public TableReader {
 public:
  explicit ReadConnection(Database& database) : TableReader(database) {}
};

inline constexpr size_t kReadConnections = 4;
inline constexpr int64_t kReadCacheKib = 16 * 1'024;

// Thread safe.
class ReadPool {
 public:
  // Gives the connection back when destroyed; the pool outlives it.
  class Lease {
   public:
    Lease(ReadPool& pool, size_t index);
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    Lease(const Lease&) = delete;
    ~Lease();

    ReadConnection& operator*() { return connection_; }
    ReadConnection* operator->() { return &connection_; }

   private:
    ReadPool* pool_;
    size_t index_;
    ReadConnection connection_;
  };

  // Errors: as Database::Open.
  static absl::StatusOr<std::unique_ptr<ReadPool>> Open(
      DatabaseOptions options, const crypto::Secret& key,
      size_t connections = kReadConnections);

  // Waits while all are leased: for microseconds, as queries are short.
  Lease Take() ABSL_LOCKS_EXCLUDED(mu_);

  // Sum over the connections.
  StoreWork work() const;

 private:
  explicit ReadPool(std::vector<std::unique_ptr<Database>> connections);

  void GiveBack(size_t index) ABSL_LOCKS_EXCLUDED(mu_);

  const std::vector<std::unique_ptr<Database>> connections_;
  Mutex mu_;
  CondVar given_back_;
  std::vector<size_t> idle_ ABSL_GUARDED_BY(mu_);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_READ_POOL_H_
