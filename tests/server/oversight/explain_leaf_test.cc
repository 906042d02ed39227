// A decision of the past explained to the officer: the rules, what they looked
// at, and the case by its name in the review of that day alone.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/oversight/review_fixture.h"

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

// P4, P5: what the journal keeps of a denied case, for drafts to be put to, is
// not shown; neither does a search name it, so that the officer cannot tell
// what a reference known from elsewhere is called in the review.
TEST_F(ExplainLeafTest, ADeniedCaseLooksLikeAnAbsentOne) {
  const std::string file = ReadInSession();
  const auto entry = cases_.Read("mission-locale-1", file)->entries(0);
  const std::string absent =
      "groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa";
  v1::Entry of_absent = entry;
  of_absent.set_name(absent + "/entries/" +
                     EntryName::Parse(entry.name())->id());
  const auto leaf = [this](const absl::Status& status) {
    EXPECT_THAT(status, Denied());
    return cases_.receipt()->index;
  };
  std::vector<std::pair<uint64_t, uint64_t>> pairs;
  for (const char* by : {kOfficer, "police-nationale-1", "pjj-1"}) {
    const uint64_t read = leaf(cases_.Read(by, file).status());
    pairs.emplace_back(read, leaf(cases_.Read(by, absent).status()));
    const uint64_t put = leaf(cases_.Deposit(by, file, entry.body()).status());
    pairs.emplace_back(put,
                       leaf(cases_.Deposit(by, absent, entry.body()).status()));
    const uint64_t change =
        leaf(cases_.Supersede(by, entry, entry.body()).status());
    pairs.emplace_back(
        change, leaf(cases_.Supersede(by, of_absent, entry.body()).status()));
    const uint64_t narrow =
        leaf(cases_.Narrow(by, entry, {"mission-locale"}).status());
    pairs.emplace_back(
        narrow,
        leaf(cases_.Narrow(by, of_absent, {"mission-locale"}).status()));
    const uint64_t gone = leaf(cases_.Withdraw(by, entry).status());
    pairs.emplace_back(gone, leaf(cases_.Withdraw(by, of_absent).status()));
  }
  const std::string review = OpenReview();
  const auto told = [this](uint64_t index) {
    auto explained = ExplainLeaf(index);
    EXPECT_THAT(explained, IsOk());
    explained->clear_leaf_index();
    explained->clear_time();
    return explained->DebugString();
  };
  const auto found = [this, &review](uint64_t index) {
    v1::SearchAccessesRequest search;
    search.set_name(review);
    search.set_page_size(100);
    const auto all = Search(search);
    EXPECT_THAT(all, IsOk());
    for (v1::Access access : all->accesses()) {
      if (access.leaf_index() != static_cast<int64_t>(index)) continue;
      EXPECT_THAT(access.situations(), IsEmpty());
      access.clear_leaf_index();
      access.clear_time();
      return access.DebugString();
    }
    return std::string("not there");
  };
  for (const auto& [denied, of_nothing] : pairs) {
    EXPECT_EQ(told(denied), told(of_nothing));
    EXPECT_EQ(found(denied), found(of_nothing));
    EXPECT_NE(found(denied), "not there");
  }
}

// An explanation shows nothing and a look at who read shows nothing to whom
// nothing is shown: neither binds a reference to the name of a review.
TEST_F(ExplainLeafTest, AQuestionAboutACaseBindsItToNoName) {
  const std::string file = ReadInSession();
  v1::ExplainRequest explain;
  explain.set_name(file);
  explain.set_operation(v1::OPERATION_READ);
  explain.set_category(v1::CATEGORY_SCHOOLING);
  ASSERT_THAT(Ask<v1::ExplainResponse>(kOfficer, explain), IsOk());
  const std::string review = OpenReview();
  v1::SearchAccessesRequest search;
  search.set_name(review);
  search.set_member(MemberName::Of(testing::kTestGroup, kOfficer).ToString());
  const auto found = Search(search);
  ASSERT_THAT(found, IsOk());
  EXPECT_THAT(found->accesses(), Not(IsEmpty()));
  for (const v1::Access& access : found->accesses()) {
    EXPECT_THAT(access.situations(), IsEmpty());
  }
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
