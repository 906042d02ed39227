// The newest checkpoint, in a file outside the data directory: who puts back an
// older journal does not put back this one.
//
// The file is made once, when the group is, with room for two slots; from then
// on the two are overwritten in turn, so that a cut in the middle of one leaves
// the other. A full disk cannot stop it. Slot, kCheckpointSlotBytes each:
//   "sceau slot v1\n", u64 sequence, u32 length, note, zeros, and in the last
//   32 bytes the SHA-256 of all before.
// The valid slot with the greater sequence counts.
#ifndef SCEAU_SERVER_JOURNAL_CHECKPOINT_STORE_H_
#define SCEAU_SERVER_JOURNAL_CHECKPOINT_STORE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/checkpoint.h"
#include "crypto/ed25519.h"

namespace sceau {

inline constexpr size_t kCheckpointSlotBytes = 4'096;

// The checkpoint of a stored note. Errors: FAILED_PRECONDITION /
// ROLLBACK_SUSPECTED (not this key's, or of another origin).
absl::StatusOr<crypto::Checkpoint> VerifyStored(absl::string_view note,
                                                const crypto::SigningKey& key,
                                                const std::string& origin);

// Holds a lock on the file, so that no other process swaps. Thread compatible.
class CheckpointStore {
 public:
  // Writes a new file, mode 0600, with `first` in it.
  // Errors: FAILED_PRECONDITION (there already, or cannot be made).
  static absl::Status Create(const std::string& path, absl::string_view first);

  // Errors: FAILED_PRECONDITION / ROLLBACK_SUSPECTED (missing or without a
  // valid slot, metadata "cause": it is never made anew silently),
  // FAILED_PRECONDITION (held by another process).
  static absl::StatusOr<std::unique_ptr<CheckpointStore>> Open(
      const std::string& path);
  ~CheckpointStore();

  CheckpointStore(const CheckpointStore&) = delete;
  CheckpointStore& operator=(const CheckpointStore&) = delete;

  // The stored note.
  // Errors: as Swap.
  absl::StatusOr<std::string> Load() const;

  // Replaces `expected`, which must be what the file holds, by `next`; on
  // stable storage when this returns. `next` fits a slot.
  // Errors: ABORTED (the file holds something else), UNAVAILABLE /
  // AUDIT_UNAVAILABLE (the file was removed, replaced or cut, or the disk
  // failed: the file may then hold either).
  absl::Status Swap(absl::string_view expected, absl::string_view next);

 private:
  struct Slot {
    uint64_t sequence = 0;
    std::string note = {};
    int position = 0;  // 0 or 1.
  };

  CheckpointStore(std::string path, int fd);

  static crypto::Bytes Encode(uint64_t sequence, absl::string_view note);
  absl::StatusOr<Slot> Newest() const;
  bool IsStillThere() const;

  const std::string path_;
  const int fd_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_CHECKPOINT_STORE_H_
