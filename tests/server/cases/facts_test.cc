#include "server/cases/facts.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/calls/call.h"
#include "server/runtime/civil.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::StatusIs;
using ::testing::ElementsAre;

const absl::CivilDay kToday(2026, 11, 22);

class FactsTest : public ::testing::Test {
 protected:
  FactsTest() {
    *facts_.mutable_birth_date() = ToDate(absl::CivilDay(2010, 3, 4));
    *facts_.mutable_opened_date() = ToDate(absl::CivilDay(2026, 11, 1));
    facts_.set_state(v1::CASE_STATE_ADMITTED);
  }

  EntryHeader Header(std::string id, v1::Category category,
                     std::string owner = kSecretariat) {
    EntryHeader header;
    header.id = std::move(id);
    header.category = category;
    header.version = 1;
    header.owner = std::move(owner);
    return header;
  }

  // A notice given on `day`.
  void Tell(absl::CivilDay day,
            v1::NoticeRecipient recipient =
                v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES,
            const std::string& entry = "n1") {
    v1::EntryBody body;
    *body.mutable_notice()->mutable_date() = ToDate(day);
    body.mutable_notice()->set_recipient(recipient);
    ApplyEntry(facts_, Header(entry, v1::CATEGORY_NOTICE), body);
  }

  // A decision with validations of `partners`.
  v1::EntryBody Decided(v1::DecisionCode code,
                        std::vector<std::string> partners) {
    v1::EntryBody body;
    body.mutable_decision()->set_code(code);
    *body.mutable_decision()->mutable_date() = ToDate(kToday);
    for (const std::string& partner : partners) {
      body.mutable_decision()->add_validations()->set_partner(partner);
    }
    return body;
  }

  void Decide(v1::DecisionCode code, std::vector<std::string> partners) {
    const EntryHeader header = Header("d1", v1::CATEGORY_DECISION);
    ApplyEntry(facts_, header, Decided(code, std::move(partners)));
    Advance(facts_, {header}, kToday);
  }

  CaseFacts facts_;
};

TEST_F(FactsTest, NoticeIsDueUntilRecorded) {
  EXPECT_EQ(NoticeStateOf(facts_, kToday), v1::NOTICE_STATE_DUE);
  EXPECT_FALSE(NoticeGiven(facts_, kToday));
  Tell(kToday);
  EXPECT_EQ(NoticeStateOf(facts_, kToday), v1::NOTICE_STATE_RECORDED);
  EXPECT_TRUE(NoticeGiven(facts_, kToday));
}

TEST_F(FactsTest, ExemptionHoldsUntilItsLastDayThenNoticeIsDue) {
  v1::EntryBody body;
  *body.mutable_notice()->mutable_exemption()->mutable_until() =
      ToDate(kToday + 1);
  ApplyEntry(facts_, Header("n1", v1::CATEGORY_NOTICE), body);
  EXPECT_EQ(NoticeStateOf(facts_, kToday + 1), v1::NOTICE_STATE_EXEMPTED);
  EXPECT_EQ(NoticeStateOf(facts_, kToday + 2), v1::NOTICE_STATE_DUE);
}

TEST_F(FactsTest, AtTheEighteenthBirthdayRenewalIsDueAndNothingCloses) {
  Tell(kToday);
  const absl::CivilDay birthday(2028, 3, 4);
  EXPECT_EQ(NoticeStateOf(facts_, birthday - 1), v1::NOTICE_STATE_RECORDED);
  EXPECT_EQ(NoticeStateOf(facts_, birthday), v1::NOTICE_STATE_RENEWAL_DUE);
  EXPECT_TRUE(NoticeGiven(facts_, birthday));
}

TEST_F(FactsTest, AMinorsNoticeIsDueUntilPersonAndRepresentativeAreTold) {
  for (const auto alone :
       {v1::NOTICE_RECIPIENT_PERSON, v1::NOTICE_RECIPIENT_ONE_REPRESENTATIVE,
        v1::NOTICE_RECIPIENT_BOTH_REPRESENTATIVES,
        v1::NOTICE_RECIPIENT_GUARDIAN}) {
    Tell(kToday, alone);
    EXPECT_EQ(NoticeStateOf(facts_, kToday), v1::NOTICE_STATE_DUE)
        << v1::NoticeRecipient_Name(alone);
  }
  Tell(kToday, v1::NOTICE_RECIPIENT_ONE_REPRESENTATIVE);
  Tell(kToday, v1::NOTICE_RECIPIENT_PERSON, "n2");
  EXPECT_EQ(NoticeStateOf(facts_, kToday), v1::NOTICE_STATE_RECORDED);
}

TEST_F(FactsTest, ANoticeOfAVersionBeforeCountsAsItDid) {
  Tell(kToday, v1::NOTICE_RECIPIENT_UNSPECIFIED);
  EXPECT_EQ(NoticeStateOf(facts_, kToday), v1::NOTICE_STATE_RECORDED);
  EXPECT_EQ(NoticeStateOf(facts_, absl::CivilDay(2028, 3, 4)),
            v1::NOTICE_STATE_RENEWAL_DUE);
}

TEST_F(FactsTest, ComingOfAgeTellsNobodyWhoWasNotTold) {
  Tell(kToday, v1::NOTICE_RECIPIENT_BOTH_REPRESENTATIVES);
  const absl::CivilDay birthday(2028, 3, 4);
  EXPECT_EQ(NoticeStateOf(facts_, birthday), v1::NOTICE_STATE_DUE);
  Tell(birthday, v1::NOTICE_RECIPIENT_PERSON, "n2");
  EXPECT_EQ(NoticeStateOf(facts_, birthday), v1::NOTICE_STATE_RECORDED);
}

TEST_F(FactsTest, AnExemptionHoldsBesideANoticeThatIsNotWhole) {
  Tell(kToday, v1::NOTICE_RECIPIENT_ONE_REPRESENTATIVE);
  v1::EntryBody body;
  *body.mutable_notice()->mutable_exemption()->mutable_until() = ToDate(kToday);
  ApplyEntry(facts_, Header("n2", v1::CATEGORY_NOTICE), body);
  EXPECT_EQ(NoticeStateOf(facts_, kToday), v1::NOTICE_STATE_EXEMPTED);
}

TEST_F(FactsTest, NoticeToTheAdultEndsTheRenewal) {
  const absl::CivilDay birthday(2028, 3, 4);
  Tell(kToday);
  v1::EntryBody body;
  *body.mutable_notice()->mutable_date() = ToDate(birthday + 3);
  ApplyEntry(facts_, Header("n2", v1::CATEGORY_NOTICE), body);
  EXPECT_EQ(NoticeStateOf(facts_, birthday + 3), v1::NOTICE_STATE_RECORDED);
}

TEST_F(FactsTest, OneCoPilotAloneValidatesNothing) {
  Tell(kToday);
  Decide(v1::DECISION_CODE_FOLLOW_UP, {"prefecture"});
  EXPECT_EQ(facts_.state(), v1::CASE_STATE_ADMITTED);
}

TEST_F(FactsTest, ValidatedFollowUpAfterNoticeMakesTheCaseActive) {
  Tell(kToday);
  Decide(v1::DECISION_CODE_FOLLOW_UP, {"prefecture", "commune-alencon"});
  EXPECT_EQ(facts_.state(), v1::CASE_STATE_ACTIVE);
}

TEST_F(FactsTest, ValidatedFollowUpBeforeNoticeWaitsForIt) {
  Decide(v1::DECISION_CODE_FOLLOW_UP, {"prefecture", "commune-alencon"});
  EXPECT_EQ(facts_.state(), v1::CASE_STATE_ADMITTED);
  Tell(kToday);
  Advance(facts_, {}, kToday);
  EXPECT_EQ(facts_.state(), v1::CASE_STATE_ACTIVE);
}

TEST_F(FactsTest, ValidatedEndExitsTheCaseForGood) {
  Decide(v1::DECISION_CODE_EXIT_FROM_FOLLOW_UP,
         {"prefecture", "commune-alencon"});
  EXPECT_EQ(facts_.state(), v1::CASE_STATE_EXITED);
  Decide(v1::DECISION_CODE_FOLLOW_UP, {"prefecture", "commune-alencon"});
  EXPECT_EQ(facts_.state(), v1::CASE_STATE_EXITED);
}

TEST_F(FactsTest, WithdrawnDecisionNoLongerCounts) {
  EntryHeader header = Header("d1", v1::CATEGORY_DECISION);
  ApplyEntry(facts_, header, Decided(v1::DECISION_CODE_FOLLOW_UP, {}));
  EXPECT_EQ(facts_.decisions_size(), 1);
  header.state = v1::ENTRY_STATE_WITHDRAWN;
  ApplyEntry(facts_, header, {});
  EXPECT_EQ(facts_.decisions_size(), 0);
}

TEST_F(FactsTest, CeilingOfAgeExitsByItself) {
  facts_.set_state(v1::CASE_STATE_ACTIVE);
  const absl::CivilDay birthday(2036, 3, 4);
  EXPECT_EQ(StateOf(facts_, birthday - 1, 26), v1::CASE_STATE_ACTIVE);
  EXPECT_EQ(StateOf(facts_, birthday, 26), v1::CASE_STATE_EXITED);
}

TEST_F(FactsTest, OnlyTheSecretariatsIdentityMovesTheGates) {
  v1::EntryBody body;
  *body.mutable_identity()->mutable_birth_date() =
      ToDate(absl::CivilDay(2000, 1, 1));
  ApplyEntry(facts_, Header("i1", v1::CATEGORY_IDENTITY, "mission-locale"),
             body);
  EXPECT_EQ(AgeOf(facts_, kToday), 16);
  ApplyEntry(facts_, Header("i2", v1::CATEGORY_IDENTITY), body);
  EXPECT_EQ(AgeOf(facts_, kToday), 26);
}

TEST_F(FactsTest, InSchoolFollowsTheStandingSchooling) {
  EntryHeader header =
      Header("s1", v1::CATEGORY_SCHOOLING, "education-nationale");
  v1::EntryBody body;
  body.mutable_schooling()->set_status(v1::SCHOOLING_STATUS_RETURNING);
  ApplyEntry(facts_, header, body);
  EXPECT_TRUE(InSchool(facts_));
  body.mutable_schooling()->set_status(v1::SCHOOLING_STATUS_OUT_OF_SCHOOL);
  ApplyEntry(facts_, header, body);
  EXPECT_FALSE(InSchool(facts_));
}

TEST_F(FactsTest, ContributorsAreTheOwnersOfWhatStands) {
  EntryHeader gone = Header("e2", v1::CATEGORY_STRENGTHS, "pjj");
  gone.state = v1::ENTRY_STATE_WITHDRAWN;
  Advance(facts_,
          {Header("e1", v1::CATEGORY_STRENGTHS, "mission-locale"), gone,
           Header("e3", v1::CATEGORY_STRENGTHS)},
          kToday);
  EXPECT_THAT(facts_.contributors(), ElementsAre("mission-locale"));
}

TEST_F(FactsTest, LeadWorkersMemberIsKeptAsAnId) {
  v1::EntryBody body;
  body.mutable_lead_worker()->set_organisation("mission-locale");
  body.mutable_lead_worker()->set_member("groups/alencon/members/martin");
  ApplyEntry(facts_, Header("l1", v1::CATEGORY_LEAD_WORKER), body);
  EXPECT_EQ(facts_.lead_workers(0).member(), "martin");
  EXPECT_FALSE(facts_.lead_workers(0).accepted());
}

TEST_F(FactsTest, AnActionClosesWithItsResultAlone) {
  const EntryHeader header = Header("a1", v1::CATEGORY_ACTION);
  v1::EntryBody body;
  body.mutable_action()->set_pilot("mission-locale");
  for (const auto& [result, open] :
       std::vector<std::pair<v1::ActionResult, bool>>{
           {v1::ACTION_RESULT_UNSPECIFIED, true},
           {v1::ACTION_RESULT_NOT_STARTED, true},
           {v1::ACTION_RESULT_IN_PROGRESS_RESULT, true},
           {v1::ACTION_RESULT_PARTLY_DONE, true},
           {v1::ACTION_RESULT_TO_BE_RESCHEDULED, true},
           {v1::ACTION_RESULT_DONE, false},
           {v1::ACTION_RESULT_NO_PLACE, false},
           {v1::ACTION_RESULT_NOT_WISHED_RESULT, false}}) {
    body.mutable_action()->set_result(result);
    ApplyEntry(facts_, header, body);
    ASSERT_EQ(facts_.actions_size(), 1);
    EXPECT_EQ(facts_.actions(0).open(), open) << result;
  }
}

TEST_F(FactsTest, SealedFactsOpenOnlyAtTheirPlaceAndVersion) {
  const crypto::AeadKey key(crypto::Bytes(crypto::kAeadKeyBytes, 7));
  const crypto::Bytes sealed = SealFacts(key, "groups/g/cases/a", 3, facts_);
  const auto opened = OpenFacts(key, "groups/g/cases/a", 3, sealed);
  ASSERT_THAT(opened, sceau::testing::IsOk());
  EXPECT_EQ(opened->birth_date().year(), 2010);
  EXPECT_THAT(OpenFacts(key, "groups/g/cases/b", 3, sealed),
              StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(OpenFacts(key, "groups/g/cases/a", 2, sealed),
              StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(FactsTest, TheDecoyGivesNoRelationToAnyone) {
  const crypto::AeadKey key(crypto::Bytes(crypto::kAeadKeyBytes, 7));
  const auto decoy = OpenFacts(key, kDecoyResource, 0, SealDecoy(key));
  ASSERT_THAT(decoy, sceau::testing::IsOk());
  EXPECT_EQ(decoy->contributors_size() + decoy->referred_by_size() +
                decoy->typed_senders_size() + decoy->lead_workers_size() +
                decoy->actions_size() + decoy->decisions_size(),
            0);
  EXPECT_FALSE(NoticeGiven(*decoy, kToday));
}

}  // namespace
}  // namespace sceau
