// Grants: each word of each, and each against the charter's prohibitions.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/checker_parts.h"

namespace sceau::policy {
namespace {

using Names = google::protobuf::RepeatedPtrField<std::string>;

std::vector<std::string> Sorted(const Names& names) {
  std::vector<std::string> sorted(names.begin(), names.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

// What a grant gives, whatever the order of its words.
using Right = std::tuple<std::string, std::string, std::string, std::string,
                         std::vector<std::string>, std::vector<std::string>,
                         std::vector<std::string>>;

Right RightOf(const Grant& grant) {
  return {grant.partner(),     grant.role(),           grant.category(),
          grant.operation(),   Sorted(grant.any_of()), Sorted(grant.all_of()),
          Sorted(grant.only())};
}

void CheckHolder(const Charter& charter, const Grant& grant, const Place& at,
                 Findings& findings) {
  if (grant.partner().empty() && grant.role().empty()) {
    findings.Add(at.Of(Grant::kPartnerFieldNumber), IssueCode::kNobodyGranted);
  }
  if (!grant.partner().empty() && !HasPartner(charter, grant.partner())) {
    findings.Add(at.Of(Grant::kPartnerFieldNumber), IssueCode::kUnknownPartner,
                 grant.partner());
  }
  if (!grant.role().empty() && FindRole(grant.role()) == v1::ROLE_UNSPECIFIED) {
    findings.Add(at.Of(Grant::kRoleFieldNumber), IssueCode::kUnknownRole,
                 grant.role());
  }
}

void CheckWhat(const Grant& grant, const Place& at, Findings& findings) {
  CheckCategory(grant.category(), at.Of(Grant::kCategoryFieldNumber), findings);
  const v1::Operation operation = FindOperation(grant.operation());
  const Where where = at.Of(Grant::kOperationFieldNumber);
  if (operation == v1::OPERATION_UNSPECIFIED) {
    findings.Add(where, IssueCode::kUnknownOperation, grant.operation());
  } else if (operation != v1::OPERATION_READ &&
             operation != v1::OPERATION_CONTRIBUTE) {
    findings.Add(where, IssueCode::kNotGrantable, grant.operation());
  } else if (operation == v1::OPERATION_CONTRIBUTE &&
             FindCategory(grant.category()) == v1::CATEGORY_ADMINISTRATIVE) {
    // Computed from the facts: nobody contributes it.
    findings.Add(where, IssueCode::kNotGrantable, grant.category());
  }
}

void CheckWhen(const Grant& grant, const Place& at, Findings& findings) {
  if (grant.any_of().empty()) {
    findings.Add(at.Of(Grant::kAnyOfFieldNumber), IssueCode::kEmptyAnyOf);
  }
  for (int k = 0; k < grant.any_of_size(); ++k) {
    if (FindRelation(grant.any_of(k)) == 0) {
      findings.Add(at.Of(Grant::kAnyOfFieldNumber, k),
                   IssueCode::kUnknownRelation, grant.any_of(k),
                   absl::StrJoin(RelationNames(), ", "));
    }
  }
  int min_age = 0;
  int max_age = kMaxCharterAge;
  for (int k = 0; k < grant.all_of_size(); ++k) {
    const ConditionText* condition = FindCondition(grant.all_of(k));
    const Where where = at.Of(Grant::kAllOfFieldNumber, k);
    if (condition == nullptr) {
      findings.Add(where, IssueCode::kUnknownCondition, grant.all_of(k),
                   absl::StrJoin(ConditionNames(), ", "));
      continue;
    }
    min_age = std::max<int>(min_age, condition->min_age);
    max_age = std::min<int>(max_age, condition->max_age);
    if (min_age > max_age) {
      findings.Add(where, IssueCode::kConditionNeverHolds, grant.all_of(k));
    }
  }
}

void CheckOnly(const Grant& grant, const Place& at, Findings& findings) {
  const v1::Category category = FindCategory(grant.category());
  if (category == v1::CATEGORY_UNSPECIFIED) return;
  for (int k = 0; k < grant.only_size(); ++k) {
    if (FindLimit(category, grant.only(k)).kind == Limit::Kind::kNone) {
      findings.Add(at.Of(Grant::kOnlyFieldNumber, k), IssueCode::kUnknownField,
                   grant.only(k), grant.category());
    }
  }
}

// Classes prohibited to each partner, with the line that says so.
struct Ban {
  uint8_t classes = 0;
  int line = 0;
};

std::map<std::string, Ban> Bans(const Charter& charter, const Place& place) {
  std::map<std::string, Ban> bans;
  for (int i = 0; i < charter.prohibitions_size(); ++i) {
    const Prohibition& prohibition = charter.prohibitions(i);
    Ban& ban = bans[prohibition.partner()];
    ban.line = place.Of(Charter::kProhibitionsFieldNumber, i).first;
    for (const std::string& name : prohibition.classes()) {
      ban.classes |= FindClass(name);
    }
  }
  return bans;
}

std::map<std::string, uint8_t> ClassesByCategory(const Charter& charter) {
  std::map<std::string, uint8_t> classes;
  for (const ClassedCategory& category : charter.categories()) {
    classes[category.category()] = FindClass(category.class_());
  }
  return classes;
}

}  // namespace

void CheckGrants(const Charter& charter, const Place& place,
                 Findings& findings) {
  if (charter.grants_size() > kMaxGrants) {
    findings.Add(place.Of(Charter::kGrantsFieldNumber, kMaxGrants),
                 IssueCode::kTooMany, "grants", absl::StrCat(kMaxGrants));
    return;
  }
  const auto bans = Bans(charter, place);
  const auto classes = ClassesByCategory(charter);
  std::map<Right, int> seen;
  for (int i = 0; i < charter.grants_size(); ++i) {
    const Grant& grant = charter.grants(i);
    const Place at = place.Inside(Charter::kGrantsFieldNumber, i);
    CheckHolder(charter, grant, at, findings);
    CheckWhat(grant, at, findings);
    CheckWhen(grant, at, findings);
    CheckOnly(grant, at, findings);
    CheckReasons(grant.article(), grant.reason_fr(), at,
                 Grant::kArticleFieldNumber, Grant::kReasonFrFieldNumber,
                 findings);
    const Where where = place.Of(Charter::kGrantsFieldNumber, i);
    const auto [first, fresh] = seen.emplace(RightOf(grant), where.first);
    if (!fresh) {
      findings.Add(where, IssueCode::kDuplicate,
                   absl::StrCat(grant.partner(), grant.role(), " ",
                                grant.category(), " ", grant.operation()),
                   absl::StrCat(first->second));
    }
    const auto ban = bans.find(grant.partner());
    const auto data_class = classes.find(grant.category());
    if (ban != bans.end() && data_class != classes.end() &&
        (ban->second.classes & data_class->second) != 0) {
      findings.Add(at.Of(Grant::kCategoryFieldNumber),
                   IssueCode::kGrantAgainstProhibition,
                   absl::StrCat(grant.partner(), " ", grant.category()),
                   absl::StrCat(ban->second.line));
    }
  }
}

}  // namespace sceau::policy
