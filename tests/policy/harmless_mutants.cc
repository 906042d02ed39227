// Charters within the law: each narrows, or moves what the law leaves open.
#include "tests/policy/charter_edits.h"
#include "tests/policy/mutants.h"

namespace sceau::policy {
namespace {

// Gives `to` what the charter says of `from`: grants, gate and prohibition.
void CopyRights(Charter& charter, const std::string& from,
                const std::string& to) {
  const auto copy = [&](auto* statements) {
    const int count = statements->size();
    for (int i = 0; i < count; ++i) {
      if (statements->Get(i).partner() != from) continue;
      auto* added = statements->Add();
      *added = statements->Get(i);
      added->set_partner(to);
    }
  };
  copy(charter.mutable_grants());
  copy(charter.mutable_partner_gates());
  copy(charter.mutable_prohibitions());
}

// A grant of the kind the reference charter is full of.
Grant& AddGrant(Charter& charter, const char* partner, const char* category,
                const char* operation, const char* relation) {
  Grant& grant = *charter.add_grants();
  grant.set_partner(partner);
  grant.set_category(category);
  grant.set_operation(operation);
  grant.add_any_of(relation);
  grant.set_article("charte");
  grant.set_reason_fr("Une raison.");
  return grant;
}

ClassedCategory& Category(Charter& charter, const std::string& name) {
  for (ClassedCategory& each : *charter.mutable_categories()) {
    if (each.category() == name) return each;
  }
  ADD_FAILURE() << name;
  return *charter.mutable_categories(0);
}

std::vector<Mutant> ClockMutants() {
  return {
      {0, "a ceiling of 25",
       [](Charter& c) {
         c.mutable_clocks()->set_ceiling_age(25);
         c.mutable_clocks()->set_eligible_to_age(24);
       }},
      {0, "a window of 21 days",
       [](Charter& c) { c.mutable_clocks()->set_window_days_before(21); }},
      {0, "a window of one day",
       [](Charter& c) { c.mutable_clocks()->set_window_days_before(1); }},
      {0, "a window that closes with the session",
       [](Charter& c) { c.mutable_clocks()->set_window_days_after(0); }},
      {0, "a review every six months",
       [](Charter& c) { c.mutable_clocks()->set_review_months(6); }},
      {0, "eligible from 16",
       [](Charter& c) { c.mutable_clocks()->set_eligible_from_age(16); }},
      {0, "drafts of a week",
       [](Charter& c) { c.mutable_clocks()->set_draft_days(7); }},
      {0, "an archive of a year",
       [](Charter& c) { c.mutable_clocks()->set_archive_months(12); }},
      {0, "a school year that ends in June",
       [](Charter& c) { c.mutable_clocks()->set_school_year_last_month(6); }},
      {0, "a judicial measure destroyed at its end",
       [](Charter& c) {
         c.mutable_clocks()->set_judicial_measure_sessions(0);
       }},
      {0, "a release forgotten at the release",
       [](Charter& c) {
         c.mutable_clocks()->set_sentence_preparation_months(0);
       }},
      {0, "agendas purged with the window",
       [](Charter& c) { c.mutable_clocks()->set_agenda_months(0); }},
      {0, "session records of a year",
       [](Charter& c) { c.mutable_clocks()->set_session_record_months(12); }},
      {0, "access logs of a year",
       [](Charter& c) { c.mutable_clocks()->set_access_log_months(12); }},
      {0, "technical logs of a month",
       [](Charter& c) { c.mutable_clocks()->set_technical_log_months(1); }},
      {0, "signatures kept a year",
       [](Charter& c) { c.mutable_clocks()->set_signature_months(12); }},
      {0, "requests kept a year",
       [](Charter& c) { c.mutable_clocks()->set_request_record_months(12); }},
      {0, "no extension of an answer",
       [](Charter& c) { c.mutable_clocks()->set_request_extension_months(0); }},
      {0, "a breach told in a day",
       [](Charter& c) { c.mutable_clocks()->set_breach_hours(24); }},
      {0, "backups of a week",
       [](Charter& c) { c.mutable_clocks()->set_backup_days(7); }},
      {0, "counts under eleven hidden",
       [](Charter& c) { c.mutable_clocks()->set_small_cell_minimum(11); }},
  };
}

std::vector<Mutant> GateMutants() {
  return {
      {0, "the PJJ for minors only",
       [](Charter& c) { GateOf(c, "pjj").set_below_age(18); }},
      {0, "the SPIP from 21",
       [](Charter& c) { GateOf(c, "spip").set_min_age(21); }},
      {0, "the mission locale until 25",
       [](Charter& c) { GateOf(c, "mission-locale").set_below_age(25); }},
      {0, "the schools without a last word",
       [](Charter& c) { GateOf(c, "education-nationale").clear_also(); }},
      {0, "the schools for minors only",
       [](Charter& c) {
         GateOf(c, "education-nationale").clear_or_in_school();
       }},
      {0, "the schools from 14",
       [](Charter& c) { GateOf(c, "education-nationale").set_min_age(14); }},
      {0, "the Region from 17",
       [](Charter& c) { GateOf(c, "conseil-regional").set_min_age(17); }},
      {0, "the Departement for minors only",
       [](Charter& c) {
         GateOf(c, "conseil-departemental").set_below_age(18);
       }},
      {0, "the Departement silent at 16",
       [](Charter& c) {
         GateOf(c, "conseil-departemental").mutable_own(0)->set_below_age(16);
       }},
      {0, "mediation from 13",
       [](Charter& c) {
         PartnerGate& gate = *c.add_partner_gates();
         gate = c.partner_gates(1);
         gate.set_partner("association-mediation");
         gate.set_min_age(13);
         gate.clear_below_age();
       }},
      {0, "attendance of minors only",
       [](Charter& c) {
         SubjectGate& gate = *c.add_subject_gates();
         gate = c.subject_gates(0);
         gate.set_category("Attendance");
       }},
  };
}

std::vector<Mutant> ClassMutants() {
  return {
      {0, "the mission locale prohibited school life",
       [](Charter& c) { c.mutable_prohibitions(1)->add_classes("B_SCHOOL"); }},
      {0, "attendance of class C",
       [](Charter& c) { Category(c, "Attendance").set_class_("C"); }},
      {0, "public order facts of class C",
       [](Charter& c) { Category(c, "PublicOrderFact").set_class_("C"); }},
      {0, "employment of class B",
       [](Charter& c) { Category(c, "Employment").set_class_("B"); }},
      {0, "a request by the family of class B",
       [](Charter& c) {
         ClassedValue& value = *c.add_value_classes();
         value.set_field("Origin.reasons");
         value.set_value("FAMILY_REQUEST");
         value.set_class_("B");
       }},
      {0, "an owner from the police of class C",
       [](Charter& c) {
         for (ClassedValue& value : *c.mutable_value_classes()) {
           if (value.field() == "*.owner" &&
               value.value() == "police-nationale") {
             value.set_class_("C");
           }
         }
       }},
      {0, "the police prohibited judicial measures",
       [](Charter& c) {
         Prohibition& prohibition = *c.add_prohibitions();
         prohibition = c.prohibitions(1);
         prohibition.set_partner("police-nationale");
         prohibition.clear_classes();
         prohibition.add_classes("C");
       }},
  };
}

std::vector<Mutant> GrantMutants() {
  return {
      {0, "the PJJ reads the identity of minors only",
       [](Charter& c) {
         Find(c, "pjj", "Identity", "READ").add_all_of("minor");
       }},
      {0, "the prefecture reads the code of decisions only",
       [](Charter& c) {
         Find(c, "prefecture", "Decision", "READ").add_only("code");
       }},
      {0, "the mission locale reads no action",
       [](Charter& c) {
         RemoveIf(c.mutable_grants(), [](const Grant& grant) {
           return grant.partner() == "mission-locale" &&
                  grant.category() == "Action";
         });
       }},
      {0, "mediation contributes nothing",
       [](Charter& c) {
         RemoveIf(c.mutable_grants(), [](const Grant& grant) {
           return grant.partner() == "association-mediation" &&
                  grant.operation() == "CONTRIBUTE";
         });
       }},
      {0, "nobody prepares a release",
       [](Charter& c) {
         RemoveIf(c.mutable_grants(), [](const Grant& grant) {
           return grant.category() == "SentencePreparation";
         });
       }},
      {0, "strengths are read by whoever carries an action",
       [](Charter& c) {
         AddGrant(c, "ddetspp", "Strengths", "READ", "open_action");
       }},
      {0, "the Region contributes schooling",
       [](Charter& c) {
         AddGrant(c, "conseil-regional", "Schooling", "CONTRIBUTE", "known");
       }},
      {0, "the commune reads employment when it contributed",
       [](Charter& c) {
         AddGrant(c, "commune-alencon", "Employment", "READ", "contributor");
       }},
      {0, "the co-pilot reads a decision that awaits validation",
       [](Charter& c) {
         Grant& grant = AddGrant(c, "prefecture", "Employment", "READ",
                                 "pending_validation");
         grant.set_role("co-pilot");
       }},
      {0, "every member reads the lead worker when known",
       [](Charter& c) {
         Grant& grant = AddGrant(c, "", "LeadWorker", "READ", "known");
         grant.set_role("member");
       }},
      {0, "the coordinator needs agreement for strengths",
       [](Charter& c) {
         Find(c, "coordinator", "Strengths", "CONTRIBUTE")
             .add_all_of("agreement");
       }},
      {0, "the data protection officer reads employment of adults",
       [](Charter& c) {
         Find(c, "data-protection-officer", "Employment", "READ")
             .add_all_of("adult");
       }},
  };
}

std::vector<Mutant> GroupMutants() {
  return {
      {0, "no lead worker from the Departement",
       [](Charter& c) {
         c.mutable_partners(7)->set_may_be_lead_worker(false);
       }},
      {0, "a group without the SPIP",
       [](Charter& c) { RemovePartner(c, "spip"); }},
      {0, "a group without mediation",
       [](Charter& c) { RemovePartner(c, "association-mediation"); }},
      {0, "a second mission locale",
       [](Charter& c) {
         Partner& partner = *c.add_partners();
         partner.set_id("mission-du-perche");
         partner.set_name("Mission locale du Perche");
         partner.set_kind("association");
         partner.set_function("LOCAL_MISSION");
         partner.set_may_be_lead_worker(true);
         CopyRights(c, "mission-locale", "mission-du-perche");
       }},
      {0, "one more association that sees no offence",
       [](Charter& c) {
         Partner& partner = *c.add_partners();
         partner.set_id("club");
         partner.set_name("Un club");
         partner.set_kind("association");
         partner.set_function("MEDIATION");
         Prohibition& prohibition = *c.add_prohibitions();
         prohibition = c.prohibitions(0);
         prohibition.set_partner("club");
       }},
      {0, "items without a name, by the coordinator",
       [](Charter& c) { Give(c, "coordinator", "UNNAMED_ITEM_SET"); }},
      {0, "no office has a deputy", [](Charter& c) { c.clear_deputies(); }},
      {0, "certificates alone sign",
       [](Charter& c) { c.add_signing_keys("CERTIFICATE"); }},
      {0, "members do not refer",
       [](Charter& c) {
         RemoveIf(c.mutable_role_grants(), [](const RoleGrant& grant) {
           return grant.role() == "member";
         });
       }},
      {0, "a coordinator who does not list",
       [](Charter& c) {
         for (RoleGrant& grant : *c.mutable_role_grants()) {
           RemoveIf(grant.mutable_operations(),
                    [](const std::string& name) { return name == "LIST_ALL"; });
         }
       }},
  };
}

}  // namespace

const std::vector<Mutant>& HarmlessMutants() {
  static const auto* const kMutants = [] {
    auto* all = new std::vector<Mutant>();
    for (const auto& some : {ClockMutants(), GateMutants(), ClassMutants(),
                             GrantMutants(), GroupMutants()}) {
      all->insert(all->end(), some.begin(), some.end());
    }
    return all;
  }();
  return *kMutants;
}

}  // namespace sceau::policy
