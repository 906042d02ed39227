// Grants and roles: who can hold a right at all, by which relation and with
// which condition.
#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/string_view.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/floor_parts.h"

namespace sceau::policy {
namespace {

template <size_t kCount>
bool IsOneOf(absl::string_view word,
             const std::array<const char*, kCount>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const char* other) { return word == other; });
}

bool Mentions(const google::protobuf::RepeatedPtrField<std::string>& words,
              absl::string_view word) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& other) { return other == word; });
}

constexpr std::array<const char*, 8> kOfEveryMember = {
    "WHO_AM_I", "CHARTER_READ",  "CHARTER_LIST", "CHARTER_SIGN",
    "EXPLAIN",  "JOURNAL_PROOF", "MEMBER_LIST",  "JOURNAL_ANSWER",
};
constexpr std::array<const char*, 9> kOfTheOfficer = {
    "SIGNATURE_LIST", "MEMBER_CONFIRM", "MEMBER_SUSPEND",
    "MEMBER_REMOVE",  "JOURNAL_LIST",   "CHARTER_PREPARE",
    "CHARTER_REPLAY", "MEMBER_RECUSE",  "JOURNAL_REVIEW",
};
constexpr std::array<const char*, 2> kOfTheAdministrator = {
    "MEMBER_REGISTER",
    "SERVER_CHECK",
};
constexpr std::array<const char*, 4> kOfTheDpo = {
    "REQUEST_HANDLE",
    "CHARTER_PREPARE",
    "CHARTER_OPINION",
    "JOURNAL_OVERSEE",
};
constexpr std::array<const char*, 2> kOfAllCases = {"LIST_ALL", "SEARCH_ALL"};
constexpr std::array<const char*, 3> kOfTheCoPilots = {
    "DECISION_VALIDATE",
    "EXCEPTION_VALIDATE",
    "CHARTER_ADOPT",
};

constexpr char kOfficer[] = "charter-officer";
constexpr char kAdministrator[] = "technical-administrator";
constexpr char kDpo[] = "data-protection-officer";
constexpr char kCoordinator[] = "coordinator";
constexpr char kCoPilot[] = "co-pilot";

// 0 when the role may hold the operation, else the invariant that forbids it.
int ForbidsOperation(absl::string_view role, absl::string_view operation) {
  constexpr int kOfficerReadsNothing = 3;
  constexpr int kInsideTheRequest = 8;
  constexpr int kNoBulk = 23;
  constexpr int kAdministratorReadsNothing = 36;
  constexpr int kCoPilotsValidate = 40;
  if (IsOneOf(operation, kOfEveryMember)) return 0;
  // What every member holds, the officer holds.
  if (role == kEveryMember) return kOfficerReadsNothing;
  if (role == kOfficer) {
    return IsOneOf(operation, kOfTheOfficer) ? 0 : kOfficerReadsNothing;
  }
  if (role == kAdministrator) {
    return IsOneOf(operation, kOfTheAdministrator) ? 0
                                                   : kAdministratorReadsNothing;
  }
  if (role == kDpo && !IsOneOf(operation, kOfTheDpo)) return kInsideTheRequest;
  if (IsOneOf(operation, kOfAllCases) && role != kCoordinator) return kNoBulk;
  if (IsOneOf(operation, kOfTheCoPilots) && role != kCoPilot) {
    return kCoPilotsValidate;
  }
  return 0;
}

// Whether the relation may open anything to the holder of the grant.
bool RelationIsHeld(const Grant& grant, absl::string_view relation) {
  // By role alone, outside every organisation's mission.
  if (grant.role() == kDpo) return relation == "open_request";
  if (relation == "open_request") return false;
  if (relation == "always") return grant.role() == kCoordinator;
  if (relation == "pending_validation") return grant.role() == kCoPilot;
  return true;
}

// Conditions a right cannot do without; the invariant that says so.
struct ConditionFloor {
  const char* category;
  // Empty: READ too.
  const char* operation;
  // Empty: whoever holds the grant.
  const char* partner;
  const char* condition;
  int invariant;
};
constexpr ConditionFloor kConditionFloors[] = {
    {"JudicialMeasure", "CONTRIBUTE", "", "written_basis", 11},
    {"SentencePreparation", "", "", "written_basis", 12},
    {"SentencePreparation", "", "", "agreement", 12},
    {"Involvement", "CONTRIBUTE", "pjj", "written_basis", 13},
    {"Involvement", "CONTRIBUTE", "spip", "written_basis", 13},
    {"Involvement", "CONTRIBUTE", "conseil-departemental", "written_basis", 13},
};

void HoldCondition(const Grant& grant, const ConditionFloor& floor,
                   const Place& at, Findings& findings) {
  const absl::string_view operation = floor.operation;
  const absl::string_view partner = floor.partner;
  if (grant.category() != floor.category ||
      (!operation.empty() && grant.operation() != operation) ||
      (!partner.empty() && grant.partner() != partner) ||
      grant.role() == kDpo || Mentions(grant.all_of(), floor.condition)) {
    return;
  }
  findings.AddInvariant(at.Of(Grant::kAllOfFieldNumber), floor.invariant,
                        floor.condition);
}

}  // namespace

void HoldOfficer(const Charter& charter, const Place& place,
                 Findings& findings) {
  for (int i = 0; i < charter.grants_size(); ++i) {
    const Grant& grant = charter.grants(i);
    const Place at = place.Inside(Charter::kGrantsFieldNumber, i);
    if (grant.role() == kOfficer || grant.role() == kAdministrator) {
      findings.AddInvariant(at.Of(Grant::kRoleFieldNumber),
                            grant.role() == kOfficer ? 3 : 36, grant.role());
    }
  }
}

void HoldRelations(const Charter& charter, const Place& place,
                   Findings& findings) {
  constexpr int kInvariant = 8;
  for (int i = 0; i < charter.grants_size(); ++i) {
    const Grant& grant = charter.grants(i);
    const Place at = place.Inside(Charter::kGrantsFieldNumber, i);
    for (int k = 0; k < grant.any_of_size(); ++k) {
      if (!RelationIsHeld(grant, grant.any_of(k))) {
        findings.AddInvariant(at.Of(Grant::kAnyOfFieldNumber, k), kInvariant,
                              grant.any_of(k));
      }
    }
  }
}

void HoldConditions(const Charter& charter, const Place& place,
                    Findings& findings) {
  for (int i = 0; i < charter.grants_size(); ++i) {
    const Grant& grant = charter.grants(i);
    const Place at = place.Inside(Charter::kGrantsFieldNumber, i);
    for (const ConditionFloor& floor : kConditionFloors) {
      HoldCondition(grant, floor, at, findings);
    }
    // The secretariat is no service that involves itself with a person.
    if (grant.category() == "Involvement" &&
        grant.operation() == "CONTRIBUTE" && grant.partner().empty() &&
        !Mentions(grant.only(), "own_organisation")) {
      findings.AddInvariant(at.Of(Grant::kOnlyFieldNumber), 13, grant.role());
    }
    if (grant.category() == "Origin" && grant.role() != kCoordinator &&
        Mentions(grant.only(), "profile")) {
      findings.AddInvariant(at.Of(Grant::kOnlyFieldNumber), 31, "profile");
    }
  }
}

void HoldRoles(const Charter& charter, const Place& place, Findings& findings) {
  for (int i = 0; i < charter.role_grants_size(); ++i) {
    const RoleGrant& grant = charter.role_grants(i);
    const Place at = place.Inside(Charter::kRoleGrantsFieldNumber, i);
    for (int k = 0; k < grant.operations_size(); ++k) {
      const int invariant = ForbidsOperation(grant.role(), grant.operations(k));
      if (invariant != 0) {
        findings.AddInvariant(at.Of(RoleGrant::kOperationsFieldNumber, k),
                              invariant, grant.operations(k));
      }
    }
  }
}

}  // namespace sceau::policy
