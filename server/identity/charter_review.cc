#include "server/identity/charter_review.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "google/protobuf/util/time_util.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/identity/charter_operations.h"
#include "server/identity/charter_replay.h"
#include "server/identity/charter_view.h"
#include "server/identity/decision_words.h"
#include "server/identity/one_at_a_time.h"
#include "server/identity/recorded_call.h"
#include "server/journal/inputs.h"

namespace sceau {
namespace {

// Leaves read with one lease of a connection.
constexpr uint64_t kLeavesPerLease = 10'000;

absl::Status NoDecision(absl::string_view message) {
  return FieldError("leaf_index", message);
}

// The charter that the leaf was decided by.
absl::StatusOr<std::shared_ptr<const CharterFile>> CharterOf(
    const GroupState& state, const LeafDraft& leaf) {
  const auto found = state.charters.find(leaf.charter_version);
  if (found == state.charters.end() ||
      found->second->compiled->sha256 != leaf.charter_hash) {
    return NoDecision("the leaf is of no version of this charter");
  }
  return found->second;
}

absl::StatusOr<v1::ExplainLeafResponse> Explained(const Journal& journal,
                                                  const GroupState& state,
                                                  const Call& call,
                                                  int64_t index) {
  if (index < 0) return NoDecision("a leaf's index is 0 or more");
  ASSIGN_OR_RETURN(const Journal::StoredLeaf stored,
                   journal.FindLeaf(static_cast<uint64_t>(index)));
  if (stored.naming.empty()) return NoDecision("its naming part is forgotten");
  ASSIGN_OR_RETURN(const Binding binding, DecodeBinding(stored.binding));
  ASSIGN_OR_RETURN(const LeafDraft leaf,
                   DecodeLeaf(stored.binding, stored.naming));
  if (leaf.inputs == 0) return NoDecision("the leaf bears no decision");
  ASSIGN_OR_RETURN(const auto charter, CharterOf(state, leaf));
  const policy::Program& program = *charter->compiled->program;
  const policy::Question question = UnpackInputs(leaf.inputs, leaf.operation);
  const policy::Decision decision = program.Decide(question);

  v1::ExplainLeafResponse out;
  out.set_leaf_index(index);
  *out.mutable_time() = ToTimestamp(binding.time);
  out.set_operation(leaf.operation);
  if (!leaf.member.empty()) {
    out.set_member(MemberName::Of(call.group, leaf.member).ToString());
  }
  out.set_allowed(leaf.outcome != Outcome::kDenied);
  out.set_refusal(std::string(RefusalWord(leaf.refusal)));
  for (const uint16_t rule : leaf.rules) {
    if (rule >= program.rule_count()) continue;
    v1::ExplainedRule& line = *out.add_rules();
    line.set_article(program.rule(rule).article);
    line.set_reason(program.rule(rule).reason_fr);
  }
  *out.mutable_inputs() = InWords(program, question);
  for (const Pseudonym& resource : leaf.resources) {
    out.add_resources(absl::BytesToHexString(crypto::AsText(resource)));
  }
  for (int category = 1; category <= v1::Category_MAX; ++category) {
    if ((leaf.released >> static_cast<unsigned>(category) & 1) != 0) {
      out.add_released(static_cast<v1::Category>(category));
    }
  }
  out.set_charter_version(
      CharterVersionName::Of(call.group, leaf.charter_version).ToString());
  out.set_charter_sha256(crypto::ToString(leaf.charter_hash));
  out.set_reproduced(decision.allowed == out.allowed());
  return out;
}

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

void CharterReview::ExplainLeaf(const Call& call,
                                const v1::ExplainLeafRequest& request,
                                v1::ExplainLeafResponse* response,
                                Finish finish) const {
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_JOURNAL_LIST, Outcome::kAllowed);
  absl::Status status =
      DecideRoleOperation(call, v1::OPERATION_JOURNAL_LIST, leaf);
  v1::ExplainLeafResponse answer;
  if (status.ok()) {
    auto explained =
        Explained(journal_, *members_.state(), call, request.leaf_index());
    status = explained.status();
    if (explained.ok()) answer = *std::move(explained);
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(journal_.writer(), std::move(leaf), std::move(status),
                  std::move(answer), response, std::move(finish));
}

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
