// F-39: who has a personal link to the person reads nothing of that case, from
// the next call on, whatever the charter gives.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/case_desk.h"
#include "tests/support/charter_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::testing::IsEmpty;
using testing::IsOk;
using testing::kAdmin;
using testing::kCoordinator;
using testing::kOfficer;
using testing::ReasonIs;
using ::testing::SizeIs;

constexpr char kUnknownCase[] =
    "groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa";

class RecusalTest : public ::testing::Test {
 protected:
  // In session today for two members of the mission locale.
  RecusalTest() : file_(cases_.OpenCase(17, "LEFÈVRE", "Noé")) {
    cases_.Tell(file_, 17);
    cases_.Convene(file_, {"mission-locale-1", "mission-locale-2"});
  }

  testing::TestGroup group_;
  testing::CaseDesk cases_{group_};
  testing::CharterDesk desk_{group_};
  const std::string file_;
};

TEST_F(RecusalTest, WhoIsRecusedSeesNothingAtTheNextCall) {
  ASSERT_THAT(cases_.Read("mission-locale-1", file_), IsOk());
  ASSERT_THAT(cases_.List("mission-locale-1")->cases(), SizeIs(1));
  ASSERT_THAT(desk_.Recuse("mission-locale-1", "mission-locale-1", file_),
              IsOk());
  EXPECT_EQ(cases_.Read("mission-locale-1", file_).status(),
            cases_.Read("mission-locale-1", kUnknownCase).status());
  EXPECT_THAT(cases_.List("mission-locale-1")->cases(), IsEmpty());
  EXPECT_THAT(cases_.Search("mission-locale-1", "LEFÈVRE", "Noé")->cases(),
              IsEmpty());
  v1::EntryBody body;
  body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
  EXPECT_THAT(cases_.Deposit("mission-locale-1", file_, body),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  // A colleague goes on.
  EXPECT_THAT(cases_.Read("mission-locale-2", file_), IsOk());
}

TEST_F(RecusalTest, ItStandsAfterARestartAndSaidTwiceIsSaidOnce) {
  ASSERT_THAT(desk_.Recuse("mission-locale-1", "mission-locale-1", file_),
              IsOk());
  ASSERT_THAT(desk_.Recuse("mission-locale-1", "mission-locale-1", file_),
              IsOk());
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  testing::CaseDesk again(group_);  // The rooms are new.
  EXPECT_FALSE(again.Read("mission-locale-1", file_).ok());
  EXPECT_THAT(again.Read("mission-locale-2", file_), IsOk());
}

TEST_F(RecusalTest, TheCoordinatorIsNoException) {
  ASSERT_THAT(desk_.Recuse(kCoordinator, kCoordinator, file_), IsOk());
  EXPECT_FALSE(cases_.Read(kCoordinator, file_).ok());
  EXPECT_THAT(cases_.List(kCoordinator)->cases(), IsEmpty());
  EXPECT_THAT(cases_.Search(kCoordinator, "LEFÈVRE", "Noé")->cases(),
              IsEmpty());
}

TEST_F(RecusalTest, TheOfficerRecusesAnybodyOthersThemselvesAlone) {
  EXPECT_THAT(desk_.Recuse("mission-locale-2", "mission-locale-1", file_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Recuse(kCoordinator, "mission-locale-1", file_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Recuse(kAdmin, kAdmin, file_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(cases_.Read("mission-locale-1", file_), IsOk());
  ASSERT_THAT(desk_.Recuse(kOfficer, "mission-locale-1", file_), IsOk());
  EXPECT_FALSE(cases_.Read("mission-locale-1", file_).ok());
  EXPECT_THAT(desk_.Recuse(kOfficer, "nobody-1", file_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(RecusalTest, TheAnswerSaysNothingOfTheCase) {
  EXPECT_EQ(desk_.Recuse("pjj-1", "pjj-1", kUnknownCase),
            desk_.Recuse("pjj-1", "pjj-1", file_));
  EXPECT_THAT(desk_.Recuse("pjj-1", "pjj-1", "groups/alencon-jeunesse/cases/"),
              ReasonIs(v1::ERROR_REASON_NAME_MALFORMED));
  EXPECT_EQ(MetadataOf(desk_.Recuse("pjj-1", "pjj-1", "groups/other/cases/c1"),
                       "field"),
            "case");
}

TEST_F(RecusalTest, ASessionsItemOfThatCaseIsNotShown) {
  ASSERT_THAT(desk_.Recuse("mission-locale-1", "mission-locale-1", file_),
              IsOk());
  v1::ListReviewSessionsRequest request;
  request.set_parent("groups/alencon-jeunesse");
  const auto sessions = [&](absl::string_view by) {
    v1::ListReviewSessionsResponse page;
    EXPECT_THAT(testing::Await([&](Finish finish) {
                  cases_.sessions().ListReviewSessions(
                      group_.As(by), request, &page, std::move(finish));
                }).status,
                IsOk());
    return page.review_sessions_size();
  };
  EXPECT_EQ(sessions("mission-locale-1"), 0);
  EXPECT_EQ(sessions("mission-locale-2"), 1);
}

}  // namespace
}  // namespace sceau
