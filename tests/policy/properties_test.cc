// Two readers of one charter agree; and what must hold of every charter and
// every question holds of a million random pairs, each property. A failure
// names its seed, from which the charter and the question are drawn again.
#include <algorithm>
#include <string>

#include "gtest/gtest.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/table_builder.h"
#include "policy/decide/program.h"
#include "tests/policy/charter_edits.h"
#include "tests/policy/naive_program.h"
#include "tests/policy/random_charter.h"
#include "tests/policy/random_question.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

// A million pairs, in parts that each run for seconds.
constexpr uint64_t kParts = 10;
constexpr uint64_t kChartersOfAPart = 10;
constexpr int kQuestionsOfACharter = 10000;
static_assert(kParts * kChartersOfAPart * kQuestionsOfACharter >= 1000000);

class PropertiesTest : public ::testing::TestWithParam<uint64_t> {
 protected:
  // `check`: called with each charter, its program, and the draw that goes on.
  template <typename Check>
  void ForEachCharter(const Check& check) {
    for (uint64_t i = 0; i < kChartersOfAPart && !HasFatalFailure(); ++i) {
      const uint64_t seed = GetParam() * kChartersOfAPart + i + 1;
      SCOPED_TRACE(::testing::Message() << "seed " << seed);
      RandomQuestions random(seed);
      const Charter charter =
          seed == 1 ? ReferenceCharter() : RandomCharter(random);
      check(charter, Program(BuildTables(charter)), random);
    }
  }
};

INSTANTIATE_TEST_SUITE_P(Part, PropertiesTest,
                         ::testing::Range(uint64_t{0}, kParts));

bool SameAnswer(const Decision& a, const Decision& b) {
  return a.allowed == b.allowed && a.refusal == b.refusal &&
         a.rule_count == b.rule_count && a.rules == b.rules &&
         a.fields == b.fields && a.kinds == b.kinds && a.partial == b.partial &&
         a.own_organisation == b.own_organisation;
}

TEST_P(PropertiesTest, TheProgramAndItsNaiveTwinAgree) {
  int allowed = 0;
  int basis = 0;
  ForEachCharter([&](const Charter& charter, const Program& program,
                     RandomQuestions& random) {
    const NaiveProgram naive(charter);
    for (int i = 0; i < kQuestionsOfACharter; ++i) {
      const Question question = random.Next(program.partner_count());
      const Decision decision = program.Decide(question);
      const NaiveAnswer answer = naive.Decide(question);
      ASSERT_EQ(decision.allowed, answer.allowed) << ToText(question);
      ASSERT_EQ(decision.fields, answer.fields) << ToText(question);
      ASSERT_EQ(decision.kinds, answer.kinds) << ToText(question);
      ASSERT_EQ(decision.own_organisation, answer.own_organisation)
          << ToText(question);
      const bool named = decision.refusal == Refusal::kWrittenBasis ||
                         decision.refusal == Refusal::kAgreement;
      ASSERT_EQ(named, answer.only_basis_missing) << ToText(question);
      allowed += decision.allowed ? 1 : 0;
      basis += named ? 1 : 0;
    }
  });
  // The draw must meet both answers often, or it proves little.
  EXPECT_GT(allowed, kQuestionsOfACharter / 4);
  EXPECT_GT(basis, 10);
}

TEST_P(PropertiesTest, OrderAndRepetitionChangeNothing) {
  ForEachCharter([&](const Charter& charter, const Program& program,
                     RandomQuestions& random) {
    const Program shuffled(BuildTables(Shuffled(charter, random)));
    for (int i = 0; i < kQuestionsOfACharter; ++i) {
      const Question question = random.Next(program.partner_count());
      ASSERT_TRUE(
          SameAnswer(program.Decide(question), shuffled.Decide(question)))
          << ToText(question);
    }
  });
}

TEST_P(PropertiesTest, ASatisfiedProhibitionRefuses) {
  int met = 0;
  ForEachCharter([&](const Charter& charter, const Program&,
                     RandomQuestions& random) {
    // More prohibitions than any charter has, so that many are met.
    Charter strict = charter;
    for (const Partner& partner : charter.partners()) {
      Prohibition& prohibition = *strict.add_prohibitions();
      prohibition.set_partner(partner.id());
      for (const char* name : {"A", "B", "B_SCHOOL", "B_OFFENCE", "C"}) {
        if (random.Chance(3)) prohibition.add_classes(name);
      }
    }
    const Program program(BuildTables(strict));
    for (int i = 0; i < kQuestionsOfACharter; ++i) {
      Question question = random.Next(program.partner_count());
      // What opens and closes nothing but reading, writing and correcting.
      question.operation = static_cast<v1::Operation>(1 + random.Below(3));
      const auto classes = static_cast<uint8_t>(
          program.CategoryClass(question.category) | question.value_classes);
      if ((classes & program.ProhibitedClasses(question.partner)) == 0) {
        continue;
      }
      ++met;
      ASSERT_FALSE(program.Decide(question).allowed) << ToText(question);
    }
  });
  EXPECT_GT(met, kQuestionsOfACharter);
}

TEST_P(PropertiesTest, WithoutAGrantTheAnswerIsNo) {
  int met = 0;
  ForEachCharter([&](const Charter& charter, const Program&,
                     RandomQuestions& random) {
    // Half of the rights are taken out, category by category.
    Charter poor = charter;
    std::vector<std::string> taken;
    for (const std::string& name : CategoryNames()) {
      for (const char* operation : {"READ", "CONTRIBUTE"}) {
        if (random.Chance(2)) taken.push_back(name + " " + operation);
      }
    }
    const auto is_taken = [&](const std::string& right) {
      return std::find(taken.begin(), taken.end(), right) != taken.end();
    };
    RemoveIf(poor.mutable_grants(), [&](const Grant& grant) {
      return is_taken(grant.category() + " " + grant.operation());
    });
    const Program program(BuildTables(poor));
    for (int i = 0; i < kQuestionsOfACharter; ++i) {
      Question question = random.Next(program.partner_count());
      question.operation = static_cast<v1::Operation>(1 + random.Below(2));
      const bool by_rule = question.operation == v1::OPERATION_READ &&
                           (question.own || question.asked ||
                            question.category == v1::CATEGORY_IDENTITY ||
                            question.category == v1::CATEGORY_LEAD_WORKER);
      const std::string right = std::string(CategoryName(question.category)) +
                                " " + OperationName(question.operation);
      if (by_rule || !is_taken(right)) continue;
      ++met;
      const Decision decision = program.Decide(question);
      ASSERT_FALSE(decision.allowed) << ToText(question);
      ASSERT_EQ(decision.rule_count, 0) << ToText(question);
    }
  });
  EXPECT_GT(met, kQuestionsOfACharter);
}

// One fact taken from the question, or one more against it.
Question Less(const Question& question, RandomQuestions& random) {
  Question less = question;
  switch (random.Below(8)) {
    case 0:
      less.narrowed_out = true;
      break;
    case 1:
      less.standing |= static_cast<uint8_t>(1u << random.Below(4));
      break;
    case 2:
      less.value_classes |= static_cast<uint8_t>(1u << random.Below(5));
      break;
    case 3:
      less.relations &= static_cast<uint16_t>(~(1u << random.Below(8)));
      break;
    case 4:
      less.conditions &= static_cast<uint8_t>(~(1u << random.Below(2)));
      break;
    case 5:
      less.notice_given = false;
      break;
    case 6:
      less.carried = false;
      break;
    default:
      less.asked = false;
  }
  return less;
}

TEST_P(PropertiesTest, NarrowingNeverAddsARight) {
  ForEachCharter(
      [&](const Charter&, const Program& program, RandomQuestions& random) {
        for (int i = 0; i < kQuestionsOfACharter; ++i) {
          const Question question = random.Next(program.partner_count());
          const Question less = Less(question, random);
          const Decision wide = program.Decide(question);
          const Decision narrow = program.Decide(less);
          ASSERT_EQ(wide.allowed, wide.refusal == Refusal::kNone);
          ASSERT_EQ(wide.allowed, wide.rule_count > 0);
          ASSERT_LE(narrow.allowed, wide.allowed)
              << ToText(question) << " then " << ToText(less);
          ASSERT_EQ(narrow.fields & ~wide.fields, 0u) << ToText(less);
          ASSERT_EQ(narrow.kinds & ~wide.kinds, 0u) << ToText(less);
        }
      });
}

// A word of the question that means nothing, in any place.
Question Nonsense(const Question& question, RandomQuestions& random) {
  Question broken = question;
  switch (random.Below(10)) {
    case 0:
      broken.operation =
          static_cast<v1::Operation>(v1::Operation_MAX + 1 + random.Below(9));
      break;
    case 1:
      broken.operation = v1::OPERATION_UNSPECIFIED;
      break;
    case 2:
      broken.category =
          static_cast<v1::Category>(v1::Category_MAX + 1 + random.Below(9));
      break;
    case 3:
      broken.partner = random.Chance(2) ? kNoPartner : PartnerIndex{200};
      break;
    case 4:
      broken.role = static_cast<v1::Role>(
          random.Chance(2) ? 0 : v1::Role_MAX + 1 + random.Below(9));
      break;
    case 5:
      broken.standing |= static_cast<uint8_t>(1u << (4 + random.Below(4)));
      break;
    case 6:
      broken.relations |= static_cast<uint16_t>(1u << (8 + random.Below(8)));
      break;
    case 7:
      broken.conditions |= static_cast<uint8_t>(1u << (2 + random.Below(6)));
      break;
    case 8:
      broken.value_classes |= static_cast<uint8_t>(1u << (5 + random.Below(3)));
      break;
    default:
      broken.kind = static_cast<uint8_t>(32 + random.Below(200));
  }
  return broken;
}

TEST_P(PropertiesTest, AnErrorInAnyPartOfAQuestionRefuses) {
  ForEachCharter(
      [&](const Charter&, const Program& program, RandomQuestions& random) {
        for (int i = 0; i < kQuestionsOfACharter; ++i) {
          const Question broken =
              Nonsense(random.Next(program.partner_count()), random);
          const Decision decision = program.Decide(broken);
          ASSERT_FALSE(decision.allowed) << ToText(broken);
          ASSERT_EQ(decision.fields, 0u) << ToText(broken);
        }
      });
}

TEST_P(PropertiesTest, AnErrorInAnyOperatorDenies) {
  int closed = 0;
  ForEachCharter([&](const Charter& charter, const Program& program,
                     RandomQuestions& random) {
    for (int each = 0; each < kBrokenOperators; ++each) {
      Tables tables = BuildTables(charter);
      BreakEvery(static_cast<BrokenOperator>(each), random, tables);
      const Program broken(std::move(tables));
      for (int i = 0; i <= kQuestionsOfACharter / kBrokenOperators; ++i) {
        Question question = random.Next(program.partner_count());
        // What grants give, and no rule beside them.
        question.operation = static_cast<v1::Operation>(1 + random.Below(2));
        question.own = false;
        question.asked = false;
        if (question.category == v1::CATEGORY_IDENTITY ||
            question.category == v1::CATEGORY_LEAD_WORKER) {
          question.operation = v1::OPERATION_CONTRIBUTE;
        }
        ASSERT_FALSE(broken.Decide(question).allowed)
            << "operator " << each << ": " << ToText(question);
        closed += program.Decide(question).allowed ? 1 : 0;
      }
    }
  });
  EXPECT_GT(closed, kQuestionsOfACharter / 4);
}

// What the caller is told of a refusal: two reasons to mend a deposit, else
// one answer for everything.
enum class Told { kYes, kMend, kNo };
Told ToldOf(const Decision& decision) {
  if (decision.allowed) return Told::kYes;
  return decision.refusal == Refusal::kWrittenBasis ||
                 decision.refusal == Refusal::kAgreement
             ? Told::kMend
             : Told::kNo;
}

TEST_P(PropertiesTest, AnAbsentCaseAndADeniedOneGetTheSameAnswer) {
  ForEachCharter(
      [&](const Charter&, const Program& program, RandomQuestions& random) {
        for (int i = 0; i < kQuestionsOfACharter; ++i) {
          Question denied = random.Next(program.partner_count());
          // Nobody's business: no relation, no entry of one's own, no office.
          denied.relations = 0;
          denied.own = false;
          denied.asked = false;
          denied.operation = static_cast<v1::Operation>(1 + random.Below(6));
          if (denied.role == v1::ROLE_COORDINATOR)
            denied.role = v1::ROLE_MEMBER;
          // What a case that is not there looks like, with the same words
          // asked.
          Question absent = denied;
          absent.state = v1::CASE_STATE_UNSPECIFIED;
          absent.notice_given = false;
          absent.age = 0;
          absent.in_school = false;
          absent.value_classes = 0;
          absent.is_entry = false;
          absent.narrowed_out = false;
          absent.carried = false;
          const Decision of_denied = program.Decide(denied);
          const Decision of_absent = program.Decide(absent);
          ASSERT_EQ(ToldOf(of_denied), Told::kNo) << ToText(denied);
          ASSERT_EQ(ToldOf(of_absent), Told::kNo) << ToText(absent);
          ASSERT_EQ(of_denied.rule_count, of_absent.rule_count);
          ASSERT_EQ(of_denied.fields, of_absent.fields);
          ASSERT_EQ(of_denied.kinds, of_absent.kinds);
          ASSERT_EQ(of_denied.partial, of_absent.partial);
        }
      });
}

}  // namespace
}  // namespace sceau::policy
