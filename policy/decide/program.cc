#include "policy/decide/program.h"

#include <algorithm>

namespace sceau::policy {

bool Program::PartnerGateOpen(PartnerIndex partner, uint8_t age, bool in_school,
                              v1::Category category, v1::Operation operation,
                              bool own) const {
  const Gate& gate = tables_.partners[partner].gate;
  if ((own || operation == v1::OPERATION_CONTRIBUTE) &&
      v1::Category_IsValid(category) &&
      age >= gate.own_below_age[static_cast<size_t>(category)]) {
    return false;
  }
  if (age >= gate.min_age && age < gate.below_age) return true;
  if (gate.or_in_school && in_school) return true;
  return std::any_of(gate.also.begin(), gate.also.end(),
                     [&](const OpenArm& arm) {
                       return arm.operation == operation &&
                              (arm.category == v1::CATEGORY_UNSPECIFIED ||
                               arm.category == category) &&
                              age < arm.below_age;
                     });
}

PartnerIndex Program::FindPartner(absl::string_view id) const {
  for (size_t i = 0; i < tables_.partners.size(); ++i) {
    if (tables_.partners[i].id == id) return static_cast<PartnerIndex>(i);
  }
  return kNoPartner;
}

v1::PartnerFunction Program::FunctionOf(absl::string_view id) const {
  const PartnerIndex partner = FindPartner(id);
  return partner == kNoPartner ? v1::PARTNER_FUNCTION_UNSPECIFIED
                               : Function(partner);
}

std::vector<PartnerIndex> Program::PartnersOf(
    v1::PartnerFunction function) const {
  std::vector<PartnerIndex> partners;
  for (size_t i = 0; i < tables_.partners.size(); ++i) {
    if (tables_.partners[i].function == function) {
      partners.push_back(static_cast<PartnerIndex>(i));
    }
  }
  return partners;
}

PartnerIndex Program::FirstOf(v1::PartnerFunction function) const {
  const std::vector<PartnerIndex> partners = PartnersOf(function);
  return partners.empty() ? kNoPartner : partners.front();
}

uint8_t Program::CategoryClass(v1::Category category) const {
  return v1::Category_IsValid(category)
             ? tables_.category_classes[static_cast<size_t>(category)]
             : uint8_t{0};
}

std::vector<uint16_t> Program::RulesFor(PartnerIndex partner, v1::Role role,
                                        v1::Category category,
                                        v1::Operation operation) const {
  std::vector<uint16_t> rules;
  if (partner >= tables_.partners.size() || !v1::Role_IsValid(role) ||
      !v1::Category_IsValid(category)) {
    return rules;
  }
  const Cell cell = tables_.cells[CellAt(partner, role, category, operation)];
  for (uint16_t i = 0; i < cell.count; ++i) {
    const uint16_t rule = tables_.grants[cell.first + i].rule;
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) {
      rules.push_back(rule);
    }
  }
  return rules;
}

absl::string_view Program::ArticleFor(v1::Category category) const {
  if (!v1::Category_IsValid(category)) return "";
  return tables_.category_texts[static_cast<size_t>(category)].article;
}

absl::string_view Program::ReasonFor(v1::Category category) const {
  if (!v1::Category_IsValid(category)) return "";
  return tables_.category_texts[static_cast<size_t>(category)].reason_fr;
}

bool Program::IsPostalCode(absl::string_view code) const {
  return std::binary_search(
      tables_.postal_codes.begin(), tables_.postal_codes.end(), code,
      [](absl::string_view a, absl::string_view b) { return a < b; });
}

}  // namespace sceau::policy
