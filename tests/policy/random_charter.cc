#include "tests/policy/random_charter.h"

#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

template <typename List>
void Shuffle(List* list, RandomQuestions& random) {
  for (int i = list->size() - 1; i > 0; --i) {
    list->SwapElements(i, random.Below(i + 1));
  }
}

}  // namespace

Charter RandomCharter(RandomQuestions& random) {
  Charter charter = ReferenceCharter();
  for (int i = 0; i < 60; ++i) {
    const int from = random.Below(charter.grants_size());
    const int to = random.Below(charter.grants_size());
    Grant& grant = *charter.mutable_grants(to);
    const Grant& other = charter.grants(from);
    switch (random.Below(6)) {
      case 0:
        *grant.mutable_any_of() = other.any_of();
        break;
      case 1:
        *grant.mutable_all_of() = other.all_of();
        break;
      case 2:
        grant.set_partner(other.partner());
        grant.set_role(other.role());
        break;
      case 3:
        if (grant.category() == other.category()) {
          *grant.mutable_only() = other.only();
        }
        break;
      case 4:
        grant.set_operation(
            grant.category() == "Administrative" ? "READ" : other.operation());
        break;
      default:
        charter.mutable_grants()->DeleteSubrange(to, 1);
    }
  }
  if (random.Chance(2)) charter.mutable_clocks()->set_ceiling_age(20);
  if (random.Chance(3)) {
    charter.mutable_prohibitions()->DeleteSubrange(random.Below(3), 1);
  }
  if (random.Chance(3)) {
    charter.mutable_partner_gates()->DeleteSubrange(random.Below(6), 1);
  }
  if (random.Chance(3)) {
    charter.mutable_role_grants(random.Below(7))
        ->mutable_operations()
        ->RemoveLast();
  }
  return charter;
}

Charter Shuffled(const Charter& charter, RandomQuestions& random) {
  Charter shuffled = charter;
  for (int i = 0; i < 40; ++i) {
    *shuffled.add_grants() =
        charter.grants(random.Below(charter.grants_size()));
  }
  Shuffle(shuffled.mutable_grants(), random);
  Shuffle(shuffled.mutable_partners(), random);
  Shuffle(shuffled.mutable_categories(), random);
  Shuffle(shuffled.mutable_value_classes(), random);
  Shuffle(shuffled.mutable_prohibitions(), random);
  Shuffle(shuffled.mutable_partner_gates(), random);
  Shuffle(shuffled.mutable_subject_gates(), random);
  Shuffle(shuffled.mutable_role_grants(), random);
  Shuffle(shuffled.mutable_rules(), random);
  for (Grant& grant : *shuffled.mutable_grants()) {
    Shuffle(grant.mutable_any_of(), random);
    Shuffle(grant.mutable_all_of(), random);
    Shuffle(grant.mutable_only(), random);
  }
  for (RoleGrant& grant : *shuffled.mutable_role_grants()) {
    Shuffle(grant.mutable_operations(), random);
  }
  return shuffled;
}

void BreakEvery(BrokenOperator broken, RandomQuestions& random,
                Tables& tables) {
  switch (broken) {
    case BrokenOperator::kRelation:
      for (CellGrant& grant : tables.grants) {
        grant.relations = static_cast<uint16_t>(1u << (10 + random.Below(6)));
      }
      return;
    case BrokenOperator::kCondition:
      for (CellGrant& grant : tables.grants) {
        grant.conditions |= static_cast<uint8_t>(1u << (2 + random.Below(6)));
      }
      return;
    case BrokenOperator::kAge:
      for (CellGrant& grant : tables.grants) {
        grant.min_age = 200;
        grant.max_age = 100;
      }
      return;
    case BrokenOperator::kClass:
      for (uint8_t& data_class : tables.category_classes) {
        // None, one that does not exist, or two at once.
        constexpr uint8_t kNoClass[] = {0, 0x80, kClassA | kClassC};
        data_class = kNoClass[random.Below(3)];
      }
      return;
    case BrokenOperator::kSubject:
      tables.subject_gates.fill({.min_age = 1, .max_age = 0});
      return;
    case BrokenOperator::kGate:
      for (PartnerRow& partner : tables.partners) {
        partner.gate.min_age = 1;
        partner.gate.below_age = 1;
        partner.gate.or_in_school = false;
        partner.gate.also.clear();
      }
      return;
    case BrokenOperator::kCell:
      for (Cell& cell : tables.cells) cell.count = 0;
  }
}

}  // namespace sceau::policy
