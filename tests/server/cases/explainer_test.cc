// Explain tells the rule and the lawful way, and never betrays a hidden case.
#include "server/cases/explainer.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/case_desk.h"
#include "tests/support/charter_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::kCoordinator;
using testing::kOfficer;
using testing::ReasonIs;

constexpr char kAbsent[] =
    "groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa";

class ExplainerTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::ExplainResponse> Explain(
      absl::string_view by, const std::string& name, v1::Category category,
      v1::Operation operation = v1::OPERATION_READ) {
    v1::ExplainRequest request;
    request.set_name(name);
    request.set_category(category);
    request.set_operation(operation);
    v1::ExplainResponse response;
    const absl::Status status =
        testing::Await([&](Finish finish) {
          group_.group().rooms().explainer->Explain(
              group_.As(by), request, &response, std::move(finish));
        }).status;
    if (!status.ok()) return status;
    return response;
  }

  testing::TestGroup group_;
  testing::CaseDesk cases_{group_};
};

TEST_F(ExplainerTest, ADeniedCaseIsExplainedByteForByteLikeAnAbsentOne) {
  const std::string hidden = cases_.OpenCase(16);
  cases_.Tell(hidden, 16);
  const std::string gone = cases_.OpenCase(25);
  for (const char* by : {"pjj-1", "mission-locale-1", "association-mediation-1",
                         "police-nationale-1", "co-pilot-state", "officer"}) {
    for (int n = 1; n <= v1::Category_MAX; ++n) {
      const auto category = static_cast<v1::Category>(n);
      for (const auto operation :
           {v1::OPERATION_READ, v1::OPERATION_CONTRIBUTE}) {
        const auto absent = Explain(by, kAbsent, category, operation);
        ASSERT_THAT(absent, IsOk());
        EXPECT_FALSE(absent->allowed());
        for (const std::string& name : {hidden, gone}) {
          const auto denied = Explain(by, name, category, operation);
          ASSERT_THAT(denied, IsOk());
          EXPECT_EQ(denied->SerializeAsString(), absent->SerializeAsString())
              << by << " " << v1::Category_Name(category);
        }
      }
    }
  }
}

TEST_F(ExplainerTest, BothDoTheSameWorkAndLeaveOneLeafEach) {
  const std::string hidden = cases_.OpenCase(16);
  ASSERT_THAT(Explain("pjj-1", hidden, v1::CATEGORY_IDENTITY), IsOk());
  const auto work = [&](const std::string& name) {
    const StoreWork before = group_.rooms().reads.work();
    const uint64_t leaves = group_.group().journal().size();
    EXPECT_THAT(Explain("pjj-1", name, v1::CATEGORY_IDENTITY), IsOk());
    EXPECT_EQ(group_.group().journal().size(), leaves + 1);
    return group_.rooms().reads.work().statements - before.statements;
  };
  EXPECT_EQ(work(hidden), work(kAbsent));
}

TEST_F(ExplainerTest, WhatIsGivenIsExplainedByTheRuleThatGivesIt) {
  const std::string file = cases_.OpenCase(17);
  cases_.Tell(file, 17);
  cases_.Convene(file, {"mission-locale-1"});
  const auto given = Explain("mission-locale-1", file, v1::CATEGORY_IDENTITY);
  ASSERT_THAT(given, IsOk());
  EXPECT_TRUE(given->allowed());
  EXPECT_EQ(given->way(), v1::LAWFUL_WAY_NONE_NEEDED);
  ASSERT_EQ(given->rules_size(), 1);
  EXPECT_THAT(given->rules(0).reason(), HasSubstr("mission locale"));
  EXPECT_FALSE(given->rules(0).article().empty());
  EXPECT_THAT(given->charter_version(), HasSubstr("alencon-2026-1"));
}

TEST_F(ExplainerTest, WhatARelationWouldGiveIsAskedOfTheCoordinator) {
  const auto asked =
      Explain("mission-locale-1", kAbsent, v1::CATEGORY_IDENTITY);
  ASSERT_THAT(asked, IsOk());
  EXPECT_EQ(asked->way(), v1::LAWFUL_WAY_ASK_COORDINATOR);
  EXPECT_GE(asked->rules_size(), 1);
  EXPECT_FALSE(asked->contact().empty());
}

TEST_F(ExplainerTest, WhatNoRuleGivesOnlyAnotherCharterCould) {
  const auto never =
      Explain("police-nationale-1", kAbsent, v1::CATEGORY_SCHOOLING);
  ASSERT_THAT(never, IsOk());
  EXPECT_EQ(never->way(), v1::LAWFUL_WAY_ASK_CHARTER_OFFICER);
  EXPECT_EQ(never->rules_size(), 0);
  EXPECT_FALSE(never->category_rule().reason().empty());
}

TEST_F(ExplainerTest, ARecusedMemberIsToldNothingOfTheCase) {
  const std::string file = cases_.OpenCase(17);
  cases_.Tell(file, 17);
  cases_.Convene(file, {"mission-locale-1"});
  testing::CharterDesk desk(group_);
  ASSERT_THAT(desk.Recuse("mission-locale-1", "mission-locale-1", file),
              IsOk());
  EXPECT_EQ(Explain("mission-locale-1", file, v1::CATEGORY_IDENTITY)
                ->SerializeAsString(),
            Explain("mission-locale-1", kAbsent, v1::CATEGORY_IDENTITY)
                ->SerializeAsString());
}

TEST_F(ExplainerTest, TheShapeIsHeldBeforeAnythingElse) {
  EXPECT_EQ(
      MetadataOf(Explain("pjj-1", kAbsent, v1::CATEGORY_UNSPECIFIED).status(),
                 "field"),
      "category");
  EXPECT_EQ(MetadataOf(Explain("pjj-1", kAbsent, v1::CATEGORY_IDENTITY,
                               v1::OPERATION_CHARTER_ADOPT)
                           .status(),
                       "field"),
            "operation");
  EXPECT_THAT(Explain("pjj-1", "cases/c1", v1::CATEGORY_IDENTITY),
              ReasonIs(v1::ERROR_REASON_NAME_MALFORMED));
}

}  // namespace
}  // namespace sceau
