// Changes to a charter by the names its text uses.
#ifndef SCEAU_TESTS_POLICY_CHARTER_EDITS_H_
#define SCEAU_TESTS_POLICY_CHARTER_EDITS_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>

#include "gtest/gtest.h"

#include "policy/charter.pb.h"

namespace sceau::policy {

// The first grant of this holder, category and operation.
inline Grant& Find(Charter& charter, const std::string& holder,
                   const std::string& category, const std::string& operation) {
  for (Grant& grant : *charter.mutable_grants()) {
    if ((grant.partner() == holder || grant.role() == holder) &&
        grant.category() == category && grant.operation() == operation) {
      return grant;
    }
  }
  ADD_FAILURE() << holder << " " << category << " " << operation;
  return *charter.mutable_grants(0);
}

inline void Give(Charter& charter, const std::string& role,
                 const std::string& operation) {
  for (RoleGrant& grant : *charter.mutable_role_grants()) {
    if (grant.role() == role) grant.add_operations(operation);
  }
}

inline PartnerGate& GateOf(Charter& charter, const std::string& partner) {
  for (PartnerGate& gate : *charter.mutable_partner_gates()) {
    if (gate.partner() == partner) return gate;
  }
  ADD_FAILURE() << partner;
  return *charter.mutable_partner_gates(0);
}

template <typename Texts, typename Matches>
void RemoveIf(Texts* texts, const Matches& matches) {
  for (int i = texts->size() - 1; i >= 0; --i) {
    if (matches(texts->Get(i))) texts->DeleteSubrange(i, 1);
  }
}

// Takes an organisation out, with every word about it.
inline void RemovePartner(Charter& charter, const std::string& id) {
  RemoveIf(charter.mutable_partners(),
           [&](const Partner& each) { return each.id() == id; });
  RemoveIf(charter.mutable_grants(),
           [&](const Grant& each) { return each.partner() == id; });
  RemoveIf(charter.mutable_partner_gates(),
           [&](const PartnerGate& each) { return each.partner() == id; });
  RemoveIf(charter.mutable_prohibitions(),
           [&](const Prohibition& each) { return each.partner() == id; });
  RemoveIf(charter.mutable_value_classes(),
           [&](const ClassedValue& each) { return each.value() == id; });
}

// As the reference charter was signed before charters said functions.
inline void TakeOutFunctions(Charter& charter) {
  for (Partner& partner : *charter.mutable_partners()) {
    partner.clear_function();
  }
  RemoveIf(charter.mutable_grants(), [](const Grant& grant) {
    return grant.any_of(0) == "own_referral";
  });
  for (Grant& grant : *charter.mutable_grants()) {
    const bool origin = grant.partner() == "education-nationale" &&
                        grant.category() == "Origin";
    RemoveIf(grant.mutable_all_of(), [&](const std::string& condition) {
      return condition == "told_if_minor" || (origin && condition == "minor");
    });
  }
}

// Gives every organisation an id that says nothing, in every statement, and
// returns the charter. Same seed, same ids.
inline Charter Renamed(Charter charter, uint32_t seed) {
  std::mt19937 random(seed);
  std::map<std::string, std::string> ids;
  for (Partner& partner : *charter.mutable_partners()) {
    std::string id = "p";
    for (int i = 0; i < 9; ++i) {
      id += static_cast<char>('a' + static_cast<int>(random() % 26));
    }
    ids.emplace(partner.id(), id);
    partner.set_id(id);
  }
  const auto rename = [&ids](std::string* id) {
    const auto known = ids.find(*id);
    if (known != ids.end()) *id = known->second;
  };
  for (Prohibition& each : *charter.mutable_prohibitions()) {
    rename(each.mutable_partner());
  }
  for (PartnerGate& each : *charter.mutable_partner_gates()) {
    rename(each.mutable_partner());
  }
  for (Grant& each : *charter.mutable_grants()) rename(each.mutable_partner());
  for (ClassedValue& each : *charter.mutable_value_classes()) {
    rename(each.mutable_value());
  }
  return charter;
}

}  // namespace sceau::policy

#endif  // SCEAU_TESTS_POLICY_CHARTER_EDITS_H_
