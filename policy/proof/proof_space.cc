#include "policy/proof/proof_space.h"

#include <set>

#include "policy/compile/catalogue.h"
#include "policy/compile/floor.h"
#include "policy/compile/floor_tables.h"
#include "policy/decide/ages.h"

namespace sceau::policy {
namespace {

void AddGate(const Gate& gate, std::set<int>& cuts) {
  cuts.insert(gate.min_age);
  cuts.insert(gate.below_age);
  for (const OpenArm& arm : gate.also) cuts.insert(arm.below_age);
  for (const uint8_t below : gate.own_below_age) cuts.insert(below);
}

// First ages of the brackets, wherever the law changes…
std::set<int> CutsOfTheLaw() {
  std::set<int> cuts = {0, kYoungAdultAge, kAdultAge, kFloorCeilingAge};
  for (const GateFloor& floor : kGateFloors) {
    cuts.insert(floor.min_age);
    cuts.insert(floor.below_age);
  }
  return cuts;
}

// …and wherever an answer may.
void AddCuts(const Tables& tables, std::set<int>& cuts) {
  cuts.insert(tables.clocks.ceiling_age);
  for (const PartnerRow& partner : tables.partners) {
    AddGate(partner.gate, cuts);
  }
  for (const AgeSpan& span : tables.subject_gates) {
    cuts.insert(span.min_age);
    cuts.insert(span.max_age + 1);
  }
  for (const CellGrant& grant : tables.grants) {
    cuts.insert(grant.min_age);
    cuts.insert(grant.max_age + 1);
    cuts.insert(grant.told_below_age);
  }
  cuts.erase(cuts.upper_bound(kMaxAge), cuts.end());
}

// Classes that a value or an owner can betray.
unsigned BetrayedClasses(const Tables& tables) {
  unsigned all = 0;
  for (const ValueRule& rule : tables.value_rules) all |= rule.classes;
  for (const PartnerRow& partner : tables.partners) {
    all |= partner.owner_classes;
  }
  return all;
}

std::vector<uint8_t> SetsOf(unsigned all) {
  std::vector<uint8_t> sets;
  for (unsigned set = 0; set <= all; ++set) {
    if ((set & ~all) == 0) sets.push_back(static_cast<uint8_t>(set));
  }
  return sets;
}

std::vector<Subject> SubjectsOf(const std::set<int>& cuts,
                                const std::vector<uint8_t>& class_sets) {
  std::vector<Subject> subjects;
  for (auto cut = cuts.begin(); cut != cuts.end(); ++cut) {
    const auto next = std::next(cut);
    const int last = next == cuts.end() ? kMaxAge : *next - 1;
    for (const bool in_school : {false, true}) {
      for (const uint8_t classes : class_sets) {
        subjects.push_back({.from_age = static_cast<uint8_t>(*cut),
                            .to_age = static_cast<uint8_t>(last),
                            .in_school = in_school,
                            .value_classes = classes});
      }
    }
  }
  return subjects;
}

// Of an entry every flag; about a whole category none.
std::vector<Facts> EntriesOf(const Facts& facts) {
  std::vector<Facts> all = {facts};
  for (unsigned flags = 0; flags < 16; ++flags) {
    Facts entry = facts;
    entry.is_entry = true;
    entry.own = (flags & 1) != 0;
    entry.narrowed_out = (flags & 2) != 0;
    entry.asked = (flags & 4) != 0;
    entry.carried = (flags & 8) != 0;
    all.push_back(entry);
  }
  return all;
}

std::vector<Facts> AllFacts() {
  constexpr uint16_t kOutsideLanes[] = {0, kPendingValidation, kOpenRequest,
                                        kPendingValidation | kOpenRequest};
  constexpr int kConditionSets = 4;
  std::vector<Facts> all;
  // The most ordinary first: they make the plainest counter-examples.
  for (const auto state : {v1::CASE_STATE_ACTIVE, v1::CASE_STATE_ADMITTED,
                           v1::CASE_STATE_EXITED, v1::CASE_STATE_UNSPECIFIED}) {
    for (const bool notice : {true, false}) {
      for (const uint16_t relations : kOutsideLanes) {
        for (uint8_t conditions = 0; conditions < kConditionSets;
             ++conditions) {
          const auto entries = EntriesOf({.relations = relations,
                                          .conditions = conditions,
                                          .state = state,
                                          .notice_given = notice});
          all.insert(all.end(), entries.begin(), entries.end());
        }
      }
    }
  }
  return all;
}

bool TellsKindsApart(const Tables& tables, v1::Category category) {
  bool told_apart = false;
  for (size_t p = 0; p < tables.partners.size(); ++p) {
    for (int role = 1; role <= v1::Role_MAX; ++role) {
      for (const auto operation :
           {v1::OPERATION_READ, v1::OPERATION_CONTRIBUTE}) {
        const Cell& cell = tables.cells[CellAt(static_cast<PartnerIndex>(p),
                                               static_cast<v1::Role>(role),
                                               category, operation)];
        for (uint32_t i = 0; i < cell.count; ++i) {
          told_apart |= tables.grants[cell.first + i].kinds != kAllKinds;
        }
      }
    }
  }
  return told_apart;
}

// Every kind of a category's entries, and none.
std::vector<uint8_t> KindsOf(v1::Category category) {
  std::vector<uint8_t> kinds = {0};
  const auto* list = ContentOf(category)->FindFieldByName("kind")->enum_type();
  for (int i = 0; i < list->value_count(); ++i) {
    const int number = list->value(i)->number();
    if (number > 0) kinds.push_back(static_cast<uint8_t>(number));
  }
  return kinds;
}

}  // namespace

ProofSpace::ProofSpace(const Program& program, const Program& other)
    : facts_(AllFacts()), partner_count_(program.partner_count()) {
  std::set<int> cuts = CutsOfTheLaw();
  AddCuts(program.tables(), cuts);
  AddCuts(other.tables(), cuts);
  const std::vector<uint8_t> class_sets = SetsOf(
      BetrayedClasses(program.tables()) | BetrayedClasses(other.tables()));
  age_count_ = cuts.size();
  class_set_count_ = class_sets.size();
  subjects_ = SubjectsOf(cuts, class_sets);
  std::array<std::vector<uint8_t>, kCategories> kinds;
  kinds.fill({0});
  for (size_t c = 1; c < kCategories; ++c) {
    const auto category = static_cast<v1::Category>(c);
    if (TellsKindsApart(program.tables(), category) ||
        TellsKindsApart(other.tables(), category)) {
      kinds[c] = KindsOf(category);
    }
  }
  for (size_t p = 0; p < partner_count_; ++p) {
    for (int role = 1; role <= v1::Role_MAX; ++role) {
      for (int operation = 1; operation <= v1::Operation_MAX; ++operation) {
        for (size_t c = 0; c < kCategories; ++c) {
          for (const uint8_t kind : kinds[c]) {
            rows_.push_back({.partner = static_cast<PartnerIndex>(p),
                             .role = static_cast<v1::Role>(role),
                             .operation = static_cast<v1::Operation>(operation),
                             .category = static_cast<v1::Category>(c),
                             .kind = kind});
          }
        }
      }
    }
  }
}

Question QuestionOf(const Row& row, const Subject& subject, const Facts& facts,
                    unsigned lane) {
  return {.operation = row.operation,
          .category = row.category,
          .partner = row.partner,
          .role = row.role,
          .relations = static_cast<uint16_t>(facts.relations | lane),
          .conditions = facts.conditions,
          .age = subject.from_age,
          .in_school = subject.in_school,
          .state = facts.state,
          .notice_given = facts.notice_given,
          .is_entry = facts.is_entry,
          .own = facts.own,
          .narrowed_out = facts.narrowed_out,
          .asked = facts.asked,
          .carried = facts.carried,
          .kind = row.kind,
          .value_classes = subject.value_classes};
}

}  // namespace sceau::policy
