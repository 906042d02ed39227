#include "policy/compile/compiler.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/table_builder.h"
#include "tests/policy/charter_edits.h"
#include "tests/policy/random_question.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

template <typename List>
void Shuffle(List* list, std::mt19937_64& random) {
  std::shuffle(list->pointer_begin(), list->pointer_end(), random);
}

void ShuffleAll(Charter& charter, std::mt19937_64& random) {
  const auto swap = [&random](auto* list) {
    for (int i = list->size() - 1; i > 0; --i) {
      list->SwapElements(
          i, static_cast<int>(random() % static_cast<uint64_t>(i + 1)));
    }
  };
  swap(charter.mutable_partners());
  swap(charter.mutable_postal_codes());
  swap(charter.mutable_categories());
  swap(charter.mutable_value_classes());
  swap(charter.mutable_prohibitions());
  swap(charter.mutable_partner_gates());
  swap(charter.mutable_subject_gates());
  swap(charter.mutable_role_grants());
  swap(charter.mutable_rules());
  swap(charter.mutable_grants());
  for (Grant& grant : *charter.mutable_grants()) {
    swap(grant.mutable_any_of());
    swap(grant.mutable_all_of());
    swap(grant.mutable_only());
  }
  for (RoleGrant& grant : *charter.mutable_role_grants()) {
    swap(grant.mutable_operations());
  }
}

// Everything of a decision, rules by name.
std::string ToText(const Program& program, const Decision& decision) {
  std::string text =
      absl::StrCat(decision.allowed, " ", static_cast<int>(decision.refusal),
                   " ", decision.fields, " ", decision.kinds, " ",
                   decision.partial, " ", decision.own_organisation);
  for (uint8_t i = 0; i < decision.rule_count; ++i) {
    absl::StrAppend(&text, " ", program.rule(decision.rules[i]).id, "/",
                    program.rule(decision.rules[i]).reason_fr);
  }
  return text;
}

void ExpectSame(const Program& one, const Program& other, uint64_t seed) {
  RandomQuestions questions(seed);
  for (int i = 0; i < 5000; ++i) {
    const Question question = questions.Next(one.partner_count());
    const Decision a = one.Decide(question);
    const Decision b = other.Decide(question);
    ASSERT_EQ(ToText(one, a), ToText(other, b))
        << "seed " << seed << ": " << policy::ToText(question);
    // To the index: what the journal keeps does not depend on the order.
    ASSERT_EQ(a.rules, b.rules);
  }
}

TEST(CompilerTest, AnEmptyTextIsAListOfIssues) {
  const CompileResult result = Compile("");
  EXPECT_EQ(result.program, nullptr);
  EXPECT_THAT(result.issues, Not(IsEmpty()));
}

TEST(CompilerTest, AProgramComesWithoutIssuesAndIssuesWithoutAProgram) {
  const CompileResult good = Compile(ReferenceText());
  EXPECT_NE(good.program, nullptr);
  EXPECT_THAT(good.issues, IsEmpty());
  const CompileResult bad =
      Compile(Changed([](Charter& charter) { charter.clear_title(); }));
  EXPECT_EQ(bad.program, nullptr);
  EXPECT_EQ(bad.issues.size(), 1u);
}

TEST(CompilerTest, TheOrderOfTheTextChangesNoDecision) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    std::mt19937_64 random(seed);
    const auto shuffled = MustCompile(
        Changed([&](Charter& charter) { ShuffleAll(charter, random); }));
    ExpectSame(Reference(), *shuffled, seed);
  }
}

TEST(CompilerTest, ARepeatedRightChangesNoDecision) {
  // The checker refuses it; the builder would not mind.
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    std::mt19937_64 random(seed);
    Charter charter = ReferenceCharter();
    for (int i = 0; i < 300; ++i) {
      const int from = static_cast<int>(
          random() % static_cast<uint64_t>(charter.grants_size()));
      *charter.add_grants() = Grant(charter.grants(from));
    }
    ShuffleAll(charter, random);
    ExpectSame(Reference(), Program(BuildTables(charter)), seed);
  }
}

TEST(CompilerTest, RuleNamesTellHolderCategoryAndRelation) {
  std::set<std::string> ids;
  for (size_t i = 0; i < Reference().rule_count(); ++i) {
    const RuleText& rule = Reference().rule(static_cast<uint16_t>(i));
    EXPECT_FALSE(rule.article.empty());
    EXPECT_FALSE(rule.reason_fr.empty());
    ids.insert(rule.id);
  }
  EXPECT_EQ(ids.count("pjj.Schooling.READ.lead_worker"), 1u);
  EXPECT_EQ(ids.count("commune-alencon+co-pilot.JudicialMeasure.READ.session"),
            1u);
  EXPECT_EQ(ids.count("rule.carrying"), 1u);
  EXPECT_EQ(ids.count("role.coordinator.CASE_CREATE"), 1u);
}

TEST(CompilerTest, ATwentyTimesLargerCharterCompiles) {
  const auto large = Changed([](Charter& charter) {
    const int count = charter.grants_size();
    for (int copy = 0; copy < 19; ++copy) {
      for (int i = 0; i < count; ++i) {
        Grant* grant = charter.add_grants();
        *grant = charter.grants(i);
        grant->set_article(absl::StrCat(grant->article(), " ", copy));
        // Distinct rights: narrower each time.
        grant->add_all_of("written_basis");
        for (int k = 0; k < copy; ++k) grant->add_all_of("agreement");
      }
    }
  });
  const auto program = MustCompile(large);
  ASSERT_NE(program, nullptr);
  EXPECT_GT(program->rule_count(), 2000u);
}

TEST(CompilerTest, ANewTextWithoutFunctionsIsRefused) {
  EXPECT_EQ(Compile(Changed(TakeOutFunctions)).program, nullptr);
  EXPECT_EQ(CompileUnheld(Changed(TakeOutFunctions)), nullptr);
}

// A version that was signed before a charter said functions means what it did.
TEST(CompilerTest, AStoredTextWithoutFunctionsIsReadWithTheFrozenTable) {
  const CompileResult stored = CompileStored(Changed(TakeOutFunctions));
  ASSERT_NE(stored.program, nullptr);
  for (size_t i = 0; i < Reference().partner_count(); ++i) {
    const auto partner = static_cast<PartnerIndex>(i);
    EXPECT_EQ(stored.program->Function(partner), Reference().Function(partner))
        << Reference().PartnerId(partner);
  }
}

TEST(CompilerTest, TheFrozenTableReadsNoTextThatSaysAFunction) {
  const std::string text = Changed(
      [](Charter& charter) { charter.mutable_partners(3)->clear_function(); });
  EXPECT_EQ(CompileStored(text).program, nullptr);
  EXPECT_EQ(CompileStored(text).issues, Compile(text).issues);
}

TEST(CompilerTest, AStoredTextOfAnIdThatWasNeverSignedIsRefused) {
  const std::string text = Changed([](Charter& charter) {
    charter = Renamed(charter, 7);
    for (Partner& partner : *charter.mutable_partners()) {
      partner.clear_function();
    }
  });
  EXPECT_EQ(CompileStored(text).program, nullptr);
}

TEST(CompilerTest, TheProgramTellsWhoDoesWhat) {
  const Program& program = Reference();
  const PartnerIndex probation =
      program.FirstOf(v1::PARTNER_FUNCTION_PROBATION);
  EXPECT_EQ(program.PartnerId(probation), "spip");
  EXPECT_EQ(program.FunctionOf("spip"), v1::PARTNER_FUNCTION_PROBATION);
  EXPECT_EQ(program.FunctionOf("secretariat"),
            v1::PARTNER_FUNCTION_UNSPECIFIED);
  EXPECT_EQ(program.FunctionOf(""), v1::PARTNER_FUNCTION_UNSPECIFIED);
  EXPECT_EQ(program.PartnersOf(v1::PARTNER_FUNCTION_MEDIATION).size(), 1u);
  const auto without = MustCompile(
      Changed([](Charter& charter) { RemovePartner(charter, "spip"); }));
  EXPECT_EQ(without->FirstOf(v1::PARTNER_FUNCTION_PROBATION), kNoPartner);
}

}  // namespace
}  // namespace sceau::policy
