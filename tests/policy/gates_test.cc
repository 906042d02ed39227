#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/decide/program.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

bool Open(const char* partner, uint8_t age, bool in_school = false,
          v1::Category category = v1::CATEGORY_UNSPECIFIED,
          v1::Operation operation = v1::OPERATION_READ, bool own = false) {
  return Reference().PartnerGateOpen(Reference().FindPartner(partner), age,
                                     in_school, category, operation, own);
}

// First and last age at which the gate is open, "12-25" of the whole range.
std::string GateAges(const char* partner,
                     v1::Category category = v1::CATEGORY_UNSPECIFIED,
                     v1::Operation operation = v1::OPERATION_READ,
                     bool own = false) {
  int first = -1;
  int last = -1;
  for (int age = 10; age <= 30; ++age) {
    if (!Open(partner, static_cast<uint8_t>(age), false, category, operation,
              own)) {
      continue;
    }
    if (first < 0) first = age;
    last = age;
  }
  return std::to_string(first) + "-" + std::to_string(last);
}

TEST(GatesTest, EachPartnerActsAtItsAges) {
  EXPECT_EQ(GateAges("pjj"), "10-20");
  EXPECT_EQ(GateAges("spip"), "18-30");
  EXPECT_EQ(GateAges("mission-locale"), "16-30");
  EXPECT_EQ(GateAges("conseil-regional"), "15-30");
  EXPECT_EQ(GateAges("conseil-departemental"), "10-25");
  EXPECT_EQ(GateAges("education-nationale"), "10-17");
  EXPECT_EQ(GateAges("commune-alencon"), "10-30");
  EXPECT_EQ(GateAges("prefecture"), "10-30");
  EXPECT_EQ(GateAges("association-mediation"), "10-30");
}

TEST(GatesTest, TheSchoolsGateHasThreeArms) {
  // Recorded as in school, whatever the age and the operation.
  EXPECT_TRUE(Open("education-nationale", 22, true));
  EXPECT_FALSE(Open("education-nationale", 22, false));
  EXPECT_FALSE(Open("mission-locale", 15, true));
  // Contributing Schooling or its own referral, under 21.
  EXPECT_EQ(GateAges("education-nationale", v1::CATEGORY_SCHOOLING,
                     v1::OPERATION_CONTRIBUTE),
            "10-20");
  EXPECT_EQ(GateAges("education-nationale", v1::CATEGORY_ORIGIN,
                     v1::OPERATION_CONTRIBUTE),
            "10-20");
  EXPECT_EQ(GateAges("education-nationale", v1::CATEGORY_UNSPECIFIED,
                     v1::OPERATION_REFERRAL_SUBMIT),
            "10-20");
  EXPECT_EQ(GateAges("education-nationale", v1::CATEGORY_SCHOOLING,
                     v1::OPERATION_READ),
            "10-17");
  EXPECT_EQ(GateAges("education-nationale", v1::CATEGORY_STRENGTHS,
                     v1::OPERATION_CONTRIBUTE),
            "10-17");
}

TEST(GatesTest, TheDepartementsOwnInvolvementEndsAtTwentyOne) {
  EXPECT_EQ(GateAges("conseil-departemental", v1::CATEGORY_INVOLVEMENT,
                     v1::OPERATION_CONTRIBUTE),
            "10-20");
  EXPECT_EQ(GateAges("conseil-departemental", v1::CATEGORY_INVOLVEMENT,
                     v1::OPERATION_READ, /*own=*/true),
            "10-20");
  // What others say of theirs stays readable.
  EXPECT_EQ(GateAges("conseil-departemental", v1::CATEGORY_INVOLVEMENT,
                     v1::OPERATION_READ),
            "10-25");
}

TEST(GatesTest, BehindAClosedGateNothingIsReadOrContributed) {
  for (size_t n = 1; n < kCategories; ++n) {
    for (const auto operation :
         {v1::OPERATION_READ, v1::OPERATION_CONTRIBUTE}) {
      Question question =
          Ask("pjj", v1::ROLE_MEMBER, operation, static_cast<v1::Category>(n));
      question.relations = 0x7F;
      question.conditions = kWrittenBasis | kAgreement;
      question.age = 21;
      question.is_entry = operation == v1::OPERATION_READ;
      question.own = question.is_entry;
      EXPECT_FALSE(Reference().Decide(question).allowed) << n;
    }
  }
}

TEST(GatesTest, BehindAClosedGateOnesOwnIsStillCorrected) {
  for (const auto operation : {v1::OPERATION_SUPERSEDE, v1::OPERATION_WITHDRAW,
                               v1::OPERATION_NARROW}) {
    Question question =
        Ask("pjj", v1::ROLE_MEMBER, operation, v1::CATEGORY_INVOLVEMENT);
    question.is_entry = true;
    question.own = true;
    question.age = 24;
    EXPECT_TRUE(Reference().Decide(question).allowed);
    // Reporting on what it does not own is not correcting.
    question.own = false;
    question.category = v1::CATEGORY_ACTION;
    question.relations = kOpenAction;
    question.carried = true;
    EXPECT_FALSE(Reference().Decide(question).allowed);
  }
}

TEST(GatesTest, LegalRepresentativesCloseOnTheEighteenthBirthday) {
  Question question =
      Ask("commune-alencon", v1::ROLE_COORDINATOR, v1::OPERATION_READ,
          v1::CATEGORY_LEGAL_REPRESENTATIVES);
  question.age = 17;
  EXPECT_TRUE(Reference().Decide(question).allowed);
  question.age = 18;
  EXPECT_EQ(Reference().Decide(question).refusal, Refusal::kGate);
  // To everyone: inside a subject request too.
  question.role = v1::ROLE_DATA_PROTECTION_OFFICER;
  question.relations = kOpenRequest;
  EXPECT_EQ(Reference().Decide(question).refusal, Refusal::kGate);
  question.age = 17;
  EXPECT_TRUE(Reference().Decide(question).allowed);
}

TEST(GatesTest, TheReleaseOfAMinorIsNoBusinessOfTheGroup) {
  Question question =
      Ask("commune-alencon", v1::ROLE_COORDINATOR, v1::OPERATION_READ,
          v1::CATEGORY_SENTENCE_PREPARATION);
  question.conditions = kWrittenBasis | kAgreement;
  question.age = 18;
  EXPECT_TRUE(Reference().Decide(question).allowed);
  question.age = 17;
  EXPECT_EQ(Reference().Decide(question).refusal, Refusal::kGate);
}

}  // namespace
}  // namespace sceau::policy
