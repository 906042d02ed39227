// One case file as a partner may see it: some sections shown, some in part,
// one own, the rest withheld.
#ifndef SCEAU_TESTS_CLIENT_CLI_SAMPLE_CASE_H_
#define SCEAU_TESTS_CLIENT_CLI_SAMPLE_CASE_H_

#include "google/protobuf/text_format.h"

#include "sceau/v1/case.pb.h"

namespace sceau::testing {

inline v1::Case SampleCase() {
  static constexpr char kText[] = R"pb(
    name: "groups/alencon/cases/k7q2m4"
    administrative {
      state: CASE_STATE_ACTIVE
      opened_date { year: 2026 month: 9 day: 15 }
      notice_state: NOTICE_STATE_RECORDED
      review_due_date { year: 2027 month: 10 day: 1 }
    }
    todos: TODO_ACTION_TO_ACCEPT
    sections { category: CATEGORY_IDENTITY access: SECTION_ACCESS_SHOWN }
    sections { category: CATEGORY_CONTACT_DETAILS access: SECTION_ACCESS_SHOWN }
    sections {
      category: CATEGORY_LEGAL_REPRESENTATIVES
      access: SECTION_ACCESS_WITHHELD
      article: "CSI L. 132-13 III"
      reason: "Les représentants sont connus du secrétariat et du référent."
    }
    sections { category: CATEGORY_ORIGIN access: SECTION_ACCESS_PARTLY }
    sections { category: CATEGORY_SCHOOLING access: SECTION_ACCESS_SHOWN }
    sections { category: CATEGORY_ATTENDANCE access: SECTION_ACCESS_SHOWN }
    sections {
      category: CATEGORY_SCHOOL_INCIDENT
      access: SECTION_ACCESS_WITHHELD
      article: "charte, article 7"
      reason: "La fiche navette est lue par la commune et le secrétariat."
    }
    sections { category: CATEGORY_EMPLOYMENT access: SECTION_ACCESS_OWN }
    sections {
      category: CATEGORY_PUBLIC_ORDER_FACT
      access: SECTION_ACCESS_WITHHELD
      article: "charte, article 7"
      reason: "La fiche navette est lue par la commune et le secrétariat."
    }
    sections {
      category: CATEGORY_JUDICIAL_MEASURE
      access: SECTION_ACCESS_WITHHELD
      article: "CSI L. 132-2"
    }
    sections { category: CATEGORY_INVOLVEMENT access: SECTION_ACCESS_SHOWN }
    sections { category: CATEGORY_STRENGTHS access: SECTION_ACCESS_SHOWN }
    sections { category: CATEGORY_DECISION access: SECTION_ACCESS_SHOWN }
    sections { category: CATEGORY_ACTION access: SECTION_ACCESS_SHOWN }
    sections { category: CATEGORY_NOTICE access: SECTION_ACCESS_PARTLY }
    sections { category: CATEGORY_LEAD_WORKER access: SECTION_ACCESS_SHOWN }
    entries {
      name: "groups/alencon/cases/k7q2m4/entries/e1"
      category: CATEGORY_IDENTITY
      owner: "secretariat"
      create_time { seconds: 1789430400 }
      body {
        identity {
          family_name: "Durand"
          given_name: "Léa"
          birth_date { year: 2010 month: 3 day: 4 }
          sex: SEX_FEMALE
        }
      }
    }
    entries {
      name: "groups/alencon/cases/k7q2m4/entries/e2"
      category: CATEGORY_CONTACT_DETAILS
      owner: "secretariat"
      create_time { seconds: 1789430400 }
      body {
        contact_details {
          address {
            line: "12 rue des Filles-Notre-Dame"
            postal_code: "61000"
            locality: "ALENÇON"
          }
          phone: "+33612345678"
        }
      }
    }
    entries {
      name: "groups/alencon/cases/k7q2m4/entries/e3"
      category: CATEGORY_STRENGTHS
      owner: "education-nationale"
      create_time { seconds: 1790000000 }
      narrowed_to: "mission-locale"
      narrowed_to: "commune-alencon"
      body {
        strengths { codes: STRENGTH_PROJECT codes: STRENGTH_SPORT_CULTURE }
      }
    }
    entries {
      name: "groups/alencon/cases/k7q2m4/entries/e4"
      category: CATEGORY_SCHOOLING
      owner: "education-nationale"
      create_time { seconds: 1790000000 }
      body {
        schooling {
          status: SCHOOLING_STATUS_RETURNING
          level: SCHOOL_LEVEL_LEVEL_3E
          establishment_kind: ESTABLISHMENT_KIND_COLLEGE
          since { year: 2026 month: 9 }
        }
      }
    }
    entries {
      name: "groups/alencon/cases/k7q2m4/entries/e5"
      category: CATEGORY_ACTION
      owner: "secretariat"
      create_time { seconds: 1790100000 }
      awaits_acceptance: true
      body {
        action {
          kind: ACTION_KIND_INTERNSHIP
          pilot: "mission-locale"
          due_date { year: 2027 month: 1 day: 15 }
          comment: "stage de deux semaines, à choisir avec elle parmi les ateliers qu'elle a visités au printemps"
        }
      }
    }
    entries {
      name: "groups/alencon/cases/k7q2m4/entries/e6"
      category: CATEGORY_DECISION
      owner: "secretariat"
      create_time { seconds: 1790100000 }
      body {
        decision {
          code: DECISION_CODE_FOLLOW_UP_WITH_LEAD_WORKER
          date { year: 2026 month: 10 day: 1 }
          reason: DECISION_REASON_SEVERAL_PARTNERS_NEEDED
          session: "groups/alencon/reviewSessions/s1"
          state: DECISION_STATE_VALIDATED
          validations {
            member: "groups/alencon/members/paul-garnier"
            partner: "prefecture"
            time { seconds: 1790200000 }
          }
        }
      }
    }
    entries {
      name: "groups/alencon/cases/k7q2m4/entries/e7"
      category: CATEGORY_NOTICE
      owner: "secretariat"
      partial: true
      body { notice { adhesion: true informed_flag: true } }
    }
    entries {
      name: "groups/alencon/cases/k7q2m4/entries/e8"
      category: CATEGORY_LEAD_WORKER
      owner: "secretariat"
      create_time { seconds: 1790100000 }
      body {
        lead_worker {
          organisation: "education-nationale"
          member: "groups/alencon/members/ines-barbier"
          contact { phone: "+33233000000" email: "i.barbier@exemple.fr" }
          contacts {
            date { year: 2026 month: 10 day: 12 }
            kind: CONTACT_KIND_MEETING
          }
          contacts {
            date { year: 2026 month: 11 day: 2 }
            kind: CONTACT_KIND_TELEPHONE
          }
          name: "Barbier Inès"
          accepted_date { year: 2026 month: 10 day: 3 }
        }
      }
    }
    conditions {
      condition {
        agreement {
          given_by: NOTICE_RECIPIENT_PERSON
          date { year: 2026 month: 10 day: 3 }
        }
        categories: CATEGORY_EMPLOYMENT
      }
      recorded_by: "secretariat"
      record_time { seconds: 1790200000 }
    }
  )pb";
  v1::Case file;
  if (!google::protobuf::TextFormat::ParseFromString(kText, &file)) {
    file.Clear();
  }
  return file;
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CLIENT_CLI_SAMPLE_CASE_H_
