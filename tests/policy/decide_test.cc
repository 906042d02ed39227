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

constexpr uint64_t Bit(int n) { return uint64_t{1} << n; }

// Something that is allowed, to be spoilt.
Question Allowed() {
  return AskRead("prefecture", v1::CATEGORY_IDENTITY, kSession);
}

Question Role(v1::Role role, v1::Operation operation) {
  Question question;
  question.operation = operation;
  question.role = role;
  question.partner = Reference().FindPartner("commune-alencon");
  return question;
}

TEST(DecideTest, ADefaultQuestionIsRefused) {
  EXPECT_EQ(Decide(Question()).refusal, Refusal::kError);
}

TEST(DecideTest, WhatTheCatalogueDoesNotKnowIsRefused) {
  ASSERT_TRUE(Decide(Allowed()).allowed);
  for (const int n : {-1, 0, 36, 99, std::numeric_limits<int>::max()}) {
    Question question = Allowed();
    question.operation = static_cast<v1::Operation>(n);
    EXPECT_EQ(Decide(question).refusal, Refusal::kError) << n;
  }
  for (const int n : {-1, 0, 21, std::numeric_limits<int>::min()}) {
    Question question = Allowed();
    question.category = static_cast<v1::Category>(n);
    EXPECT_EQ(Decide(question).refusal, Refusal::kError) << n;
  }
  for (const int n : {-1, 0, 7}) {
    Question question = Allowed();
    question.role = static_cast<v1::Role>(n);
    EXPECT_FALSE(Decide(question).allowed) << n;
  }
  for (const int n : {-1, 4}) {
    Question question = Allowed();
    question.state = static_cast<v1::CaseState>(n);
    EXPECT_EQ(Decide(question).refusal, Refusal::kError) << n;
  }
  for (const int n : {11, 12, 32, 254, 255}) {
    Question question = Allowed();
    question.partner = static_cast<PartnerIndex>(n);
    EXPECT_EQ(Decide(question).refusal, Refusal::kClosedWorld) << n;
  }
}

TEST(DecideTest, BitsThatMeanNothingAreRefused) {
  const auto refusal = [](const std::function<void(Question&)>& spoil) {
    Question question = Allowed();
    spoil(question);
    return Decide(question).refusal;
  };
  EXPECT_EQ(refusal([](Question& q) { q.standing = 1 << 4; }), Refusal::kError);
  EXPECT_EQ(refusal([](Question& q) { q.relations |= 1 << 8; }),
            Refusal::kError);
  EXPECT_EQ(refusal([](Question& q) { q.relations |= 1 << 9; }),
            Refusal::kError);
  EXPECT_EQ(refusal([](Question& q) { q.conditions = 1 << 2; }),
            Refusal::kError);
  EXPECT_EQ(refusal([](Question& q) { q.value_classes = 1 << 5; }),
            Refusal::kError);
  EXPECT_EQ(refusal([](Question& q) { q.kind = 32; }), Refusal::kError);
}

TEST(DecideTest, ARefusalShowsNothing) {
  const Decision decision =
      Decide(AskRead("prefecture", v1::CATEGORY_ATTENDANCE, kSession));
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.rule_count, 0);
  EXPECT_EQ(decision.fields, 0u);
  EXPECT_EQ(decision.kinds, 0u);
  EXPECT_FALSE(decision.partial);
}

TEST(DecideTest, WithoutASignatureOnlyFourOperationsAnswer) {
  for (int n = 1; n <= v1::Operation_MAX; ++n) {
    Question question = Role(v1::ROLE_MEMBER, static_cast<v1::Operation>(n));
    const bool held = Decide(question).allowed;
    question.standing = kUnsigned;
    const bool answers =
        n == v1::OPERATION_WHO_AM_I || n == v1::OPERATION_CHARTER_READ ||
        n == v1::OPERATION_CHARTER_SIGN || n == v1::OPERATION_JOURNAL_PROOF;
    EXPECT_EQ(Decide(question).allowed, answers) << n;
    EXPECT_TRUE(held || !answers);
    question.standing = kUnsigned | kSuspended;
    EXPECT_FALSE(Decide(question).allowed) << n;
  }
}

TEST(DecideTest, OutOfTermOrRecusedNothingOfACaseAnswers) {
  for (const uint8_t standing : {kRecused, kOutOfTerm}) {
    for (int role = 1; role <= v1::Role_MAX; ++role) {
      for (const auto operation :
           {v1::OPERATION_CASE_CREATE, v1::OPERATION_LIST_ALL,
            v1::OPERATION_LIST_OWN, v1::OPERATION_SEARCH_ALL,
            v1::OPERATION_REFERRAL_SUBMIT, v1::OPERATION_REFERRAL_READ,
            v1::OPERATION_SESSION_READ, v1::OPERATION_CONDITION_RECORD,
            v1::OPERATION_REQUEST_HANDLE}) {
        Question question = Role(static_cast<v1::Role>(role), operation);
        question.standing = standing;
        EXPECT_FALSE(Decide(question).allowed);
      }
      Question who =
          Role(static_cast<v1::Role>(role), v1::OPERATION_MEMBER_LIST);
      who.standing = standing;
      EXPECT_TRUE(Decide(who).allowed);
    }
  }
}

TEST(DecideTest, EachRoleHoldsItsOperationsAndNoOther) {
  const auto held = [](v1::Role role) {
    std::vector<std::string> names;
    for (int n = 1; n <= v1::Operation_MAX; ++n) {
      const auto operation = static_cast<v1::Operation>(n);
      if (Decide(Role(role, operation)).allowed) {
        names.push_back(OperationName(operation));
      }
    }
    return names;
  };
  EXPECT_THAT(
      held(v1::ROLE_CHARTER_OFFICER),
      ElementsAre("MEMBER_CONFIRM", "MEMBER_SUSPEND", "MEMBER_REMOVE",
                  "MEMBER_LIST", "WHO_AM_I", "CHARTER_READ", "CHARTER_SIGN",
                  "EXPLAIN", "JOURNAL_PROOF", "JOURNAL_LIST", "SIGNATURE_LIST",
                  "CHARTER_LIST", "CHARTER_PREPARE", "CHARTER_REPLAY",
                  "MEMBER_RECUSE", "JOURNAL_REVIEW", "JOURNAL_ANSWER"));
  EXPECT_THAT(
      held(v1::ROLE_TECHNICAL_ADMINISTRATOR),
      ElementsAre("MEMBER_REGISTER", "MEMBER_LIST", "WHO_AM_I", "CHARTER_READ",
                  "CHARTER_SIGN", "EXPLAIN", "JOURNAL_PROOF", "SERVER_CHECK",
                  "CHARTER_LIST", "JOURNAL_ANSWER"));
  EXPECT_THAT(
      held(v1::ROLE_DATA_PROTECTION_OFFICER),
      ElementsAre("MEMBER_LIST", "WHO_AM_I", "CHARTER_READ", "CHARTER_SIGN",
                  "EXPLAIN", "JOURNAL_PROOF", "REQUEST_HANDLE", "CHARTER_LIST",
                  "CHARTER_PREPARE", "CHARTER_OPINION", "JOURNAL_ANSWER",
                  "JOURNAL_OVERSEE"));
  EXPECT_THAT(
      held(v1::ROLE_MEMBER),
      ElementsAre("LIST_OWN", "SEARCH_OWN", "REFERRAL_SUBMIT", "REFERRAL_READ",
                  "SESSION_READ", "MEMBER_LIST", "WHO_AM_I", "CHARTER_READ",
                  "CHARTER_SIGN", "EXPLAIN", "JOURNAL_PROOF", "CHARTER_LIST",
                  "CHARTER_AGREE", "MEMBER_RECUSE", "JOURNAL_ANSWER",
                  "ACCESS_LIST_OWN"));
  EXPECT_THAT(
      held(v1::ROLE_CO_PILOT),
      ElementsAre("LIST_OWN", "SEARCH_OWN", "REFERRAL_SUBMIT", "REFERRAL_READ",
                  "SESSION_READ", "MEMBER_LIST", "WHO_AM_I", "CHARTER_READ",
                  "CHARTER_SIGN", "CHARTER_ADOPT", "EXCEPTION_VALIDATE",
                  "EXPLAIN", "JOURNAL_PROOF", "CHARTER_LIST", "CHARTER_PREPARE",
                  "CHARTER_PROPOSE", "CHARTER_AGREE", "CHARTER_REPLAY",
                  "MEMBER_RECUSE", "JOURNAL_ANSWER", "ACCESS_LIST_OWN"));
  EXPECT_THAT(
      held(v1::ROLE_COORDINATOR),
      ElementsAre("CASE_CREATE", "LIST_ALL", "LIST_OWN", "SEARCH_ALL",
                  "SEARCH_OWN", "NOTICE_RECORD", "LEAD_WORKER_SET",
                  "CONDITION_RECORD", "REFERRAL_SUBMIT", "REFERRAL_READ",
                  "REFERRAL_DECIDE", "SESSION_SET", "SESSION_READ",
                  "MEMBER_LIST", "WHO_AM_I", "CHARTER_READ", "CHARTER_SIGN",
                  "EXPLAIN", "JOURNAL_PROOF", "CHARTER_LIST", "CHARTER_PREPARE",
                  "CHARTER_PROPOSE", "CHARTER_AGREE", "MEMBER_RECUSE",
                  "JOURNAL_ANSWER", "ACCESS_LIST_OWN"));
}

TEST(DecideTest, ARolesOperationTakesNoCategory) {
  Question question = Role(v1::ROLE_COORDINATOR, v1::OPERATION_CASE_CREATE);
  question.category = v1::CATEGORY_IDENTITY;
  EXPECT_EQ(Decide(question).refusal, Refusal::kError);
}

TEST(DecideTest, OfficerAndAdministratorHoldNothingOfACase) {
  for (const auto role :
       {v1::ROLE_CHARTER_OFFICER, v1::ROLE_TECHNICAL_ADMINISTRATOR}) {
    for (size_t n = 1; n < kCategories; ++n) {
      for (const auto operation :
           {v1::OPERATION_READ, v1::OPERATION_CONTRIBUTE,
            v1::OPERATION_SUPERSEDE, v1::OPERATION_NARROW,
            v1::OPERATION_WITHDRAW, v1::OPERATION_DECISION_VALIDATE}) {
        Question question = Ask("commune-alencon", role, operation,
                                static_cast<v1::Category>(n));
        question.relations = 0xFF;
        question.conditions = kWrittenBasis | kAgreement;
        question.is_entry = true;
        question.own = true;
        question.asked = true;
        question.carried = true;
        EXPECT_FALSE(Decide(question).allowed) << n;
      }
    }
  }
}

TEST(DecideTest, TheDataProtectionOfficerReadsInsideARequestOnly) {
  for (size_t n = 1; n < kCategories; ++n) {
    Question question = Ask("commune-alencon", v1::ROLE_DATA_PROTECTION_OFFICER,
                            v1::OPERATION_READ, static_cast<v1::Category>(n));
    question.is_entry = true;
    question.own = true;
    question.relations = 0xFF & ~kOpenRequest;
    EXPECT_FALSE(Decide(question).allowed) << n;
    question.relations = kOpenRequest;
    EXPECT_TRUE(Decide(question).allowed) << n;
    question.operation = v1::OPERATION_CONTRIBUTE;
    EXPECT_FALSE(Decide(question).allowed) << n;
    question.operation = v1::OPERATION_SUPERSEDE;
    EXPECT_FALSE(Decide(question).allowed) << n;
  }
}

TEST(DecideTest, AProhibitionBeatsEveryRelationRoleAndOwnership) {
  struct Ban {
    const char* partner;
    std::vector<v1::Category> categories;
  };
  const std::vector<Ban> bans = {
      {"association-mediation",
       {v1::CATEGORY_ATTENDANCE, v1::CATEGORY_SCHOOL_INCIDENT,
        v1::CATEGORY_PUBLIC_ORDER_FACT, v1::CATEGORY_JUDICIAL_MEASURE,
        v1::CATEGORY_SENTENCE_PREPARATION, v1::CATEGORY_MUNICIPAL_MEASURE}},
      {"mission-locale",
       {v1::CATEGORY_SCHOOL_INCIDENT, v1::CATEGORY_PUBLIC_ORDER_FACT,
        v1::CATEGORY_JUDICIAL_MEASURE, v1::CATEGORY_SENTENCE_PREPARATION,
        v1::CATEGORY_MUNICIPAL_MEASURE}},
      {"conseil-regional",
       {v1::CATEGORY_SCHOOL_INCIDENT, v1::CATEGORY_PUBLIC_ORDER_FACT,
        v1::CATEGORY_JUDICIAL_MEASURE, v1::CATEGORY_SENTENCE_PREPARATION,
        v1::CATEGORY_MUNICIPAL_MEASURE}},
  };
  for (const Ban& ban : bans) {
    for (const v1::Category category : ban.categories) {
      for (int role = 1; role <= v1::Role_MAX; ++role) {
        for (const auto operation :
             {v1::OPERATION_READ, v1::OPERATION_CONTRIBUTE,
              v1::OPERATION_SUPERSEDE}) {
          Question question = Ask(ban.partner, static_cast<v1::Role>(role),
                                  operation, category);
          question.age = 19;
          question.relations = 0xFF;
          question.conditions = kWrittenBasis | kAgreement;
          question.is_entry = true;
          question.own = true;
          EXPECT_FALSE(Decide(question).allowed)
              << ban.partner << " " << category << " " << role;
        }
      }
    }
  }
}

TEST(DecideTest, AValueOfAProhibitedClassLeavesTheEntryOut) {
  Question question =
      AskRead("mission-locale", v1::CATEGORY_DECISION, kSession);
  question.is_entry = true;
  EXPECT_TRUE(Decide(question).allowed);
  for (const uint8_t data_class : {kClassBOffence, kClassC}) {
    question.value_classes = data_class;
    EXPECT_EQ(Decide(question).refusal, Refusal::kProhibited);
    question.own = true;
    EXPECT_EQ(Decide(question).refusal, Refusal::kProhibited);
    question.own = false;
    question.operation = v1::OPERATION_CONTRIBUTE;
    EXPECT_FALSE(Decide(question).allowed);
    question.operation = v1::OPERATION_READ;
  }
  question.value_classes = kClassBSchool;
  EXPECT_TRUE(Decide(question).allowed);
  Question public_body = AskRead("ddetspp", v1::CATEGORY_DECISION, kSession);
  public_body.is_entry = true;
  public_body.value_classes = kClassC | kClassBOffence;
  EXPECT_TRUE(Decide(public_body).allowed);
}

TEST(DecideTest, GivingUpOnesOwnIsOpenWhateverItsClass) {
  Question question = Ask("mission-locale", v1::ROLE_MEMBER,
                          v1::OPERATION_WITHDRAW, v1::CATEGORY_ACTION);
  question.is_entry = true;
  question.own = true;
  question.value_classes = kClassC;
  EXPECT_TRUE(Decide(question).allowed);
  question.operation = v1::OPERATION_NARROW;
  EXPECT_TRUE(Decide(question).allowed);
  question.operation = v1::OPERATION_SUPERSEDE;
  EXPECT_EQ(Decide(question).refusal, Refusal::kProhibited);
}

TEST(DecideTest, NarrowingKeepsTheOwnerAndTheCoordinator) {
  Question question = AskRead("ddetspp", v1::CATEGORY_STRENGTHS, kSession);
  question.is_entry = true;
  question.narrowed_out = true;
  EXPECT_EQ(Decide(question).refusal, Refusal::kNarrowed);
  question.own = true;
  EXPECT_TRUE(Decide(question).allowed);
  question.own = false;
  question.partner = Reference().FindPartner("commune-alencon");
  question.role = v1::ROLE_COORDINATOR;
  EXPECT_TRUE(Decide(question).allowed);
}

}  // namespace
}  // namespace sceau::policy
