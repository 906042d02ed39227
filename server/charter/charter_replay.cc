#include "server/charter/charter_replay.h"

#include <utility>

#include "server/journal/inputs.h"

namespace sceau {
namespace {

constexpr uint8_t kEveryCondition = policy::kWrittenBasis | policy::kAgreement;

uint32_t Bit(int n) { return uint32_t{1} << static_cast<unsigned>(n); }

// The first rule that allows; the empty text when the decision names none.
policy::RuleText RuleOf(const policy::Program& program,
                        const policy::Decision& decision) {
  return decision.rule_count == 0 ? policy::RuleText{}
                                  : program.rule(decision.rules[0]);
}

}  // namespace

void CharterReplay::Add(const LeafDraft& leaf) {
  ++leaves_;
  if (leaf.inputs == 0) return;
  auto [found, is_new] =
      version_indexes_.try_emplace(leaf.charter_version, versions_.size());
  if (is_new) {
    const auto program = programs_.find(leaf.charter_version);
    versions_.push_back(program == programs_.end() ? nullptr
                                                   : program->second.get());
  }
  if (versions_[found->second] == nullptr) return;
  ++decisions_;
  Tally& tally = asked_[{.inputs = leaf.inputs,
                         .operation = static_cast<uint16_t>(leaf.operation),
                         .version = found->second}];
  ++tally.times;
  for (int number = 1; number <= v1::Category_MAX; ++number) {
    if ((leaf.released & Bit(number)) != 0) {
      ++tally.released[static_cast<size_t>(number)];
    }
  }
}

void CharterReplay::Compare(const policy::Program& before,
                            const policy::Question& question, int64_t times,
                            Lines& lines) const {
  policy::Question anew = question;
  const std::string partner(before.PartnerId(question.partner));
  anew.partner = draft_->FindPartner(partner);
  const policy::Decision was = before.Decide(question);
  const policy::Decision is = draft_->Decide(anew);
  if (was.allowed == is.allowed) return;
  const policy::RuleText rule =
      was.allowed ? RuleOf(before, was) : RuleOf(*draft_, is);
  Counts& counts = lines[{partner, question.operation, question.category,
                          rule.article, rule.reason_fr}];
  (was.allowed ? counts.newly_refused : counts.newly_possible) += times;
}

// A leaf of a whole case bears one question and says which categories went out;
// each of the twenty is asked anew.
void CharterReplay::CompareRead(const policy::Program& before,
                                policy::Question question, const Tally& tally,
                                Lines& lines) const {
  for (int number = 1; number <= v1::Category_MAX; ++number) {
    question.category = static_cast<v1::Category>(number);
    const int64_t shown = tally.released[static_cast<size_t>(number)];
    if (shown < tally.times) {
      Compare(before, question, tally.times - shown, lines);
    }
    if (shown == 0) continue;
    // It was shown: the conditions of its category stood, and what no grant
    // gave was the reader's own.
    policy::Question of_shown = question;
    of_shown.conditions = kEveryCondition;
    if (!before.Decide(of_shown).allowed) {
      of_shown.is_entry = true;
      of_shown.own = true;
    }
    Compare(before, of_shown, shown, lines);
  }
}

void CharterReplay::Report(v1::ReplayCharterResponse* out) const {
  Lines lines;
  for (const auto& [asked, tally] : asked_) {
    const policy::Program& before = *versions_[asked.version];
    const policy::Question question =
        UnpackInputs(asked.inputs, static_cast<v1::Operation>(asked.operation));
    if (question.partner >= before.partner_count()) continue;
    if (question.operation == v1::OPERATION_READ &&
        question.category == v1::CATEGORY_ADMINISTRATIVE) {
      CompareRead(before, question, tally, lines);
    } else {
      Compare(before, question, tally.times, lines);
    }
  }
  for (const auto& [line, counts] : lines) {
    v1::ReplayCount& count = *out->add_counts();
    count.set_partner(std::get<0>(line));
    count.set_operation(static_cast<v1::Operation>(std::get<1>(line)));
    count.set_category(static_cast<v1::Category>(std::get<2>(line)));
    count.set_article(std::get<3>(line));
    count.set_reason(std::get<4>(line));
    count.set_newly_refused(counts.newly_refused);
    count.set_newly_possible(counts.newly_possible);
  }
  out->set_leaves(leaves_);
  out->set_decisions(decisions_);
}

}  // namespace sceau
