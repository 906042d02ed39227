// Who looked, told by organisation to those it is about.
#include "server/oversight/readerships.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/runtime/civil.h"
#include "tests/server/oversight/review_fixture.h"
#include "tests/support/reason_matcher.h"

namespace sceau {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::kCoordinator;
using testing::kDpo;
using testing::kOfficer;
using ::testing::Not;
using testing::ReasonIs;
using ::testing::UnorderedElementsAre;

class ReadershipsTest : public testing::ReviewTest {
 protected:
  absl::StatusOr<v1::ListOwnAccessesResponse> OwnAccesses(
      absl::string_view by, const std::string& file) {
    v1::ListOwnAccessesRequest request;
    request.set_name(file);
    return Ask<v1::ListOwnAccessesResponse>(by, request);
  }
  absl::StatusOr<v1::ListReadersResponse> Readers(absl::string_view by,
                                                  const std::string& file) {
    v1::ListReadersRequest request;
    request.set_name(file);
    return Ask<v1::ListReadersResponse>(by, request);
  }
  template <typename Response>
  static std::vector<std::string> PartnersOf(const Response& response) {
    std::vector<std::string> partners;
    for (const v1::Readership& each : response.readerships()) {
      partners.push_back(each.partner());
    }
    return partners;
  }
  // Both co-pilots decide that the case is not followed.
  void Exit(const std::string& file) {
    v1::EntryBody end;
    end.mutable_decision()->set_code(v1::DECISION_CODE_NO_FOLLOW_UP);
    *end.mutable_decision()->mutable_date() = ToDate(Today());
    auto decision = cases_.Deposit(kCoordinator, file, end);
    ASSERT_THAT(decision, IsOk());
    decision = cases_.Validate(testing::kCoPilotState, *decision);
    ASSERT_THAT(decision, IsOk());
    ASSERT_THAT(cases_.Validate(testing::kCoPilotLocal, *decision), IsOk());
  }
  // The schools and the PJJ in session with the mission locale, all of whom
  // read what the schools have written.
  std::string ReadByThree() {
    const std::string file = cases_.OpenCase(17);
    cases_.Tell(file, 17);
    cases_.Convene(file,
                   {"mission-locale-1", "education-nationale-1", "pjj-1"});
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
    EXPECT_THAT(cases_.Read("mission-locale-1", file), IsOk());
    EXPECT_THAT(cases_.Deposit("education-nationale-1", file, body), IsOk());
    EXPECT_THAT(cases_.Read("mission-locale-1", file), IsOk());
    EXPECT_THAT(cases_.Read("pjj-1", file), IsOk());
    EXPECT_THAT(cases_.Read("education-nationale-1", file), IsOk());
    return file;
  }
};

TEST_F(ReadershipsTest, AnOrganisationKnowsWhoReadWhatItWrote) {
  const std::string file = ReadByThree();
  const auto told = OwnAccesses("education-nationale-2", file);
  ASSERT_THAT(told, IsOk());
  for (const v1::Readership& line : told->readerships()) {
    EXPECT_THAT(line.categories(), ElementsAre(v1::CATEGORY_STRENGTHS));
    EXPECT_NE(line.partner(), "education-nationale");
    if (line.partner() == "mission-locale") {
      EXPECT_EQ(line.readings(), 1);  // Not the one before the contribution.
      EXPECT_EQ(ToCivil(line.last_date()), Today());
    }
  }
  EXPECT_THAT(PartnersOf(*told), Contains("mission-locale"));
  // By organisation: no member is named.
  EXPECT_THAT(told->SerializeAsString(),
              Not(::testing::HasSubstr("mission-locale-1")));
}

TEST_F(ReadershipsTest, WhoContributedNothingIsToldWhatAnAbsentCaseWould) {
  const std::string file = ReadByThree();
  const std::string absent =
      "groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa";
  for (const char* by : {"mission-locale-1", "spip-1", "ddetspp-1"}) {
    const StoreWork start = group_.rooms().reads.work();
    const absl::Status hidden = OwnAccesses(by, file).status();
    const StoreWork half = group_.rooms().reads.work();
    const absl::Status nothing = OwnAccesses(by, absent).status();
    const StoreWork end = group_.rooms().reads.work();
    EXPECT_THAT(hidden, Denied());
    EXPECT_EQ(hidden, nothing);
    EXPECT_EQ(half.statements - start.statements,
              end.statements - half.statements);
  }
  for (const char* by : {kOfficer, kDpo, testing::kAdmin}) {
    EXPECT_THAT(OwnAccesses(by, file), Denied()) << by;
  }
  EXPECT_THAT(OwnAccesses("pjj-1", "nonsense"),
              ReasonIs(v1::ERROR_REASON_NAME_MALFORMED));
}

TEST_F(ReadershipsTest, AnOrganisationThatBetraysAMeasureIsLeftOut) {
  const std::string file = cases_.OpenCase(17);
  cases_.Tell(file, 17);
  cases_.Convene(file, {"mission-locale-1", "pjj-1"});
  v1::EntryBody body;
  body.mutable_employment()->set_status(v1::EMPLOYMENT_STATUS_SEEKING_WORK);
  ASSERT_THAT(cases_.Deposit("mission-locale-1", file, body), IsOk());
  ASSERT_THAT(cases_.Read("pjj-1", file), IsOk());
  ASSERT_THAT(cases_.Read(kCoordinator, file), IsOk());
  const auto told = OwnAccesses("mission-locale-1", file);
  ASSERT_THAT(told, IsOk());
  EXPECT_THAT(PartnersOf(*told), Not(Contains("pjj")));
  EXPECT_THAT(PartnersOf(*told), Contains("secretariat"));
}

TEST_F(ReadershipsTest, WhoIsRecusedIsToldNothing) {
  const std::string file = ReadByThree();
  v1::RecuseMemberRequest recuse;
  recuse.set_name(Member("education-nationale-1"));
  recuse.set_case_(file);
  recuse.set_request_id(cases_.NewRequestId());
  ASSERT_THAT(Ask<v1::RecuseMemberResponse>("education-nationale-1", recuse),
              IsOk());
  EXPECT_THAT(OwnAccesses("education-nationale-1", file), Denied());
  EXPECT_THAT(OwnAccesses("education-nationale-2", file), IsOk());
}

// After the exit an own contribution may be corrected and no longer read: that
// there is one is not told either.
TEST_F(ReadershipsTest, WhatMayNoLongerBeReadIsNoLongerToldOf) {
  const std::string file = ReadByThree();
  ASSERT_THAT(OwnAccesses("education-nationale-1", file), IsOk());
  Exit(file);
  EXPECT_THAT(OwnAccesses("education-nationale-1", file), Denied());
}

// What an organisation wrote is no reading, and which sections stand in the
// file is not the data protection officer's to know.
TEST_F(ReadershipsTest, WhoReadDoesNotTellWhoWroteNorWhat) {
  const std::string file = cases_.OpenCase(17);
  cases_.Tell(file, 17);
  cases_.Convene(file, {"mission-locale-1", "pjj-1"});
  ASSERT_THAT(cases_.Read("pjj-1", file), IsOk());
  const auto before = Readers(kDpo, file);
  ASSERT_THAT(before, IsOk());
  EXPECT_THAT(PartnersOf(*before), ElementsAre("pjj"));
  v1::EntryBody body;
  body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
  ASSERT_THAT(cases_.Deposit("mission-locale-1", file, body), IsOk());
  EXPECT_EQ(Readers(kDpo, file)->SerializeAsString(),
            before->SerializeAsString());
}

// A referral that has a case is no second copy of it, nor a way to read unseen.
TEST_F(ReadershipsTest, ReadingAReferralIsReadingItsCaseWhileItShowsIt) {
  const auto sent = cases_.Refer("mission-locale-1", cases_.SampleReferral(20));
  ASSERT_THAT(sent, IsOk());
  v1::CreateCaseRequest request;
  request.set_parent("groups/alencon-jeunesse");
  request.set_referral(sent->name());
  request.set_request_id(cases_.NewRequestId());
  const auto file = cases_.Create(request);
  ASSERT_THAT(file, IsOk());
  cases_.Tell(file->name(), 20);
  EXPECT_THAT(PartnersOf(*Readers(kDpo, file->name())), IsEmpty());
  ASSERT_THAT(cases_.GetReferral("mission-locale-1", sent->name()), IsOk());
  const auto read = Readers(kDpo, file->name());
  EXPECT_THAT(PartnersOf(*read), ElementsAre("mission-locale"));
  EXPECT_THAT(read->readerships(0).readings(), 1);
  Exit(file->name());
  ASSERT_THAT(cases_.GetReferral("mission-locale-1", sent->name()), IsOk());
  EXPECT_EQ(Readers(kDpo, file->name())->readerships(0).readings(), 1);
}

TEST_F(ReadershipsTest, ThePersonIsToldEveryOrganisationThatRead) {
  const std::string file = ReadByThree();
  ASSERT_THAT(cases_.Read(kCoordinator, file), IsOk());
  const auto told = Readers(kDpo, file);
  ASSERT_THAT(told, IsOk());
  EXPECT_THAT(PartnersOf(*told),
              ::testing::IsSupersetOf({"education-nationale", "mission-locale",
                                       "pjj", "secretariat"}));
  const auto nothing = Readers(
      kDpo, "groups/alencon-jeunesse/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa");
  ASSERT_THAT(nothing, IsOk());
  EXPECT_THAT(PartnersOf(*nothing), IsEmpty());
  for (const char* by : {kOfficer, kCoordinator, "pjj-1"}) {
    EXPECT_THAT(Readers(by, file), Denied()) << by;
  }
  EXPECT_THAT(Readers(kDpo, "nonsense"),
              ReasonIs(v1::ERROR_REASON_NAME_MALFORMED));
}

}  // namespace
}  // namespace sceau
