#include "policy/compile/floor.h"

#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/clock_bounds.h"
#include "tests/policy/charter_edits.h"
#include "tests/policy/mutants.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(FloorTest, EachMutantBreaksItsInvariantAndNoOtherAtAPlace) {
  for (const Mutant& mutant : Mutants()) {
    const Issues issues = Compile(Changed(mutant.change)).issues;
    EXPECT_THAT(issues, Not(IsEmpty())) << mutant.what;
    for (const Issue& issue : issues) {
      EXPECT_EQ(InvariantOf(issue), mutant.number) << mutant.what;
      EXPECT_GT(issue.line, 0) << mutant.what;
      EXPECT_GT(issue.column, 0) << mutant.what;
    }
  }
}

// What the law forbids an organisation is forbidden it under every id.
TEST(FloorTest, TheVerdictsDoNotDependOnHowAnIdIsSpelt) {
  uint32_t seed = 0;
  for (const auto* mutants : {&Mutants(), &HarmlessMutants()}) {
    for (const Mutant& mutant : *mutants) {
      const auto verdicts = [](const std::string& text) {
        std::multiset<int> numbers;
        for (const Issue& issue : Compile(text).issues) {
          numbers.insert(InvariantOf(issue));
        }
        return numbers;
      };
      const std::string renamed = Changed([&](Charter& charter) {
        mutant.change(charter);
        charter = Renamed(charter, ++seed);
      });
      EXPECT_EQ(verdicts(renamed), verdicts(Changed(mutant.change)))
          << mutant.what << ", seed " << seed;
    }
  }
}

// The crime of the day before functions: a copy with `spip` called otherwise,
// and its age at 13.
TEST(FloorTest, ProbationUnderAnotherNameIsStillForAdults) {
  const Issues issues = Compile(Changed([](Charter& charter) {
                          GateOf(charter, "spip").set_min_age(13);
                          charter = Renamed(charter, 1);
                        })).issues;
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(InvariantOf(issues[0]), 15);
}

TEST(FloorTest, EveryInvariantThatBindsACharterHasAMutant) {
  std::set<int> tested;
  for (const Mutant& mutant : Mutants()) tested.insert(mutant.number);
  for (const Invariant& invariant : Invariants()) {
    EXPECT_EQ(tested.erase(invariant.number),
              invariant.binds == Binds::kCharter ? 1u : 0u)
        << invariant.number;
    EXPECT_STRNE(invariant.statement_fr, "");
    EXPECT_STRNE(invariant.statement_en, "");
    EXPECT_STRNE(invariant.law, "");
  }
  EXPECT_THAT(tested, IsEmpty());
}

TEST(FloorTest, FiftyHarmlessMutantsRaiseNone) {
  EXPECT_GE(HarmlessMutants().size(), 50u);
  for (const Mutant& mutant : HarmlessMutants()) {
    EXPECT_THAT(CodesOf(Changed(mutant.change)), IsEmpty()) << mutant.what;
  }
  // Each grant taken out alone.
  for (int i = 0; i < ReferenceCharter().grants_size(); i += 9) {
    EXPECT_THAT(CodesOf(Changed([i](Charter& c) {
                  c.mutable_grants()->DeleteSubrange(i, 1);
                })),
                IsEmpty())
        << i;
  }
}

// Every setting at the law's limit is lawful; one step further is not.
TEST(FloorTest, EverySettingMayReachItsLimitAndNotPassIt) {
  for (const ClockBound& bound : ClockBounds()) {
    const auto numbers = [&](int value) {
      std::set<int> found;
      const std::string text = Changed([&](Charter& c) {
        ClockSettings& clocks = *c.mutable_clocks();
        const auto* field = clocks.GetDescriptor()->FindFieldByName(bound.name);
        clocks.GetReflection()->SetInt32(&clocks, field, value);
      });
      for (const Issue& issue : Compile(text).issues) {
        found.insert(InvariantOf(issue));
      }
      return found;
    };
    EXPECT_THAT(numbers(bound.law), IsEmpty()) << bound.name;
    const int beyond = bound.is_minimum ? bound.law - 1 : bound.law + 1;
    EXPECT_THAT(numbers(beyond), Contains(bound.invariant)) << bound.name;
  }
}

TEST(FloorTest, EverySettingOfTheSchemaHasABound) {
  const auto& schema = *ClockSettings::descriptor();
  ASSERT_EQ(ClockBounds().size(), static_cast<size_t>(schema.field_count()));
  for (int i = 0; i < schema.field_count(); ++i) {
    const ClockBound& bound = ClockBounds()[static_cast<size_t>(i)];
    EXPECT_EQ(bound.name, schema.field(i)->name());
    EXPECT_EQ(Reference().clocks().*bound.member,
              ValueOf(ReferenceCharter().clocks(), bound))
        << bound.name;
    EXPECT_NE(FindInvariant(bound.invariant), nullptr) << bound.name;
  }
}

TEST(FloorTest, ASettingThatIsNotSaidIsAnIssue) {
  const std::string text =
      Changed([](Charter& c) { c.mutable_clocks()->clear_archive_months(); });
  EXPECT_THAT(CodesOf(text), ElementsAre("OUT_OF_RANGE"));
}

TEST(FloorTest, ForbiddenNamesAreKnownInEveryDress) {
  for (const char* name :
       {"Health", "santé", "SANTÉ", "Radicalisation", "Religion", "Casier",
        "risk_score", "PoliceFiles", "Reputation", "Photo", "Ethnicity",
        "sexual-life", "MDPH", "t-a-j"}) {
    EXPECT_TRUE(IsForbiddenCategory(name)) << name;
  }
  for (const char* name :
       {"Identity", "Schooling", "Origin", "Notice", "Action", "Housing"}) {
    EXPECT_FALSE(IsForbiddenCategory(name)) << name;
  }
}

}  // namespace
}  // namespace sceau::policy
