// What roles hold, and the rules that are code.
#include <set>
#include <string>

#include "policy/compile/catalogue.h"
#include "policy/compile/checker_parts.h"

namespace sceau::policy {

void CheckRoleGrants(const Charter& charter, const Place& place,
                     Findings& findings) {
  std::set<std::string> roles;
  for (int i = 0; i < charter.role_grants_size(); ++i) {
    const RoleGrant& grant = charter.role_grants(i);
    const Place at = place.Inside(Charter::kRoleGrantsFieldNumber, i);
    const auto role_at = at.Of(RoleGrant::kRoleFieldNumber);
    if (grant.role() != kEveryMember &&
        FindRole(grant.role()) == v1::ROLE_UNSPECIFIED) {
      findings.Add(role_at, IssueCode::kUnknownRole, grant.role());
    } else if (!roles.insert(grant.role()).second) {
      findings.Add(role_at, IssueCode::kDuplicate, grant.role());
    }
    std::set<std::string> operations;
    for (int k = 0; k < grant.operations_size(); ++k) {
      const std::string& name = grant.operations(k);
      const auto where = at.Of(RoleGrant::kOperationsFieldNumber, k);
      const v1::Operation operation = FindOperation(name);
      if (operation == v1::OPERATION_UNSPECIFIED) {
        findings.Add(where, IssueCode::kUnknownOperation, name);
      } else if (operation == v1::OPERATION_READ ||
                 operation == v1::OPERATION_CONTRIBUTE ||
                 operation == v1::OPERATION_CHARTER_ACTIVATE ||
                 operation == v1::OPERATION_JOURNAL_RESTORE) {
        findings.Add(where, IssueCode::kNotGrantable, name);
      } else if (!operations.insert(name).second) {
        findings.Add(where, IssueCode::kDuplicate, name);
      }
    }
    CheckReasons(grant.article(), grant.reason_fr(), at,
                 RoleGrant::kArticleFieldNumber,
                 RoleGrant::kReasonFrFieldNumber, findings);
  }
}

void CheckDeputies(const Charter& charter, const Place& place,
                   Findings& findings) {
  std::set<std::string> roles;
  for (int i = 0; i < charter.deputies_size(); ++i) {
    const Deputy& deputy = charter.deputies(i);
    const Place at = place.Inside(Charter::kDeputiesFieldNumber, i);
    const auto role_at = at.Of(Deputy::kRoleFieldNumber);
    switch (FindRole(deputy.role())) {
      case v1::ROLE_COORDINATOR:
      case v1::ROLE_CHARTER_OFFICER:
      case v1::ROLE_CO_PILOT:
        if (!roles.insert(deputy.role()).second) {
          findings.Add(role_at, IssueCode::kDuplicate, deputy.role());
        }
        break;
      case v1::ROLE_UNSPECIFIED:
        findings.Add(role_at, IssueCode::kUnknownRole, deputy.role());
        break;
      default:
        findings.Add(role_at, IssueCode::kNotGrantable, deputy.role());
    }
    CheckReasons(deputy.article(), deputy.reason_fr(), at,
                 Deputy::kArticleFieldNumber, Deputy::kReasonFrFieldNumber,
                 findings);
  }
}

void CheckSigningKeys(const Charter& charter, const Place& place,
                      Findings& findings) {
  std::set<std::string> seen;
  for (int i = 0; i < charter.signing_keys_size(); ++i) {
    const std::string& name = charter.signing_keys(i);
    const auto where = place.Of(Charter::kSigningKeysFieldNumber, i);
    if (FindSigningKey(name) == 0) {
      findings.Add(where, IssueCode::kUnknownValue, name);
    } else if (!seen.insert(name).second) {
      findings.Add(where, IssueCode::kDuplicate, name);
    }
  }
}

void CheckRules(const Charter& charter, const Place& place,
                Findings& findings) {
  std::set<std::string> seen;
  for (int i = 0; i < charter.rules_size(); ++i) {
    const Rule& rule = charter.rules(i);
    const Place at = place.Inside(Charter::kRulesFieldNumber, i);
    const auto where = at.Of(Rule::kIdFieldNumber);
    if (!FindRule(rule.id()).has_value()) {
      findings.Add(where, IssueCode::kUnknownRule, rule.id());
    } else if (!seen.insert(rule.id()).second) {
      findings.Add(where, IssueCode::kDuplicate, rule.id());
    }
    CheckReasons(rule.article(), rule.reason_fr(), at,
                 Rule::kArticleFieldNumber, Rule::kReasonFrFieldNumber,
                 findings);
  }
  for (size_t i = 0; i < kRuleIds; ++i) {
    const absl::string_view name = RuleName(static_cast<RuleId>(i));
    if (seen.count(std::string(name)) == 0) {
      findings.Add(place.Of(Charter::kRulesFieldNumber),
                   IssueCode::kMissingRule, name);
    }
  }
}

}  // namespace sceau::policy
