#include "policy/floor.h"

#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/describe.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

struct Mutant {
  int number;
  const char* what;
  std::function<void(Charter&)> change;
};

// The first grant of this holder, category and operation.
Grant& Find(Charter& charter, const std::string& holder,
            const std::string& category, const std::string& operation) {
  for (Grant& grant : *charter.mutable_grants()) {
    if ((grant.partner() == holder || grant.role() == holder) &&
        grant.category() == category && grant.operation() == operation) {
      return grant;
    }
  }
  ADD_FAILURE() << holder << " " << category << " " << operation;
  return *charter.mutable_grants(0);
}

void Give(Charter& charter, const std::string& role,
          const std::string& operation) {
  for (RoleGrant& grant : *charter.mutable_role_grants()) {
    if (grant.role() == role) grant.add_operations(operation);
  }
}

PartnerGate& Gate(Charter& charter, const std::string& partner) {
  for (PartnerGate& gate : *charter.mutable_partner_gates()) {
    if (gate.partner() == partner) return gate;
  }
  ADD_FAILURE() << partner;
  return *charter.mutable_partner_gates(0);
}

template <typename Texts, typename Matches>
void RemoveIf(Texts* texts, const Matches& matches) {
  for (int i = texts->size() - 1; i >= 0; --i) {
    if (matches(texts->Get(i))) texts->DeleteSubrange(i, 1);
  }
}

std::vector<Mutant> Mutants() {
  return {
      {2, "a category of health",
       [](Charter& c) {
         Find(c, "pjj", "Schooling", "READ").set_category("Santé");
       }},
      {2, "a category of radicalisation in the gates",
       [](Charter& c) {
         *c.add_subject_gates() = c.subject_gates(0);
         c.mutable_subject_gates(2)->set_category("Radicalisation");
       }},
      {3, "the officer reads",
       [](Charter& c) {
         Grant& grant = Find(c, "coordinator", "Administrative", "READ");
         Grant* added = c.add_grants();
         *added = grant;
         added->set_role("charter-officer");
         added->clear_any_of();
         added->add_any_of("session");
       }},
      {3, "the officer searches",
       [](Charter& c) { Give(c, "charter-officer", "SEARCH_OWN"); }},
      {3, "everybody lists",
       [](Charter& c) { Give(c, "every member", "LIST_OWN"); }},
      {8, "a partner reads without relation",
       [](Charter& c) {
         Find(c, "pjj", "Identity", "READ").add_any_of("always");
       }},
      {8, "a partner reads inside a subject request",
       [](Charter& c) {
         Find(c, "pjj", "Identity", "READ").add_any_of("open_request");
       }},
      {8, "the data protection officer reads by session",
       [](Charter& c) {
         Find(c, "data-protection-officer", "Identity", "READ")
             .add_any_of("session");
       }},
      {8, "a window of 22 days",
       [](Charter& c) { c.mutable_clocks()->set_window_days_before(22); }},
      {8, "a window open for 8 days after",
       [](Charter& c) { c.mutable_clocks()->set_window_days_after(8); }},
      {10, "mediation is no longer prohibited school life",
       [](Charter& c) {
         c.mutable_prohibitions(0)->clear_classes();
         c.mutable_prohibitions(0)->add_classes("B_OFFENCE");
         c.mutable_prohibitions(0)->add_classes("C");
       }},
      {10, "the mission locale is no longer prohibited anything",
       [](Charter& c) {
         RemoveIf(c.mutable_prohibitions(), [](const Prohibition& p) {
           return p.partner() == "mission-locale";
         });
       }},
      {10, "the mission locale is called a State service",
       [](Charter& c) {
         RemoveIf(c.mutable_prohibitions(), [](const Prohibition& p) {
           return p.partner() == "mission-locale";
         });
         for (Partner& partner : *c.mutable_partners()) {
           if (partner.id() == "mission-locale") partner.set_kind("state");
         }
       }},
      {10, "a new association may read offences",
       [](Charter& c) {
         Partner* partner = c.add_partners();
         partner->set_id("club");
         partner->set_name("Un club");
         partner->set_kind("association");
       }},
      {10, "judicial measures become ordinary",
       [](Charter& c) {
         for (ClassedCategory& category : *c.mutable_categories()) {
           if (category.category() == "JudicialMeasure")
             category.set_class_("A");
         }
       }},
      {10, "attendance becomes ordinary",
       [](Charter& c) {
         for (ClassedCategory& category : *c.mutable_categories()) {
           if (category.category() == "Attendance") category.set_class_("B");
         }
       }},
      {10, "a sender from the PJJ becomes ordinary",
       [](Charter& c) {
         RemoveIf(c.mutable_value_classes(), [](const ClassedValue& value) {
           return value.field() == "Origin.organisation" &&
                  value.value() == "pjj";
         });
       }},
      {10, "an owner from the SPIP is of a lesser class",
       [](Charter& c) {
         for (ClassedValue& value : *c.mutable_value_classes()) {
           if (value.field() == "*.owner" && value.value() == "spip") {
             value.set_class_("B_OFFENCE");
           }
         }
       }},
      {11, "a judicial measure without the prosecutor",
       [](Charter& c) {
         Find(c, "coordinator", "JudicialMeasure", "CONTRIBUTE").clear_all_of();
       }},
      {12, "a release prepared without agreement",
       [](Charter& c) {
         Grant& grant = Find(c, "spip", "SentencePreparation", "CONTRIBUTE");
         grant.clear_all_of();
         grant.add_all_of("written_basis");
       }},
      {12, "a release read after agreement was withdrawn",
       [](Charter& c) {
         Grant& grant = Find(c, "ddetspp", "SentencePreparation", "READ");
         grant.clear_all_of();
         grant.add_all_of("written_basis");
       }},
      {12, "a release prepared for a minor",
       [](Charter& c) {
         RemoveIf(c.mutable_subject_gates(), [](const SubjectGate& gate) {
           return gate.category() == "SentencePreparation";
         });
       }},
      {13, "the PJJ tells its involvement without a written basis",
       [](Charter& c) {
         Find(c, "pjj", "Involvement", "CONTRIBUTE").clear_all_of();
       }},
      {13, "the coordinator tells another's involvement",
       [](Charter& c) {
         Find(c, "coordinator", "Involvement", "CONTRIBUTE").clear_only();
       }},
      {15, "the PJJ beyond 21",
       [](Charter& c) { Gate(c, "pjj").set_below_age(22); }},
      {15, "the PJJ without end",
       [](Charter& c) { Gate(c, "pjj").clear_below_age(); }},
      {15, "the SPIP at 17",
       [](Charter& c) { Gate(c, "spip").set_min_age(17); }},
      {15, "the mission locale without a gate",
       [](Charter& c) {
         RemoveIf(c.mutable_partner_gates(), [](const PartnerGate& gate) {
           return gate.partner() == "mission-locale";
         });
       }},
      {15, "the mission locale at 12 for whoever is in school",
       [](Charter& c) { Gate(c, "mission-locale").set_or_in_school(true); }},
      {15, "the schools contribute anything until 21",
       [](Charter& c) {
         Gate(c, "education-nationale").mutable_also(0)->clear_category();
       }},
      {15, "the schools read until 21",
       [](Charter& c) {
         Gate(c, "education-nationale").mutable_also(0)->set_operation("READ");
       }},
      {15, "the Département's own involvement until 26",
       [](Charter& c) { Gate(c, "conseil-departemental").clear_own(); }},
      {16, "legal representatives of adults",
       [](Charter& c) { c.mutable_subject_gates(0)->set_condition("adult"); }},
      {17, "a ceiling of 27",
       [](Charter& c) { c.mutable_clocks()->set_ceiling_age(27); }},
      {17, "eligible at 11",
       [](Charter& c) { c.mutable_clocks()->set_eligible_from_age(11); }},
      {23, "a member lists all cases",
       [](Charter& c) { Give(c, "member", "LIST_ALL"); }},
      {23, "a co-pilot searches all cases",
       [](Charter& c) { Give(c, "co-pilot", "SEARCH_ALL"); }},
      {26, "three months to tell the person",
       [](Charter& c) { c.mutable_clocks()->set_notice_months(3); }},
      {31, "the profile shown to a partner",
       [](Charter& c) {
         Find(c, "mission-locale", "Origin", "READ").add_only("profile");
       }},
      {32, "a review every two years",
       [](Charter& c) { c.mutable_clocks()->set_review_months(24); }},
      {36, "the administrator reads referrals",
       [](Charter& c) { Give(c, "technical-administrator", "REFERRAL_READ"); }},
      {40, "the coordinator validates decisions",
       [](Charter& c) { Give(c, "coordinator", "DECISION_VALIDATE"); }},
      {40, "a member adopts the charter",
       [](Charter& c) { Give(c, "member", "CHARTER_ADOPT"); }},
  };
}

std::string Code(int number) {
  return std::string("F-") + (number < 10 ? "0" : "") + std::to_string(number);
}

TEST(FloorTest, EachMutantBreaksItsInvariantAndNoOtherAtAPlace) {
  for (const Mutant& mutant : Mutants()) {
    const Issues issues = Compile(Changed(mutant.change)).issues;
    EXPECT_THAT(issues, Not(IsEmpty())) << mutant.what;
    for (const Issue& issue : issues) {
      EXPECT_EQ(CodeOf(issue), Code(mutant.number)) << mutant.what;
      EXPECT_GT(issue.line, 0) << mutant.what;
      EXPECT_GT(issue.column, 0) << mutant.what;
    }
  }
}

TEST(FloorTest, EveryInvariantHasAMutant) {
  std::set<int> tested;
  for (const Mutant& mutant : Mutants()) tested.insert(mutant.number);
  for (const Invariant& invariant : Invariants()) {
    EXPECT_EQ(tested.count(invariant.number), 1u) << invariant.number;
    EXPECT_STRNE(invariant.statement_fr, "");
    EXPECT_STRNE(invariant.statement_en, "");
    EXPECT_STRNE(invariant.law, "");
  }
  EXPECT_EQ(tested.size(), Invariants().size());
}

TEST(FloorTest, NarrowingTheReferenceCharterIsAlwaysLawful) {
  // Each grant taken out alone.
  for (int i = 0; i < ReferenceCharter().grants_size(); i += 9) {
    EXPECT_THAT(CodesOf(Changed([i](Charter& c) {
                  c.mutable_grants()->DeleteSubrange(i, 1);
                })),
                IsEmpty())
        << i;
  }
  const std::vector<std::function<void(Charter&)>> harmless = {
      [](Charter& c) {
        c.mutable_clocks()->set_ceiling_age(25);
        c.mutable_clocks()->set_eligible_to_age(24);
      },
      [](Charter& c) { c.mutable_clocks()->set_window_days_before(21); },
      [](Charter& c) { c.mutable_clocks()->set_window_days_before(1); },
      [](Charter& c) { c.mutable_clocks()->set_window_days_after(0); },
      [](Charter& c) { c.mutable_clocks()->set_review_months(6); },
      [](Charter& c) { c.mutable_clocks()->set_eligible_from_age(16); },
      [](Charter& c) { Gate(c, "pjj").set_below_age(18); },
      [](Charter& c) { Gate(c, "spip").set_min_age(21); },
      [](Charter& c) { Gate(c, "mission-locale").set_below_age(25); },
      [](Charter& c) { Gate(c, "education-nationale").clear_also(); },
      [](Charter& c) { Gate(c, "education-nationale").clear_or_in_school(); },
      [](Charter& c) { c.mutable_partners(7)->set_may_be_lead_worker(false); },
      [](Charter& c) { c.mutable_prohibitions(1)->add_classes("B_SCHOOL"); },
      [](Charter& c) {
        Find(c, "pjj", "Identity", "READ").add_all_of("minor");
      },
      [](Charter& c) {
        Find(c, "prefecture", "Decision", "READ").add_only("code");
      },
      [](Charter& c) {
        for (ClassedCategory& category : *c.mutable_categories()) {
          if (category.category() == "Attendance") category.set_class_("C");
        }
      },
  };
  for (size_t i = 0; i < harmless.size(); ++i) {
    EXPECT_THAT(CodesOf(Changed(harmless[i])), IsEmpty()) << i;
  }
}

TEST(FloorTest, ASmallerGroupNeedsNoWordAboutWhoIsNotInIt) {
  const std::string text = Changed([](Charter& c) {
    const auto gone = [](const std::string& id) { return id == "spip"; };
    RemoveIf(c.mutable_partners(),
             [&](const Partner& p) { return gone(p.id()); });
    RemoveIf(c.mutable_grants(),
             [&](const Grant& g) { return gone(g.partner()); });
    RemoveIf(c.mutable_partner_gates(),
             [&](const PartnerGate& g) { return gone(g.partner()); });
    RemoveIf(c.mutable_value_classes(),
             [&](const ClassedValue& v) { return gone(v.value()); });
  });
  EXPECT_THAT(CodesOf(text), IsEmpty());
}

TEST(FloorTest, ForbiddenNamesAreKnownInEveryDress) {
  for (const char* name :
       {"Health", "santé", "SANTÉ", "Radicalisation", "Religion", "Casier",
        "risk_score", "PoliceFiles", "Reputation", "Photo", "Ethnicity",
        "sexual-life", "MDPH", "t-a-j"}) {
    EXPECT_TRUE(IsForbiddenCategory(name)) << name;
  }
  for (const char* name :
       {"Identity", "Schooling", "Origin", "Notice", "Action", "Housing"}) {
    EXPECT_FALSE(IsForbiddenCategory(name)) << name;
  }
}

}  // namespace
}  // namespace sceau::policy
