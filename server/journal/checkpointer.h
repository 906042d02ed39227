// Signs the growing tree and stores the checkpoint before anyone is shown it,
// off the path of the calls. Internal to this room.
#ifndef SCEAU_SERVER_JOURNAL_CHECKPOINTER_H_
#define SCEAU_SERVER_JOURNAL_CHECKPOINTER_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/status.h"

#include "crypto/checkpoint.h"
#include "crypto/ed25519.h"
#include "crypto/merkle.h"
#include "crypto/signed_note.h"
#include "server/journal/checkpoint_store.h"
#include "server/runtime/mutex.h"

namespace sceau {

// Leaves after which a checkpoint is made without waiting for the interval.
inline constexpr uint64_t kLeavesPerCheckpoint = 256;

// Threads: one of its own, "checkpoint"; every function from any thread.
class Checkpointer {
 public:
  struct Options {
    std::string origin = {};
    std::chrono::milliseconds interval{1'000};
    // Told of each change between storing and failing, on the own thread; OK
    // or UNAVAILABLE / AUDIT_UNAVAILABLE. While it fails nothing may be
    // acknowledged.
    std::function<void(const absl::Status&)> on_status = nullptr;
    // The file holds a checkpoint that this process did not store: the history
    // has parted. Called once.
    std::function<void(const absl::Status&)> on_conflict = nullptr;
  };

  // `stored` is what the store holds, a note over `stored_size` leaves.
  Checkpointer(Options options, crypto::SigningKey key,
               std::unique_ptr<CheckpointStore> store, std::string stored,
               uint64_t stored_size);
  // Stores a last checkpoint of what was announced.
  ~Checkpointer();

  // `frontier` is of durable leaves. Cheap.
  void Announce(const crypto::MerkleFrontier& frontier)
      ABSL_LOCKS_EXCLUDED(mu_);

  // Stores `note`, a checkpoint of this key that the tree does not continue, in
  // place of the newest, so that no later start opens the group; nothing is
  // stored after it. Cheap: the own thread does it, again until the disk takes
  // it.
  void Condemn(std::string note) ABSL_LOCKS_EXCLUDED(mu_);

  // The newest stored checkpoint.
  std::string Newest() const ABSL_LOCKS_EXCLUDED(mu_);

  const crypto::VerifierKey& verifier_key() const { return verifier_key_; }

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mu_);
  // Waits for something to store. False: the end.
  bool Await(crypto::MerkleFrontier& frontier, std::string& condemning)
      ABSL_LOCKS_EXCLUDED(mu_);
  std::string Sign(const crypto::MerkleFrontier& frontier) const;
  // Whether the note is in the file; if not, again later.
  bool Store(const std::string& note) ABSL_LOCKS_EXCLUDED(mu_);
  void Show(const std::string& note, uint64_t size) ABSL_LOCKS_EXCLUDED(mu_);
  void End() ABSL_LOCKS_EXCLUDED(mu_);

  const Options options_;
  const crypto::SigningKey key_;
  const crypto::VerifierKey verifier_key_;
  const std::unique_ptr<CheckpointStore> store_;  // Own thread.
  bool failing_ = false;                          // Own thread.

  mutable Mutex mu_;
  CondVar changed_;
  crypto::MerkleFrontier announced_ ABSL_GUARDED_BY(mu_);
  std::shared_ptr<const std::string> newest_ ABSL_GUARDED_BY(mu_);
  uint64_t stored_size_ ABSL_GUARDED_BY(mu_);
  std::string condemning_ ABSL_GUARDED_BY(mu_);  // Empty: not condemned.
  bool ended_ ABSL_GUARDED_BY(mu_) = false;      // Conflict, or condemned.
  bool stopping_ ABSL_GUARDED_BY(mu_) = false;

  std::thread thread_;  // Last: starts when everything above is ready.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_CHECKPOINTER_H_
