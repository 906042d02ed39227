#include "server/operator/restore.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "crypto/checkpoint.h"
#include "proto/contract/errors.h"
#include "server/journal/checkpoint_store.h"
#include "server/journal/restore.h"
#include "server/witness/journal_restores.h"

namespace sceau {
namespace {

absl::Status Other() {
  return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
               "the files are not those that the statement declares",
               {{"cause", "restore_other"}});
}

absl::StatusOr<RestorePoint> LookAt(const GroupPlace& place,
                                    const GroupWorld& world) {
  ASSIGN_OR_RETURN(const std::unique_ptr<GroupFiles> files,
                   OpenFiles(place, world));
  return LookAtRestore(*files, place.origin());
}

// A checkpoint file for a while, so that the group opens on what it holds.
class Aside {
 public:
  static absl::StatusOr<std::unique_ptr<Aside>> Create(
      const std::string& path, const std::string& note) {
    // Of an attempt that was cut off.
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    RETURN_IF_ERROR(CheckpointStore::Create(path, note));
    return std::unique_ptr<Aside>(new Aside(path));
  }
  ~Aside() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  absl::StatusOr<std::string> Note() const {
    ASSIGN_OR_RETURN(const std::unique_ptr<CheckpointStore> store,
                     CheckpointStore::Open(path_));
    return store->Load();
  }

 private:
  explicit Aside(std::string path) : path_(std::move(path)) {}

  const std::string path_;
};

// Whether the open group continues what was declared: it is that and nothing
// more, or it already holds the leaf that says so.
absl::Status CheckDeclared(Group& group, const RestorePoint& point,
                           const crypto::RestoreStatement& statement) {
  if (point.held == statement.restored) return absl::OkStatus();
  ReadPool::Lease lease = group.files().cases().Take();
  ASSIGN_OR_RETURN(const bool recorded, IsRecorded(*lease, statement));
  return recorded ? absl::OkStatus() : Other();
}

}  // namespace

absl::StatusOr<crypto::RestoreStatement> DraftRestore(const GroupPlace& place,
                                                      const GroupWorld& world,
                                                      const std::string& reason,
                                                      const std::string& lost) {
  if (std::ranges::find(crypto::kRestoreReasons, reason) ==
      crypto::kRestoreReasons.end()) {
    return FieldError("reason", "one of the reasons there are");
  }
  ASSIGN_OR_RETURN(const RestorePoint point, LookAt(place, world));
  ASSIGN_OR_RETURN(const CivilClock clock, CivilClock::Create(world.clock));
  crypto::RestoreStatement statement;
  statement.group = place.group;
  statement.reason = reason;
  statement.date = absl::FormatCivilTime(clock.DayOf(clock.Now()));
  statement.restored = point.held;
  if (!point.continues) statement.lost.push_back(point.stored);
  if (!lost.empty() && lost != point.stored) statement.lost.push_back(lost);
  if (statement.lost.empty()) {
    return FieldError("lost", "the files lack nothing that is known");
  }
  const auto checked = CheckRestore(point, place.origin(), statement);
  if (MetadataOf(checked.status(), "cause") == "restore_foreign") {
    return FieldError("lost", "a checkpoint that the files lack");
  }
  RETURN_IF_ERROR(checked.status());
  return statement;
}

absl::StatusOr<Restored> DeclareRestore(
    const GroupPlace& place, const GroupWorld& world,
    const crypto::RestoreStatement& statement) {
  ASSIGN_OR_RETURN(const RestorePoint point, LookAt(place, world));
  if (statement.group != place.group) return Other();
  ASSIGN_OR_RETURN(const crypto::RestoredCheckpoints declared,
                   CheckRestore(point, place.origin(), statement));
  GroupPlace on_aside = place;
  on_aside.checkpoint_file = absl::StrCat(place.checkpoint_file, ".restore");
  ASSIGN_OR_RETURN(const std::unique_ptr<Aside> aside,
                   Aside::Create(on_aside.checkpoint_file, point.held));
  {
    ASSIGN_OR_RETURN(const std::unique_ptr<Group> group,
                     Group::Open(on_aside, world));
    RETURN_IF_ERROR(CheckDeclared(*group, point, statement));
    const std::shared_ptr<const GroupState> state = group->members().state();
    ASSIGN_OR_RETURN(const std::vector<MemberRecord> declarers,
                     DeclarersOf(statement, place.trust_domain, *state));
    RETURN_IF_ERROR(RecordRestore(group->journal(), group->state_rows(), *state,
                                  statement, declarers));
  }
  ASSIGN_OR_RETURN(const std::string newest, aside->Note());
  RETURN_IF_ERROR(
      ReplaceCheckpoint(place.checkpoint_file, point.stored, newest));
  return Restored{.kept = declared.restored.size,
                  .lost = declared.lost.size - declared.restored.size};
}

}  // namespace sceau
