#include "server/charter/charter_review.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "google/protobuf/util/time_util.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/calls/one_at_a_time.h"
#include "server/calls/recorded_call.h"
#include "server/charter/charter_operations.h"
#include "server/charter/charter_replay.h"
#include "server/charter/charter_view.h"

namespace sceau {
namespace {

// Leaves read with one lease of a connection.
constexpr uint64_t kLeavesPerLease = 10'000;

// The first leaf of `since` or later; times never go back.
absl::StatusOr<uint64_t> FirstSince(const Journal& journal, absl::Time since) {
  uint64_t low = 0;
  uint64_t high = journal.size();
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    ASSIGN_OR_RETURN(const Journal::StoredLeaf leaf, journal.FindLeaf(middle));
    ASSIGN_OR_RETURN(const Binding binding, DecodeBinding(leaf.binding));
    if (binding.time < since) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

absl::StatusOr<v1::ReplayCharterResponse> Replayed(
    const Journal& journal, const GroupState& state,
    std::shared_ptr<const policy::Program> draft, absl::Time since) {
  CharterReplay::Programs programs;
  for (const auto& [version, file] : state.charters) {
    programs[version] = file->compiled->program;
  }
  CharterReplay replay(programs, std::move(draft));
  const uint64_t size = journal.size();
  ASSIGN_OR_RETURN(uint64_t first, FirstSince(journal, since));
  v1::ReplayCharterResponse out;
  if (size - first > kMaxReplayLeaves) {
    first = size - kMaxReplayLeaves;
    out.set_truncated(true);
  }
  for (; first < size; first += kLeavesPerLease) {
    RETURN_IF_ERROR(journal.Visit(
        first, std::min(first + kLeavesPerLease, size),
        [&replay](uint64_t, crypto::ByteView binding,
                  crypto::ByteView naming) -> absl::Status {
          if (naming.empty()) return absl::OkStatus();
          ASSIGN_OR_RETURN(const LeafDraft leaf, DecodeLeaf(binding, naming));
          replay.Add(leaf);
          return absl::OkStatus();
        }));
  }
  replay.Report(&out);
  return out;
}

}  // namespace

void CharterReview::ReplayCharter(const Call& call,
                                  const v1::ReplayCharterRequest& request,
                                  v1::ReplayCharterResponse* response,
                                  Finish finish) const {
  const auto name = CharterVersionName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_CHARTER_REPLAY, Outcome::kAllowed);
  leaf.resources.push_back(VersionPseudonym(call, name->id()));
  absl::Status status =
      DecideRoleOperation(call, v1::OPERATION_CHARTER_REPLAY, leaf);
  v1::ReplayCharterResponse answer;
  if (status.ok()) {
    const std::shared_ptr<const GroupState> state = members_.state();
    const auto file = FindCharter(call, *state, name->id());
    const OneAtATime turn(replaying_);
    if (file == nullptr || !IsSeen(call, file->record)) {
      status = PolicyDenied();
    } else if (!turn.taken()) {
      status = Error(v1::ERROR_REASON_QUEUE_FULL, "another replay is running");
    } else {
      auto replayed =
          Replayed(journal_, *state, file->compiled->program,
                   absl::FromUnixNanos(
                       google::protobuf::util::TimeUtil::TimestampToNanoseconds(
                           request.since())));
      status = replayed.status();
      if (replayed.ok()) answer = *std::move(replayed);
    }
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(journal_.writer(), std::move(leaf), std::move(status),
                  std::move(answer), response, std::move(finish));
}

}  // namespace sceau
