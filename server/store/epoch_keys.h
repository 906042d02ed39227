// Epoch keys: the random keys that wrap the case keys. They lie in a file
// beside the root key, never in a data backup, and are turned every 35 days at
// most: what an old backup holds of a destroyed case then opens no more.
//
// File, version 1: the text "sceau epochs v1\n", then sealed under the root key
// (crypto/aead.h, associated data: canonical(that text, group)): u32 count, and
// for each key, newest first: u32 epoch, u64 time of making (Unix s), 32 bytes.
#ifndef SCEAU_SERVER_STORE_EPOCH_KEYS_H_
#define SCEAU_SERVER_STORE_EPOCH_KEYS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "crypto/aead.h"
#include "crypto/secret.h"
#include "server/runtime/mutex.h"

namespace sceau {

// A key is turned when it is this old; the promise is 35 days.
inline constexpr absl::Duration kEpochAge = absl::Hours(24 * 30);

// One epoch's key. Immutable.
struct EpochKey {
  uint32_t epoch = 0;
  absl::Time made = {};
  crypto::Secret key = {};
};

// The current key and, while a turn is under way, those it retires. Thread
// safe; Begin and Finish are the writer's.
class EpochKeys {
 public:
  // Writes a file with a first key, epoch 1.
  // Errors: FAILED_PRECONDITION (the file is there already, or cannot be made).
  static absl::Status Create(const std::string& path, absl::string_view group,
                             const crypto::Secret& root_key, absl::Time now);

  // Errors: FAILED_PRECONDITION (absent, not ours, open to others), DATA_LOSS /
  // DATABASE_CORRUPT (does not open under this root key for this group).
  static absl::StatusOr<std::unique_ptr<EpochKeys>> Open(
      const std::string& path, absl::string_view group,
      const crypto::Secret& root_key);

  // What new case keys are wrapped under.
  std::shared_ptr<const EpochKey> Current() const ABSL_LOCKS_EXCLUDED(mu_);

  // Null when the epoch is not, or no longer, known.
  std::shared_ptr<const EpochKey> Find(uint32_t epoch) const
      ABSL_LOCKS_EXCLUDED(mu_);

  // Whether the current key is kEpochAge old.
  bool IsDue(absl::Time now) const;

  // Whether retired keys wait for their case keys to be wrapped anew.
  bool IsTurning() const ABSL_LOCKS_EXCLUDED(mu_);

  // Makes a new current key; the old one stays until Finish. On an error
  // nothing has changed.
  absl::Status Begin(absl::Time now) ABSL_LOCKS_EXCLUDED(mu_);

  // Forgets the retired keys: overwritten in the file, then gone. Only when
  // no case key is wrapped under them any more. On an error nothing has
  // changed.
  absl::Status Finish() ABSL_LOCKS_EXCLUDED(mu_);

 private:
  using Keys = std::vector<std::shared_ptr<const EpochKey>>;

  EpochKeys(std::string path, std::string group, const crypto::Secret& root_key,
            Keys keys);

  static crypto::Bytes Seal(const crypto::AeadKey& root_key,
                            absl::string_view group, const Keys& keys);

  const std::string path_;
  const std::string group_;
  const crypto::AeadKey root_key_;

  mutable Mutex mu_;
  Keys keys_ ABSL_GUARDED_BY(mu_);  // Newest first; never empty.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_EPOCH_KEYS_H_
