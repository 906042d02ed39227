#include "server/journal/row_map.h"

#include <algorithm>

namespace sceau {

bool RowMap::Matches(const Pseudonym& row, const crypto::Hash& digest) const {
  MutexLock lock(mu_);
  const auto found = rows_.find(row);
  const crypto::Hash& durable = found == rows_.end() ? kNoRow : found->second;
  if (durable == digest) return true;
  return std::ranges::any_of(announced_, [&](const RowDigest& announced) {
    return announced.row == row && announced.digest == digest;
  });
}

crypto::Hash RowMap::Find(const Pseudonym& row) const {
  MutexLock lock(mu_);
  const auto found = rows_.find(row);
  return found == rows_.end() ? kNoRow : found->second;
}

void RowMap::Announce(std::span<const RowDigest> rows) {
  if (rows.empty()) return;
  MutexLock lock(mu_);
  announced_.insert(announced_.end(), rows.begin(), rows.end());
}

void RowMap::Settle(std::span<const RowDigest> rows) {
  MutexLock lock(mu_);
  for (const RowDigest& row : rows) rows_[row.row] = row.digest;
  announced_.clear();
}

void RowMap::Withdraw() {
  MutexLock lock(mu_);
  announced_.clear();
}

size_t RowMap::size() const {
  MutexLock lock(mu_);
  return rows_.size();
}

}  // namespace sceau
