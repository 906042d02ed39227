// The floor is proven of the program that serves; what breaks it is found, by
// its number and its smallest question.
#include "policy/proof/proof.h"

#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/floor.h"
#include "policy/compile/table_builder.h"
#include "policy/describe/charter_diff.h"
#include "policy/describe/describe_proof.h"
#include "policy/proof/proof_claims.h"
#include "policy/proof/proof_parts.h"
#include "tests/policy/charter_edits.h"
#include "tests/policy/mutants.h"
#include "tests/policy/random_question.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<int> NumbersOf(const std::vector<Violation>& violations) {
  std::vector<int> numbers;
  for (const Violation& violation : violations) {
    numbers.push_back(violation.invariant);
  }
  return numbers;
}

// Straight to the tables: past the floor, which would have spoken.
Program Built(const std::function<void(Charter&)>& change) {
  Charter charter = ReferenceCharter();
  change(charter);
  return Program(BuildTables(charter));
}

// As above, under ids that say nothing: the law asks what an organisation does.
Program BuiltUnderOtherIds(const std::function<void(Charter&)>& change,
                           size_t seed) {
  return Built([&](Charter& charter) {
    change(charter);
    charter = Renamed(charter, static_cast<uint32_t>(seed));
  });
}

TEST(ProofTest, TheReferenceCharterHolds) {
  const Proof proof = Prove(Reference());
  for (const Violation& violation : proof.violations) {
    ADD_FAILURE() << DescribeViolation(Reference(), violation,
                                       Language::kEnglish);
  }
  EXPECT_EQ(proof.questions, ProofSpace(Reference()).size());
  EXPECT_GT(proof.words, 1000000u);
  EXPECT_GT(proof.alone, 100000u);
  EXPECT_GE(proof.entries, 400u);
  // But for the words of the text, every invariant is held.
  std::set<int> numbers;
  for (const Invariant& invariant : Invariants()) {
    if (invariant.number != kNoForbiddenCategory) {
      numbers.insert(invariant.number);
    }
  }
  EXPECT_THAT(proof.held_against, ::testing::ElementsAreArray(numbers));
}

// Another town, with other ids and two missions locales.
TEST(ProofTest, TheSecondTownHolds) {
  const auto program =
      MustCompile(ReadSource("policy/charters/valmoret.textproto"));
  ASSERT_NE(program, nullptr);
  for (const Violation& violation : Prove(*program).violations) {
    ADD_FAILURE() << DescribeViolation(*program, violation, Language::kEnglish);
  }
}

// A version that was signed before charters said functions is narrowed to the
// law of today, at once, and says nothing else than it did.
TEST(ProofTest, AStoredCharterOfBeforeFunctionsHoldsAndSaysTheSame) {
  const auto stored = CompileStored(Changed(TakeOutFunctions)).program;
  ASSERT_NE(stored, nullptr);
  EXPECT_THAT(NumbersOf(Prove(*stored).violations), IsEmpty());
  const CharterDiff diff = Compare(*stored, Reference());
  EXPECT_GT(diff.questions, 0u);
  EXPECT_EQ(diff.gained + diff.lost + diff.altered, 0u);
}

class MutantTest : public ::testing::TestWithParam<size_t> {};

// Each mutant breaks its invariant, in the answers themselves.
TEST_P(MutantTest, BreaksItsInvariant) {
  const Mutant& mutant = Mutants()[GetParam()];
  if (!mutant.shows_in_program) {
    // Only the text can be at fault: floor_test.cc.
    EXPECT_THAT(CodesOf(Changed(mutant.change)), Not(IsEmpty()));
    return;
  }
  const Program program = BuiltUnderOtherIds(mutant.change, GetParam());
  const Proof proof = Prove(program);
  std::vector<int> expected = mutant.besides;
  expected.push_back(mutant.number);
  EXPECT_THAT(NumbersOf(proof.violations),
              ::testing::UnorderedElementsAreArray(expected))
      << mutant.what;
  for (const Violation& violation : proof.violations) {
    if (!violation.has_question) continue;
    EXPECT_TRUE(program.Decide(violation.question).allowed)
        << ToText(violation.question);
  }
}

INSTANTIATE_TEST_SUITE_P(All, MutantTest,
                         ::testing::Range(size_t{0}, Mutants().size()),
                         [](const auto& each) {
                           return NameOf(Mutants()[each.param]);
                         });

class HarmlessMutantTest : public ::testing::TestWithParam<size_t> {};

TEST_P(HarmlessMutantTest, BreaksNothing) {
  const Mutant& mutant = HarmlessMutants()[GetParam()];
  const Program program = BuiltUnderOtherIds(mutant.change, GetParam());
  for (const Violation& violation : Prove(program).violations) {
    ADD_FAILURE() << mutant.what << ": "
                  << DescribeViolation(program, violation, Language::kEnglish);
  }
}

INSTANTIATE_TEST_SUITE_P(All, HarmlessMutantTest,
                         ::testing::Range(size_t{0}, HarmlessMutants().size()),
                         [](const auto& each) {
                           return NameOf(HarmlessMutants()[each.param]);
                         });

// Says yes to everything.
class Liar : public LaneProgram {
 public:
  using LaneProgram::LaneProgram;
  // A few categories are enough, and quicker.
  bool IsClosed(const Row& row) const override {
    switch (row.category) {
      case v1::CATEGORY_UNSPECIFIED:
      case v1::CATEGORY_LEGAL_REPRESENTATIVES:
      case v1::CATEGORY_JUDICIAL_MEASURE:
      case v1::CATEGORY_SENTENCE_PREPARATION:
      case v1::CATEGORY_INVOLVEMENT:
        return false;
      default:
        return true;
    }
  }
  bool IsClosed(const Row&, const Meaning&) const override { return false; }
  Slice EvaluateOpen(const Row&, const Meaning&, const Facts&,
                     std::vector<SlicePart>*) const override {
    return {
        .allowed = kAllLanes, .about_others = kAllLanes, .profile = kAllLanes};
  }
};

TEST(ProofTest, AProgramThatAllowsEverythingBreaksEveryClaim) {
  // One organisation is enough, and quicker.
  const Program program = Built([](Charter& c) {
    for (const Partner& partner : ReferenceCharter().partners()) {
      if (partner.id() != "mission-locale") RemovePartner(c, partner.id());
    }
  });
  ASSERT_EQ(program.partner_count(), 1u);
  std::set<int> claimed;
  for (const auto* claims :
       {&ClaimsOfRoles(), &ClaimsOfRelations(), &ClaimsOfSubjects()}) {
    for (const Claim& claim : *claims) claimed.insert(claim.invariant);
  }
  EXPECT_THAT(NumbersOf(Prove(program, Liar(program)).violations),
              ::testing::ElementsAreArray(claimed));
}

TEST(ProofTest, AFactThatNoLongerRefusesAloneIsFound) {
  const Program& program = Reference();
  const auto broken_by = [&](uint8_t forgotten) {
    Counterexamples found;
    HoldAlone(
        program,
        [&](Question question) {
          question.standing &= static_cast<uint8_t>(~forgotten);
          return program.Decide(question);
        },
        found);
    return NumbersOf(found.Take());
  };
  EXPECT_THAT(broken_by(0), IsEmpty());
  EXPECT_THAT(broken_by(kUnsigned), ElementsAre(4));
  EXPECT_THAT(broken_by(kOutOfTerm), ElementsAre(5));
  EXPECT_THAT(broken_by(kSuspended), ElementsAre(34));
  EXPECT_THAT(broken_by(kRecused), ElementsAre(39));
}

TEST(ProofTest, AnAskerWhomTheCharterDoesNotKnowIsFound) {
  const Program& program = Reference();
  Counterexamples found;
  HoldAlone(
      program,
      [&](Question question) {
        if (question.partner == kNoPartner) question.partner = 0;
        return program.Decide(question);
      },
      found);
  EXPECT_THAT(NumbersOf(found.Take()), ElementsAre(1));
}

TEST(ProofTest, TheCounterExampleIsTheSmallestQuestionInWords) {
  const Program program = Built([](Charter& c) {
    Grant& grant = Find(c, "pjj", "Schooling", "READ");
    grant.clear_any_of();
    grant.add_any_of("open_request");
  });
  const Proof proof = Prove(program);
  ASSERT_THAT(NumbersOf(proof.violations), ElementsAre(8, 19, 26));
  EXPECT_EQ(
      DescribeViolation(program, proof.violations[0], Language::kFrench),
      "F-08 : hors coordonnateur, rien ne s'ouvre sans lien actuel avec la "
      "situation ; la fenêtre de lecture va de J-21 au plus à J+7 (CSI L. "
      "132-13 III ; RGPD 5(1)(b) et (c)). Contre-exemple : un membre (pjj), "
      "READ Schooling : personne de 0 ans ; suivi actif ; personne informée ; "
      "demande de la personne ouverte ; permis par "
      "pjj.Schooling.READ.open_request (Code de l'éducation L. 131-6, L. "
      "131-8, L. 114-1)");
}

TEST(ProofTest, ASettingBeyondTheLawIsNamed) {
  const Program program =
      Built([](Charter& c) { c.mutable_clocks()->set_archive_months(48); });
  const Proof proof = Prove(program);
  ASSERT_THAT(NumbersOf(proof.violations), ElementsAre(18));
  EXPECT_EQ(DescribeViolation(program, proof.violations[0], Language::kEnglish),
            "F-18 : after its exit a case is kept for three years at most "
            "(AU-038 art. 5). Counter-example: archive_months: 48");
}

TEST(ProofTest, NumbersAreGroupedAsTheReaderWritesThem) {
  EXPECT_EQ(Grouped(12, Language::kFrench), "12");
  EXPECT_EQ(Grouped(1234567, Language::kEnglish), "1,234,567");
  EXPECT_EQ(Grouped(1234567, Language::kFrench), "1\u00a0234\u00a0567");
}

}  // namespace
}  // namespace sceau::policy
