#include "server/oversight/review_view.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "proto/contract/names.h"
#include "server/charter/charter_view.h"
#include "server/charter/decision_words.h"
#include "server/journal/inputs.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

v1::AccessOutcome OutcomeFor(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAllowed:
      return v1::ACCESS_OUTCOME_ALLOWED;
    case Outcome::kDenied:
      return v1::ACCESS_OUTCOME_DENIED;
    case Outcome::kRefused:
      return v1::ACCESS_OUTCOME_REFUSED;
    case Outcome::kFailed:
      return v1::ACCESS_OUTCOME_FAILED;
  }
  return v1::ACCESS_OUTCOME_UNSPECIFIED;
}

std::string MemberNameFor(const Call& call, const std::string& member) {
  return member.empty() ? "" : MemberName::Of(call.group, member).ToString();
}

// The rules that gave the access and the relations it was given in, in the
// words of the version that decided.
void FillDecision(const GroupState& state, const std::string& version,
                  const AccessAt& at, v1::Access& out) {
  const auto charter = state.charters.find(version);
  if (charter == state.charters.end()) return;
  const policy::Program& program = *charter->second->compiled->program;
  AddRules(program, at.chunk->RulesOf(at.row), out.mutable_rules());
  if (at.chunk->inputs[at.row] == 0) return;
  v1::DecisionInputs inputs =
      InWords(program, UnpackInputs(at.chunk->inputs[at.row], out.operation()));
  *out.mutable_relations() = std::move(*inputs.mutable_relations());
}

}  // namespace

Pseudonym ReviewPseudonym(const Call& call, absl::string_view id) {
  return call.pseudonyms->Of(kReviewKind, id);
}

v1::JournalReview ReviewFor(const Call& call, const StoredReview& review) {
  v1::JournalReview out = review.record.review();
  out.set_name(JournalReviewName::Of(call.group, review.id).ToString());
  out.set_etag(absl::StrCat("\"", review.version, "\""));
  return out;
}

absl::Time KeptFrom(const CivilClock& clock, const policy::Clocks& clocks,
                    absl::CivilDay today) {
  return clock.StartOf(
      absl::CivilDay(absl::CivilMonth(today) - clocks.access_log_months) +
      (today.day() - 1));
}

absl::StatusOr<ReviewedPeriod> LookAt(const ReviewRooms& rooms,
                                      const Call& call,
                                      const StoredReview& review) {
  const CivilClock& clock = rooms.rooms.clock;
  const absl::Time kept_from =
      KeptFrom(clock, call.charter->program->clocks(), call.today);
  RETURN_IF_ERROR(rooms.index.CatchUp(kept_from));
  ReviewedPeriod period;
  period.first = ToCivil(review.record.review().start_date());
  period.last = ToCivil(review.record.review().end_date());
  period.from_ns =
      absl::ToUnixNanos(std::max(clock.StartOf(period.first), kept_from));
  period.to_ns = absl::ToUnixNanos(clock.StartOf(period.last + 1));
  period.snapshot = rooms.index.snapshot();
  period.situations =
      rooms.situations.Of(review.id, crypto::AsBytes(review.record.key()),
                          *period.snapshot, period.from_ns, period.to_ns);
  return period;
}

void AddRules(
    const policy::Program& program, std::span<const uint16_t> rules,
    google::protobuf::RepeatedPtrField<v1::ExplainedRule>* explained) {
  for (const uint16_t rule : rules) {
    if (rule >= program.rule_count()) continue;
    v1::ExplainedRule& line = *explained->Add();
    line.set_article(program.rule(rule).article);
    line.set_reason(program.rule(rule).reason_fr);
  }
}

void AddReleased(uint32_t released,
                 google::protobuf::RepeatedField<int>* categories) {
  for (int category = 1; category <= v1::Category_MAX; ++category) {
    if ((released >> static_cast<unsigned>(category) & 1) != 0) {
      categories->Add(category);
    }
  }
}

v1::Access AccessFor(const Call& call, const GroupState& state,
                     const ReviewedPeriod& period, const AccessAt& at) {
  const AccessChunk& chunk = *at.chunk;
  const AccessNames& names = *period.snapshot->names;
  v1::Access out;
  out.set_leaf_index(static_cast<int64_t>(chunk.leaf[at.row]));
  *out.mutable_time() = ToTimestamp(absl::FromUnixNanos(chunk.time_ns[at.row]));
  out.set_member(MemberNameFor(
      call, names.Of(AccessNames::kMember)[chunk.member[at.row]]));
  out.set_partner(names.Of(AccessNames::kPartner)[chunk.partner[at.row]]);
  out.set_operation(chunk.OperationOf(at.row));
  out.set_outcome(OutcomeFor(chunk.OutcomeOf(at.row)));
  out.set_refusal(std::string(
      RefusalWord(static_cast<policy::Refusal>(chunk.refusal[at.row]))));
  FillDecision(state, names.Of(AccessNames::kCharter)[chunk.charter[at.row]],
               at, out);
  for (const Pseudonym& each : CasesOf(chunk, at.row)) {
    const std::string name = period.situations->NameOf(each);
    if (!name.empty()) out.add_situations(name);
  }
  AddReleased(chunk.released[at.row], out.mutable_released());
  out.set_purpose(static_cast<v1::ReadingPurpose>(chunk.purpose[at.row]));
  return out;
}

std::vector<FoundSignal> SignalsOf(const ReviewRooms& rooms, const Call& call,
                                   const ReviewedPeriod& period) {
  const CivilClock& clock = rooms.rooms.clock;
  const auto ends = SignatureEnds(*rooms.rooms.members.state(), clock);
  return FindSignals({.snapshot = *period.snapshot,
                      .pseudonyms = *call.pseudonyms,
                      .clocks = call.charter->program->clocks(),
                      .clock = clock,
                      .signature_ends = ends},
                     period.first, period.last);
}

v1::Signal SignalFor(const Call& call, const ReviewedPeriod& period,
                     const FoundSignal& found) {
  const AccessNames& names = *period.snapshot->names;
  v1::Signal out;
  out.set_rule(found.rule);
  out.set_rule_text(SignalText(found.rule, call.charter->program->clocks()));
  out.set_threshold(found.threshold);
  out.set_observed(found.observed);
  out.set_usual(found.usual);
  out.set_member(
      MemberNameFor(call, names.Of(AccessNames::kMember)[found.member]));
  out.set_partner(names.Of(AccessNames::kPartner)[found.partner]);
  *out.mutable_first_time() = ToTimestamp(absl::FromUnixNanos(found.first_ns));
  *out.mutable_last_time() = ToTimestamp(absl::FromUnixNanos(found.last_ns));
  for (const uint64_t leaf : found.leaves) {
    out.add_leaf_indexes(static_cast<int64_t>(leaf));
  }
  for (const Pseudonym& each : found.cases) {
    out.add_situations(period.situations->NameOf(each));
  }
  return out;
}

std::vector<SignatureEnd> SignatureEnds(const GroupState& state,
                                        const CivilClock& clock) {
  std::vector<SignatureEnd> ends;
  const auto& versions = state.background->versions;
  for (size_t i = 0; i < versions.size(); ++i) {
    SignatureEnd end = {.version = versions[i]->version};
    end.end_ns = absl::ToUnixNanos(
        clock.StartOf(versions[i]->program->term_end_day() + 1));
    if (i + 1 < versions.size()) {
      end.next = versions[i + 1]->version;
      end.end_ns =
          std::min(end.end_ns, absl::ToUnixNanos(versions[i + 1]->effective));
    }
    ends.push_back(std::move(end));
  }
  return ends;
}

}  // namespace sceau
