#include "server/journal/inputs.h"

#include <cstring>
#include <random>

#include "gtest/gtest.h"

namespace sceau {
namespace {

policy::Question Random(std::mt19937& random) {
  const auto up_to = [&random](unsigned most) { return random() % (most + 1); };
  policy::Question question;
  question.operation = v1::OPERATION_READ;
  question.category = static_cast<v1::Category>(up_to(v1::Category_MAX));
  question.partner = static_cast<uint8_t>(up_to(policy::kNoPartner));
  question.role = static_cast<v1::Role>(up_to(v1::Role_MAX));
  question.standing = static_cast<uint8_t>(up_to(0xf));
  question.relations = static_cast<uint16_t>(up_to(0x3ff));
  question.conditions = static_cast<uint8_t>(up_to(0x3));
  question.age = static_cast<uint8_t>(up_to(254));
  question.in_school = up_to(1) == 1;
  question.state = static_cast<v1::CaseState>(up_to(v1::CaseState_MAX));
  question.notice_given = up_to(1) == 1;
  question.is_entry = up_to(1) == 1;
  question.own = up_to(1) == 1;
  question.narrowed_out = up_to(1) == 1;
  question.asked = up_to(1) == 1;
  question.carried = up_to(1) == 1;
  question.kind = static_cast<uint8_t>(up_to(255));
  question.value_classes = static_cast<uint8_t>(up_to(0x1f));
  return question;
}

void ExpectSame(const policy::Question& a, const policy::Question& b) {
  EXPECT_EQ(a.operation, b.operation);
  EXPECT_EQ(a.category, b.category);
  EXPECT_EQ(a.partner, b.partner);
  EXPECT_EQ(a.role, b.role);
  EXPECT_EQ(a.standing, b.standing);
  EXPECT_EQ(a.relations, b.relations);
  EXPECT_EQ(a.conditions, b.conditions);
  EXPECT_EQ(a.age, b.age);
  EXPECT_EQ(a.in_school, b.in_school);
  EXPECT_EQ(a.state, b.state);
  EXPECT_EQ(a.notice_given, b.notice_given);
  EXPECT_EQ(a.is_entry, b.is_entry);
  EXPECT_EQ(a.own, b.own);
  EXPECT_EQ(a.narrowed_out, b.narrowed_out);
  EXPECT_EQ(a.asked, b.asked);
  EXPECT_EQ(a.carried, b.carried);
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.value_classes, b.value_classes);
}

TEST(InputsTest, TheQuestionCanBePutAgain) {
  std::mt19937 random(7);
  for (int i = 0; i < 10'000; ++i) {
    const policy::Question question = Random(random);
    ExpectSame(UnpackInputs(PackInputs(question), question.operation),
               question);
  }
}

TEST(InputsTest, TheLayoutIsFixed) {
  policy::Question question;
  question.partner = 0;
  EXPECT_EQ(PackInputs(question), 0U);
  question.category = v1::CATEGORY_CONTACT_DETAILS;
  EXPECT_EQ(PackInputs(question), 2U);
  question.partner = 1;
  EXPECT_EQ(PackInputs(question), 2U | uint64_t{1} << 5);
  question.role = v1::ROLE_MEMBER;
  EXPECT_EQ(PackInputs(question), 2U | uint64_t{1} << 5 | uint64_t{1} << 13);
  policy::Question last;
  last.partner = 0;
  last.value_classes = policy::kClassC;
  EXPECT_EQ(PackInputs(last), uint64_t{1} << 62);
}

}  // namespace
}  // namespace sceau
