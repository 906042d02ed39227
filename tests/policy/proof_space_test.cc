#include "policy/proof/proof_space.h"

#include <set>
#include <tuple>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/table_builder.h"
#include "tests/policy/charter_edits.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::ElementsAre;

ProofSpace SpaceOf(const std::function<void(Charter&)>& change) {
  Charter charter = ReferenceCharter();
  change(charter);
  return ProofSpace(Program(BuildTables(charter)));
}

TEST(ProofSpaceTest, ItIsTheProductOfWhatAQuestionIsMadeOf) {
  const ProofSpace space(Reference());
  // Every category and none; the five kinds of municipal measure beside.
  constexpr size_t kWhats = kCategories + 5;
  constexpr size_t kAskers = 11 * static_cast<size_t>(v1::Role_MAX);
  EXPECT_EQ(space.rows().size(),
            kAskers * static_cast<size_t>(v1::Operation_MAX) * kWhats);
  EXPECT_EQ(space.class_set_count(), 4u);
  EXPECT_EQ(space.subjects().size(), space.age_count() * 2 * 4);
  // Two relations outside the lanes, two conditions, four states, notice or
  // not, no entry or one with four flags.
  EXPECT_EQ(space.facts().size(), size_t{4} * 4 * 4 * 2 * 17);
  EXPECT_EQ(space.size(), uint64_t{space.rows().size()} *
                              space.subjects().size() * space.facts().size() *
                              64);
}

TEST(ProofSpaceTest, NoQuestionIsInItTwice) {
  const ProofSpace space(Reference());
  std::set<std::tuple<int, int, int, int, int>> rows;
  for (const Row& row : space.rows()) {
    rows.emplace(row.partner, row.role, row.operation, row.category, row.kind);
  }
  EXPECT_EQ(rows.size(), space.rows().size());
  std::set<std::tuple<int, int, int, bool, unsigned>> facts;
  for (const Facts& each : space.facts()) {
    const unsigned entry = (each.is_entry ? 1u : 0u) | (each.own ? 2u : 0u) |
                           (each.narrowed_out ? 4u : 0u) |
                           (each.asked ? 8u : 0u) | (each.carried ? 16u : 0u);
    facts.emplace(each.relations, each.conditions, each.state,
                  each.notice_given, entry);
  }
  EXPECT_EQ(facts.size(), space.facts().size());
}

TEST(ProofSpaceTest, EveryAgeIsInOneBracket) {
  const ProofSpace space(Reference());
  std::vector<int> first;
  int next = 0;
  for (const Subject& subject : space.subjects()) {
    if (subject.in_school || subject.value_classes != 0) continue;
    EXPECT_EQ(subject.from_age, next);
    next = subject.to_age + 1;
    first.push_back(subject.from_age);
  }
  EXPECT_EQ(next, 255);
  EXPECT_THAT(first, ElementsAre(0, 15, 16, 18, 21, 26));
}

TEST(ProofSpaceTest, AnOrganisationMoreMakesItLargerByItsShare) {
  const ProofSpace before(Reference());
  const ProofSpace after = SpaceOf([](Charter& c) {
    Partner& partner = *c.add_partners();
    partner.set_id("gendarmerie");
    partner.set_name("Gendarmerie");
    partner.set_kind("state");
  });
  EXPECT_EQ(after.rows().size(), before.rows().size() / 11 * 12);
  EXPECT_EQ(after.size(), before.size() / 11 * 12);
}

TEST(ProofSpaceTest, AnAgeThatTheCharterNamesCutsABracket) {
  const ProofSpace before(Reference());
  const ProofSpace after = SpaceOf(
      [](Charter& c) { GateOf(c, "conseil-regional").set_min_age(17); });
  EXPECT_EQ(after.age_count(), before.age_count() + 1);
  EXPECT_EQ(after.size(),
            before.size() / before.age_count() * after.age_count());
}

TEST(ProofSpaceTest, AClassThatAValueBetraysDoublesTheSetsOfClasses) {
  const ProofSpace before(Reference());
  const ProofSpace after = SpaceOf([](Charter& c) {
    ClassedValue& value = *c.add_value_classes();
    value.set_field("Origin.reasons");
    value.set_value("FAMILY_REQUEST");
    value.set_class_("B_SCHOOL");
  });
  EXPECT_EQ(after.class_set_count(), before.class_set_count() * 2);
  EXPECT_EQ(after.size(), before.size() * 2);
}

TEST(ProofSpaceTest, ACategoryWhoseKindsAreToldApartGetsARowForEach) {
  const ProofSpace before(Reference());
  const ProofSpace after = SpaceOf([](Charter& c) {
    Grant& grant = *c.add_grants();
    grant = Find(c, "commune-alencon", "SchoolIncident", "READ");
    grant.add_only("noise_nearby");
  });
  const size_t kinds = static_cast<size_t>(
      v1::SchoolIncidentKind_descriptor()->value_count() - 1);
  EXPECT_EQ(after.rows().size() - before.rows().size(),
            11 * static_cast<size_t>(v1::Role_MAX) *
                static_cast<size_t>(v1::Operation_MAX) * kinds);
}

}  // namespace
}  // namespace sceau::policy
