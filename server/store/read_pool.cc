#include "server/store/read_pool.h"

#include <utility>

#include "proto/contract/errors.h"

namespace sceau {

absl::StatusOr<std::unique_ptr<ReadPool>> ReadPool::Open(
    DatabaseOptions options, const crypto::Secret& key, size_t connections) {
  options.mode = DatabaseOptions::Mode::kRead;
  std::vector<std::unique_ptr<Database>> opened;
  opened.reserve(connections);
  for (size_t i = 0; i < connections; ++i) {
    ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                     Database::Open(options, key));
    opened.push_back(std::move(database));
  }
  return std::unique_ptr<ReadPool>(new ReadPool(std::move(opened)));
}

ReadPool::ReadPool(std::vector<std::unique_ptr<Database>> connections)
    : connections_(std::move(connections)) {
  for (size_t i = connections_.size(); i > 0; --i) idle_.push_back(i - 1);
}

ReadPool::Lease ReadPool::Take() {
  MutexLock lock(mu_);
  while (idle_.empty()) given_back_.Wait(mu_);
  // The one used last: its cache is the warmest.
  const size_t index = idle_.back();
  idle_.pop_back();
  return {*this, index};
}

void ReadPool::GiveBack(size_t index) {
  {
    MutexLock lock(mu_);
    idle_.push_back(index);
  }
  given_back_.NotifyOne();
}

StoreWork ReadPool::work() const {
  StoreWork sum;
  for (const auto& connection : connections_) {
    const StoreWork work = connection->work();
    sum.statements += work.statements;
    sum.rows += work.rows;
    sum.bytes += work.bytes;
  }
  return sum;
}

ReadPool::Lease::Lease(ReadPool& pool, size_t index)
    : pool_(&pool), index_(index), connection_(*pool.connections_[index]) {}

ReadPool::Lease::Lease(Lease&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr)),
      index_(other.index_),
      connection_(other.connection_) {}

ReadPool::Lease::~Lease() {
  if (pool_ != nullptr) pool_->GiveBack(index_);
}

}  // namespace sceau
