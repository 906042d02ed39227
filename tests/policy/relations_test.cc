// The table of policy/README.md, cell by cell: which relation opens
// something, given whether the person has been told and where the case stands.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

// The four columns.
enum Column { kDue, kAdmitted, kActive, kExited };

Question In(Column column, Question question) {
  question.notice_given = column != kDue;
  question.state = column == kExited   ? v1::CASE_STATE_EXITED
                   : column == kActive ? v1::CASE_STATE_ACTIVE
                                       : v1::CASE_STATE_ADMITTED;
  return question;
}

// Whether the question is allowed in each column, as "y" and "-".
std::string Row(const Question& question) {
  std::string row;
  for (const Column column : {kDue, kAdmitted, kActive, kExited}) {
    row += Reference().Decide(In(column, question)).allowed ? 'y' : '-';
  }
  return row;
}

Question Own(v1::Operation operation) {
  Question question =
      Ask("mission-locale", v1::ROLE_MEMBER, operation, v1::CATEGORY_STRENGTHS);
  question.is_entry = true;
  question.own = true;
  return question;
}

TEST(RelationsTest, TheCoordinatorReadsUntilExit) {
  EXPECT_EQ(Row(Ask("commune-alencon", v1::ROLE_COORDINATOR, v1::OPERATION_READ,
                    v1::CATEGORY_IDENTITY)),
            "yyy-");
  EXPECT_EQ(Row(Ask("commune-alencon", v1::ROLE_COORDINATOR,
                    v1::OPERATION_CONTRIBUTE, v1::CATEGORY_NOTICE)),
            "yyy-");
}

TEST(RelationsTest, OwnEntriesAreReadUntilExitAndCorrectedAfterIt) {
  EXPECT_EQ(Row(Own(v1::OPERATION_READ)), "yyy-");
  EXPECT_EQ(Row(Own(v1::OPERATION_SUPERSEDE)), "yyyy");
  EXPECT_EQ(Row(Own(v1::OPERATION_WITHDRAW)), "yyyy");
  EXPECT_EQ(Row(Own(v1::OPERATION_NARROW)), "yyy-");
}

TEST(RelationsTest, OwnReferralAndContributionsOpenContributingAndTheState) {
  for (const uint16_t relation : {kOwnReferral, kContributor}) {
    Question question = Ask("education-nationale", v1::ROLE_MEMBER,
                            v1::OPERATION_CONTRIBUTE, v1::CATEGORY_SCHOOLING);
    question.relations = relation;
    EXPECT_EQ(Row(question), "yyy-");
    question.operation = v1::OPERATION_READ;
    question.category = v1::CATEGORY_ADMINISTRATIVE;
    EXPECT_EQ(Row(question), "yyy-");
    // Another's: only once the person has been told.
    question.category = v1::CATEGORY_SCHOOLING;
    EXPECT_EQ(Row(question), "-yy-");
    question.is_entry = true;
    EXPECT_EQ(Row(question), "-yy-");
  }
}

TEST(RelationsTest, ATypedSenderIsNobodyBeforeThePersonIsTold) {
  Question question = Ask("education-nationale", v1::ROLE_MEMBER,
                          v1::OPERATION_CONTRIBUTE, v1::CATEGORY_SCHOOLING);
  question.relations = kTypedSender;
  EXPECT_EQ(Row(question), "-yy-");
  question.operation = v1::OPERATION_READ;
  EXPECT_EQ(Row(question), "-yy-");
  question.category = v1::CATEGORY_ADMINISTRATIVE;
  EXPECT_EQ(Row(question), "-yy-");
}

TEST(RelationsTest, ASessionOpensOnceThePersonIsTold) {
  EXPECT_EQ(Row(AskRead("prefecture", v1::CATEGORY_IDENTITY, kSession)),
            "-yy-");
  EXPECT_EQ(Row(AskRead("prefecture", v1::CATEGORY_ADMINISTRATIVE, kSession)),
            "-yy-");
}

TEST(RelationsTest, AnOpenActionOpensOnceThePersonIsTold) {
  EXPECT_EQ(Row(AskRead("conseil-regional", v1::CATEGORY_CONTACT_DETAILS,
                        kOpenAction)),
            "-yy-");
}

TEST(RelationsTest, ALeadWorkerReadsInActiveFollowUpOnly) {
  EXPECT_EQ(
      Row(AskRead("mission-locale", v1::CATEGORY_CONTACT_DETAILS, kLeadWorker)),
      "--y-");
  // Not even what any known organisation reads.
  EXPECT_EQ(
      Row(AskRead("mission-locale", v1::CATEGORY_ADMINISTRATIVE, kLeadWorker)),
      "--y-");
}

TEST(RelationsTest, WhoeverIsAskedSeesTheOneEntryOnceThePersonIsTold) {
  for (const auto category : {v1::CATEGORY_LEAD_WORKER, v1::CATEGORY_ACTION}) {
    Question question = AskRead("ddetspp", category, 0);
    question.is_entry = true;
    question.asked = true;
    EXPECT_EQ(Row(question), "-yy-");
    question.operation = v1::OPERATION_SUPERSEDE;
    EXPECT_EQ(Row(question), "-yy-");
    question.operation = v1::OPERATION_WITHDRAW;
    EXPECT_EQ(Row(question), "----");
    question.operation = v1::OPERATION_CONTRIBUTE;
    EXPECT_EQ(Row(question), "----");
  }
}

TEST(RelationsTest, WhoeverIsAskedSeesNothingElseNotEvenTheName) {
  for (size_t n = 1; n < kCategories; ++n) {
    const auto category = static_cast<v1::Category>(n);
    if (category == v1::CATEGORY_LEAD_WORKER ||
        category == v1::CATEGORY_ACTION) {
      continue;
    }
    Question question = AskRead("ddetspp", category, 0);
    question.is_entry = true;
    question.asked = true;
    EXPECT_EQ(Row(question), "----") << n;
  }
  // Asked about an entry opens no section.
  Question section = AskRead("ddetspp", v1::CATEGORY_LEAD_WORKER, 0);
  section.asked = true;
  EXPECT_EQ(Row(section), "----");
}

TEST(RelationsTest, APendingValidationOpensOnceThePersonIsTold) {
  Question question = Ask("prefecture", v1::ROLE_CO_PILOT, v1::OPERATION_READ,
                          v1::CATEGORY_DECISION);
  question.relations = kPendingValidation;
  EXPECT_EQ(Row(question), "-yy-");
  question.operation = v1::OPERATION_DECISION_VALIDATE;
  EXPECT_EQ(Row(question), "-yy-");
  question.operation = v1::OPERATION_SUPERSEDE;
  question.is_entry = true;
  EXPECT_EQ(Row(question), "-yy-");
  // It makes nothing known.
  question.operation = v1::OPERATION_READ;
  question.category = v1::CATEGORY_ADMINISTRATIVE;
  EXPECT_EQ(Row(question), "----");
}

TEST(RelationsTest, ASubjectRequestOpensInEveryState) {
  Question question = Ask("commune-alencon", v1::ROLE_DATA_PROTECTION_OFFICER,
                          v1::OPERATION_READ, v1::CATEGORY_JUDICIAL_MEASURE);
  question.relations = kOpenRequest;
  EXPECT_EQ(Row(question), "yyyy");
  question.relations = 0;
  EXPECT_EQ(Row(question), "----");
}

TEST(RelationsTest, PastTheCeilingEveryCaseIsExited) {
  Question question =
      AskRead("mission-locale", v1::CATEGORY_IDENTITY, kSession);
  question.age = 25;
  EXPECT_EQ(Row(question), "-yy-");
  question.age = 26;
  EXPECT_EQ(Row(question), "----");
  Question coordinator = Ask("commune-alencon", v1::ROLE_COORDINATOR,
                             v1::OPERATION_READ, v1::CATEGORY_IDENTITY);
  coordinator.age = 26;
  EXPECT_EQ(Row(coordinator), "----");
  Question own = Own(v1::OPERATION_WITHDRAW);
  own.age = 26;
  EXPECT_EQ(Row(own), "yyyy");
  own.operation = v1::OPERATION_NARROW;
  EXPECT_EQ(Row(own), "----");
}

TEST(RelationsTest, WithoutAStateNothingOpens) {
  Question question = AskRead("prefecture", v1::CATEGORY_IDENTITY, 0xFF);
  question.state = v1::CASE_STATE_UNSPECIFIED;
  EXPECT_EQ(Reference().Decide(question).refusal, Refusal::kState);
  Question own = Own(v1::OPERATION_WITHDRAW);
  own.state = v1::CASE_STATE_UNSPECIFIED;
  EXPECT_EQ(Reference().Decide(own).refusal, Refusal::kState);
}

TEST(RelationsTest, TheRefusalSaysWhatIsMissing) {
  const auto refusal = [](Column column, Question question) {
    return Reference().Decide(In(column, question)).refusal;
  };
  const Question session =
      AskRead("prefecture", v1::CATEGORY_IDENTITY, kSession);
  EXPECT_EQ(refusal(kDue, session), Refusal::kNotice);
  EXPECT_EQ(refusal(kExited, session), Refusal::kState);
  const Question lead =
      AskRead("mission-locale", v1::CATEGORY_CONTACT_DETAILS, kLeadWorker);
  EXPECT_EQ(refusal(kAdmitted, lead), Refusal::kState);
  EXPECT_EQ(refusal(kActive, AskRead("prefecture", v1::CATEGORY_IDENTITY, 0)),
            Refusal::kNoRelation);
  EXPECT_EQ(refusal(kActive,
                    AskRead("prefecture", v1::CATEGORY_ATTENDANCE, kSession)),
            Refusal::kClosedWorld);
}

TEST(RelationsTest, NothingOfAnotherOpensBeforeNoticeToAnyPartner) {
  for (PartnerIndex p = 0; p < Reference().partner_count(); ++p) {
    for (size_t n = 1; n < kCategories; ++n) {
      for (const auto role : {v1::ROLE_MEMBER, v1::ROLE_CO_PILOT}) {
        for (int entry = 0; entry < 2; ++entry) {
          Question question;
          question.operation = v1::OPERATION_READ;
          question.category = static_cast<v1::Category>(n);
          question.partner = p;
          question.role = role;
          question.relations = 0xFF & ~kOpenRequest;
          question.conditions = kWrittenBasis | kAgreement;
          question.age = 17;
          question.in_school = true;
          question.is_entry = entry == 1;
          question.asked = entry == 1;
          question.carried = entry == 1;
          for (const auto state :
               {v1::CASE_STATE_ADMITTED, v1::CASE_STATE_ACTIVE}) {
            question.state = state;
            const bool gate = Reference().PartnerGateOpen(
                p, 17, true, question.category, v1::OPERATION_READ);
            EXPECT_EQ(Reference().Decide(question).allowed,
                      gate && n == v1::CATEGORY_ADMINISTRATIVE)
                << Reference().PartnerId(p) << " " << n;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace sceau::policy
