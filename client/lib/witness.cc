#include "client/lib/witness.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"

#include "client/lib/files.h"
#include "client/lib/profile.h"
#include "crypto/merkle.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

using crypto::Checkpoint;

// Another process may move the remembered checkpoint while ours is proven.
constexpr int kMaxRounds = 8;
// How often Begin asks anew for a checkpoint that covers an old receipt.
constexpr int kOverdueRounds = 3;

absl::Status Refusal(absl::string_view kind) {
  return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
               "the journal does not continue what this workstation has seen",
               {{"kind", kind}});
}

// Whether the source has said that there is no such proof.
bool SaysNoProof(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kOutOfRange:
      return true;
    default:
      return false;
  }
}

}  // namespace

Witness::Witness(Options options, ProofSource proofs)
    : options_(std::move(options)), proofs_(std::move(proofs)) {}

Witness::~Witness() {
  // A destructor has no one to tell; the receipts of one answer were written
  // before it was shown, and only a bulk's are still here.
  Flush().IgnoreError();
}

absl::StatusOr<WitnessState> Witness::Load() {
  auto state = LoadWitnessState(options_.path);
  if (!state.ok()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "witness state ", options_.path, ": ", state.status().message()));
  }
  if (!state->origin.empty() && state->origin != options_.origin) {
    return absl::FailedPreconditionError(
        absl::StrCat("witness state ", options_.path, ": of another journal"));
  }
  return state;
}

absl::Status Witness::Change(const std::function<bool(WitnessState&)>& change) {
  const auto lock = FileLock::Take(options_.path + ".lock");
  if (!lock.ok()) {
    return ProfileIssueError(ProfileIssue::Kind::kNotWritable, options_.path);
  }
  ASSIGN_OR_RETURN(WitnessState state, Load());
  if (!change(state)) return absl::OkStatus();
  state.origin = options_.origin;
  if (!StoreWitnessState(options_.path, state).ok()) {
    return ProfileIssueError(ProfileIssue::Kind::kNotWritable, options_.path);
  }
  return absl::OkStatus();
}

absl::Status Witness::Standing() {
  ASSIGN_OR_RETURN(const WitnessState state, Load());
  return state.suspicion_kind.empty() ? absl::OkStatus()
                                      : Refusal(state.suspicion_kind);
}

absl::StatusOr<WitnessState> Witness::State() { return Load(); }

absl::StatusOr<std::optional<Checkpoint>> Witness::CheckpointOf(
    const WitnessState& state) {
  if (state.note.empty()) return std::optional<Checkpoint>();
  auto checkpoint =
      crypto::VerifyCheckpoint(state.note, options_.key, options_.origin);
  // The profile's key was replaced, or the file was tampered with.
  if (!checkpoint.ok()) return Refusal("UNSIGNED");
  return std::optional<Checkpoint>(*std::move(checkpoint));
}

absl::StatusOr<std::optional<Checkpoint>> Witness::Remembered() {
  ASSIGN_OR_RETURN(const WitnessState state, Load());
  return CheckpointOf(state);
}

absl::Status Witness::Suspect(absl::string_view kind, absl::string_view note) {
  RETURN_IF_ERROR(Change([&](WitnessState& state) {
    if (!state.suspicion_kind.empty()) return false;  // The first one counts.
    state.suspicion_kind = std::string(kind);
    state.suspicion_time = options_.now();
    state.suspicion_note = std::string(note);
    return true;
  }));
  return Refusal(kind);
}

absl::Status Witness::Prove(const Checkpoint& older, const Checkpoint& newer,
                            const std::string& evidence) {
  if (older.size == newer.size) {
    return older.root == newer.root ? absl::OkStatus()
                                    : Suspect("FORK", evidence);
  }
  if (older.size == 0) {
    return older.root == crypto::EmptyRoot() ? absl::OkStatus()
                                             : Suspect("FORK", evidence);
  }
  const auto proof = proofs_.consistency(older.size, newer.size);
  if (!proof.ok()) {
    return SaysNoProof(proof.status()) ? Suspect("UNPROVEN", evidence)
                                       : proof.status();
  }
  if (!crypto::VerifyConsistency(older.size, newer.size, *proof, older.root,
                                 newer.root)
           .ok()) {
    return Suspect("FORK", evidence);
  }
  return absl::OkStatus();
}

absl::Status Witness::Adopt(const std::string& note) {
  if (note == accepted_note_) return absl::OkStatus();
  const auto shown =
      crypto::VerifyCheckpoint(note, options_.key, options_.origin);
  if (!shown.ok()) return Refusal("UNSIGNED");
  for (int round = 0; round < kMaxRounds; ++round) {
    ASSIGN_OR_RETURN(const WitnessState state, Load());
    if (!state.suspicion_kind.empty()) return Refusal(state.suspicion_kind);
    ASSIGN_OR_RETURN(const std::optional<Checkpoint> known,
                     CheckpointOf(state));
    if (known && known->size >= shown->size) {
      RETURN_IF_ERROR(Prove(*shown, *known, note));
      accepted_note_ = note;
      accepted_size_ = std::max(accepted_size_, known->size);
      return absl::OkStatus();
    }
    // The empty tree has one root, whoever signs another.
    RETURN_IF_ERROR(Prove(
        known.value_or(Checkpoint{.root = crypto::EmptyRoot()}), *shown, note));
    bool moved = false;
    RETURN_IF_ERROR(Change([&](WitnessState& current) {
      moved = current.note != state.note;
      if (moved) return false;
      current.note = note;
      // In the same write; what does not fit is Flush's to say.
      WitnessState with_receipts = current;
      if (MovePending(with_receipts) == Fit::kFits) {
        current = std::move(with_receipts);
      }
      return true;
    }));
    if (!moved) {
      accepted_note_ = note;
      accepted_size_ = std::max(accepted_size_, shown->size);
      return absl::OkStatus();
    }
  }
  return absl::UnavailableError("other processes keep changing the witness");
}

Witness::Fit Witness::MovePending(WitnessState& state) {
  std::map<uint64_t, crypto::Hash> kept;
  for (const Receipt& receipt : state.receipts) {
    kept.emplace(receipt.index, receipt.leaf);
  }
  for (const Receipt& receipt : pending_) {
    const auto [at, added] = kept.emplace(receipt.index, receipt.leaf);
    if (!added) return Fit::kContradicts;
    state.receipts.push_back(receipt);
  }
  if (state.receipts.size() > kMaxReceipts) return Fit::kFull;
  pending_.clear();
  if (last_) state.last = last_;
  return Fit::kFits;
}

absl::Status Witness::Flush() {
  if (pending_.empty()) return absl::OkStatus();
  for (int round = 0;; ++round) {
    Fit fit = Fit::kFits;
    RETURN_IF_ERROR(Change([&](WitnessState& state) {
      fit = MovePending(state);
      return fit == Fit::kFits;
    }));
    if (fit == Fit::kFits) return absl::OkStatus();
    if (fit == Fit::kContradicts || round > 0) {
      pending_.clear();
      return Suspect("RECEIPT", "");
    }
    // Room is made once: a server that covers none of so many has broken its
    // promise.
    RETURN_IF_ERROR(ProveReceipts().status());
  }
}

absl::Status Witness::Observe(const std::optional<std::string>& note,
                              const std::optional<std::string>& receipt,
                              bool owed) {
  if (owed && (!note || !receipt)) return Refusal("MISSING");
  if (receipt) {
    const auto parsed = Receipt::Parse(*receipt, options_.now());
    if (!parsed.ok()) return Refusal("MISSING");
    // What was accepted before the call is older than the call's own leaf.
    if (parsed->index < accepted_size_) return Suspect("RECEIPT", "");
    pending_.push_back(*parsed);
    last_ = *parsed;
  }
  if (note) RETURN_IF_ERROR(Adopt(*note));
  return pending_.size() < receipts_in_memory_ ? absl::OkStatus() : Flush();
}

absl::Status Witness::ProveOne(const Receipt& receipt,
                               const Checkpoint& checkpoint) {
  const auto proof = proofs_.inclusion(receipt.index, checkpoint.size);
  if (!proof.ok()) {
    return SaysNoProof(proof.status()) ? Suspect("RECEIPT", "")
                                       : proof.status();
  }
  if (!crypto::VerifyInclusion(receipt.leaf, receipt.index, checkpoint.size,
                               *proof, checkpoint.root)
           .ok()) {
    return Suspect("RECEIPT", "");
  }
  return absl::OkStatus();
}

absl::StatusOr<int> Witness::ProveReceipts() {
  ASSIGN_OR_RETURN(const WitnessState state, Load());
  ASSIGN_OR_RETURN(const std::optional<Checkpoint> known, CheckpointOf(state));
  if (!known) return 0;
  std::vector<Receipt> proven;
  absl::Status status = absl::OkStatus();
  for (const Receipt& receipt : state.receipts) {
    if (receipt.index >= known->size) continue;
    status = ProveOne(receipt, *known);
    if (!status.ok()) break;
    proven.push_back(receipt);
  }
  if (!proven.empty()) {
    RETURN_IF_ERROR(Change([&](WitnessState& current) {
      std::erase_if(current.receipts, [&](const Receipt& receipt) {
        for (const Receipt& done : proven) {
          if (done.index == receipt.index) return true;
        }
        return false;
      });
      return true;
    }));
  }
  RETURN_IF_ERROR(status);
  return static_cast<int>(proven.size());
}

absl::Status Witness::CheckOverdue() {
  for (int round = 0;; ++round) {
    ASSIGN_OR_RETURN(const WitnessState state, Load());
    bool overdue = false;
    for (const Receipt& receipt : state.receipts) {
      overdue =
          overdue || options_.now() - receipt.received > kMaxUncoveredSeconds;
    }
    if (!overdue) return absl::OkStatus();
    if (round == kOverdueRounds) return Suspect("RECEIPT", "");
    options_.wait();
    ASSIGN_OR_RETURN(const std::string note, proofs_.newest_note(state.note));
    RETURN_IF_ERROR(Adopt(note));
    RETURN_IF_ERROR(ProveReceipts().status());
  }
}

absl::Status Witness::Begin() {
  RETURN_IF_ERROR(Standing());
  // What was known before the server was asked: another process may learn of
  // more while we wait.
  ASSIGN_OR_RETURN(const WitnessState before, Load());
  ASSIGN_OR_RETURN(const std::optional<Checkpoint> known, CheckpointOf(before));
  ASSIGN_OR_RETURN(const std::string note, proofs_.newest_note(before.note));
  const auto newest =
      crypto::VerifyCheckpoint(note, options_.key, options_.origin);
  if (!newest.ok()) return Refusal("UNSIGNED");
  if (known && newest->size < known->size) return Suspect("ROLLBACK", note);
  RETURN_IF_ERROR(Adopt(note));
  RETURN_IF_ERROR(ProveReceipts().status());
  return CheckOverdue();
}

absl::Status Witness::Compare(const std::string& note) {
  RETURN_IF_ERROR(Standing());
  return Adopt(note);
}

absl::Status Witness::NoteCosigned() {
  return Change([this](WitnessState& state) {
    state.cosigned = options_.now();
    return true;
  });
}

absl::StatusOr<std::string> ResetWitness(const std::string& path, int64_t now) {
  ASSIGN_OR_RETURN(const FileLock lock, FileLock::Take(path + ".lock"));
  const std::string aside = absl::StrCat(path, ".", now);
  if (std::rename(path.c_str(), aside.c_str()) != 0) {
    return absl::NotFoundError("there is no witness state to set aside");
  }
  return aside;
}

}  // namespace sceau
