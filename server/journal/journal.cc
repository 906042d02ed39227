#include "server/journal/journal.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "absl/strings/str_cat.h"

#include "crypto/checkpoint.h"
#include "crypto/ed25519.h"
#include "crypto/merkle.h"
#include "proto/contract/errors.h"
#include "server/journal/batch_writer.h"
#include "server/journal/call_queue.h"
#include "server/journal/checkpoint_store.h"
#include "server/journal/checkpointer.h"
#include "server/journal/forgetting.h"
#include "server/journal/leaf_log.h"
#include "server/journal/recovery.h"
#include "server/store/leaf_table.h"

namespace sceau {
namespace {

absl::Status NotDurable(absl::string_view field) {
  return FieldError(field, "no such leaf or tree in the journal");
}

absl::Status SeenToPart() {
  return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
               "a member was shown a later history than this one: the group "
               "stays closed until its newest files are back",
               {{"cause", "checkpoint_seen"}});
}

absl::Status DeclaredLost() {
  return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
               "two persons declared that this history was lost: the statement "
               "is to be accepted first",
               {{"cause", "restore_declared"}});
}

// The tree covers the naming part by its hash only.
absl::Status NamingAltered() {
  return Error(v1::ERROR_REASON_AUDIT_TREE_BROKEN,
               "what a leaf says of who acted is not what was recorded",
               {{"file", "journal.db"}});
}

}  // namespace

absl::Status Journal::Create(GroupFiles& files, const std::string& origin) {
  ReadConnection leaves(files.journal_db());
  ASSIGN_OR_RETURN(const uint64_t count, CountLeaves(leaves));
  if (count > 0) {
    return absl::FailedPreconditionError(
        "the journal has leaves: its checkpoint file must be restored, not "
        "made anew");
  }
  const crypto::SigningKey key(files.keys().checkpoint_seed.Reveal());
  return CheckpointStore::Create(
      files.paths().checkpoint_file,
      crypto::SignCheckpoint({.origin = origin,
                              .size = 0,
                              .root = crypto::MerkleFrontier().Root()},
                             key));
}

Journal::Journal(GroupFiles& files)
    : files_(files), pseudonyms_(files.keys().journal.Reveal()) {}

absl::StatusOr<std::unique_ptr<Journal>> Journal::Open(GroupFiles& files,
                                                       Options options) {
  std::unique_ptr<Journal> journal(new Journal(files));
  ASSIGN_OR_RETURN(std::unique_ptr<CheckpointStore> store,
                   CheckpointStore::Open(files.paths().checkpoint_file));
  ASSIGN_OR_RETURN(std::string note, store->Load());
  crypto::SigningKey key(files.keys().checkpoint_seed.Reveal());
  ASSIGN_OR_RETURN(const crypto::Checkpoint stored,
                   VerifyStored(note, key, options.origin));
  ASSIGN_OR_RETURN(
      RecoveredTree tree,
      RecoverTree(files, stored, journal->pseudonyms_, journal->row_map_));
  // Only now is case.db known to be the newest.
  RETURN_IF_ERROR(files.SweepCaseKeys().status());
  if (options.log != nullptr && tree.appended > 0) {
    options.log->Write(LogEvent::kStorageRecovered,
                       {{LogKey::kGroup, LogId{files.group()}},
                        {LogKey::kCount, tree.appended}});
  }
  journal->Start(std::move(options), std::move(key), std::move(store),
                 std::move(note), stored.size, std::move(tree.head));
  return journal;
}

void Journal::Start(Options options, crypto::SigningKey key,
                    std::unique_ptr<CheckpointStore> store, std::string note,
                    uint64_t stored_size, TreeHead head) {
  Log* const log = options.log;
  log_ = log;
  auto queue = std::make_shared<CallQueue>(options.completion_threads, log);
  queue_ = queue;
  // The queue is shared: the signer may still pause it while the writer stops.
  const auto on_status = [queue, log](const absl::Status& status) {
    if (status.ok()) {
      queue->Pause(status);
      return;
    }
    queue->Pause(Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE,
                       "the checkpoint could not be stored"));
    if (log != nullptr) log->Write(LogEvent::kCheckpointFailed);
  };
  const auto on_poison =
      [told = std::make_shared<std::atomic<bool>>(false),
       tell = std::move(options.on_poison)](const absl::Status& status) {
        if (tell && !told->exchange(true)) tell(status);
      };
  const auto on_conflict = [queue, log, on_poison](const absl::Status& status) {
    queue->Close(Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE,
                       "the history of the group has parted"));
    if (log != nullptr) log->Write(LogEvent::kCheckpointConflict);
    on_poison(status);
  };
  checkpointer_ = std::make_unique<Checkpointer>(
      Checkpointer::Options{
          .origin = std::move(options.origin),
          .interval = absl::ToChronoMilliseconds(options.checkpoint_interval),
          .on_status = on_status,
          .on_conflict = on_conflict},
      std::move(key), std::move(store), std::move(note), stored_size);
  checkpointer_->Announce(head.frontier);
  forgetting_ = std::make_unique<Forgetting>(files_.journal_db());
  writer_ = std::make_unique<BatchWriter>(
      files_, row_map_, pseudonyms_, std::move(head), std::move(queue),
      BatchWriter::Options{.clock = std::move(options.clock),
                           .random = std::move(options.random),
                           .on_poison = on_poison,
                           .on_grown =
                               [this](const TreeHead& grown) {
                                 checkpointer_->Announce(grown.frontier);
                               },
                           .log = log,
                           .forgetting = forgetting_.get()});
}

Journal::~Journal() {
  // While everything that a Done may call is whole.
  if (writer_ != nullptr) writer_->Stop();
}

GroupWriter& Journal::writer() { return *writer_; }

std::string Journal::NewestCheckpoint() const {
  return checkpointer_->Newest();
}

const crypto::VerifierKey& Journal::verifier_key() const {
  return checkpointer_->verifier_key();
}

absl::Status Journal::Standing() const {
  return suspected_ ? SeenToPart() : absl::OkStatus();
}

absl::Status Journal::CheckContinues(absl::string_view field,
                                     absl::string_view note) {
  RETURN_IF_ERROR(Standing());
  if (note == NewestCheckpoint()) return absl::OkStatus();
  const auto shown =
      crypto::VerifyCheckpoint(note, verifier_key(), verifier_key().name);
  if (!shown.ok()) {
    return FieldError(field, "not a checkpoint of this journal");
  }
  if (shown->size <= size()) {
    ReadPool::Lease lease = files_.journal_reads().Take();
    ASSIGN_OR_RETURN(
        const crypto::Hash root,
        crypto::RootAt(shown->size, [&lease](uint8_t level, uint64_t node) {
          return ReadNode(*lease, level, node);
        }));
    if (root == shown->root) return absl::OkStatus();
  }
  for (const crypto::RestoredCheckpoints& restore : declared_) {
    if (shown->size > restore.restored.size &&
        shown->size <= restore.lost.size) {
      return DeclaredLost();
    }
  }
  if (!suspected_.exchange(true)) {
    queue_->Close(SeenToPart());
    // Without what others may have added to it.
    const auto parsed = crypto::ParseNote(note);
    checkpointer_->Condemn(absl::StrCat(
        parsed->text, "\n", crypto::SignatureLineOf(*parsed, verifier_key())));
    if (log_ != nullptr) {
      log_->Write(LogEvent::kGroupRefused,
                  {{LogKey::kGroup, LogId{files_.group()}},
                   {LogKey::kReason, v1::ERROR_REASON_ROLLBACK_SUSPECTED}});
    }
  }
  return SeenToPart();
}

void Journal::Forget(absl::Time before) { forgetting_->Before(before); }

uint64_t Journal::size() const { return writer_->head().size(); }

absl::Time Journal::last_leaf_time() const { return writer_->head().last_time; }

absl::StatusOr<std::vector<crypto::Hash>> Journal::InclusionProof(
    uint64_t index, uint64_t tree_size) const {
  if (tree_size > size() || tree_size == 0) return NotDurable("tree_size");
  if (index >= tree_size) return NotDurable("leaf_index");
  ReadPool::Lease lease = files_.journal_reads().Take();
  return crypto::InclusionProof(index, tree_size,
                                [&lease](uint8_t level, uint64_t node) {
                                  return ReadNode(*lease, level, node);
                                });
}

absl::StatusOr<std::vector<crypto::Hash>> Journal::ConsistencyProof(
    uint64_t first, uint64_t second) const {
  if (second > size()) return NotDurable("second_tree_size");
  if (first == 0 || first > second) return NotDurable("first_tree_size");
  ReadPool::Lease lease = files_.journal_reads().Take();
  return crypto::ConsistencyProof(first, second,
                                  [&lease](uint8_t level, uint64_t node) {
                                    return ReadNode(*lease, level, node);
                                  });
}

absl::Status Journal::Visit(
    uint64_t first, uint64_t last,
    const std::function<absl::Status(uint64_t, crypto::ByteView,
                                     crypto::ByteView)>& visit) const {
  if (last > size()) return NotDurable("leaf_index");
  ReadPool::Lease lease = files_.journal_reads().Take();
  return VisitLeaves(
      *lease, first, last, /*with_naming=*/true,
      [&visit,
       before = forgetting_->before()](const LeafRow& row) -> absl::Status {
        ASSIGN_OR_RETURN(const absl::Time time, TimeOf(row.binding));
        return visit(row.index, row.binding,
                     time < before ? crypto::ByteView() : row.naming);
      });
}

absl::Status Journal::VisitData(
    uint64_t first, uint64_t last,
    const std::function<absl::Status(crypto::ByteView, crypto::ByteView)>&
        visit) const {
  if (last > size()) return NotDurable("first");
  ReadPool::Lease lease = files_.journal_reads().Take();
  return VisitLeaves(*lease, first, last, /*with_naming=*/false,
                     [&visit](const LeafRow& row) {
                       return visit(row.binding, row.naming_hash);
                     });
}

absl::Status Journal::CheckNaming() const {
  const uint64_t count = size();
  ReadPool::Lease lease = files_.journal_reads().Take();
  return VisitLeaves(
      *lease, 0, count, /*with_naming=*/true,
      // The oldest are forgotten first: none is between named ones.
      [named = false](const LeafRow& row) mutable -> absl::Status {
        if (row.naming.empty()) {
          return named ? NamingAltered() : absl::OkStatus();
        }
        named = true;
        return std::ranges::equal(crypto::Sha256(row.naming), row.naming_hash)
                   ? absl::OkStatus()
                   : NamingAltered();
      });
}

absl::StatusOr<Journal::StoredLeaf> Journal::FindLeaf(uint64_t index) const {
  if (index >= size()) return NotDurable("leaf_index");
  StoredLeaf leaf;
  ReadPool::Lease lease = files_.journal_reads().Take();
  RETURN_IF_ERROR(VisitLeaves(
      *lease, index, index + 1, /*with_naming=*/true,
      [&leaf,
       before = forgetting_->before()](const LeafRow& row) -> absl::Status {
        ASSIGN_OR_RETURN(const absl::Time time, TimeOf(row.binding));
        const crypto::ByteView naming =
            time < before ? crypto::ByteView() : row.naming;
        crypto::Hash naming_hash = {};
        if (row.naming_hash.size() != naming_hash.size()) {
          return NotDurable("leaf_index");
        }
        std::ranges::copy(row.naming_hash, naming_hash.begin());
        if (!naming.empty() && crypto::Sha256(naming) != naming_hash) {
          return NamingAltered();
        }
        leaf.binding.assign(row.binding.begin(), row.binding.end());
        leaf.naming.assign(naming.begin(), naming.end());
        leaf.leaf_hash = LeafHashOf(row.binding, naming_hash);
        return absl::OkStatus();
      }));
  return leaf;
}

}  // namespace sceau
