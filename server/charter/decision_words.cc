#include "server/charter/decision_words.h"

#include <array>
#include <cstdint>
#include <string>

#include "google/protobuf/repeated_ptr_field.h"

namespace sceau {
namespace {

struct Word {
  unsigned bit = 0;
  const char* word = "";
};
constexpr std::array<Word, 4> kStandings = {{
    {policy::kUnsigned, "unsigned"},
    {policy::kSuspended, "suspended"},
    {policy::kRecused, "recused"},
    {policy::kOutOfTerm, "out_of_term"},
}};
constexpr std::array<Word, 8> kRelations = {{
    {policy::kSession, "session"},
    {policy::kLeadWorker, "lead_worker"},
    {policy::kOpenAction, "open_action"},
    {policy::kContributor, "contributor"},
    {policy::kOwnReferral, "own_referral"},
    {policy::kTypedSender, "typed_sender"},
    {policy::kPendingValidation, "pending_validation"},
    {policy::kOpenRequest, "open_request"},
}};
constexpr std::array<Word, 2> kConditions = {{
    {policy::kWrittenBasis, "written_basis"},
    {policy::kAgreement, "agreement"},
}};
// By policy::Refusal.
constexpr std::array<const char*, 12> kRefusals = {
    "",     "nobody",     "closed_world", "no_relation",   "notice",    "state",
    "gate", "prohibited", "narrowed",     "written_basis", "agreement", "error",
};
// First ages of the spans that the law and the charter tell apart.
constexpr std::array<int, 8> kSpans = {0, 12, 13, 15, 16, 18, 21, 26};
constexpr int kOldest = 254;

template <size_t kCount>
void AddWords(unsigned bits, const std::array<Word, kCount>& words,
              google::protobuf::RepeatedPtrField<std::string>* out) {
  for (const Word& each : words) {
    if ((bits & each.bit) != 0) *out->Add() = each.word;
  }
}

}  // namespace

v1::DecisionInputs InWords(const policy::Program& program,
                           const policy::Question& q) {
  v1::DecisionInputs out;
  out.set_category(q.category);
  if (q.partner < program.partner_count()) {
    out.set_partner(std::string(program.PartnerId(q.partner)));
  }
  out.set_role(q.role);
  AddWords(q.standing, kStandings, out.mutable_standing());
  AddWords(q.relations, kRelations, out.mutable_relations());
  AddWords(q.conditions, kConditions, out.mutable_conditions());
  if (q.state != v1::CASE_STATE_UNSPECIFIED) {
    size_t span = 0;
    while (span + 1 < kSpans.size() && kSpans[span + 1] <= q.age) ++span;
    out.set_min_age(kSpans[span]);
    out.set_max_age(span + 1 < kSpans.size() ? kSpans[span + 1] - 1 : kOldest);
  }
  out.set_in_school(q.in_school);
  out.set_case_state(q.state);
  out.set_notice_given(q.notice_given);
  const auto add = [&out](bool holds, const char* word) {
    if (holds) out.add_entry(word);
  };
  add(q.is_entry, "entry");
  add(q.own, "own");
  add(q.narrowed_out, "narrowed_out");
  add(q.asked, "asked");
  add(q.carried, "carried");
  return out;
}

absl::string_view RefusalWord(policy::Refusal refusal) {
  const auto index = static_cast<size_t>(refusal);
  return index < kRefusals.size() ? kRefusals[index] : "error";
}

}  // namespace sceau
