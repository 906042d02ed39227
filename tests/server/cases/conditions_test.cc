// For whose entries a condition stands, and that what the person
// took away comes back only with what the person gave after. Failure class "an
// ended right is given back by a reader's own declaration".
#include "server/cases/conditions.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/runtime/civil.h"
#include "tests/policy/reference_charter.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::ReasonIs;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::CivilDay kThisDay(2026, 11, 22);
constexpr auto kCategory = v1::CATEGORY_SOCIAL_ENVIRONMENT;

v1::Condition Agreed(absl::CivilDay day, v1::NoticeRecipient given_by =
                                             v1::NOTICE_RECIPIENT_PERSON) {
  v1::Condition condition;
  condition.mutable_agreement()->set_given_by(given_by);
  *condition.mutable_agreement()->mutable_date() = ToDate(day);
  return condition;
}

v1::Condition Text(v1::WrittenBasisKind kind, absl::CivilDay day) {
  v1::Condition condition;
  condition.mutable_written_basis()->set_kind(kind);
  condition.mutable_written_basis()->set_reference("A-1");
  *condition.mutable_written_basis()->mutable_date() = ToDate(day);
  return condition;
}

class ConditionsTest : public ::testing::Test {
 protected:
  ConditionsTest() {
    *facts_.mutable_birth_date() = ToDate(absl::CivilDay(2006, 3, 4));
    call_.today = kThisDay;
    call_.caller.role = v1::ROLE_COORDINATOR;
  }

  // A deposit of `owner` declares it.
  void Declare(const std::string& owner, const v1::Condition& condition,
               v1::Category category = kCategory) {
    google::protobuf::RepeatedPtrField<v1::Condition> declared;
    *declared.Add() = condition;
    DeclareConditions(call_, owner, category, declared, facts_);
  }

  // The coordinator records it, or with an end ends it.
  absl::Status Record(v1::Condition condition,
                      v1::Category category = kCategory) {
    condition.add_categories(category);
    return RecordOrEndCondition(call_, condition, facts_);
  }

  absl::Status End(v1::Condition condition, absl::CivilDay day) {
    *condition.mutable_end() = ToDate(day);
    return Record(condition);
  }

  bool IsAgreed(const std::string& owner) {
    return (StandingConditions(*program_, facts_, kCategory, owner,
                               call_.today) &
            policy::kAgreement) != 0;
  }

  const policy::Program* program_ = &policy::Reference();
  CaseFacts facts_;
  Call call_;
};

TEST_F(ConditionsTest, WhatIsDeclaredInADepositStandsForItsOwnerAlone) {
  Declare("ddetspp", Agreed(kThisDay));
  EXPECT_TRUE(IsAgreed("ddetspp"));
  EXPECT_FALSE(IsAgreed("conseil-departemental"));
  EXPECT_FALSE(IsAgreed(kSecretariat));
}

TEST_F(ConditionsTest, TheCoordinatorsDepositOpensTheSecretariatsAlone) {
  Declare(kSecretariat, Agreed(kThisDay));
  EXPECT_TRUE(IsAgreed(kSecretariat));
  EXPECT_FALSE(IsAgreed("ddetspp"));
}

TEST_F(ConditionsTest, WhatTheCoordinatorRecordsStandsForEverybody) {
  // That a partner declared the very same makes no difference.
  Declare("ddetspp", Agreed(kThisDay));
  ASSERT_THAT(Record(Agreed(kThisDay)), IsOk());
  EXPECT_TRUE(IsAgreed("conseil-departemental"));
  EXPECT_TRUE(IsAgreed(kSecretariat));
  EXPECT_EQ(SharedConditions(*program_, facts_, kCategory, kThisDay),
            policy::kAgreement);
}

TEST_F(ConditionsTest, AfterAnEndOnlyWhatIsDatedLaterOpensAgain) {
  ASSERT_THAT(Record(Agreed(kThisDay - 30)), IsOk());
  ASSERT_THAT(End(Agreed(kThisDay - 30), kThisDay - 2), IsOk());
  EXPECT_FALSE(IsAgreed("ddetspp"));
  Declare("ddetspp", Agreed(kThisDay - 40));
  Declare("ddetspp", Agreed(kThisDay - 2));
  EXPECT_FALSE(IsAgreed("ddetspp"));
  Declare("ddetspp", Agreed(kThisDay - 1));
  EXPECT_TRUE(IsAgreed("ddetspp"));
  EXPECT_FALSE(IsAgreed("conseil-departemental"));
  // The coordinator, who is held to the same, is told so.
  EXPECT_THAT(Record(Agreed(kThisDay - 3)),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_FALSE(IsAgreed("conseil-departemental"));
  ASSERT_THAT(Record(Agreed(kThisDay)), IsOk());
  EXPECT_TRUE(IsAgreed("conseil-departemental"));
}

TEST_F(ConditionsTest, WhatIsDeclaredBetweenTheEndsRecordAndTheEndIsHeldToIt) {
  ASSERT_THAT(Record(Agreed(kThisDay - 30)), IsOk());
  ASSERT_THAT(End(Agreed(kThisDay - 30), kThisDay + 5), IsOk());
  Declare("ddetspp", Agreed(kThisDay - 40));
  call_.today = kThisDay + 1;
  Declare("conseil-departemental", Agreed(kThisDay + 1));
  call_.today = kThisDay + 6;
  EXPECT_FALSE(IsAgreed("ddetspp"));
  // Given after the person had asked for the end: a new one.
  EXPECT_TRUE(IsAgreed("conseil-departemental"));
}

TEST_F(ConditionsTest, WhatStoodBesideItStandsOn) {
  ASSERT_THAT(Record(Agreed(kThisDay - 30)), IsOk());
  Declare("ddetspp", Agreed(kThisDay - 20));
  ASSERT_THAT(End(Agreed(kThisDay - 30), kThisDay - 1), IsOk());
  EXPECT_TRUE(IsAgreed("ddetspp"));
}

TEST_F(ConditionsTest, EndingOnesDeclarationSaysNothingOfAnothers) {
  Declare("ddetspp", Agreed(kThisDay - 30));
  ASSERT_THAT(End(Agreed(kThisDay - 30), kThisDay - 1), IsOk());
  Declare("ddetspp", Agreed(kThisDay - 20));
  Declare("conseil-departemental", Agreed(kThisDay - 20));
  EXPECT_FALSE(IsAgreed("ddetspp"));
  EXPECT_TRUE(IsAgreed("conseil-departemental"));
}

TEST_F(ConditionsTest, TheSameDeclaredAgainDoesNotOutliveItsEnd) {
  Declare("ddetspp", Agreed(kThisDay));
  ASSERT_THAT(End(Agreed(kThisDay), kThisDay + 1), IsOk());
  Declare("ddetspp", Agreed(kThisDay));
  EXPECT_THAT(facts_.conditions(), SizeIs(1));
  call_.today = kThisDay + 2;
  EXPECT_FALSE(IsAgreed("ddetspp"));
}

TEST_F(ConditionsTest, AnEndReachesEveryoneWhoDeclaredTheSame) {
  Declare("ddetspp", Agreed(kThisDay - 5));
  ASSERT_THAT(Record(Agreed(kThisDay - 5)), IsOk());
  ASSERT_THAT(End(Agreed(kThisDay - 5), kThisDay - 1), IsOk());
  EXPECT_FALSE(IsAgreed("ddetspp"));
  EXPECT_FALSE(IsAgreed(kSecretariat));
}

TEST_F(ConditionsTest, WhatHasEndedIsNotRecordedAgain) {
  ASSERT_THAT(Record(Agreed(kThisDay - 30)), IsOk());
  ASSERT_THAT(End(Agreed(kThisDay - 30), kThisDay - 1), IsOk());
  EXPECT_THAT(Record(Agreed(kThisDay - 30)),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(End(Agreed(kThisDay - 30), kThisDay + 30),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_FALSE(IsAgreed(kSecretariat));
  EXPECT_TRUE(HasLapsed(facts_, kCategory, kThisDay));
}

TEST_F(ConditionsTest, AnEndInAPlanOfThePersonMayBeMovedUntilItHasPassed) {
  ASSERT_THAT(End(Agreed(kThisDay), kThisDay + 1), IsOk());
  ASSERT_THAT(End(Agreed(kThisDay), kThisDay + 9), IsOk());
  call_.today = kThisDay + 2;
  EXPECT_TRUE(IsAgreed("ddetspp"));
}

TEST_F(ConditionsTest, AnEndBelongsToItsKindAndItsCategories) {
  const auto annex = v1::WRITTEN_BASIS_KIND_STANDING_ANNEX;
  const auto origin = v1::CATEGORY_ORIGIN;
  v1::Condition ended = Text(annex, kThisDay - 30);
  *ended.mutable_end() = ToDate(kThisDay - 1);
  ASSERT_THAT(Record(ended, origin), IsOk());
  Declare("spip", Text(annex, kThisDay - 9), origin);
  EXPECT_THAT(StandingBases(facts_, origin, "spip", kThisDay), IsEmpty());
  Declare("spip",
          Text(v1::WRITTEN_BASIS_KIND_HIERARCHY_AUTHORISATION, kThisDay - 9),
          origin);
  EXPECT_THAT(StandingBases(facts_, origin, "spip", kThisDay), SizeIs(1));
  Declare("spip", Text(annex, kThisDay - 9), v1::CATEGORY_STRENGTHS);
  EXPECT_THAT(StandingBases(facts_, v1::CATEGORY_STRENGTHS, "spip", kThisDay),
              SizeIs(1));
}

TEST_F(ConditionsTest, AtEighteenTheRepresentativesAgreementEnds) {
  *facts_.mutable_birth_date() = ToDate(absl::CivilDay(2008, 11, 23));
  ASSERT_THAT(
      Record(Agreed(kThisDay, v1::NOTICE_RECIPIENT_BOTH_REPRESENTATIVES)),
      IsOk());
  Declare("ddetspp",
          Agreed(kThisDay, v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES));
  EXPECT_TRUE(IsAgreed(kSecretariat));
  call_.today = kThisDay + 1;
  EXPECT_FALSE(IsAgreed(kSecretariat));
  // The person's own part of it stands.
  EXPECT_TRUE(IsAgreed("ddetspp"));
}

}  // namespace
}  // namespace sceau
