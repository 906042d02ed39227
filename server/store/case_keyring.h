// The keys of cases at hand: found in keys.db, unwrapped once, kept for a
// while, dropped when the case goes.
#ifndef SCEAU_SERVER_STORE_CASE_KEYRING_H_
#define SCEAU_SERVER_STORE_CASE_KEYRING_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/aead.h"
#include "crypto/secret.h"
#include "server/runtime/mutex.h"
#include "server/store/epoch_keys.h"
#include "server/store/read_pool.h"

namespace sceau {

// Version of the category keys that new records are sealed under.
inline constexpr uint32_t kCategoryKeyVersion = 1;

// Categories are 1 to 20 (sceau.v1.Category); room for what comes.
inline constexpr int kMaxCategories = 32;

// The key of one case, and its category keys, each derived when it is first
// asked for: a category that no decision releases is never derived. Key
// material lies in locked memory and is wiped with the last owner. Thread safe.
class CaseKeys {
 public:
  // `case_key` has crypto::kCaseKeyBytes.
  explicit CaseKeys(crypto::Secret case_key);
  ~CaseKeys();

  CaseKeys(const CaseKeys&) = delete;
  CaseKeys& operator=(const CaseKeys&) = delete;

  // `category` is a v1::Category, 1 to kMaxCategories - 1, else the process
  // stops. Valid as long as this object. About 3 us at first, then 2 ns.
  const crypto::AeadKey& Key(int category) const;

  // For records of the case that are of no category.
  const crypto::AeadKey& CaseRecordsKey() const { return Key(0); }

  uint32_t key_version() const { return kCategoryKeyVersion; }

 private:
  friend class CaseKeyWrapper;

  const crypto::Secret case_key_;
  mutable std::array<std::atomic<const crypto::AeadKey*>, kMaxCategories>
      categories_ = {};
};

inline constexpr size_t kMaxCachedCases = 2'048;

// Thread safe.
class CaseKeyring {
 public:
  // Both outlive this object.
  CaseKeyring(absl::string_view group, ReadPool& keys_db,
              const EpochKeys& epochs);

  // The keys of a case that exists.
  // Errors: DATA_LOSS / CIPHERTEXT_REJECTED (there is no key for it, or it does
  // not unwrap for this case under its epoch), and Database's.
  absl::StatusOr<std::shared_ptr<const CaseKeys>> Find(
      absl::string_view case_id) ABSL_LOCKS_EXCLUDED(mu_);

  // Fresh keys for a new case, to be given to WriteTransaction::PutCaseKey.
  // Find knows them once that transaction is committed.
  static std::shared_ptr<const CaseKeys> New();

  // Forgets the keys of a case; who still holds them keeps them.
  void Drop(absl::string_view case_id) ABSL_LOCKS_EXCLUDED(mu_);

 private:
  struct Cached {
    std::string case_id;
    std::shared_ptr<const CaseKeys> keys;
  };

  absl::StatusOr<std::shared_ptr<const CaseKeys>> Load(
      absl::string_view case_id);

  const std::string group_;
  ReadPool& keys_db_;
  const EpochKeys& epochs_;

  Mutex mu_;
  std::list<Cached> recent_ ABSL_GUARDED_BY(mu_);  // Most recent first.
  absl::flat_hash_map<std::string, std::list<Cached>::iterator> by_id_
      ABSL_GUARDED_BY(mu_);
  // Counts Drops, so that a Load under way when its case goes is not kept.
  uint64_t drops_ ABSL_GUARDED_BY(mu_) = 0;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_CASE_KEYRING_H_
