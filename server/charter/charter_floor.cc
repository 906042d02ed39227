#include "server/charter/charter_floor.h"

#include "absl/strings/str_format.h"

#include "proto/contract/errors.h"

namespace sceau {
namespace {

bool MayJudge(const CharterRecord& record) {
  return record.state == v1::CHARTER_STATE_IN_FORCE ||
         record.state == v1::CHARTER_STATE_ADOPTED || record.IsOpenDraft();
}

}  // namespace

absl::Status ProveVersions(const GroupState& state, const Prover& prove) {
  for (const auto& [version, file] : state.charters) {
    if (!MayJudge(file->record)) continue;
    const policy::Proof proof = prove(*file->compiled->program);
    if (proof.Holds()) continue;
    const std::string invariant =
        absl::StrFormat("F-%02d", proof.violations.front().invariant);
    return Error(v1::ERROR_REASON_POLICY_REJECTED,
                 "a version of the charter is below the law's floor",
                 {{"charter", version}, {"invariant", invariant}});
  }
  return absl::OkStatus();
}

}  // namespace sceau
