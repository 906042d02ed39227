#include "policy/proof/proof.h"

#include <algorithm>
#include <bit>
#include <set>
#include <utility>

#include "policy/compile/clock_bounds.h"
#include "policy/compile/floor.h"
#include "policy/proof/proof_claims.h"
#include "policy/proof/proof_parts.h"

namespace sceau::policy {
namespace {

// How many facts a question needs; what is ordinary counts for nothing.
int SizeOf(const Row& row, const Subject& subject, const Facts& facts) {
  int size = std::popcount(facts.relations) + std::popcount(facts.conditions) +
             std::popcount(subject.value_classes) + (row.kind != 0 ? 1 : 0);
  size += facts.state == v1::CASE_STATE_ACTIVE ? 0 : 1;
  for (const bool fact :
       {!facts.notice_given, facts.is_entry, facts.own, facts.narrowed_out,
        facts.asked, facts.carried, subject.in_school}) {
    size += fact ? 1 : 0;
  }
  return size;
}

// What a claim forbids of a row is about a case that is there; what is not
// there is a claim of its own.
bool IsOfACase(const Facts& facts) {
  return facts.state != v1::CASE_STATE_UNSPECIFIED;
}

// Every claim, in one list.
std::vector<const Claim*> AllClaims() {
  std::vector<const Claim*> all;
  for (const auto* claims :
       {&ClaimsOfRoles(), &ClaimsOfRelations(), &ClaimsOfSubjects()}) {
    for (const Claim& claim : *claims) all.push_back(&claim);
  }
  return all;
}

// Subjects that mean the same to the program.
struct Group {
  Meaning meaning = {};
  std::vector<const Subject*> subjects = {};
};

class Prover {
 public:
  Prover(const Program& program, const LaneProgram& lanes)
      : space_(program), lanes_(lanes) {
    for (const Claim* claim : AllClaims()) {
      if (claim->broken != nullptr) of_questions_.push_back(claim);
      if (claim->forbids != nullptr) of_rows_.push_back(claim);
    }
    for (const PartnerRow& partner : program.tables().partners) {
      laws_.push_back(LawOf(partner));
    }
  }

  Proof Run() {
    for (const Row& row : space_.rows()) {
      if (!lanes_.IsClosed(row)) HoldRow(row);
    }
    return {.questions = space_.size(),
            .partners = space_.partner_count(),
            .rows = space_.rows().size(),
            .ages = space_.age_count(),
            .class_sets = space_.class_set_count(),
            .facts = space_.facts().size() * kLaneCount,
            .words = words_};
  }

  Counterexamples& found() { return found_; }

 private:
  void HoldRow(const Row& row) {
    groups_.clear();
    for (const Subject& subject : space_.subjects()) {
      Meaning meaning = lanes_.MeaningOf(row, subject);
      const auto same = std::find_if(
          groups_.begin(), groups_.end(),
          [&](const Group& group) { return group.meaning == meaning; });
      if (same != groups_.end()) {
        same->subjects.push_back(&subject);
      } else {
        groups_.push_back({std::move(meaning), {&subject}});
      }
    }
    for (const Group& group : groups_) {
      if (!lanes_.IsClosed(row, group.meaning)) HoldGroup(row, group);
    }
  }

  void HoldGroup(const Row& row, const Group& group) {
    const PartnerLaw& law = laws_[row.partner];
    uint64_t others = 0;
    uint64_t own = 0;
    FindConcerned(group, law);
    for (const Facts& facts : space_.facts()) {
      const Slice slice = lanes_.EvaluateOpen(row, group.meaning, facts);
      ++words_;
      if (slice.allowed == 0) continue;
      if (IsOfACase(facts)) (facts.own ? own : others) |= slice.allowed;
      for (const auto& [claim, subject] : concerned_) {
        const uint64_t broken = claim->broken(row, facts, slice, law);
        if (broken == 0) continue;
        found_.Add(claim->invariant, row, *subject, facts, broken);
      }
    }
    if (own == 0 && others == 0) return;
    for (const Subject* subject : group.subjects) {
      for (const Claim* claim : of_rows_) {
        const Forbidden forbidden = claim->forbids(row, *subject, law);
        if (((forbidden & kOthers) != 0 && others != 0) ||
            ((forbidden & kOwn) != 0 && own != 0)) {
          FindInRow(*claim, row, group.meaning, *subject, forbidden);
        }
      }
    }
  }

  // The claims on questions that speak of somebody of the group, each with the
  // first of them.
  void FindConcerned(const Group& group, const PartnerLaw& law) {
    concerned_.clear();
    for (const Claim* claim : of_questions_) {
      const auto first = std::find_if(
          group.subjects.begin(), group.subjects.end(),
          [&](const Subject* subject) {
            return claim->concerns == nullptr || claim->concerns(*subject, law);
          });
      if (first != group.subjects.end()) {
        concerned_.emplace_back(claim, *first);
      }
    }
  }

  // A row that is forbidden for this subject answers yes: where?
  void FindInRow(const Claim& claim, const Row& row, const Meaning& meaning,
                 const Subject& subject, Forbidden forbidden) {
    for (const Facts& facts : space_.facts()) {
      if (!IsOfACase(facts) ||
          (forbidden & (facts.own ? kOwn : kOthers)) == 0) {
        continue;
      }
      const Slice slice = lanes_.EvaluateOpen(row, meaning, facts);
      found_.Add(claim.invariant, row, subject, facts, slice.allowed);
    }
  }

  const ProofSpace space_;
  const LaneProgram& lanes_;
  std::vector<const Claim*> of_questions_;
  std::vector<std::pair<const Claim*, const Subject*>> concerned_;
  std::vector<const Claim*> of_rows_;
  std::vector<PartnerLaw> laws_;
  std::vector<Group> groups_;
  Counterexamples found_;
  uint64_t words_ = 0;
};

std::vector<int> HeldAgainst() {
  std::set<int> numbers;
  for (const Claim* claim : AllClaims()) numbers.insert(claim->invariant);
  for (const ClockBound& bound : ClockBounds()) {
    numbers.insert(bound.invariant);
  }
  // proof_alone.cc and proof_values.cc.
  numbers.insert({1, 4, 5, kLegalReason, 10, 15, 34, 39});
  return {numbers.begin(), numbers.end()};
}

}  // namespace

void Counterexamples::Add(int invariant, const Row& row, const Subject& subject,
                          const Facts& facts, uint64_t lanes) {
  const int base = SizeOf(row, subject, facts);
  const auto known = smallest_.find(invariant);
  int best = known == smallest_.end() ? 1 << 10 : known->second.size;
  while (lanes != 0 && base < best) {
    const auto lane = static_cast<unsigned>(std::countr_zero(lanes));
    lanes &= lanes - 1;
    const int size = base + std::popcount(lane);
    if (size >= best) continue;
    best = size;
    smallest_[invariant] = {
        .size = size,
        .violation = {.invariant = invariant,
                      .has_question = true,
                      .question = QuestionOf(row, subject, facts, lane)}};
  }
}

void Counterexamples::Add(int invariant, const Question& question) {
  smallest_.emplace(invariant, Smallest{.violation = {.invariant = invariant,
                                                      .has_question = true,
                                                      .question = question}});
}

void Counterexamples::Add(int invariant, const std::string& subject) {
  smallest_.emplace(invariant, Smallest{.violation = {.invariant = invariant,
                                                      .subject = subject}});
}

std::vector<Violation> Counterexamples::Take() const {
  std::vector<Violation> violations;
  for (const auto& [invariant, smallest] : smallest_) {
    violations.push_back(smallest.violation);
  }
  return violations;
}

Proof Prove(const Program& program) {
  return Prove(program, LaneProgram(program));
}

Proof Prove(const Program& program, const LaneProgram& lanes) {
  Prover prover(program, lanes);
  Proof proof = prover.Run();
  Counterexamples& found = prover.found();
  proof.alone = HoldAlone(
      program, [&](const Question& q) { return program.Decide(q); }, found);
  proof.entries = HoldValues(program, found);
  HoldSettings(program, found);
  proof.held_against = HeldAgainst();
  proof.violations = found.Take();
  return proof;
}

}  // namespace sceau::policy
