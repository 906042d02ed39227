// The charter of another, invented town: other ids, fewer organisations, two
// missions locales. The law holds it by what each organisation does.
#include <functional>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/parser.h"
#include "tests/policy/charter_edits.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string SecondTown() {
  return ReadSource("policy/charters/valmoret.textproto");
}

std::string SecondTownAfter(const std::function<void(Charter&)>& change) {
  Charter charter = *Parse(SecondTown()).charter;
  change(charter);
  return TextOf(charter);
}

TEST(SecondTownTest, CompilesWithoutAnIssue) {
  EXPECT_THAT(CodesOf(SecondTown()), IsEmpty());
}

TEST(SecondTownTest, SharesNoIdAndNotEveryFunctionWithTheReference) {
  const auto program = MustCompile(SecondTown());
  ASSERT_NE(program, nullptr);
  for (size_t i = 0; i < program->partner_count(); ++i) {
    EXPECT_EQ(Reference().FindPartner(
                  program->PartnerId(static_cast<PartnerIndex>(i))),
              kNoPartner);
  }
  EXPECT_EQ(program->FirstOf(v1::PARTNER_FUNCTION_REGION), kNoPartner);
  EXPECT_EQ(program->FirstOf(v1::PARTNER_FUNCTION_SOCIAL_COHESION), kNoPartner);
  EXPECT_EQ(program->PartnersOf(v1::PARTNER_FUNCTION_LOCAL_MISSION).size(), 2u);
}

// Each of the two missions locales has the law's gate and no title.
TEST(SecondTownTest, TheFloorHoldsEveryOrganisationOfAFunction) {
  for (const char* id : {"mission-locale-nord", "mission-locale-sud"}) {
    EXPECT_THAT(CodesOf(SecondTownAfter([id](Charter& charter) {
                  GateOf(charter, id).set_min_age(15);
                })),
                ElementsAre("F-15"))
        << id;
    EXPECT_THAT(CodesOf(SecondTownAfter([id](Charter& charter) {
                  RemoveIf(charter.mutable_prohibitions(),
                           [id](const Prohibition& prohibition) {
                             return prohibition.partner() == id;
                           });
                })),
                ElementsAre("F-10"))
        << id;
  }
}

TEST(SecondTownTest, ProbationIsForAdultsHereToo) {
  EXPECT_THAT(CodesOf(SecondTownAfter([](Charter& charter) {
                GateOf(charter, "probation").set_min_age(13);
              })),
              ElementsAre("F-15"));
}

TEST(SecondTownTest, EveryReasonIsASentenceOfItsOwn) {
  std::set<std::string> seen;
  const auto parsed = Parse(SecondTown());
  for (const Grant& grant : parsed.charter->grants()) {
    EXPECT_TRUE(seen.insert(grant.reason_fr()).second) << grant.reason_fr();
  }
}

}  // namespace
}  // namespace sceau::policy
