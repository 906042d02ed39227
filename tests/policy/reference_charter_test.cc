// The reference charter says what the table of rights says, no more, no less.
#include "tests/policy/reference_charter.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/catalogue.h"
#include "tests/policy/charter_table.h"

namespace sceau::policy {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

template <typename List>
std::vector<std::string> Words(const List& list) {
  return {list.begin(), list.end()};
}

TEST(ReferenceCharterTest, CompilesWithoutAnIssue) {
  EXPECT_THAT(CodesOf(ReferenceText()), IsEmpty());
  EXPECT_EQ(Reference().partner_count(), 11u);
}

TEST(ReferenceCharterTest, EveryGrantOfTheTableIsThereAndNoOther) {
  std::vector<TableGrant> grants;
  for (const Grant& grant : ReferenceCharter().grants()) {
    grants.push_back({.partner = grant.partner(),
                      .role = grant.role(),
                      .category = grant.category(),
                      .operation = grant.operation(),
                      .any_of = Words(grant.any_of()),
                      .all_of = Words(grant.all_of()),
                      .only = Words(grant.only()),
                      .article = grant.article()});
  }
  std::vector<TableGrant> table = TableGrants();
  std::sort(grants.begin(), grants.end());
  std::sort(table.begin(), table.end());
  EXPECT_EQ(table.size(), 299u);
  EXPECT_TRUE(grants == table);
}

TEST(ReferenceCharterTest, EveryReasonIsASentenceOfItsOwn) {
  std::set<std::string> seen;
  for (const Grant& grant : ReferenceCharter().grants()) {
    const std::string& reason = grant.reason_fr();
    EXPECT_TRUE(seen.insert(reason).second) << reason;
    EXPECT_EQ(reason.back(), '.') << reason;
    EXPECT_EQ(reason.find("  "), std::string::npos) << reason;
    EXPECT_GT(reason.size(), 40u) << reason;
  }
}

TEST(ReferenceCharterTest, EveryRuleRoleAndProhibitionOfTheTableIsThere) {
  std::map<std::string, std::string> rules;
  for (const Rule& rule : ReferenceCharter().rules()) {
    rules[rule.id()] = rule.article();
  }
  EXPECT_EQ(rules.size(), Table().at("rules").size());
  for (const auto& rule : Table().at("rules")) {
    EXPECT_EQ(rules[rule.at("id")], InFrench(rule.at("article")));
  }

  std::map<std::string, std::vector<std::string>> roles;
  for (const RoleGrant& grant : ReferenceCharter().role_grants()) {
    roles[grant.role()] = Words(grant.operations());
  }
  auto wanted = Table().at("role_grants");
  wanted.erase("article");
  EXPECT_EQ(roles.size(), wanted.size());
  for (const auto& [role, operations] : wanted.items()) {
    EXPECT_THAT(roles[role], UnorderedElementsAreArray(
                                 operations.get<std::vector<std::string>>()));
  }

  EXPECT_EQ(static_cast<size_t>(ReferenceCharter().prohibitions_size()),
            Table().at("prohibitions").size());
  int i = 0;
  for (const auto& row : Table().at("prohibitions")) {
    const Prohibition& prohibition = ReferenceCharter().prohibitions(i++);
    EXPECT_EQ(prohibition.partner(), row.at("partner"));
    EXPECT_EQ(prohibition.article(), InFrench(row.at("article")));
    EXPECT_THAT(Words(prohibition.classes()),
                UnorderedElementsAreArray(
                    row.at("classes").get<std::vector<std::string>>()));
  }
}

TEST(ReferenceCharterTest, EveryClassOfTheTableIsThereAndNoOther) {
  std::map<std::string, std::string> classes;
  for (const ClassedCategory& category : ReferenceCharter().categories()) {
    classes[category.category()] = category.class_();
  }
  EXPECT_EQ(classes, (Table().at("classes").get<decltype(classes)>()));

  using Value = std::tuple<std::string, std::string, std::string>;
  std::vector<Value> values;
  std::vector<Value> table;
  for (const ClassedValue& value : ReferenceCharter().value_classes()) {
    values.emplace_back(value.field(), value.value(), value.class_());
  }
  for (const auto& [field, rows] : Table().at("value_classes").items()) {
    for (const auto& [value, data_class] : rows.items()) {
      table.emplace_back(field, value, data_class.get<std::string>());
    }
  }
  EXPECT_THAT(values, UnorderedElementsAreArray(table));
}

TEST(ReferenceCharterTest, GatesAndLeadWorkersAreThoseOfTheTable) {
  std::set<std::string> gated;
  for (const PartnerGate& gate : ReferenceCharter().partner_gates()) {
    gated.insert(gate.partner());
  }
  std::set<std::string> wanted;
  for (const auto& [partner, text] : Table().at("partner_gates").items()) {
    wanted.insert(partner);
  }
  EXPECT_EQ(gated, wanted);
  std::map<std::string, std::string> subjects;
  for (const SubjectGate& gate : ReferenceCharter().subject_gates()) {
    subjects[gate.category()] = "only while " + gate.condition();
  }
  EXPECT_EQ(subjects, (Table().at("subject_gates").get<decltype(subjects)>()));
  std::vector<std::string> leads;
  for (PartnerIndex p = 0; p < Reference().partner_count(); ++p) {
    if (Reference().MayBeLeadWorker(p)) {
      leads.emplace_back(Reference().PartnerId(p));
    }
  }
  EXPECT_THAT(
      leads,
      UnorderedElementsAreArray(
          Table().at("may_be_lead_worker").get<std::vector<std::string>>()));
}

TEST(ReferenceCharterTest, TheWordsOfTheTableAreTheWordsOfTheLanguage) {
  std::vector<std::string> relations;
  for (const auto& [name, text] : Table().at("relations").items()) {
    relations.push_back(name);
    EXPECT_NE(FindRelation(name), 0) << name;
  }
  EXPECT_THAT(RelationNames(), UnorderedElementsAreArray(relations));
  std::vector<std::string> conditions;
  for (const auto& [name, text] : Table().at("conditions").items()) {
    conditions.push_back(name);
    EXPECT_NE(FindCondition(name), nullptr) << name;
  }
  EXPECT_THAT(ConditionNames(), UnorderedElementsAreArray(conditions));
}

TEST(ReferenceCharterTest, SettingsAreTheDefaultsOfTheDomain) {
  const Clocks& clocks = Reference().clocks();
  EXPECT_EQ(clocks.window_days_before, 14);
  EXPECT_EQ(clocks.window_days_after, 7);
  EXPECT_EQ(clocks.ceiling_age, 26);
  EXPECT_EQ(clocks.eligible_from_age, 12);
  EXPECT_EQ(clocks.eligible_to_age, 25);
  EXPECT_EQ(clocks.notice_months, 1);
  EXPECT_EQ(clocks.review_months, 12);
  EXPECT_TRUE(Reference().IsPostalCode("61000"));
  EXPECT_TRUE(Reference().IsPostalCode("72610"));
  EXPECT_FALSE(Reference().IsPostalCode("72000"));
  EXPECT_FALSE(Reference().IsPostalCode(""));
  EXPECT_LE(Reference().effective_day(), Reference().term_end_day());
  EXPECT_NE(Reference().contacts().crip, "");
  EXPECT_NE(Reference().title(), "");
}

TEST(ReferenceCharterTest, EveryCategorySaysWhyItIsWithheld) {
  for (size_t n = 1; n < kCategories; ++n) {
    const auto category = static_cast<v1::Category>(n);
    EXPECT_FALSE(Reference().ArticleFor(category).empty()) << n;
    EXPECT_FALSE(Reference().ReasonFor(category).empty()) << n;
    EXPECT_NE(Reference().CategoryClass(category), 0) << n;
  }
  EXPECT_EQ(Reference().ArticleFor(v1::CATEGORY_UNSPECIFIED), "");
  EXPECT_EQ(Reference().ReasonFor(static_cast<v1::Category>(99)), "");
}

}  // namespace
}  // namespace sceau::policy
