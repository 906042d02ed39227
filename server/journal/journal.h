// The journal of one group, open: the writer, the map of rows, the checkpoints
// and the proofs.
//
// Guarantee: a journal that is open has the root that its leaves give, extends
// the checkpoint stored outside the data directory, and stands beside a case.db
// that is not older than it. Else it stays closed: ROLLBACK_SUSPECTED.
#ifndef SCEAU_SERVER_JOURNAL_JOURNAL_H_
#define SCEAU_SERVER_JOURNAL_JOURNAL_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "crypto/ed25519.h"
#include "crypto/restore_statement.h"
#include "crypto/signed_note.h"
#include "server/journal/group_writer.h"
#include "server/journal/pseudonyms.h"
#include "server/journal/row_map.h"
#include "server/runtime/clock.h"
#include "server/runtime/log.h"
#include "server/runtime/random.h"
#include "server/store/group_files.h"

namespace sceau {

class BatchWriter;
class CallQueue;
class CheckpointStore;
class Checkpointer;
class Forgetting;
struct TreeHead;

// Thread safe.
//
// Threads: the writer ("writer"), its watchdog ("writer-watch"), its completion
// threads ("done-N"), the signer of checkpoints ("checkpoint").
class Journal {
 public:
  struct Options {
    // "{trust domain}/{group}/journal": origin and key name of the
    // checkpoints. A client knows it from its profile.
    std::string origin = {};
    Clock clock = nullptr;
    RandomSource random = nullptr;  // For the leaves' salts.
    // Called once, from any thread, when the files' state is no longer known:
    // the process must exit. Nothing is acknowledged from then on.
    std::function<void(const absl::Status&)> on_poison = nullptr;
    Log* log = nullptr;  // May be null; outlives the journal.
    size_t completion_threads = 2;
    // Longest time between two checkpoints while leaves come.
    absl::Duration checkpoint_interval = absl::Seconds(1);
  };

  // Makes the checkpoint file, for a journal without leaves. Once in the life
  // of a group, when its files are made (store/group_files.h).
  // Errors: FAILED_PRECONDITION (the file is there already, cannot be made, or
  // the journal has leaves).
  static absl::Status Create(GroupFiles& files, const std::string& origin);

  // Appends what case.db holds and journal.db lacks, recomputes the root,
  // compares it with the stored checkpoint, rebuilds the row map, starts the
  // threads. About 2 us a leaf. `files` outlives the journal.
  // Errors: FAILED_PRECONDITION / ROLLBACK_SUSPECTED (with metadata "cause"),
  // DATA_LOSS / AUDIT_TREE_BROKEN (leaves or nodes make no tree), DATA_LOSS /
  // DATABASE_CORRUPT (case.db lacks rows that the journal knows), and those of
  // the files.
  static absl::StatusOr<std::unique_ptr<Journal>> Open(GroupFiles& files,
                                                       Options options);
  // Finishes what is queued and stores a last checkpoint.
  ~Journal();

  GroupWriter& writer();
  const RowMap& row_map() const { return row_map_; }
  const Pseudonyms& pseudonyms() const { return pseudonyms_; }

  // The newest stored checkpoint, a signed note: what every response carries.
  std::string NewestCheckpoint() const;

  // What checks the checkpoints' signatures. Printed once, when the group is
  // made; a client never takes it from the server.
  const crypto::VerifierKey& verifier_key() const;

  // What a client shows as a checkpoint it has seen: OK when it is this
  // journal's and the journal continues it. A signed one that the journal does
  // not continue closes the journal: every call, queued or new, is refused with
  // ROLLBACK_SUSPECTED, and so is every later start. Cheap for the newest one,
  // else as an inclusion proof.
  // Errors: INVALID_ARGUMENT / FIELD_INVALID (not a checkpoint of this
  // journal's key and origin), FAILED_PRECONDITION / ROLLBACK_SUSPECTED,
  // Database's.
  absl::Status CheckContinues(absl::string_view field, absl::string_view note);

  // A restore that two persons declared: what lies beyond `restored` up to
  // `lost` is known to be lost. Who shows it is refused (metadata "cause":
  // "restore_declared") and closes nothing. Before any call.
  void Declare(const crypto::RestoredCheckpoints& restore) {
    declared_.push_back(restore);
  }

  // Of leaves older than `before` nobody is named any more: not by FindLeaf or
  // Visit from now on, not in the file soon after. An earlier time than that of
  // a call before changes nothing.
  void Forget(absl::Time before);

  // OK, or FAILED_PRECONDITION / ROLLBACK_SUSPECTED once closed by
  // CheckContinues: to be asked at every call.
  absl::Status Standing() const;

  // Of durable leaves.
  uint64_t size() const;
  absl::Time last_leaf_time() const;  // InfinitePast for none.

  // Errors: INVALID_ARGUMENT / FIELD_INVALID (not a tree or leaf that is
  // durable), Database's.
  absl::StatusOr<std::vector<crypto::Hash>> InclusionProof(uint64_t index,
                                                           uint64_t size) const;
  absl::StatusOr<std::vector<crypto::Hash>> ConsistencyProof(
      uint64_t first, uint64_t second) const;

  // A stored leaf; the naming part is empty once forgotten.
  struct StoredLeaf {
    crypto::Bytes binding = {};
    crypto::Bytes naming = {};
    crypto::Hash leaf_hash = {};
  };
  // Errors: INVALID_ARGUMENT / FIELD_INVALID (no such leaf), DATA_LOSS /
  // AUDIT_TREE_BROKEN (its naming part was altered), Database's.
  absl::StatusOr<StoredLeaf> FindLeaf(uint64_t index) const;

  // Gives the durable leaves from `first` (included) to `last` (excluded) to
  // `visit`, in order; one reading connection is held meanwhile, so ask for
  // some ten thousand at a time. The naming parts are as stored, empty once
  // forgotten: FindLeaf checks one. Errors: INVALID_ARGUMENT / FIELD_INVALID
  // (beyond the end), those of `visit`, Database's.
  absl::Status Visit(
      uint64_t first, uint64_t last,
      const std::function<absl::Status(uint64_t index, crypto::ByteView binding,
                                       crypto::ByteView naming)>& visit) const;

  // As Visit, of each what its hash in the tree is of: the binding part, then
  // SHA-256 of the naming part.
  absl::Status VisitData(
      uint64_t first, uint64_t last,
      const std::function<absl::Status(crypto::ByteView binding,
                                       crypto::ByteView naming_hash)>& visit)
      const;

  // Whether every naming part is the one its leaf was made with: the start
  // reads the bindings only. Errors: as FindLeaf's.
  absl::Status CheckNaming() const;

 private:
  explicit Journal(GroupFiles& files);
  void Start(Options options, crypto::SigningKey key,
             std::unique_ptr<CheckpointStore> store, std::string note,
             uint64_t stored_size, TreeHead head);

  GroupFiles& files_;
  const Pseudonyms pseudonyms_;
  RowMap row_map_;
  std::atomic<bool> suspected_{false};
  std::vector<crypto::RestoredCheckpoints> declared_;
  Log* log_ = nullptr;
  std::shared_ptr<CallQueue> queue_;
  std::unique_ptr<Forgetting> forgetting_;
  std::unique_ptr<Checkpointer> checkpointer_;
  std::unique_ptr<BatchWriter> writer_;  // Last: stops first.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_JOURNAL_H_
