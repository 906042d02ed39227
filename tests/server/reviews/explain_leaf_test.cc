// A decision of the past explained to the officer: the rules, what they looked
// at, and the case by its name in the review of that day alone.
#include <string>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/reviews/review_fixture.h"

namespace sceau {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::kCoordinator;
using testing::kOfficer;
using ::testing::Not;
using ::testing::SizeIs;

class ExplainLeafTest : public testing::ReviewTest {
 protected:
  absl::StatusOr<v1::ExplainLeafResponse> ExplainLeaf(
      uint64_t index, absl::string_view by = kOfficer) {
    v1::ExplainLeafRequest request;
    request.set_parent(GroupName::Of(testing::kTestGroup).ToString());
    request.set_leaf_index(static_cast<int64_t>(index));
    return Ask<v1::ExplainLeafResponse>(by, request);
  }
  std::string FieldAtFault(uint64_t index) {
    return MetadataOf(ExplainLeaf(index).status(), "field");
  }
  // Of a reading of the case, which is in session; the leaf.
  uint64_t Read(const std::string& file) {
    EXPECT_THAT(cases_.Read("mission-locale-1", file), IsOk());
    return cases_.receipt()->index;
  }
};

TEST_F(ExplainLeafTest, OnlyTheOfficerIsTold) {
  for (const char* by : {kCoordinator, testing::kCoPilotState, testing::kDpo,
                         testing::kAdmin, "pjj-1"}) {
    EXPECT_THAT(ExplainLeaf(0, by), Denied()) << by;
  }
}

TEST_F(ExplainLeafTest, ADecisionIsExplainedWithoutContent) {
  ReadInSession();
  const auto told = ExplainLeaf(cases_.receipt()->index);
  ASSERT_THAT(told, IsOk());
  EXPECT_TRUE(told->allowed());
  EXPECT_TRUE(told->reproduced());
  EXPECT_EQ(told->operation(), v1::OPERATION_READ);
  EXPECT_THAT(told->member(), HasSubstr("mission-locale-1"));
  EXPECT_EQ(told->inputs().partner(), "mission-locale");
  EXPECT_THAT(told->inputs().relations(), ElementsAre("session"));
  // A span, never an age.
  EXPECT_EQ(told->inputs().min_age(), 16);
  EXPECT_EQ(told->inputs().max_age(), 17);
  EXPECT_GE(told->rules_size(), 1);
  EXPECT_THAT(told->released(), Contains(v1::CATEGORY_IDENTITY));
  EXPECT_THAT(told->SerializeAsString(), Not(HasSubstr("LEFÈVRE")));
}

TEST_F(ExplainLeafTest, ARefusalIsExplainedToo) {
  const std::string file = cases_.OpenCase(17);
  EXPECT_FALSE(cases_.Read("pjj-1", file).ok());
  const auto told = ExplainLeaf(cases_.receipt()->index);
  ASSERT_THAT(told, IsOk());
  EXPECT_FALSE(told->allowed());
  EXPECT_EQ(told->refusal(), "no_relation");
  EXPECT_TRUE(told->reproduced());
}

TEST_F(ExplainLeafTest, ALeafWithoutADecisionIsSaidToBeOne) {
  EXPECT_EQ(FieldAtFault(0), "leaf_index");
  EXPECT_EQ(FieldAtFault(1'000'000), "leaf_index");
  EXPECT_EQ(FieldAtFault(~uint64_t{0}), "leaf_index");
}

TEST_F(ExplainLeafTest, WhatIsForgottenIsNotExplained) {
  ReadInSession();
  const uint64_t leaf = cases_.receipt()->index;
  ASSERT_THAT(ExplainLeaf(leaf), IsOk());
  group_.group().journal().Forget(group_.now() + absl::Hours(1));
  EXPECT_EQ(FieldAtFault(leaf), "leaf_index");
}

// The journal's own names for cases never change: with them, what one review
// calls 4F2A could be found again in the next.
TEST_F(ExplainLeafTest, ACaseBearsTheNameOfTheReviewOfThatDayAlone) {
  const absl::CivilDay first_day = Today();
  const std::string file = ReadInSession();
  const uint64_t first = cases_.receipt()->index;
  EXPECT_THAT(ExplainLeaf(first)->situations(), IsEmpty());
  const auto review = OpenReview(first_day, first_day);
  ASSERT_THAT(review, IsOk());
  const uint64_t again = Read(file);
  group_.SetToday(first_day + 1);
  const uint64_t second = Read(file);
  const auto next = OpenReview(first_day + 1, first_day + 1);
  ASSERT_THAT(next, IsOk());

  const auto told = ExplainLeaf(first);
  ASSERT_THAT(told, IsOk());
  ASSERT_THAT(told->situations(), SizeIs(1));
  v1::SearchAccessesRequest search;
  search.set_name(review->name());
  search.set_situation(told->situations(0));
  const auto found = Search(search);
  ASSERT_THAT(found, IsOk());
  EXPECT_THAT(found->accesses(),
              Contains(::testing::Property(&v1::Access::leaf_index,
                                           static_cast<int64_t>(first))));
  EXPECT_THAT(ExplainLeaf(again)->situations(),
              ElementsAre(told->situations(0)));

  const auto later = ExplainLeaf(second);
  ASSERT_THAT(later, IsOk());
  ASSERT_THAT(later->situations(), SizeIs(1));
  EXPECT_NE(later->situations(0), told->situations(0));
  const Pseudonym in_journal = group_.group().journal().pseudonyms().Of(
      "case", CaseName::Parse(file)->id());
  for (const auto& each : {*told, *later}) {
    const std::string bytes = each.SerializeAsString();
    EXPECT_THAT(bytes, Not(HasSubstr(crypto::AsText(in_journal))));
    EXPECT_THAT(
        bytes,
        Not(HasSubstr(absl::BytesToHexString(crypto::AsText(in_journal)))));
  }
}

}  // namespace
}  // namespace sceau
