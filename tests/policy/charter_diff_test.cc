#include "policy/describe/charter_diff.h"

#include <memory>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/table_builder.h"
#include "policy/proof/proof_space.h"
#include "tests/policy/charter_edits.h"
#include "tests/policy/random_question.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Program After(const std::function<void(Charter&)>& change) {
  Charter charter = ReferenceCharter();
  change(charter);
  return Program(BuildTables(charter));
}

std::vector<std::string> Sentences(const Program& after, Language language) {
  std::vector<std::string> lines =
      DescribeDiff(Compare(Reference(), after), Reference(), after, language);
  lines.erase(lines.begin());  // The counts.
  return lines;
}

TEST(CharterDiffTest, ACharterDoesNotDifferFromItself) {
  const CharterDiff diff = Compare(Reference(), Reference());
  EXPECT_EQ(diff.gained, 0u);
  EXPECT_EQ(diff.lost, 0u);
  EXPECT_EQ(diff.altered, 0u);
  EXPECT_THAT(diff.changes, IsEmpty());
  EXPECT_GT(diff.questions, 1000000000u);
}

TEST(CharterDiffTest, ARightMoreIsOneSentence) {
  const Program after = After([](Charter& c) {
    Grant& grant = *c.add_grants();
    grant.set_partner("conseil-regional");
    grant.set_category("Attendance");
    grant.set_operation("READ");
    grant.add_any_of("session");
    grant.add_any_of("open_action");
    grant.set_article("charte");
    grant.set_reason_fr("Une raison.");
  });
  EXPECT_THAT(Sentences(after, Language::kFrench),
              ElementsAre("conseil-regional (un membre, le copilote) gagne la "
                          "lecture de Attendance ; lien : convoqué à une "
                          "séance, action en cours (15 à 25 ans)"));
  EXPECT_THAT(Sentences(after, Language::kEnglish),
              ElementsAre("conseil-regional (a member, the co-pilot) gains "
                          "reading Attendance; relation: convened to a "
                          "session, open action (15 to 25 years)"));
}

TEST(CharterDiffTest, ARightLessIsLostAndNothingIsGained) {
  const Program after = After([](Charter& c) {
    RemoveIf(c.mutable_grants(), [](const Grant& grant) {
      return grant.partner() == "mission-locale" &&
             grant.category() == "Strengths" &&
             grant.operation() == "CONTRIBUTE";
    });
  });
  const CharterDiff diff = Compare(Reference(), after);
  EXPECT_EQ(diff.gained, 0u);
  EXPECT_GT(diff.lost, 0u);
  EXPECT_EQ(diff.altered, 0u);
  ASSERT_THAT(diff.changes, SizeIs(1));
  EXPECT_EQ(diff.changes[0].kind, RightChange::Kind::kLoses);
  EXPECT_EQ(diff.changes[0].ages, (Ages{{16, 25}}));
  // Before and after are each other's mirror.
  const CharterDiff back = Compare(after, Reference());
  EXPECT_EQ(back.gained, diff.lost);
  EXPECT_EQ(back.lost, 0u);
}

TEST(CharterDiffTest, FewerFieldsAreShownOtherwise) {
  const Program after = After([](Charter& c) {
    Find(c, "prefecture", "Decision", "READ").add_only("code");
  });
  const CharterDiff diff = Compare(Reference(), after);
  EXPECT_EQ(diff.gained + diff.lost, 0u);
  EXPECT_GT(diff.altered, 0u);
  ASSERT_THAT(diff.changes, SizeIs(1));
  EXPECT_EQ(diff.changes[0].kind, RightChange::Kind::kShownOtherwise);
}

TEST(CharterDiffTest, WhatNoPlainSentenceSaysKeepsAnExample) {
  // Only an entry that betrays an offence tells the two charters apart.
  const Program after = After([](Charter& c) {
    Prohibition& prohibition = *c.add_prohibitions();
    prohibition = c.prohibitions(1);
    prohibition.set_partner("ddetspp");
    prohibition.clear_classes();
    prohibition.add_classes("B_OFFENCE");
  });
  const CharterDiff diff = Compare(Reference(), after);
  EXPECT_GT(diff.lost, 0u);
  bool found = false;
  for (const RightChange& change : diff.changes) {
    if (change.category != v1::CATEGORY_IDENTITY) continue;
    found = true;
    EXPECT_EQ(change.kind, RightChange::Kind::kInParticular);
    EXPECT_NE(Reference().Decide(change.example).allowed,
              after.Decide(change.example).allowed)
        << ToText(change.example);
  }
  EXPECT_TRUE(found);
}

TEST(CharterDiffTest, AnOrganisationMoreGainsWhatIsItsOwn) {
  const Program after = After([](Charter& c) {
    Partner& partner = *c.add_partners();
    partner.set_id("gendarmerie");
    partner.set_name("Gendarmerie");
    partner.set_kind("state");
  });
  const CharterDiff diff = Compare(Reference(), after);
  EXPECT_EQ(diff.lost, 0u);
  EXPECT_GT(diff.gained, 0u);
  for (const RightChange& change : diff.changes) {
    EXPECT_EQ(change.partner, "gendarmerie");
  }
}

TEST(CharterDiffTest, ASettingThatMovesIsSaid) {
  const Program after =
      After([](Charter& c) { c.mutable_clocks()->set_archive_months(24); });
  EXPECT_THAT(Sentences(after, Language::kFrench),
              ElementsAre("archive_months : 36 → 24"));
}

// The counts are those of the questions, asked one by one.
TEST(CharterDiffTest, TheCountsAreExact) {
  const auto small = [](const std::function<void(Charter&)>& change) {
    return After([&](Charter& c) {
      for (const Partner& partner : ReferenceCharter().partners()) {
        if (partner.id() != "commune-alencon") RemovePartner(c, partner.id());
      }
      RemoveIf(c.mutable_grants(), [](const Grant& grant) {
        return grant.category() != "Action" || grant.role() != "";
      });
      c.clear_value_classes();
      change(c);
    });
  };
  const Program before = small([](Charter&) {});
  const Program after = small([](Charter& c) {
    Find(c, "commune-alencon", "Action", "READ").add_all_of("minor");
  });
  const CharterDiff diff = Compare(before, after);
  const ProofSpace space(before, after);
  uint64_t gained = 0;
  uint64_t lost = 0;
  for (const Row& row : space.rows()) {
    // What no grant was changed for answers alike, by the first test.
    if (row.operation != v1::OPERATION_READ ||
        row.category != v1::CATEGORY_ACTION || row.role > v1::ROLE_CO_PILOT) {
      continue;
    }
    for (const Subject& subject : space.subjects()) {
      for (const Facts& facts : space.facts()) {
        for (unsigned lane = 0; lane < kLaneCount; ++lane) {
          const Question q = QuestionOf(row, subject, facts, lane);
          const bool was = before.Decide(q).allowed;
          const bool is = after.Decide(q).allowed;
          gained += !was && is ? 1 : 0;
          lost += was && !is ? 1 : 0;
        }
      }
    }
  }
  EXPECT_EQ(diff.gained, gained);
  EXPECT_EQ(diff.lost, lost);
  EXPECT_GT(lost, 0u);
}

}  // namespace
}  // namespace sceau::policy
