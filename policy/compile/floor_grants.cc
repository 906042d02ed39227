// Grants and roles: who can hold a right at all, by which relation and with
// which condition.
#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/string_view.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/floor_parts.h"
#include "policy/compile/floor_tables.h"

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
// An item without a name is prepared from all referrals: small groups of them
// are not to be guessed by anybody else.
constexpr std::array<const char*, 3> kOfAllCases = {"LIST_ALL", "SEARCH_ALL",
                                                    "UNNAMED_ITEM_SET"};
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
  constexpr int kNoBulkReading = 23;
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
  if (IsOneOf(operation, kOfAllCases) && role != kCoordinator)
    return kNoBulkReading;
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
  const char* condition;
  int invariant;
  // UNSPECIFIED: whoever holds the grant.
  v1::PartnerFunction function = v1::PARTNER_FUNCTION_UNSPECIFIED;
  // Needed only where the grant opens to who neither leads nor carries.
  bool unless_carrying = false;
};
constexpr ConditionFloor kConditionFloors[] = {
    {"JudicialMeasure", "CONTRIBUTE", "written_basis", 11},
    {"SentencePreparation", "", "written_basis", 12},
    {"SentencePreparation", "", "agreement", 12},
    {"Involvement", "CONTRIBUTE", "written_basis", 13, kYouthJustice},
    {"Involvement", "CONTRIBUTE", "written_basis", 13, kProbation},
    {"Involvement", "CONTRIBUTE", "written_basis", 13, kDepartment},
    // Whose offer betrays a measure makes it with a text and an agreement.
    {"Action", "CONTRIBUTE", "written_basis", 13, kYouthJustice, true},
    {"Action", "CONTRIBUTE", "agreement", 13, kYouthJustice, true},
    {"Action", "CONTRIBUTE", "written_basis", 13, kProbation, true},
    {"Action", "CONTRIBUTE", "agreement", 13, kProbation, true},
    {"LeadWorker", "CONTRIBUTE", "written_basis", 13, kYouthJustice, true},
    {"LeadWorker", "CONTRIBUTE", "agreement", 13, kYouthJustice, true},
    {"LeadWorker", "CONTRIBUTE", "written_basis", 13, kProbation, true},
    {"LeadWorker", "CONTRIBUTE", "agreement", 13, kProbation, true},
};

// Whether members of an organisation of the function hold the grant.
bool IsOfFunction(const Charter& charter, const Grant& grant,
                  v1::PartnerFunction function) {
  if (!grant.partner().empty()) {
    return FunctionOf(charter, grant.partner()) == function;
  }
  if (grant.role() != "member" && grant.role() != kCoPilot) return false;
  return std::any_of(charter.partners().begin(), charter.partners().end(),
                     [function](const Partner& partner) {
                       return FunctionOf(partner) == function;
                     });
}

constexpr std::array<const char*, 2> kCarrying = {"lead_worker", "open_action"};
// Relations that there are only once the person has been told.
constexpr std::array<const char*, 4> kAfterNotice = {
    "session", "lead_worker", "open_action", "pending_validation"};
constexpr std::array<const char*, 1> kByReferral = {"own_referral"};

template <size_t kCount>
bool OpensOnlyTo(const Grant& grant,
                 const std::array<const char*, kCount>& relations) {
  return std::all_of(grant.any_of().begin(), grant.any_of().end(),
                     [&](const std::string& relation) {
                       return IsOneOf(relation, relations);
                     });
}

// Of a minor, the PJJ says nothing before the minor and a representative know.
bool TellsOfTheUntold(const Charter& charter, const Grant& grant) {
  return grant.operation() == "CONTRIBUTE" &&
         IsOfFunction(charter, grant, kYouthJustice) &&
         !OpensOnlyTo(grant, kAfterNotice) &&
         !Mentions(grant.all_of(), "told_if_minor") &&
         !Mentions(grant.all_of(), "adult");
}

// Of an adult, the schools say why of their own referral only.
bool TellsBeyondTheReferral(const Charter& charter, const Grant& grant) {
  return grant.category() == "Origin" && grant.operation() == "CONTRIBUTE" &&
         IsOfFunction(charter, grant, kSchools) &&
         !OpensOnlyTo(grant, kByReferral) &&
         !Mentions(grant.all_of(), "minor") &&
         !Mentions(grant.all_of(), "age_16_17");
}

void HoldCondition(const Charter& charter, const Grant& grant,
                   const ConditionFloor& floor, const Place& at,
                   Findings& findings) {
  const absl::string_view operation = floor.operation;
  if (grant.category() != floor.category ||
      (!operation.empty() && grant.operation() != operation) ||
      (floor.function != v1::PARTNER_FUNCTION_UNSPECIFIED &&
       !IsOfFunction(charter, grant, floor.function)) ||
      grant.role() == kDpo || Mentions(grant.all_of(), floor.condition) ||
      (floor.unless_carrying && OpensOnlyTo(grant, kCarrying))) {
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
      HoldCondition(charter, grant, floor, at, findings);
    }
    if (TellsOfTheUntold(charter, grant)) {
      findings.AddInvariant(at.Of(Grant::kAllOfFieldNumber), 13,
                            "told_if_minor");
    }
    if (TellsBeyondTheReferral(charter, grant)) {
      findings.AddInvariant(at.Of(Grant::kAnyOfFieldNumber), 15,
                            "own_referral");
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
