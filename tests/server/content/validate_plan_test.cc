// What the group decides and does: every rule at its bound.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/decide/ages.h"
#include "server/content/bounds.h"
#include "tests/server/content/deposit.h"
#include "tests/support/reason_matcher.h"

namespace sceau {
namespace {

using ::sceau::testing::ContextOf;
using ::sceau::testing::FieldOf;
using ::sceau::testing::IsOk;
using ::sceau::testing::Judge;
using ::sceau::testing::kToday;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::Text;
using ::sceau::testing::Times;

absl::CivilDay MonthsFromToday(int months) {
  return policy::AddMonths(kToday, months);
}

std::string Decision(const std::string& code, const std::string& more = "") {
  return absl::StrCat("decision { code: DECISION_CODE_", code, " date ",
                      Text(kToday), " ", more, " }");
}

std::string DecisionField(const std::string& code, const std::string& more) {
  return FieldOf(Judge(Decision(code, more), ContextOf("secretariat", 15)));
}

TEST(ValidatePlanTest, ADecisionToRedirectGivesNoReason) {
  EXPECT_EQ(DecisionField("FOLLOW_UP", "reason: DECISION_REASON_NEW_NEED"), "");
  EXPECT_EQ(DecisionField("REORIENTED", ""), "");
  EXPECT_EQ(DecisionField("REORIENTED", "reason: DECISION_REASON_NEW_NEED"),
            "body.decision.reason");
}

TEST(ValidatePlanTest, AnExitHasItsReasonAndNothingElseHasOne) {
  const std::string reason = "exit_reason: EXIT_REASON_MOVED_AWAY";
  EXPECT_EQ(DecisionField("EXIT_FROM_FOLLOW_UP", reason), "");
  EXPECT_EQ(DecisionField("EXIT_FROM_FOLLOW_UP", ""),
            "body.decision.exit_reason");
  EXPECT_EQ(DecisionField("FOLLOW_UP", reason), "body.decision.exit_reason");
}

TEST(ValidatePlanTest, AReviewIsWithinAYearOfTheDecision) {
  const absl::CivilDay last = MonthsFromToday(kMaxReviewAfterMonths);
  EXPECT_EQ(DecisionField("FOLLOW_UP", "review_date " + Text(last)), "");
  EXPECT_EQ(DecisionField("FOLLOW_UP", "review_date " + Text(last + 1)),
            "body.decision.review_date");
  EXPECT_EQ(DecisionField("FOLLOW_UP", "review_date " + Text(kToday - 1)),
            "body.decision.review_date");
}

TEST(ValidatePlanTest, ADecisionIsDatedAndNamesItsSession) {
  const EntryContext context = ContextOf("secretariat", 15);
  EXPECT_EQ(
      FieldOf(Judge("decision { code: DECISION_CODE_FOLLOW_UP }", context)),
      "body.decision.date");
  EXPECT_EQ(FieldOf(Judge("decision { date " + Text(kToday) + " }", context)),
            "body.decision.code");
  EXPECT_EQ(FieldOf(Judge("decision { code: DECISION_CODE_FOLLOW_UP date " +
                              Text(kToday + 1) + " }",
                          context)),
            "body.decision.date");
  EXPECT_EQ(DecisionField("FOLLOW_UP", "session: 'groups/g/reviewSessions/s'"),
            "");
  EXPECT_EQ(DecisionField("FOLLOW_UP", "session: 'groups/g/cases/c'"),
            "body.decision.session");
  EXPECT_EQ(DecisionField("FOLLOW_UP", "from_previous_record: true"), "");
}

TEST(ValidatePlanTest, WhatTheServiceSetsIsRefused) {
  EXPECT_EQ(DecisionField("FOLLOW_UP", "state: DECISION_STATE_VALIDATED"),
            "body.decision.state");
  EXPECT_EQ(DecisionField("FOLLOW_UP", "validations { partner: 'x' }"),
            "body.decision.validations");
  const EntryContext context = ContextOf("secretariat", 16);
  EXPECT_EQ(FieldOf(Judge("action { kind: ACTION_KIND_MENTORING pilot: "
                          "'ddetspp' accepted_date " +
                              Text(kToday) + " }",
                          context)),
            "body.action.accepted_date");
  EXPECT_EQ(FieldOf(Judge("lead_worker { organisation: 'ddetspp' name: 'A' }",
                          context)),
            "body.lead_worker.name");
  EXPECT_EQ(FieldOf(Judge("notice { informed_flag: false }", context)),
            "body.notice.informed_flag");
}

std::string Action(const std::string& pilot, const std::string& more = "") {
  return "action { kind: ACTION_KIND_MENTORING pilot: '" + pilot + "' " + more +
         " }";
}

std::string ActionField(const std::string& owner, int age,
                        const std::string& text) {
  return FieldOf(Judge(text, ContextOf(owner, age)));
}

TEST(ValidatePlanTest, PoliceAndPrefectureNeverPilot) {
  for (const char* pilot : {"police-nationale", "prefecture", "voisin", ""}) {
    EXPECT_EQ(ActionField("secretariat", 17, Action(pilot)),
              "body.action.pilot");
  }
  EXPECT_EQ(ActionField("police-nationale", 17, Action("police-nationale")),
            "body.action.pilot");
}

TEST(ValidatePlanTest, NobodyButPjjAndSpipNamesThem) {
  EXPECT_EQ(ActionField("secretariat", 17, Action("pjj")), "body.action.pilot");
  EXPECT_EQ(ActionField("secretariat", 19, Action("spip")),
            "body.action.pilot");
  EXPECT_EQ(ActionField("pjj", 17, Action("pjj")), "");
  EXPECT_EQ(ActionField("spip", 19, Action("spip")), "");
  EXPECT_EQ(ActionField("pjj", 17, "lead_worker { organisation: 'pjj' }"), "");
  EXPECT_EQ(
      ActionField("secretariat", 17, "lead_worker { organisation: 'pjj' }"),
      "body.lead_worker.organisation");
}

TEST(ValidatePlanTest, APartnerThatContributesNamesItself) {
  EXPECT_EQ(ActionField("ddetspp", 17, Action("ddetspp")), "");
  EXPECT_EQ(ActionField("ddetspp", 17, Action("commune-alencon")),
            "body.action.pilot");
}

TEST(ValidatePlanTest, APilotsGateIsOpen) {
  EXPECT_EQ(ActionField("secretariat", 16, Action("mission-locale")), "");
  EXPECT_EQ(ActionField("secretariat", 15, Action("mission-locale")),
            "body.action.pilot");
  EXPECT_EQ(ActionField("secretariat", 15,
                        "lead_worker { organisation: 'mission-locale' }"),
            "body.lead_worker.organisation");
}

TEST(ValidatePlanTest, SomeActionsHaveAnAge) {
  const std::string meeting =
      "action { kind: ACTION_KIND_MISSION_LOCALE_MEETING pilot: 'ddetspp' }";
  EXPECT_EQ(ActionField("secretariat", 16, meeting), "");
  EXPECT_EQ(ActionField("secretariat", 15, meeting), "body.action.kind");
}

TEST(ValidatePlanTest, AnActionIsDueWithinTwoYearsAndNotBeforeItsStart) {
  const absl::CivilDay last = MonthsFromToday(kMaxActionAheadMonths);
  const auto judge = [](const std::string& more) {
    return ActionField("ddetspp", 17, Action("ddetspp", more));
  };
  EXPECT_EQ(judge("start_date " + Text(last) + " due_date " + Text(last)), "");
  EXPECT_EQ(judge("due_date " + Text(last + 1)), "body.action.due_date");
  EXPECT_EQ(judge("start_date " + Text(last + 1)), "body.action.start_date");
  EXPECT_EQ(
      judge("start_date " + Text(kToday) + " due_date " + Text(kToday - 1)),
      "body.action.due_date");
}

TEST(ValidatePlanTest, ACommentIsShortLatinAndScreened) {
  const auto judge = [](const std::string& comment) {
    return Judge(Action("ddetspp", "comment: '" + comment + "'"),
                 ContextOf("ddetspp", 17));
  };
  EXPECT_THAT(judge("Rendez-vous tenu."), IsOk());
  const std::string longest =
      Times(static_cast<int>(kMaxCommentCharacters / 2), "é");
  EXPECT_THAT(judge(longest), IsOk());
  EXPECT_EQ(FieldOf(judge(longest + "é")), "body.action.comment");
  EXPECT_EQ(FieldOf(judge("рдв")), "body.action.comment");
  const absl::Status health = judge("suivi psy");
  EXPECT_THAT(health, ReasonIs(v1::ERROR_REASON_FORBIDDEN_TERM));
  EXPECT_EQ(FieldOf(health), "body.action.comment");
  EXPECT_EQ(MetadataOf(health, "kind"), "health");
  EXPECT_THAT(judge("maltraitance"),
              ReasonIs(v1::ERROR_REASON_DANGER_REDIRECT));
  EXPECT_THAT(judge("radicalisation"),
              ReasonIs(v1::ERROR_REASON_RADICALISATION_REDIRECT));
}

TEST(ValidatePlanTest, AnOutcomeOfASettlementIsOfASettlement) {
  const auto judge = [](const std::string& kind, const std::string& outcome) {
    return ActionField(
        "commune-alencon", 15,
        absl::StrCat("municipal_measure { kind: MUNICIPAL_MEASURE_KIND_", kind,
                     " outcome: MUNICIPAL_MEASURE_OUTCOME_", outcome, " date ",
                     Text(kToday), " }"));
  };
  EXPECT_EQ(judge("MUNICIPAL_SETTLEMENT", "APPROVED"), "");
  EXPECT_EQ(judge("CIVIC_REMINDER", "HELD_ALONE"), "");
  EXPECT_EQ(judge("CIVIC_REMINDER", "APPROVED"),
            "body.municipal_measure.outcome");
  EXPECT_EQ(ActionField("commune-alencon", 15,
                        "municipal_measure { kind: "
                        "MUNICIPAL_MEASURE_KIND_MAYOR_MEETING date " +
                            Text(kToday + 1) + " }"),
            "body.municipal_measure.date");
}

std::string Told(const std::string& recipient, const std::string& more = "") {
  return absl::StrCat("notice { date ", Text(kToday),
                      " channel: NOTICE_CHANNEL_LETTER recipient: "
                      "NOTICE_RECIPIENT_",
                      recipient, " ", more, " }");
}

TEST(ValidatePlanTest, AMinorIsNotToldAloneAndAnAdultIsToldInPerson) {
  EXPECT_EQ(ActionField("secretariat", 17, Told("BOTH_REPRESENTATIVES")), "");
  EXPECT_EQ(ActionField("secretariat", 17, Told("PERSON")),
            "body.notice.recipient");
  EXPECT_EQ(ActionField("secretariat", 18, Told("PERSON")), "");
  EXPECT_EQ(ActionField("secretariat", 18, Told("PERSON_AND_REPRESENTATIVES")),
            "body.notice.recipient");
}

TEST(ValidatePlanTest, ANoticeIsComplete) {
  EXPECT_EQ(ActionField("secretariat", 18, "notice {}"), "body.notice.date");
  EXPECT_EQ(
      ActionField("secretariat", 18, "notice { date " + Text(kToday) + " }"),
      "body.notice.channel");
  EXPECT_EQ(ActionField("secretariat", 18,
                        "notice { channel: NOTICE_CHANNEL_LETTER date " +
                            Text(kToday) + " }"),
            "body.notice.recipient");
  EXPECT_EQ(ActionField("secretariat", 18, Told("PERSON", "language: 'ar'")),
            "");
  EXPECT_EQ(ActionField("secretariat", 18, Told("PERSON", "language: 'AR'")),
            "body.notice.language");
  EXPECT_EQ(ActionField("secretariat", 18,
                        Told("PERSON", "objection_date " + Text(kToday + 1))),
            "body.notice.objection_date");
}

TEST(ValidatePlanTest, AnExemptionStandsAloneAndEndsWithinThreeMonths) {
  const absl::CivilDay last = MonthsFromToday(kMaxExemptionAheadMonths);
  const auto exempted = [](absl::CivilDay opinion, absl::CivilDay until,
                           const std::string& more = "") {
    return ActionField(
        "secretariat", 15,
        absl::StrCat("notice { exemption { reason: "
                     "NOTICE_EXEMPTION_REASON_CANNOT_BE_REACHED opinion_date ",
                     Text(opinion), " until ", Text(until), " } ", more, " }"));
  };
  EXPECT_EQ(exempted(kToday, last), "");
  EXPECT_EQ(exempted(kToday, last + 1), "body.notice.exemption.until");
  EXPECT_EQ(exempted(kToday, kToday - 1), "body.notice.exemption.until");
  EXPECT_EQ(exempted(kToday + 1, last), "body.notice.exemption.opinion_date");
  EXPECT_EQ(exempted(kToday, last, "date " + Text(kToday)), "body.notice");
  EXPECT_EQ(exempted(kToday, last, "channel: NOTICE_CHANNEL_LETTER"),
            "body.notice");
  EXPECT_EQ(ActionField("secretariat", 15, "notice { exemption {} }"),
            "body.notice.exemption.reason");
}

TEST(ValidatePlanTest, ALeadWorkerIsOfAnOrganisationThatMayBe) {
  const auto judge = [](const std::string& more) {
    return ActionField("secretariat", 17, "lead_worker { " + more + " }");
  };
  EXPECT_EQ(judge("organisation: 'mission-locale'"), "");
  for (const char* organisation :
       {"prefecture", "police-nationale", "conseil-regional", "voisin"}) {
    EXPECT_EQ(judge(absl::StrCat("organisation: '", organisation, "'")),
              "body.lead_worker.organisation");
  }
  EXPECT_EQ(judge("organisation: 'mission-locale' member: "
                  "'groups/g/members/anna'"),
            "");
  EXPECT_EQ(judge("organisation: 'ddetspp' member: 'groups/g/members/anna'"),
            "body.lead_worker.member");
  EXPECT_EQ(judge("organisation: 'mission-locale' member: 'anna'"),
            "body.lead_worker.member");
}

TEST(ValidatePlanTest, ALeadWorkerNotesFiftyContactsOfThePast) {
  const auto judge = [](const std::string& more) {
    return ActionField("secretariat", 17,
                       "lead_worker { organisation: 'ddetspp' " + more + " }");
  };
  const auto contact = [](absl::CivilDay day) {
    return absl::StrCat("contacts { kind: CONTACT_KIND_MEETING date ",
                        Text(day), " }");
  };
  EXPECT_EQ(judge(Times(kMaxLeadWorkerContacts, contact(kToday))), "");
  EXPECT_EQ(judge(Times(kMaxLeadWorkerContacts + 1, contact(kToday))),
            "body.lead_worker.contacts");
  EXPECT_EQ(judge(contact(kToday) + contact(kToday + 1)),
            "body.lead_worker.contacts[1].date");
  EXPECT_EQ(judge("contacts { kind: CONTACT_KIND_MEETING }"),
            "body.lead_worker.contacts[0].date");
  EXPECT_EQ(judge("end_date " + Text(kToday)), "");
  EXPECT_EQ(judge("end_date " + Text(kToday + 1)), "body.lead_worker.end_date");
  EXPECT_EQ(judge("contact {}"), "body.lead_worker.contact");
}

}  // namespace
}  // namespace sceau
