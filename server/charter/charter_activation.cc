#include "server/charter/charter_activation.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "proto/contract/errors.h"

namespace sceau {

void CharterActivation::Run(absl::Time now) const {
  if (now < members_.state()->next_effective || queued_->exchange(true)) {
    return;
  }
  journal_.writer().Write(
      [this](WriteTransaction& transaction) {
        WriteResult result;
        result.leaf.operation = v1::OPERATION_CHARTER_ACTIVATE;
        result.status = Activate(transaction, result);
        result.leaf.outcome =
            result.status.ok() ? Outcome::kAllowed : Outcome::kFailed;
        return result;
      },
      // Not durable: whoever calls next queues it again.
      [queued = queued_](const absl::StatusOr<Receipt>&) { *queued = false; });
}

absl::Status CharterActivation::Activate(WriteTransaction& transaction,
                                         WriteResult& result) const {
  const std::shared_ptr<const GroupState> state = members_.state();
  RETURN_IF_ERROR(CheckNoneUnderWay(transaction, *state));
  CharterFile current = *state->in_force;
  std::vector<CharterFile> due;
  for (const auto& [id, file] : state->charters) {
    if (file->record.state == v1::CHARTER_STATE_ADOPTED &&
        file->compiled->effective <= transaction.time()) {
      due.push_back(*file);
    }
  }
  if (due.empty()) {
    return Error(v1::ERROR_REASON_STATE_FORBIDS, "it has taken effect already");
  }
  std::sort(due.begin(), due.end(), [](const auto& a, const auto& b) {
    return a.compiled->effective < b.compiled->effective;
  });
  // Of several whose days went by while the server was down, each takes effect
  // and is replaced by the next.
  due.insert(due.begin(), std::move(current));
  for (size_t i = 0; i < due.size(); ++i) {
    CharterRecord& record = due[i].record;
    const bool last = i + 1 == due.size();
    record.state =
        last ? v1::CHARTER_STATE_IN_FORCE : v1::CHARTER_STATE_REPLACED;
    if (i > 0) record.activate_time = transaction.time();
    CharterRecord whole = record;
    whole.source = due[i].compiled->source;
    ++record.row_version;
    RETURN_IF_ERROR(rows_.Put(transaction, kCharterKind, record.version,
                              record.row_version, Encode(whole), result.leaf));
  }
  const CompiledCharter& now_in_force = *due.back().compiled;
  result.leaf.charter_version = now_in_force.version;
  result.leaf.charter_hash = now_in_force.sha256;
  result.leaf.resources.push_back(
      journal_.pseudonyms().Of(kCharterKind, now_in_force.version));
  result.applied = [this, due = std::move(due)] { members_.Apply(due); };
  return absl::OkStatus();
}

}  // namespace sceau
