#include "server/operator/upgrade.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"

#include "proto/contract/errors.h"
#include "server/operator/check.h"
#include "server/operator/commands.h"
#include "server/operator/explain.h"
#include "server/store/group_upgrade.h"
#include "server/store/key_provider.h"

namespace sceau {
namespace {

absl::StatusOr<std::unique_ptr<GroupUpgrade>> LookAtFiles(
    const GroupPlace& place, const GroupWorld& world,
    const UpgradeOptions& options) {
  ASSIGN_OR_RETURN(const crypto::Secret root_key,
                   FileKeyProvider(place.root_key_file).RootKey());
  return GroupUpgrade::Look(
      {.files = {.paths = {.data_directory = place.data_dir,
                           .epoch_file = place.epoch_file(),
                           .checkpoint_file = place.checkpoint_file},
                 .group = place.group,
                 .vfs = world.vfs},
       .free_bytes = options.free_bytes},
      root_key);
}

std::string Mebibytes(uint64_t bytes) {
  constexpr uint64_t kMebibyte = uint64_t{1} << 20;
  return std::to_string((bytes + kMebibyte - 1) / kMebibyte);
}

void SayPlan(const GroupPlace& place, const GroupUpgrade& upgrade,
             const Console& console) {
  std::vector<std::string> files;
  for (const GroupUpgrade::FileVersion& file : upgrade.files()) {
    files.push_back(absl::StrCat(file.name, console.In(" : ", ": "),
                                 file.schema, " → ", kSchemaVersion));
  }
  console.Say(absl::StrCat(
      place.group,
      console.In(" : format des fichiers ; ", ": format of the files; "),
      absl::StrJoin(files, ", "), "."));
  console.Say(absl::StrCat(
      console.In("Copie d'avant : ", "Copy of before: "), upgrade.safety_copy(),
      console.In(" ; place qu'il faut, en Mio : ", "; room it takes, in MiB: "),
      Mebibytes(upgrade.needed_bytes()), console.In(" ; libre : ", "; free: "),
      Mebibytes(upgrade.free_bytes()), "."));
}

// Opens the group as a start does. With a clock at which no epoch key is due to
// be turned: the copy of before opens with today's.
absl::StatusOr<uint64_t> OpenOnce(const GroupPlace& place, GroupWorld world) {
  world.clock = [] { return absl::UnixEpoch(); };
  ASSIGN_OR_RETURN(const std::unique_ptr<Group> group,
                   Group::Open(place, world));
  return group->journal().size();
}

}  // namespace

int UpgradeGroup(const GroupPlace& place, const GroupWorld& world,
                 const UpgradeOptions& options, const Console& console) {
  CheckReport report;
  CheckPlace(place, console.language, report);
  if (!report.problems.empty()) {
    console.Complain(report.problems);
    return kExitProblem;
  }
  const auto refuse = [&](const absl::Status& status) {
    console.Complain({absl::StrCat(place.group, console.In(" : ", ": "),
                                   Explain(status, console.language))});
    return IsOtherVersion(status) ? kExitOtherVersion : kExitProblem;
  };
  std::string copy;
  {
    const auto upgrade = LookAtFiles(place, world, options);
    if (!upgrade.ok()) return refuse(upgrade.status());
    if (!(*upgrade)->IsDue()) {
      console.Say(absl::StrCat(
          place.group,
          console.In(" : déjà à jour ; rien n'a été changé.",
                     ": up to date already; nothing was changed.")));
      return kExitOk;
    }
    SayPlan(place, **upgrade, console);
    if (options.dry_run) {
      console.Say(console.In("Essai à blanc : rien n'a été changé.",
                             "Dry run: nothing was changed."));
      return kExitOk;
    }
    copy = (*upgrade)->safety_copy();
    const absl::Status done = (*upgrade)->Run();
    if (!done.ok()) return refuse(done);
  }
  const auto leaves = OpenOnce(place, world);
  if (!leaves.ok()) {
    console.Complain({absl::StrCat(
        copy,
        console.In(" : copie d'avant, entière ; y revenir (runbook, « Revenir "
                   "en arrière »).",
                   ": copy of before, whole; go back to it (runbook, \"Revenir "
                   "en arrière\")."))});
    return refuse(leaves.status());
  }
  console.Say(absl::StrCat(
      place.group,
      console.In(" : à jour ; le groupe s'ouvre, et son journal prolonge le "
                 "point de contrôle ; feuilles : ",
                 ": up to date; the group opens, and its journal extends the "
                 "checkpoint; leaves: "),
      *leaves, "."));
  console.Say(console.In(
      "Démarrer le service. La copie d'avant sert au retour tant que personne "
      "n'a rien écrit ; la supprimer ensuite, 35 jours au plus.",
      "Start the service. The copy of before is the way back as long as nobody "
      "has written anything; delete it afterwards, in 35 days at most."));
  return kExitOk;
}

}  // namespace sceau
