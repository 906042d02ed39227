// A trigger that nobody exercised is named: also one that the schema has got
// since.
#include "server/selftest/triggers.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/compiler.h"
#include "tests/server/selftest/charter_text.h"

namespace sceau::selftest {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

class TriggersTest : public ::testing::Test {
 protected:
  const std::shared_ptr<const policy::Program> program_ =
      policy::Compile(CharterText()).program;
  Triggers triggers_{*program_};
};

TEST_F(TriggersTest, EveryRelationOfTheLeafFormatIsOne) {
  EXPECT_EQ(triggers_.Never().size(), triggers_.all());
  policy::Question question;
  for (int bit = 0; bit < 16; ++bit) {
    const std::vector<std::string> before = triggers_.Never();
    question.relations = static_cast<uint16_t>(1 << bit);
    triggers_.Add(question);
    // Eight have a word; what comes next must get one to be a trigger.
    EXPECT_EQ(before.size() - triggers_.Never().size(), bit < 8 ? 1u : 0u);
  }
  EXPECT_THAT(triggers_.Never(), Not(Contains("open_request")));
  EXPECT_THAT(triggers_.Never(), Contains("in_school"));
}

TEST_F(TriggersTest, WhatHeldInOnePairHeld) {
  policy::Question question;
  question.relations = policy::kOpenRequest;
  question.conditions = policy::kAgreement;
  question.state = v1::CASE_STATE_EXITED;
  Triggers others(*program_);
  others.Add(question);
  triggers_.Add(others);
  for (const char* word : {"open_request", "agreement", "exited"}) {
    EXPECT_THAT(triggers_.Never(), Not(Contains(word))) << word;
  }
  EXPECT_THAT(triggers_.Never(), Contains("typed_sender"));
}

TEST_F(TriggersTest, NothingIsLeftOnceEverythingHeld) {
  policy::Question question;
  question.relations = 0xFFFF;
  question.conditions = 0xFF;
  question.in_school = question.notice_given = question.is_entry = true;
  question.own = question.narrowed_out = true;
  question.asked = question.carried = true;
  for (int i = v1::CaseState_MIN; i <= v1::CaseState_MAX; ++i) {
    question.state = static_cast<v1::CaseState>(i);
    triggers_.Add(question);
  }
  EXPECT_THAT(triggers_.Never(), IsEmpty());
}

}  // namespace
}  // namespace sceau::selftest
