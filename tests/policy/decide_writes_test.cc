#include <limits>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/catalogue.h"
#include "policy/decide/program.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::ElementsAre;

std::string FirstRule(const Decision& decision) {
  return decision.rule_count == 0 ? "" : Reference().rule(decision.rules[0]).id;
}

constexpr uint64_t FieldBit(int n) { return uint64_t{1} << n; }

TEST(DecideWritesTest, CorrectingNeedsOwnershipAndNothingElse) {
  for (const auto operation : {v1::OPERATION_SUPERSEDE, v1::OPERATION_NARROW,
                               v1::OPERATION_WITHDRAW}) {
    Question question =
        Ask("spip", v1::ROLE_MEMBER, operation, v1::CATEGORY_IDENTITY);
    question.is_entry = true;
    question.own = true;
    question.notice_given = false;
    question.age = 15;
    question.state = v1::CASE_STATE_ADMITTED;
    const Decision decision = Decide(question);
    EXPECT_TRUE(decision.allowed);
    EXPECT_EQ(FirstRule(decision), "rule.correct");
    EXPECT_EQ(decision.fields, kAllFields);
    question.own = false;
    question.relations = 0xFF;
    EXPECT_FALSE(Decide(question).allowed);
    question.own = true;
    question.is_entry = false;
    EXPECT_FALSE(Decide(question).allowed);
  }
}

TEST(DecideWritesTest, TheCoordinatorCorrectsTheSecretariatsOnly) {
  Question question = Ask("commune-alencon", v1::ROLE_COORDINATOR,
                          v1::OPERATION_SUPERSEDE, v1::CATEGORY_IDENTITY);
  question.is_entry = true;
  EXPECT_FALSE(Decide(question).allowed);
  question.own = true;
  EXPECT_TRUE(Decide(question).allowed);
}

TEST(DecideWritesTest, TheCoordinatorDepositsNothingForTheCommune) {
  Question question =
      Ask("commune-alencon", v1::ROLE_COORDINATOR, v1::OPERATION_CONTRIBUTE,
          v1::CATEGORY_SOCIAL_ENVIRONMENT);
  question.relations = kContributor;
  question.conditions = kAgreement;
  EXPECT_EQ(Decide(question).refusal, Refusal::kClosedWorld);
  question.role = v1::ROLE_MEMBER;
  EXPECT_TRUE(Decide(question).allowed);
}

TEST(DecideWritesTest, ReportingChangesAnActionsResultAndCommentOnly) {
  Question question = Ask("mission-locale", v1::ROLE_MEMBER,
                          v1::OPERATION_SUPERSEDE, v1::CATEGORY_ACTION);
  question.is_entry = true;
  question.carried = true;
  question.relations = kOpenAction;
  const Decision decision = Decide(question);
  ASSERT_TRUE(decision.allowed);
  EXPECT_EQ(FirstRule(decision), "rule.report");
  EXPECT_EQ(decision.fields, FieldBit(v1::Action::kResultFieldNumber) |
                                 FieldBit(v1::Action::kCommentFieldNumber));
  EXPECT_FALSE(decision.partial);
  // The pilot, on its own action; the lead worker, on any.
  question.carried = false;
  EXPECT_EQ(Decide(question).refusal, Refusal::kNoRelation);
  question.relations = kLeadWorker;
  EXPECT_TRUE(Decide(question).allowed);
  question.state = v1::CASE_STATE_ADMITTED;
  EXPECT_EQ(Decide(question).refusal, Refusal::kState);
}

TEST(DecideWritesTest, TheLeadWorkerReportsOnHisOwnEntryOnly) {
  Question question = Ask("mission-locale", v1::ROLE_MEMBER,
                          v1::OPERATION_SUPERSEDE, v1::CATEGORY_LEAD_WORKER);
  question.is_entry = true;
  question.relations = kLeadWorker;
  EXPECT_FALSE(Decide(question).allowed);
  question.carried = true;
  const Decision decision = Decide(question);
  EXPECT_TRUE(decision.allowed);
  EXPECT_EQ(decision.fields, FieldBit(v1::LeadWorker::kContactsFieldNumber));
}

TEST(DecideWritesTest, AcceptingSetsNothingButTheAcceptance) {
  Question question = Ask("ddetspp", v1::ROLE_MEMBER, v1::OPERATION_SUPERSEDE,
                          v1::CATEGORY_ACTION);
  question.is_entry = true;
  question.asked = true;
  EXPECT_EQ(FirstRule(Decide(question)), "rule.asked");
  EXPECT_EQ(Decide(question).fields,
            FieldBit(v1::Action::kAcceptedDateFieldNumber));
  question.category = v1::CATEGORY_LEAD_WORKER;
  EXPECT_EQ(Decide(question).fields,
            FieldBit(v1::LeadWorker::kAcceptedDateFieldNumber) |
                FieldBit(v1::LeadWorker::kMemberFieldNumber));
  question.category = v1::CATEGORY_DECISION;
  EXPECT_FALSE(Decide(question).allowed);
}

TEST(DecideWritesTest, OnlyACoPilotWhoIsAwaitedValidates) {
  Question question =
      Ask("prefecture", v1::ROLE_CO_PILOT, v1::OPERATION_DECISION_VALIDATE,
          v1::CATEGORY_DECISION);
  question.is_entry = true;
  EXPECT_EQ(Decide(question).refusal, Refusal::kNoRelation);
  question.relations = kPendingValidation;
  EXPECT_TRUE(Decide(question).allowed);
  EXPECT_EQ(FirstRule(Decide(question)), "rule.validate");
  question.operation = v1::OPERATION_SUPERSEDE;
  EXPECT_EQ(Decide(question).fields,
            FieldBit(v1::Decision::kStateFieldNumber) |
                FieldBit(v1::Decision::kValidationsFieldNumber));
  question.operation = v1::OPERATION_DECISION_VALIDATE;
  for (const auto role :
       {v1::ROLE_MEMBER, v1::ROLE_COORDINATOR, v1::ROLE_CHARTER_OFFICER}) {
    question.role = role;
    EXPECT_FALSE(Decide(question).allowed);
  }
  question.role = v1::ROLE_CO_PILOT;
  question.category = v1::CATEGORY_ACTION;
  EXPECT_EQ(Decide(question).refusal, Refusal::kError);
}

TEST(DecideWritesTest, CarryingOpensTheNameAndTheOneAction) {
  Question identity =
      AskRead("conseil-regional", v1::CATEGORY_IDENTITY, kOpenAction);
  EXPECT_EQ(FirstRule(Decide(identity)), "rule.carrying");
  Question action =
      AskRead("conseil-regional", v1::CATEGORY_ACTION, kOpenAction);
  // Of the category, something could be shown; of the entries, the one.
  EXPECT_TRUE(Decide(action).allowed);
  EXPECT_TRUE(Decide(action).partial);
  action.is_entry = true;
  EXPECT_EQ(Decide(action).refusal, Refusal::kNoRelation);
  action.carried = true;
  EXPECT_TRUE(Decide(action).allowed);
  EXPECT_FALSE(Decide(action).partial);
  // Whom a session convened reads all of them.
  Question convened =
      AskRead("ddetspp", v1::CATEGORY_ACTION, kOpenAction | kSession);
  convened.is_entry = true;
  EXPECT_TRUE(Decide(convened).allowed);
}

TEST(DecideWritesTest, TheProfileIsTheCoordinatorsAlone) {
  const uint64_t profile = FieldBit(v1::Origin::kProfileFieldNumber);
  Question coordinator = Ask("commune-alencon", v1::ROLE_COORDINATOR,
                             v1::OPERATION_READ, v1::CATEGORY_ORIGIN);
  EXPECT_EQ(Decide(coordinator).fields, kAllFields);
  coordinator.operation = v1::OPERATION_CONTRIBUTE;
  EXPECT_EQ(Decide(coordinator).fields, kAllFields);
  Question member = AskRead("ddetspp", v1::CATEGORY_ORIGIN, kSession);
  EXPECT_EQ(Decide(member).fields, kAllFields & ~profile);
  EXPECT_FALSE(Decide(member).partial);
  member.operation = v1::OPERATION_CONTRIBUTE;
  EXPECT_EQ(Decide(member).fields & profile, 0u);
  member.operation = v1::OPERATION_SUPERSEDE;
  member.is_entry = true;
  member.own = true;
  EXPECT_EQ(Decide(member).fields & profile, 0u);
  Question dpo = Ask("commune-alencon", v1::ROLE_DATA_PROTECTION_OFFICER,
                     v1::OPERATION_READ, v1::CATEGORY_ORIGIN);
  dpo.relations = kOpenRequest;
  EXPECT_EQ(Decide(dpo).fields & profile, 0u);
}

TEST(DecideWritesTest, SeveralGrantsAreUnited) {
  Question question = AskRead("ddetspp", v1::CATEGORY_NOTICE, kSession);
  const uint64_t by_session = Decide(question).fields;
  question.relations = kLeadWorker;
  const uint64_t by_lead = Decide(question).fields;
  question.relations = kSession | kLeadWorker | kOpenAction;
  const Decision all = Decide(question);
  EXPECT_EQ(all.fields, by_session | by_lead);
  EXPECT_NE(by_session, by_lead);
  EXPECT_EQ(all.rule_count, 3);
  EXPECT_TRUE(all.partial);
}

TEST(DecideWritesTest, RecordingTheNoticeNeedsTheCellAndTheRole) {
  for (const auto operation :
       {v1::OPERATION_NOTICE_RECORD, v1::OPERATION_LEAD_WORKER_SET}) {
    const auto category = operation == v1::OPERATION_NOTICE_RECORD
                              ? v1::CATEGORY_NOTICE
                              : v1::CATEGORY_LEAD_WORKER;
    const std::string name = OperationName(operation);
    const Question recording =
        Ask("commune-alencon", v1::ROLE_COORDINATOR, operation, category);
    Question contributing = recording;
    contributing.operation = v1::OPERATION_CONTRIBUTE;
    EXPECT_TRUE(Decide(recording).allowed);
    EXPECT_TRUE(Decide(contributing).allowed);

    const auto without_role = MustCompile(Changed([&](Charter& charter) {
      auto* names = charter.mutable_role_grants(0)->mutable_operations();
      names->erase(std::find(names->begin(), names->end(), name));
    }));
    EXPECT_FALSE(without_role->Decide(recording).allowed);
    EXPECT_FALSE(without_role->Decide(contributing).allowed);

    const auto without_cell = MustCompile(Changed([&](Charter& charter) {
      auto* grants = charter.mutable_grants();
      grants->erase(
          std::find_if(grants->begin(), grants->end(), [&](const Grant& grant) {
            return grant.role() == "coordinator" &&
                   grant.operation() == "CONTRIBUTE" &&
                   grant.category() == CategoryName(category);
          }));
    }));
    EXPECT_FALSE(without_cell->Decide(recording).allowed);
    EXPECT_FALSE(without_cell->Decide(contributing).allowed);

    Question crossed = recording;
    crossed.category = v1::CATEGORY_IDENTITY;
    EXPECT_EQ(Decide(crossed).refusal, Refusal::kError);
    Question exited = recording;
    exited.state = v1::CASE_STATE_EXITED;
    EXPECT_EQ(Decide(exited).refusal, Refusal::kState);
  }
}

TEST(DecideWritesTest, ACoPilotOfTheCommuneReadsWhatTheLawSendsToTheMayor) {
  Question question = Ask("commune-alencon", v1::ROLE_CO_PILOT,
                          v1::OPERATION_READ, v1::CATEGORY_PUBLIC_ORDER_FACT);
  question.relations = kSession;
  EXPECT_TRUE(Decide(question).allowed);
  question.partner = Reference().FindPartner("prefecture");
  EXPECT_FALSE(Decide(question).allowed);
  question.partner = Reference().FindPartner("commune-alencon");
  question.role = v1::ROLE_MEMBER;
  EXPECT_FALSE(Decide(question).allowed);
}

}  // namespace
}  // namespace sceau::policy
