#include "tests/policy/mutants.h"

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

#include "tests/policy/charter_edits.h"

namespace sceau::policy {
const std::vector<Mutant>& Mutants() {
  static const auto* const kMutants = new std::vector<Mutant>{
      {1, "an organisation nobody knows",
       [](Charter& c) {
         Find(c, "pjj", "Identity", "READ").set_partner("gendarmerie");
       },
       false},
      {1, "a condition nobody knows",
       [](Charter& c) {
         Find(c, "pjj", "Identity", "READ").add_all_of("of_good_will");
       },
       false},
      {2, "a category of health",
       [](Charter& c) {
         Find(c, "pjj", "Schooling", "READ").set_category("Santé");
       },
       false},
      {2, "a category of radicalisation in the gates",
       [](Charter& c) {
         *c.add_subject_gates() = c.subject_gates(0);
         c.mutable_subject_gates(2)->set_category("Radicalisation");
       },
       false},
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
      {7, "a right without an article",
       [](Charter& c) { Find(c, "pjj", "Identity", "READ").clear_article(); }},
      {7, "a rule without a reason",
       [](Charter& c) { c.mutable_rules(3)->clear_reason_fr(); }},
      {8, "a partner reads without relation",
       [](Charter& c) {
         Find(c, "pjj", "Identity", "READ").add_any_of("always");
       },
       false},
      {8,
       "a partner reads inside a subject request",
       [](Charter& c) {
         Find(c, "pjj", "Identity", "READ").add_any_of("open_request");
       },
       true,
       // A request outlives the exit, and was there before the notice.
       {19, 26}},
      {8, "the data protection officer reads by session",
       [](Charter& c) {
         Find(c, "data-protection-officer", "Identity", "READ")
             .add_any_of("session");
       }},
      {8, "the data protection officer searches",
       [](Charter& c) { Give(c, "data-protection-officer", "SEARCH_OWN"); }},
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
         partner->set_function("MEDIATION");
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
       },
       false},
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
      {13, "the PJJ offers itself without an agreement",
       [](Charter& c) {
         for (Grant& grant : *c.mutable_grants()) {
           if (grant.partner() != "pjj" || grant.category() != "Action") {
             continue;
           }
           RemoveIf(grant.mutable_all_of(), [](const std::string& condition) {
             return condition == "agreement";
           });
         }
       }},
      {13, "the SPIP leads by a session without a written basis",
       [](Charter& c) {
         Find(c, "spip", "LeadWorker", "CONTRIBUTE").add_any_of("session");
       }},
      {13, "the PJJ tells of a minor who does not know",
       [](Charter& c) {
         RemoveIf(Find(c, "pjj", "Strengths", "CONTRIBUTE").mutable_all_of(),
                  [](const std::string& condition) {
                    return condition == "told_if_minor";
                  });
       }},
      {13, "every member offers itself",
       [](Charter& c) {
         Grant& grant = Find(c, "spip", "LeadWorker", "CONTRIBUTE");
         Grant* added = c.add_grants();
         *added = grant;
         added->clear_partner();
         added->set_role("member");
         added->add_any_of("known");
         added->add_all_of("told_if_minor");
         added->add_all_of("agreement");
       }},
      {13, "the coordinator tells another's involvement",
       [](Charter& c) {
         Find(c, "coordinator", "Involvement", "CONTRIBUTE").clear_only();
       }},
      {15, "the PJJ beyond 21",
       [](Charter& c) { GateOf(c, "pjj").set_below_age(22); }},
      {15, "the PJJ without end",
       [](Charter& c) { GateOf(c, "pjj").clear_below_age(); }},
      {15, "the SPIP at 17",
       [](Charter& c) { GateOf(c, "spip").set_min_age(17); }},
      {15, "the mission locale without a gate",
       [](Charter& c) {
         RemoveIf(c.mutable_partner_gates(), [](const PartnerGate& gate) {
           return gate.partner() == "mission-locale";
         });
       }},
      {15, "the mission locale at 12 for whoever is in school",
       [](Charter& c) { GateOf(c, "mission-locale").set_or_in_school(true); }},
      {15, "the schools contribute anything until 21",
       [](Charter& c) {
         GateOf(c, "education-nationale").mutable_also(0)->clear_category();
       }},
      {15, "the schools say why of any adult",
       [](Charter& c) {
         for (Grant& grant : *c.mutable_grants()) {
           if (grant.partner() == "education-nationale" &&
               grant.category() == "Origin") {
             RemoveIf(grant.mutable_all_of(), [](const std::string& condition) {
               return condition == "minor";
             });
           }
         }
       }},
      {15, "the schools read until 21",
       [](Charter& c) {
         GateOf(c, "education-nationale")
             .mutable_also(0)
             ->set_operation("READ");
       }},
      {15, "the Département's own involvement until 26",
       [](Charter& c) { GateOf(c, "conseil-departemental").clear_own(); }},
      {16, "legal representatives of adults",
       [](Charter& c) { c.mutable_subject_gates(0)->set_condition("adult"); }},
      {17, "a ceiling of 27",
       [](Charter& c) { c.mutable_clocks()->set_ceiling_age(27); }},
      {17, "eligible at 11",
       [](Charter& c) { c.mutable_clocks()->set_eligible_from_age(11); }},
      {18, "an archive of four years",
       [](Charter& c) { c.mutable_clocks()->set_archive_months(48); }},
      {21, "sixty readings in a day pass unseen",
       [](Charter& c) { c.mutable_clocks()->set_signal_burst_readings(60); }},
      {21, "the working day ends at midnight",
       [](Charter& c) { c.mutable_clocks()->set_office_to_hour(24); }},
      {22, "a journal of accesses of four years",
       [](Charter& c) { c.mutable_clocks()->set_access_log_months(48); }},
      {22, "technical logs of two years",
       [](Charter& c) { c.mutable_clocks()->set_technical_log_months(24); }},
      {23, "a member lists all cases",
       [](Charter& c) { Give(c, "member", "LIST_ALL"); }},
      {23, "a co-pilot searches all cases",
       [](Charter& c) { Give(c, "co-pilot", "SEARCH_ALL"); }},
      {23, "a member puts items without a name",
       [](Charter& c) { Give(c, "member", "UNNAMED_ITEM_SET"); }},
      {23, "counts of four are published",
       [](Charter& c) { c.mutable_clocks()->set_small_cell_minimum(4); }},
      {26, "three months to tell the person",
       [](Charter& c) { c.mutable_clocks()->set_notice_months(3); }},
      {31, "the profile shown to a partner",
       [](Charter& c) {
         Find(c, "mission-locale", "Origin", "READ").add_only("profile");
       },
       false},
      {32, "a review every two years",
       [](Charter& c) { c.mutable_clocks()->set_review_months(24); }},
      {36, "the administrator reads referrals",
       [](Charter& c) { Give(c, "technical-administrator", "REFERRAL_READ"); }},
      {38, "backups of two months",
       [](Charter& c) { c.mutable_clocks()->set_backup_days(60); }},
      {40, "the coordinator validates decisions",
       [](Charter& c) { Give(c, "coordinator", "DECISION_VALIDATE"); }, false},
      {40, "a member adopts the charter",
       [](Charter& c) { Give(c, "member", "CHARTER_ADOPT"); }},
      {41, "drafts kept for a month",
       [](Charter& c) { c.mutable_clocks()->set_draft_days(30); }},
      {41, "attendance kept into the next school year",
       [](Charter& c) { c.mutable_clocks()->set_school_year_last_month(9); }},
      {41, "a judicial measure kept for two sessions",
       [](Charter& c) {
         c.mutable_clocks()->set_judicial_measure_sessions(2);
       }},
      {41, "an answer after two months",
       [](Charter& c) { c.mutable_clocks()->set_request_answer_months(2); }},
      {41, "a breach told after a week",
       [](Charter& c) { c.mutable_clocks()->set_breach_hours(168); }},
  };
  return *kMutants;
}

std::string NameOf(const Mutant& mutant) {
  std::string name;
  bool capital = true;
  for (const char c : absl::string_view(mutant.what)) {
    const auto letter = static_cast<unsigned char>(c);
    if (!absl::ascii_isalnum(letter)) {
      capital = true;
      continue;
    }
    name += capital ? absl::ascii_toupper(letter) : c;
    capital = false;
  }
  return name;
}

}  // namespace sceau::policy
