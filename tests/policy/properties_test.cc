// Two readers of one charter agree; and what must hold of every charter and
// question holds of random ones.
#include <string>

#include "gtest/gtest.h"

#include "policy/program.h"
#include "policy/table_builder.h"
#include "tests/policy/naive_program.h"
#include "tests/policy/random_question.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

constexpr int kCharters = 12;
constexpr int kQuestionsOfACharter = 800;

// The reference charter with rights taken, given and moved at random. Not
// always lawful: the program must do what the text says all the same.
Charter RandomCharter(RandomQuestions& random) {
  Charter charter = ReferenceCharter();
  for (int i = 0; i < 60; ++i) {
    const int from = random.Below(charter.grants_size());
    const int to = random.Below(charter.grants_size());
    Grant& grant = *charter.mutable_grants(to);
    const Grant& other = charter.grants(from);
    switch (random.Below(6)) {
      case 0:
        *grant.mutable_any_of() = other.any_of();
        break;
      case 1:
        *grant.mutable_all_of() = other.all_of();
        break;
      case 2:
        grant.set_partner(other.partner());
        grant.set_role(other.role());
        break;
      case 3:
        if (grant.category() == other.category()) {
          *grant.mutable_only() = other.only();
        }
        break;
      case 4:
        grant.set_operation(
            grant.category() == "Administrative" ? "READ" : other.operation());
        break;
      default:
        charter.mutable_grants()->DeleteSubrange(to, 1);
    }
  }
  if (random.Chance(2)) charter.mutable_clocks()->set_ceiling_age(20);
  if (random.Chance(3)) {
    charter.mutable_prohibitions()->DeleteSubrange(random.Below(3), 1);
  }
  if (random.Chance(3)) {
    charter.mutable_partner_gates()->DeleteSubrange(random.Below(6), 1);
  }
  if (random.Chance(3)) {
    charter.mutable_role_grants(random.Below(7))
        ->mutable_operations()
        ->RemoveLast();
  }
  return charter;
}

TEST(PropertiesTest, TheProgramAndItsNaiveTwinAgree) {
  int allowed = 0;
  int basis = 0;
  for (uint64_t seed = 1; seed <= kCharters; ++seed) {
    RandomQuestions random(seed);
    const Charter charter =
        seed == 1 ? ReferenceCharter() : RandomCharter(random);
    const Program program(BuildTables(charter));
    const NaiveProgram naive(charter);
    for (int i = 0; i < kQuestionsOfACharter; ++i) {
      const Question question = random.Next(program.partner_count());
      const Decision decision = program.Decide(question);
      const NaiveAnswer answer = naive.Decide(question);
      ASSERT_EQ(decision.allowed, answer.allowed)
          << "seed " << seed << ": " << ToText(question);
      ASSERT_EQ(decision.fields, answer.fields)
          << "seed " << seed << ": " << ToText(question);
      ASSERT_EQ(decision.kinds, answer.kinds)
          << "seed " << seed << ": " << ToText(question);
      ASSERT_EQ(decision.own_organisation, answer.own_organisation)
          << "seed " << seed << ": " << ToText(question);
      const bool named = decision.refusal == Refusal::kWrittenBasis ||
                         decision.refusal == Refusal::kAgreement;
      ASSERT_EQ(named, answer.only_basis_missing)
          << "seed " << seed << ": " << ToText(question);
      allowed += decision.allowed ? 1 : 0;
      basis += named ? 1 : 0;
    }
  }
  // The draw must meet both answers often, or it proves little.
  EXPECT_GT(allowed, kCharters * kQuestionsOfACharter / 20);
  EXPECT_GT(basis, 10);
}

TEST(PropertiesTest, WhatTakesAwayNeverAdds) {
  RandomQuestions random(7);
  const Program& program = Reference();
  for (int i = 0; i < 40000; ++i) {
    const Question question = random.Next(program.partner_count());
    const Decision decision = program.Decide(question);
    ASSERT_EQ(decision.allowed, decision.refusal == Refusal::kNone);
    ASSERT_EQ(decision.allowed, decision.rule_count > 0);
    if (decision.allowed) continue;
    // A narrowing, a bad standing, a stricter value, a lost relation or a lost
    // condition opens nothing that was closed.
    Question less = question;
    less.narrowed_out = true;
    ASSERT_FALSE(program.Decide(less).allowed) << ToText(question);
    less = question;
    less.standing |= static_cast<uint8_t>(1u << random.Below(4));
    ASSERT_FALSE(program.Decide(less).allowed) << ToText(question);
    less = question;
    less.value_classes |= static_cast<uint8_t>(1u << random.Below(5));
    ASSERT_FALSE(program.Decide(less).allowed) << ToText(question);
    less = question;
    less.relations &= static_cast<uint16_t>(~(1u << random.Below(8)));
    ASSERT_FALSE(program.Decide(less).allowed) << ToText(question);
    less = question;
    less.conditions = 0;
    ASSERT_FALSE(program.Decide(less).allowed) << ToText(question);
    less = question;
    less.notice_given = false;
    ASSERT_FALSE(program.Decide(less).allowed) << ToText(question);
    less = question;
    less.carried = false;
    ASSERT_FALSE(program.Decide(less).allowed) << ToText(question);
    less = question;
    less.asked = false;
    ASSERT_FALSE(program.Decide(less).allowed) << ToText(question);
  }
}

TEST(PropertiesTest, ASatisfiedProhibitionRefusesReadingAndWriting) {
  RandomQuestions random(11);
  const Program& program = Reference();
  int met = 0;
  for (int i = 0; i < 40000; ++i) {
    const Question question = random.Next(program.partner_count());
    const uint8_t classes = static_cast<uint8_t>(
        program.CategoryClass(question.category) | question.value_classes);
    const bool reads = question.operation == v1::OPERATION_READ ||
                       question.operation == v1::OPERATION_CONTRIBUTE ||
                       question.operation == v1::OPERATION_SUPERSEDE;
    if (!reads ||
        (classes & program.ProhibitedClasses(question.partner)) == 0) {
      continue;
    }
    ++met;
    ASSERT_FALSE(program.Decide(question).allowed) << ToText(question);
  }
  EXPECT_GT(met, 500);
}

}  // namespace
}  // namespace sceau::policy
