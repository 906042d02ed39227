#include "policy/describe/rights_table.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/policy/random_question.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TableRow RowOf(absl::string_view partner, v1::Category category) {
  for (TableRow& row : RightsOf(Reference(), Reference().FindPartner(partner),
                                v1::ROLE_MEMBER)) {
    if (row.category == category) return row;
  }
  return {};
}

TEST(RightsTableTest, EachCategoryHasARow) {
  const auto rows = RightsOf(Reference(), 0, v1::ROLE_MEMBER);
  ASSERT_THAT(rows, SizeIs(static_cast<size_t>(v1::Category_MAX)));
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].category, static_cast<v1::Category>(i + 1));
  }
}

TEST(RightsTableTest, RelationsThatGiveTheSameStandTogether) {
  const TableRow identity = RowOf("pjj", v1::CATEGORY_IDENTITY);
  ASSERT_THAT(identity.read, SizeIs(1));
  EXPECT_EQ(identity.read[0].relations, kSession | kLeadWorker | kOpenAction);
  EXPECT_EQ(identity.read[0].conditions, 0);
  EXPECT_EQ(identity.read[0].ages, (Ages{{0, 20}}));
  ASSERT_THAT(identity.contribute, SizeIs(1));
  EXPECT_EQ(identity.contribute[0].conditions, kWrittenBasis);
  EXPECT_EQ(identity.contribute[0].relations, kSession | kLeadWorker |
                                                  kOpenAction | kContributor |
                                                  kOwnReferral | kTypedSender);
}

TEST(RightsTableTest, AgesAreThoseOfTheGate) {
  const TableRow strengths = RowOf("spip", v1::CATEGORY_STRENGTHS);
  ASSERT_THAT(strengths.read, SizeIs(1));
  EXPECT_EQ(strengths.read[0].ages, (Ages{{18, 25}}));
}

TEST(RightsTableTest, WhatIsNotGrantedIsNotInIt) {
  const TableRow schooling = RowOf("police-nationale", v1::CATEGORY_SCHOOLING);
  EXPECT_THAT(schooling.read, IsEmpty());
  EXPECT_THAT(schooling.contribute, IsEmpty());
}

TEST(RightsTableTest, APartOfACategoryIsItsOwnLine) {
  const TableRow notice = RowOf("pjj", v1::CATEGORY_NOTICE);
  // By session, as lead worker, by an open action: other fields each.
  EXPECT_THAT(notice.read, SizeIs(3));
  for (const TableRight& right : notice.read) {
    EXPECT_NE(right.fields, kAllFields);
  }
}

// Each line is Decide()'s answer at every age, with what it says and no less.
TEST(RightsTableTest, EveryLineIsTheProgramsAnswer) {
  const Program& program = Reference();
  int lines = 0;
  const auto hold = [&](Question question, const TableRight& right) {
    ++lines;
    EXPECT_THAT(right.rules, Not(IsEmpty()));
    for (unsigned bit = 0; bit < 8; ++bit) {
      const auto relation = static_cast<uint16_t>(1u << bit);
      if ((right.relations & relation) == 0) continue;
      for (int age = 0; age < 30; ++age) {
        bool in_ages = false;
        for (const auto& [from, to] : right.ages) {
          in_ages |= age >= from && age <= to;
        }
        if (!in_ages) continue;
        question.age = static_cast<uint8_t>(age);
        question.relations = relation;
        question.conditions = right.conditions;
        const Decision decision = program.Decide(question);
        ASSERT_TRUE(decision.allowed) << ToText(question);
        ASSERT_EQ(decision.fields, right.fields) << ToText(question);
        if (right.conditions == 0) continue;
        question.conditions = 0;
        ASSERT_FALSE(program.Decide(question).allowed) << ToText(question);
      }
    }
  };
  for (size_t p = 0; p < program.partner_count(); ++p) {
    Question question;
    question.partner = static_cast<PartnerIndex>(p);
    question.role = v1::ROLE_MEMBER;
    question.state = v1::CASE_STATE_ACTIVE;
    question.notice_given = true;
    for (const TableRow& row :
         RightsOf(program, question.partner, question.role)) {
      question.category = row.category;
      question.operation = v1::OPERATION_READ;
      for (const TableRight& right : row.read) hold(question, right);
      question.operation = v1::OPERATION_CONTRIBUTE;
      for (const TableRight& right : row.contribute) hold(question, right);
    }
  }
  EXPECT_GT(lines, 200);
}

}  // namespace
}  // namespace sceau::policy
