#include "server/journal/restore.h"

#include <algorithm>
#include <memory>

#include "crypto/checkpoint.h"
#include "crypto/ed25519.h"
#include "crypto/merkle.h"
#include "proto/contract/errors.h"
#include "server/journal/checkpoint_store.h"
#include "server/journal/leaf_log.h"
#include "server/journal/pseudonyms.h"
#include "server/journal/recovery.h"
#include "server/journal/row_map.h"

namespace sceau {
namespace {

absl::Status Refused(absl::string_view cause) {
  return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
               "the statement does not declare these files and this checkpoint",
               {{"cause", cause}});
}

absl::StatusOr<std::string> SignHeld(GroupFiles& files,
                                     const std::string& origin) {
  RowMap row_map;
  const crypto::Checkpoint none{.root = crypto::EmptyRoot()};
  ASSIGN_OR_RETURN(
      const RecoveredTree tree,
      RecoverTree(files, none, Pseudonyms(files.keys().journal.Reveal()),
                  row_map));
  return crypto::SignCheckpoint(
      {.origin = origin,
       .size = tree.head.size(),
       .root = tree.head.frontier.Root()},
      crypto::SigningKey(files.keys().checkpoint_seed.Reveal()));
}

}  // namespace

absl::StatusOr<RestorePoint> LookAtRestore(GroupFiles& files,
                                           const std::string& origin) {
  ASSIGN_OR_RETURN(const std::unique_ptr<CheckpointStore> store,
                   CheckpointStore::Open(files.paths().checkpoint_file));
  const crypto::SigningKey key(files.keys().checkpoint_seed.Reveal());
  RestorePoint point;
  point.key = crypto::VerifierKey::Of(origin, key);
  ASSIGN_OR_RETURN(point.stored, store->Load());
  ASSIGN_OR_RETURN(const crypto::Checkpoint stored,
                   VerifyStored(point.stored, key, origin));
  ASSIGN_OR_RETURN(point.held, SignHeld(files, origin));
  ASSIGN_OR_RETURN(const crypto::Checkpoint held,
                   VerifyStored(point.held, key, origin));
  if (stored.size <= held.size) {
    ReadConnection journal(files.journal_db());
    ASSIGN_OR_RETURN(
        const crypto::Hash root,
        crypto::RootAt(stored.size, [&journal](uint8_t level, uint64_t node) {
          return ReadNode(journal, level, node);
        }));
    point.continues = root == stored.root;
  }
  return point;
}

absl::StatusOr<crypto::RestoredCheckpoints> CheckRestore(
    const RestorePoint& point, const std::string& origin,
    const crypto::RestoreStatement& statement) {
  const auto declared = crypto::CheckpointsOf(statement, point.key, origin);
  if (!declared.ok()) return Refused("restore_foreign");
  if (!point.continues &&
      std::ranges::find(statement.lost, point.stored) == statement.lost.end()) {
    return Refused("restore_understated");
  }
  return *declared;
}

absl::Status ReplaceCheckpoint(const std::string& path,
                               absl::string_view stored,
                               absl::string_view next) {
  ASSIGN_OR_RETURN(const std::unique_ptr<CheckpointStore> store,
                   CheckpointStore::Open(path));
  return store->Swap(stored, next);
}

}  // namespace sceau
