// F-35: a wider charter does not open what was written before it, unless the
// organisation that wrote it agrees; a narrower one closes everything at once.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/case_desk.h"
#include "tests/support/charter_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::CategoriesOf;
using testing::CharterText;
using ::testing::Contains;
using testing::IsOk;
using testing::kCoordinator;
using ::testing::Not;
using testing::ReasonIs;

constexpr char kSecond[] = "alencon-2026-2";
constexpr char kThird[] = "alencon-2026-3";

// The police reads the schooling of whom it talks about in session.
constexpr char kWider[] = R"(
grants {
  partner: "police-nationale"
  category: "Schooling"
  operation: "READ"
  any_of: ["session"]
  article: "Charte, art. 12"
  reason_fr: "Autour d'une séance, la police nationale lit si la personne est scolarisée, pour savoir vers qui l'orienter."
}
)";
// Of the grant by which the Département reads strengths.
constexpr char kNarrowedReason[] =
    "le Département lit si la personne est scolarisée";

class WideningTest : public ::testing::Test {
 protected:
  // An active case with a schooling entry, in session today for the police and
  // the Département.
  WideningTest() : file_(cases_.OpenCase(16)) {
    cases_.Tell(file_, 16);
    cases_.Follow(file_);
    Write(v1::SCHOOLING_STATUS_IN_SCHOOL);
  }

  // The secretariat writes the schooling, with the person's agreement.
  void Write(v1::SchoolingStatus status) {
    v1::Entry entry;
    entry.mutable_body()->mutable_schooling()->set_status(status);
    v1::Condition& condition = *entry.add_conditions();
    condition.mutable_agreement()->set_given_by(
        v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES);
    const absl::CivilDay today = group_.rooms().clock.DayOf(group_.now());
    auto& date = *condition.mutable_agreement()->mutable_date();
    date.set_year(static_cast<int32_t>(today.year()));
    date.set_month(today.month());
    date.set_day(today.day());
    ASSERT_THAT(cases_.Deposit(kCoordinator, file_, entry), IsOk());
  }
  // `source` takes effect today, everybody has signed it, and a session is on.
  void Live(const std::string& source, const std::string& id,
            absl::CivilDay day) {
    desk_.Bring(source);
    desk_.SignAll(id);
    group_.SetToday(day);
    group_.group().Tick();
    cases_.Convene(file_, {"police-nationale-1", "conseil-departemental-1"});
  }
  int SchoolingsSeenBy(absl::string_view member) {
    testing::CaseDesk desk(group_);  // After a restart the rooms are new.
    const auto file = desk.Read(member, file_);
    EXPECT_THAT(file, IsOk());
    if (!file.ok()) return -1;
    int count = 0;
    for (const v1::Category category : CategoriesOf(*file)) {
      if (category == v1::CATEGORY_SCHOOLING) ++count;
    }
    return count;
  }

  testing::TestGroup group_;
  testing::CaseDesk cases_{group_};
  testing::CharterDesk desk_{group_};
  const std::string file_;
};

TEST_F(WideningTest, AWiderCharterOpensNothingWrittenBefore) {
  Live(CharterText(kSecond, "2026-04-01", kWider), kSecond,
       absl::CivilDay(2026, 4, 1));
  EXPECT_EQ(SchoolingsSeenBy("police-nationale-1"), 0);
  // What both versions give goes on.
  EXPECT_EQ(SchoolingsSeenBy("conseil-departemental-1"), 1);
  EXPECT_EQ(SchoolingsSeenBy(kCoordinator), 1);
  // What is written from now on is written under it.
  Write(v1::SCHOOLING_STATUS_RETURNING);
  EXPECT_EQ(SchoolingsSeenBy("police-nationale-1"), 1);
  EXPECT_EQ(SchoolingsSeenBy("conseil-departemental-1"), 2);
}

TEST_F(WideningTest, TheOrganisationThatWroteItMayAgree) {
  Live(CharterText(kSecond, "2026-04-01", kWider), kSecond,
       absl::CivilDay(2026, 4, 1));
  // Another's agreement is not the author's.
  ASSERT_THAT(desk_.Agree("education-nationale-1", kSecond), IsOk());
  EXPECT_EQ(SchoolingsSeenBy("police-nationale-1"), 0);
  const auto agreed = desk_.Agree(kCoordinator, kSecond);
  ASSERT_THAT(agreed, IsOk());
  EXPECT_TRUE(agreed->own_agreement());
  EXPECT_EQ(SchoolingsSeenBy("police-nationale-1"), 1);
  // It stands after a restart, and said twice it is said once.
  ASSERT_THAT(desk_.Agree(kCoordinator, kSecond), IsOk());
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  EXPECT_EQ(SchoolingsSeenBy("police-nationale-1"), 1);
}

TEST_F(WideningTest, AnAgreementIsToOneVersion) {
  ASSERT_THAT(desk_.Propose(kCoordinator, CharterText(kSecond, "2026-04-01")),
              IsOk());
  EXPECT_THAT(desk_.Agree(kCoordinator, kSecond),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(desk_.Agree("pjj-1", kSecond),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(desk_.Agree(testing::kOfficer, kSecond),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

TEST_F(WideningTest, ANarrowerCharterClosesEverythingAtOnce) {
  Live(testing::Without(CharterText(kSecond, "2026-04-01"), kNarrowedReason),
       kSecond, absl::CivilDay(2026, 4, 1));
  EXPECT_EQ(SchoolingsSeenBy("conseil-departemental-1"), 0);
  ASSERT_THAT(desk_.Agree(kCoordinator, kSecond), IsOk());
  EXPECT_EQ(SchoolingsSeenBy("conseil-departemental-1"), 0);
  EXPECT_EQ(SchoolingsSeenBy(kCoordinator), 1);
}

TEST_F(WideningTest, WhatALaterVersionWidensAgainIsGivenByBoth) {
  desk_.Bring(
      testing::Without(CharterText(kSecond, "2026-04-01"), kNarrowedReason));
  desk_.SignAll(kSecond);
  group_.SetToday(absl::CivilDay(2026, 4, 1));
  group_.group().Tick();
  Write(v1::SCHOOLING_STATUS_RETURNING);  // Under the narrow one.
  Live(CharterText(kThird, "2026-05-01"), kThird, absl::CivilDay(2026, 5, 1));
  // The one made under the first version: given by it and by the third.
  EXPECT_EQ(SchoolingsSeenBy("conseil-departemental-1"), 1);
}

}  // namespace
}  // namespace sceau
