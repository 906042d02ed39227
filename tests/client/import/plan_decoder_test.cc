// Lead worker, decision and action come in as proposals, or not at all.
#include <string>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/import/decoder.h"
#include "tests/client/import/sheet.h"

namespace sceau {
namespace {

using absl::CivilDay;
using ::sceau::testing::About;
using ::sceau::testing::Cells;
using ::sceau::testing::DecodeOne;
using ::sceau::testing::Has;
using ::sceau::testing::Kept;

constexpr char kAdult[] = "14/05/2006";

// --- Lead worker -------------------------------------------------------------

TEST(PlanDecoderTest, PartnersThatNameThemselvesAreNotNamed) {
  for (const std::string text :
       {"éducateur PJJ", "CPIP", "S. Perrin (PJJ)", "Sacha Perrin"}) {
    const DecodedRow row = Kept({{"Référent", text}});
    EXPECT_FALSE(row.draft.lead_worker.has_value()) << text;
    EXPECT_TRUE(Has(row, Column::kLeadWorker, Outcome::kSecretOfPartner))
        << text;
  }
}

TEST(PlanDecoderTest, WhoMayNotLeadIsNotProposed) {
  EXPECT_TRUE(Has(Kept({{"Référent", "Police nationale"}}), Column::kLeadWorker,
                  Outcome::kNoSuchData, Why::kMayNotLead));
  // Fifteen today.
  EXPECT_TRUE(Has(Kept({{"Référent", "ML"}}), Column::kLeadWorker,
                  Outcome::kNoSuchData, Why::kOutOfPartnersAge));
  EXPECT_TRUE(Has(Kept({{"Référent", "à voir"}}), Column::kLeadWorker,
                  Outcome::kNotUnderstood));
}

TEST(PlanDecoderTest, ANameIsOneRegisteredMembersOrLeftOut) {
  for (const std::string text :
       {"C. Martin (ML)", "ML : Camille MARTIN", "Camille Martin"}) {
    const DecodedRow row = Kept({{"Référent", text}, {"Né(e) le", kAdult}});
    ASSERT_TRUE(row.draft.lead_worker.has_value()) << text;
    EXPECT_EQ(row.draft.lead_worker->organisation, "mission-locale") << text;
    EXPECT_EQ(row.draft.lead_worker->member, "groups/g/members/m1") << text;
  }
  const DecodedRow unknown =
      Kept({{"Référent", "P. Durand (ML)"}, {"Né(e) le", kAdult}});
  EXPECT_EQ(unknown.draft.lead_worker->member, "");
  EXPECT_TRUE(Has(unknown, Column::kLeadWorker, Outcome::kToConfirm,
                  Why::kLeadWorkerNameLeftOut));
}

TEST(PlanDecoderTest, OfSeveralOrganisationsNoneIsProposed) {
  for (const std::string text : {"ML / mairie", "mairie + CD61", "ML et EN",
                                 "Mme Martin (ML), M. Petit (mairie)"}) {
    const DecodedRow row = Kept({{"Référent", text},
                                 {"Action", "chantier jeunes"},
                                 {"Pilote", text},
                                 {"Né(e) le", kAdult}});
    EXPECT_FALSE(row.draft.lead_worker.has_value()) << text;
    EXPECT_FALSE(row.draft.action.has_value()) << text;
    for (const Column column : {Column::kLeadWorker, Column::kPilot}) {
      EXPECT_TRUE(Has(row, column, Outcome::kToConfirm, Why::kSeveralPartners))
          << text;
    }
  }
  EXPECT_EQ(Kept({{"Action", "chantier"}, {"Pilote", "Mme Roy (mairie)"}})
                .draft.action->pilot,
            "commune-alencon");
}

TEST(PlanDecoderTest, TwoMembersOfOneNameAreNobody) {
  ImportContext context = sceau::testing::Context();
  context.members.push_back(
      {"groups/g/members/m9", "mission-locale", "Claude Martin"});
  const DecodedTable table = sceau::testing::Decode(
      sceau::testing::Sheet({sceau::testing::Row(
          {{"Référent", "C. Martin (ML)"}, {"Né(e) le", kAdult}})}),
      context);
  EXPECT_EQ(table.rows.at(0).draft.lead_worker->member, "");
}

TEST(PlanDecoderTest, AnOrganisationIsProposedWithoutAName) {
  const DecodedRow row = Kept({{"Référent", "référent mairie"}});
  EXPECT_EQ(row.draft.lead_worker->organisation, "commune-alencon");
  EXPECT_TRUE(Has(row, Column::kLeadWorker, Outcome::kToConfirm,
                  Why::kLeadWorkerProposed));
}

// --- Decision ----------------------------------------------------------------

TEST(PlanDecoderTest, NothingIsKeptWithoutFollowUp) {
  struct Case {
    std::string decision = {};
    std::string session = {};
    bool refused = false;
  };
  for (const Case& c : std::vector<Case>{{"sans suite", "21/10/2026", true},
                                         {"sans suite", "22/10/2026", false},
                                         {"sans suite", "", true},
                                         {"CRIP", "21/11/2026", true},
                                         {"sortie", "21/11/2026", true},
                                         {"ajourné", "21/10/2026", false}}) {
    const DecodedRow row =
        DecodeOne({{"Décision", c.decision}, {"Passage en séance", c.session}});
    EXPECT_EQ(row.fate == RowFate::kRefused, c.refused)
        << c.decision << c.session;
    if (c.refused) {
      EXPECT_EQ(row.refusal, Outcome::kNotKeptWithoutFollowUp);
    }
  }
}

TEST(PlanDecoderTest, AFollowUpThatIsOverInAnyColumnIsNotKept) {
  for (const auto& [column, cell] : Cells{{"Statut", "clos"},
                                          {"État du dossier", "Archivé"},
                                          {"Sortie", "X"},
                                          {"Date de sortie", "30/06/2026"},
                                          {"Fin de suivi", "22/11/2026"},
                                          {"État", "sortie du suivi"},
                                          {"Décision", "Fin de suivi."}}) {
    const DecodedRow row = DecodeOne({{column, cell}});
    EXPECT_EQ(row.fate, RowFate::kRefused) << column;
    EXPECT_EQ(row.refusal, Outcome::kNotKeptWithoutFollowUp) << column;
  }
}

TEST(PlanDecoderTest, WordsThatSpeakOfAnEndRefuseTheRowUntilTheyAreClear) {
  for (const auto& [column, cell] : Cells{{"Statut", "dossier clos (mars)"},
                                          {"Sorti le", "juin 2025"},
                                          {"Date de sortie", "45213"},
                                          {"Clôture", "sortie le 3 mars 2026"},
                                          {"Décision", "orienté vers CRIP"}}) {
    const DecodedRow row = DecodeOne({{column, cell}});
    EXPECT_EQ(row.fate, RowFate::kRefused) << column;
    EXPECT_EQ(row.findings.front().why, Why::kMayHaveEnded) << column;
  }
}

TEST(PlanDecoderTest, AFollowUpThatGoesOnIsKeptAndWhatIsUnclearIsSaid) {
  EXPECT_TRUE(Has(Kept({{"Statut", "en cours"}}), Column::kStatus,
                  Outcome::kNoSuchData));
  EXPECT_TRUE(
      Has(Kept({{"Sortie", "non"}}), Column::kExit, Outcome::kNoSuchData));
  EXPECT_TRUE(Has(Kept({{"Date de sortie", "30/06/2027"}}), Column::kExit,
                  Outcome::kNoSuchData, Why::kExitToCome));
  EXPECT_TRUE(Has(Kept({{"Statut", "en veille"}}), Column::kStatus,
                  Outcome::kToConfirm, Why::kGoesOnUnclear));
}

TEST(PlanDecoderTest, AMonthEndsOnTheLastDayOfAShorterOne) {
  const auto fate_on = [](CivilDay today) {
    ImportContext context = sceau::testing::Context();
    context.today = today;
    return sceau::testing::Decode(sceau::testing::Sheet({sceau::testing::Row(
                                      {{"Décision", "sans suite"},
                                       {"Passage en séance", "31/01/2027"}})}),
                                  context)
        .rows.at(0)
        .fate;
  };
  EXPECT_EQ(fate_on(CivilDay(2027, 2, 28)), RowFate::kToCreate);
  EXPECT_EQ(fate_on(CivilDay(2027, 3, 1)), RowFate::kRefused);
}

TEST(PlanDecoderTest, ADecisionTakesTheDayOfItsSession) {
  const DecodedRow row =
      Kept({{"Décision", "suivi"}, {"Passage en séance", "22/11/2026"}});
  EXPECT_EQ(
      *row.draft.decision,
      (DecisionDraft{.code = "FOLLOW_UP", .date = CivilDay(2026, 11, 22)}));
  EXPECT_TRUE(Has(row, Column::kDecision, Outcome::kToConfirm,
                  Why::kDecisionFromPreviousRecord));
}

TEST(PlanDecoderTest, ADecisionWithoutASessionTakesTheDayOfTheReferral) {
  for (const std::string session : {"", "23/11/2026", "bientôt"}) {
    const DecodedRow row =
        Kept({{"Décision", "CDDF"}, {"Passage en séance", session}});
    EXPECT_EQ(*row.draft.decision,
              (DecisionDraft{.code = "MAYOR_INFORMED",
                             .date = CivilDay(2026, 9, 10)}));
    EXPECT_TRUE(Has(row, Column::kDecision, Outcome::kToConfirm,
                    Why::kDecisionTakesReferralDate));
  }
  EXPECT_TRUE(
      Has(Kept({{"Décision", "suivi"}, {"Passage en séance", "23/11/2026"}}),
          Column::kSessionDate, Outcome::kNoSuchData, Why::kSessionInFuture));
}

TEST(PlanDecoderTest, ASessionWithoutADecisionIsNotKept) {
  const DecodedRow row = Kept({{"Passage en séance", "12/10/2026"}});
  EXPECT_FALSE(row.draft.decision.has_value());
  EXPECT_TRUE(Has(row, Column::kSessionDate, Outcome::kNoSuchData,
                  Why::kSessionWithoutDecision));
}

TEST(PlanDecoderTest, ACourtsMeasureIsNoDecision) {
  const DecodedRow row =
      Kept({{"Décision", "TIG"}, {"Passage en séance", "12/10/2026"}});
  EXPECT_FALSE(row.draft.decision.has_value());
  EXPECT_TRUE(Has(row, Column::kDecision, Outcome::kJudicialWithoutBasis));
}

TEST(PlanDecoderTest, ASessionBeforeTheReferralIsToConfirm) {
  EXPECT_TRUE(Has(
      Kept({{"Décision", "suivi"}, {"Passage en séance", "09/09/2026"}}),
      Column::kSessionDate, Outcome::kToConfirm, Why::kSessionBeforeReferral));
}

// --- Action ------------------------------------------------------------------

TEST(PlanDecoderTest, AnActionNeedsAPilot) {
  const DecodedRow row = Kept({{"Action", "chantier jeunes"},
                               {"Échéance", "01/12/2026"},
                               {"Résultat", "fait"}});
  EXPECT_FALSE(row.draft.action.has_value());
  EXPECT_TRUE(Has(row, Column::kAction, Outcome::kNoSuchData,
                  Why::kActionWithoutPilot));
  EXPECT_TRUE(
      Has(row, Column::kDueDate, Outcome::kNoSuchData, Why::kWithoutAction));
  EXPECT_TRUE(
      Has(row, Column::kResult, Outcome::kNoSuchData, Why::kWithoutAction));
}

TEST(PlanDecoderTest, APilotThatDepositsItselfIsNotNamed) {
  const DecodedRow row = Kept({{"Action", "stage"}, {"Pilote", "PJJ"}});
  EXPECT_FALSE(row.draft.action.has_value());
  ASSERT_EQ(About(row, Column::kAction).size(), 1u);
  EXPECT_EQ(About(row, Column::kAction)[0].outcome, Outcome::kSecretOfPartner);
  EXPECT_EQ(About(row, Column::kAction)[0].partner, "pjj");
  EXPECT_TRUE(Has(row, Column::kPilot, Outcome::kSecretOfPartner));
}

TEST(PlanDecoderTest, WhoMayNotPilotIsSaid) {
  EXPECT_TRUE(Has(Kept({{"Action", "stage"}, {"Pilote", "Police"}}),
                  Column::kPilot, Outcome::kNoSuchData, Why::kMayNotPilot));
  EXPECT_TRUE(Has(Kept({{"Action", "stage"}, {"Pilote", "ML"}}), Column::kPilot,
                  Outcome::kNoSuchData, Why::kOutOfPartnersAge));
  EXPECT_TRUE(Has(Kept({{"Action", "stage"}, {"Pilote", "le club"}}),
                  Column::kPilot, Outcome::kNotUnderstood));
  EXPECT_TRUE(Has(Kept({{"Pilote", "Mairie"}}), Column::kPilot,
                  Outcome::kNoSuchData, Why::kPilotWithoutAction));
}

TEST(PlanDecoderTest, SomeActionsHaveAnAge) {
  EXPECT_TRUE(
      Has(Kept({{"Action", "RDV mission locale"}, {"Pilote", "Mairie"}}),
          Column::kAction, Outcome::kNoSuchData, Why::kActionTooYoung));
}

TEST(PlanDecoderTest, CareIsNoAction) {
  EXPECT_TRUE(Has(Kept({{"Action", "RDV psy"}, {"Pilote", "Mairie"}}),
                  Column::kAction, Outcome::kNoSuchData));
}

TEST(PlanDecoderTest, AWholeActionIsAProposal) {
  const DecodedRow row = Kept({{"Né(e) le", kAdult},
                               {"Action", "RDV ML"},
                               {"Pilote", "Mission locale"},
                               {"Échéance", "15 déc. 2026"},
                               {"Résultat", "absent au RDV"}});
  EXPECT_EQ(*row.draft.action, (ActionDraft{.kind = "MISSION_LOCALE_MEETING",
                                            .pilot = "mission-locale",
                                            .due_date = CivilDay(2026, 12, 15),
                                            .result = "TO_BE_RESCHEDULED"}));
  EXPECT_TRUE(
      Has(row, Column::kPilot, Outcome::kToConfirm, Why::kActionProposed));
}

TEST(PlanDecoderTest, ADueDateIsWithinTwoYearsAndAfterTheDecision) {
  const auto due = [](const std::string& date) {
    return Kept({{"Action", "stage"},
                 {"Pilote", "Mairie"},
                 {"Décision", "suivi"},
                 {"Passage en séance", "12/10/2026"},
                 {"Échéance", date}});
  };
  EXPECT_TRUE(due("22/11/2028").draft.action->due_date.has_value());
  EXPECT_FALSE(due("23/11/2028").draft.action->due_date.has_value());
  EXPECT_TRUE(Has(due("23/11/2028"), Column::kDueDate, Outcome::kNoSuchData,
                  Why::kDueTooFar));
  EXPECT_TRUE(Has(due("11/10/2026"), Column::kDueDate, Outcome::kToConfirm,
                  Why::kDueBeforeDecision));
  EXPECT_TRUE(Has(due("12/10/2026"), Column::kDueDate, Outcome::kKept));
}

}  // namespace
}  // namespace sceau
