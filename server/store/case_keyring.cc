#include "server/store/case_keyring.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"

#include "crypto/case_key.h"
#include "proto/contract/errors.h"
#include "server/store/case_key_table.h"

namespace sceau {

CaseKeys::CaseKeys(crypto::Secret case_key) : case_key_(std::move(case_key)) {}

CaseKeys::~CaseKeys() {
  for (const auto& category : categories_) {
    delete category.load(std::memory_order_acquire);
  }
}

const crypto::AeadKey& CaseKeys::Key(int category) const {
  if (category < 0 || category >= kMaxCategories) std::abort();
  auto& place = categories_[static_cast<size_t>(category)];
  if (const auto* key = place.load(std::memory_order_acquire)) return *key;
  auto derived = std::make_unique<const crypto::AeadKey>(
      crypto::CategoryKey(case_key_, absl::StrCat(category),
                          kCategoryKeyVersion)
          .Reveal());
  const crypto::AeadKey* other = nullptr;
  if (place.compare_exchange_strong(other, derived.get(),
                                    std::memory_order_acq_rel)) {
    return *derived.release();
  }
  return *other;  // Another thread was first with the same key.
}

CaseKeyring::CaseKeyring(absl::string_view group, ReadPool& keys_db,
                         const EpochKeys& epochs)
    : group_(group), keys_db_(keys_db), epochs_(epochs) {}

absl::StatusOr<std::shared_ptr<const CaseKeys>> CaseKeyring::Find(
    absl::string_view case_id) {
  uint64_t drops = 0;
  {
    MutexLock lock(mu_);
    const auto found = by_id_.find(case_id);
    if (found != by_id_.end()) {
      recent_.splice(recent_.begin(), recent_, found->second);
      return recent_.front().keys;
    }
    drops = drops_;
  }
  ASSIGN_OR_RETURN(std::shared_ptr<const CaseKeys> keys, Load(case_id));
  MutexLock lock(mu_);
  if (drops != drops_ || by_id_.contains(case_id)) return keys;
  recent_.push_front({std::string(case_id), keys});
  by_id_[recent_.front().case_id] = recent_.begin();
  if (recent_.size() > kMaxCachedCases) {
    by_id_.erase(recent_.back().case_id);
    recent_.pop_back();
  }
  return keys;
}

absl::StatusOr<std::shared_ptr<const CaseKeys>> CaseKeyring::Load(
    absl::string_view case_id) {
  // Between reading a row and finding its epoch, a turn may have wrapped the
  // key anew and forgotten that epoch: once more then finds both.
  for (int attempt = 0; attempt < 2; ++attempt) {
    std::optional<CaseKeyRow> row;
    {
      ReadPool::Lease lease = keys_db_.Take();
      ASSIGN_OR_RETURN(row, FindCaseKey(*lease, case_id));
    }
    if (!row.has_value()) break;
    const std::shared_ptr<const EpochKey> epoch = epochs_.Find(row->epoch);
    if (epoch == nullptr) continue;
    ASSIGN_OR_RETURN(crypto::Secret key,
                     CaseKeyWrapper::Unwrap(*epoch, group_, *row));
    return std::make_shared<const CaseKeys>(std::move(key));
  }
  return Error(v1::ERROR_REASON_CIPHERTEXT_REJECTED,
               "there is no key for a stored case");
}

std::shared_ptr<const CaseKeys> CaseKeyring::New() {
  return std::make_shared<const CaseKeys>(crypto::NewCaseKey());
}

void CaseKeyring::Drop(absl::string_view case_id) {
  MutexLock lock(mu_);
  ++drops_;
  const auto found = by_id_.find(case_id);
  if (found == by_id_.end()) return;
  recent_.erase(found->second);
  by_id_.erase(found);
}

}  // namespace sceau
