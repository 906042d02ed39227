// A decision of the past, put to its charter again.
#include <memory>
#include <string>
#include <utility>

#include "server/charter/charter_view.h"
#include "server/charter/decision_words.h"
#include "server/journal/inputs.h"
#include "server/journal/journal.h"
#include "server/oversight/journal_reviews.h"
#include "server/oversight/review_call.h"
#include "server/oversight/review_cases.h"
#include "server/oversight/reviewed_leaf.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

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

// The review of that day: there is one at most.
std::shared_ptr<const StoredReview> ReviewOf(const StoredReviews& reviews,
                                             absl::CivilDay day) {
  for (const auto& [id, review] : reviews) {
    const v1::JournalReview& period = review->record.review();
    if (ToCivil(period.start_date()) <= day &&
        day <= ToCivil(period.end_date())) {
      return review;
    }
  }
  return nullptr;
}

// What the cases of the leaf are called where the leaf is reviewed. The names
// that the journal has for them would join one review to the next.
absl::Status NameSituations(const ReviewRooms& rooms, const Call& call,
                            const Binding& binding,
                            v1::ExplainLeafResponse& out, LeafDraft& recorded) {
  const auto review =
      ReviewOf(*rooms.book.all(), rooms.rooms.clock.DayOf(binding.time));
  if (review == nullptr) return absl::OkStatus();
  recorded.resources.push_back(ReviewPseudonym(call, review->id));
  ASSIGN_OR_RETURN(const ReviewedPeriod period, LookAt(rooms, call, *review));
  const auto at = FindInPeriod(period, binding.index);
  if (!at.has_value()) return absl::OkStatus();
  for (const Pseudonym& each : CasesOf(*at->chunk, at->row)) {
    out.add_situations(period.situations->NameOf(each));
  }
  return absl::OkStatus();
}

absl::Status ExplainOne(const ReviewRooms& rooms, const Call& call,
                        int64_t index, v1::ExplainLeafResponse& out,
                        LeafDraft& recorded) {
  if (index < 0) return NoDecision("a leaf's index is 0 or more");
  ASSIGN_OR_RETURN(const Journal::StoredLeaf stored,
                   rooms.rooms.journal.FindLeaf(static_cast<uint64_t>(index)));
  if (stored.naming.empty()) return NoDecision("its naming part is forgotten");
  ASSIGN_OR_RETURN(const Binding binding, DecodeBinding(stored.binding));
  ASSIGN_OR_RETURN(LeafDraft as_kept,
                   DecodeLeaf(stored.binding, stored.naming));
  const LeafDraft leaf = AsReviewed(std::move(as_kept));
  if (leaf.inputs == 0) return NoDecision("the leaf bears no decision");
  ASSIGN_OR_RETURN(const auto charter,
                   CharterOf(*rooms.rooms.members.state(), leaf));
  const policy::Program& program = *charter->compiled->program;
  const policy::Question question = UnpackInputs(leaf.inputs, leaf.operation);
  const policy::Decision decision = program.Decide(question);

  out.set_leaf_index(index);
  *out.mutable_time() = ToTimestamp(binding.time);
  out.set_operation(leaf.operation);
  if (!leaf.member.empty()) {
    out.set_member(MemberName::Of(call.group, leaf.member).ToString());
  }
  out.set_allowed(leaf.outcome != Outcome::kDenied);
  out.set_refusal(std::string(RefusalWord(leaf.refusal)));
  AddRules(program, leaf.rules, out.mutable_rules());
  *out.mutable_inputs() = InWords(program, question);
  AddReleased(leaf.released, out.mutable_released());
  out.set_charter_version(
      CharterVersionName::Of(call.group, leaf.charter_version).ToString());
  out.set_charter_sha256(crypto::ToString(leaf.charter_hash));
  out.set_reproduced(decision.allowed == out.allowed());
  return NameSituations(rooms, call, binding, out, recorded);
}

}  // namespace

void JournalReviews::ExplainLeaf(const Call& call,
                                 const v1::ExplainLeafRequest& request,
                                 v1::ExplainLeafResponse* response,
                                 Finish finish) const {
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_JOURNAL_REVIEW, Outcome::kAllowed);
  absl::Status status =
      DecideRoleOperation(call, v1::OPERATION_JOURNAL_REVIEW, leaf);
  v1::ExplainLeafResponse answer;
  if (status.ok()) {
    status = ExplainOne(rooms_, call, request.leaf_index(), answer, leaf);
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(rooms_.rooms.journal.writer(), std::move(leaf),
                  std::move(status), std::move(answer), response,
                  std::move(finish));
}

}  // namespace sceau
