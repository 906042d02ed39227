// The workstation's witness: it remembers the journal's largest checkpoint and
// the receipts of the answers it was given, and refuses a history that does
// not continue what it has seen. Each profile is an independent witness.
//
// Guarantee: of an answer that Observe has accepted, the checkpoint is signed
// by the profile's key for the profile's origin and consistent with every one
// accepted before; its leaf is its own, younger than what was accepted before
// the call, and proven to stand in the journal at the next connection. What
// contradicts that is ROLLBACK_SUSPECTED, kept on disk with the evidence, and
// every later call is refused until a person resets the state (ResetWitness).
// What is merely unsigned, of another key or of another origin is no evidence
// about this journal: refused each time, kept never.
//
// Source: RFC 9162 (proofs), C2SP tlog-checkpoint.
//
// Threads: thread compatible. Processes: any number on one profile; the state
// is changed under a file lock, and no lock is held while a proof is awaited.
#ifndef SCEAU_CLIENT_LIB_WITNESS_H_
#define SCEAU_CLIENT_LIB_WITNESS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/lib/witness_state.h"
#include "crypto/bytes.h"
#include "crypto/checkpoint.h"
#include "crypto/signed_note.h"

namespace sceau {

// A receipt that no checkpoint covers so long after the answer is missing from
// the journal: the server signs at least every second.
inline constexpr int64_t kMaxUncoveredSeconds = 600;

// Where proofs come from. An error of code INVALID_ARGUMENT, NOT_FOUND or
// OUT_OF_RANGE says that there is no such proof, which is itself evidence; any
// other error is passed on and judges nothing.
struct ProofSource {
  // `known`: the largest checkpoint seen so far, empty for none; whoever is
  // asked may learn from it that its own history was set back.
  std::function<absl::StatusOr<std::string>(const std::string& known)>
      newest_note = {};
  std::function<absl::StatusOr<std::vector<crypto::Hash>>(uint64_t index,
                                                          uint64_t size)>
      inclusion = {};
  std::function<absl::StatusOr<std::vector<crypto::Hash>>(uint64_t first,
                                                          uint64_t second)>
      consistency = {};
};

class Witness {
 public:
  struct Options {
    std::string path = {};  // Of the state; `path`.lock beside it.
    crypto::VerifierKey key = {};
    std::string origin = {};
    std::function<int64_t()> now = {};  // Unix seconds.
    std::function<void()> wait = {};    // About a second.
  };

  // How many receipts may wait in memory for the file, of which a power cut
  // would take them. More than one is for calls by the thousand, where writing
  // the file for each would cost more than the calls.
  void set_receipts_in_memory(size_t count) { receipts_in_memory_ = count; }

  // `proofs` is called during Begin, Observe and ProveReceipts only.
  Witness(Options options, ProofSource proofs);
  // Writes what is still in memory.
  ~Witness();
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  // Whether calls may be made. Errors: ROLLBACK_SUSPECTED (earlier evidence),
  // FAILED_PRECONDITION without reason (the state cannot be read, or is
  // another origin's).
  absl::Status Standing();

  // At each new connection, before its first call: demands the newest
  // checkpoint, its consistency, and the inclusion of every receipt kept.
  // Errors: as Observe, and those of the proofs.
  absl::Status Begin();

  // Of each answer, before it is shown. `note` and `receipt` are the answer's
  // metadata as received; `owed` says that both must be there.
  // Errors: ROLLBACK_SUSPECTED (metadata "kind": FORK, ROLLBACK, UNPROVEN,
  // RECEIPT; or UNSIGNED, MISSING, which are not kept), the errors of the
  // proofs, FAILED_PRECONDITION without reason (the state cannot be written).
  absl::Status Observe(const std::optional<std::string>& note,
                       const std::optional<std::string>& receipt, bool owed);

  // Demands the inclusion of the kept receipts that the remembered checkpoint
  // covers; says how many were proven. Errors: as Observe.
  absl::StatusOr<int> ProveReceipts();

  // Demands that the history continues `note`, which came another way: from
  // another workstation, by a witness. Errors: as Observe.
  absl::Status Compare(const std::string& note);

  // Says that the remembered checkpoint was cosigned and published.
  absl::Status NoteCosigned();

  // What is remembered; absent before the first checkpoint.
  absl::StatusOr<std::optional<crypto::Checkpoint>> Remembered();
  absl::StatusOr<WitnessState> State();

 private:
  // Evidence that is kept, and the refusal to give.
  absl::Status Suspect(absl::string_view kind, absl::string_view note);
  absl::Status Adopt(const std::string& note);
  absl::Status Prove(const crypto::Checkpoint& older,
                     const crypto::Checkpoint& newer,
                     const std::string& evidence);
  // Whether the receipts in memory fit beside those of `state`, and moves them
  // there.
  enum class Fit { kFits, kFull, kContradicts };
  Fit MovePending(WitnessState& state);
  absl::Status Flush();
  absl::Status ProveOne(const Receipt& receipt,
                        const crypto::Checkpoint& checkpoint);
  absl::Status CheckOverdue();
  absl::StatusOr<WitnessState> Load();
  absl::StatusOr<std::optional<crypto::Checkpoint>> CheckpointOf(
      const WitnessState& state);
  // Changes the state under the lock; `change` says whether to store it.
  absl::Status Change(const std::function<bool(WitnessState&)>& change);

  const Options options_;
  const ProofSource proofs_;
  size_t receipts_in_memory_ = 1;
  std::string accepted_note_;     // Its signature need not be checked again.
  uint64_t accepted_size_ = 0;    // The largest known when one was accepted.
  std::vector<Receipt> pending_;  // Not yet in the file.
  std::optional<Receipt> last_;   // Of the latest answer.
};

// Sets a suspicion aside: the state moves to `path`.<Unix seconds> and the next
// connection begins anew, trusting the checkpoint it is then shown. For the
// charter officer, once the cause is known. Returns where the old state lies.
// Errors: NOT_FOUND (no state), as WriteFile.
absl::StatusOr<std::string> ResetWitness(const std::string& path, int64_t now);

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_WITNESS_H_
