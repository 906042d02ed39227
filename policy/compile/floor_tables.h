// The law's limits as tables, for the floor, which holds the text to them, and
// for the proof, which holds the program to them. Private to policy/.
//
// Source: domain.md §§ 3.1, 4.1, 4.2, 4.3.
#ifndef SCEAU_POLICY_COMPILE_FLOOR_TABLES_H_
#define SCEAU_POLICY_COMPILE_FLOOR_TABLES_H_

#include <cstdint>

#include "policy/compile/catalogue.h"
#include "policy/decide/types.h"

namespace sceau::policy {

inline constexpr uint8_t kOffenceOrC = kClassBOffence | kClassC;

// Classes that are strict enough for a category.
struct CategoryFloor {
  const char* category;
  uint8_t classes;
};
inline constexpr CategoryFloor kCategoryFloors[] = {
    {"Attendance", kClassBSchool | kOffenceOrC},
    {"SchoolIncident", kOffenceOrC},
    {"PublicOrderFact", kOffenceOrC},
    {"MunicipalMeasure", kOffenceOrC},
    {"JudicialMeasure", kClassC},
    {"SentencePreparation", kClassC},
};

// Classes that are strict enough for a value. A partner's name as a value needs
// the partner to be in the charter.
struct ValueFloor {
  const char* field;
  const char* value;
  uint8_t classes;
  bool is_partner;
};
inline constexpr ValueFloor kValueFloors[] = {
    {"Origin.organisation", "police-nationale", kOffenceOrC, true},
    {"Origin.organisation", "pjj", kClassC, true},
    {"Origin.organisation", "spip", kClassC, true},
    {"Origin.reasons", "SCHOOL_FACTS", kOffenceOrC, false},
    {"Origin.reasons", "INCIVILITIES", kOffenceOrC, false},
    {"Origin.reasons", "PUBLIC_SPACE", kOffenceOrC, false},
    {"Origin.reasons", "GROUP_INFLUENCE", kOffenceOrC, false},
    {"Origin.profile", "FIRST_FACTS", kOffenceOrC, false},
    {"Origin.profile", "REPEATED_FACTS", kClassC, false},
    {"Origin.profile", "LEAVING_PRISON", kClassC, false},
    {"Involvement.organisation", "pjj", kClassC, true},
    {"Involvement.organisation", "spip", kClassC, true},
    {"LeadWorker.organisation", "pjj", kClassC, true},
    {"LeadWorker.organisation", "spip", kClassC, true},
    {"Action.pilot", "pjj", kClassC, true},
    {"Action.pilot", "spip", kClassC, true},
    {"MunicipalMeasure.kind", "MUNICIPAL_SETTLEMENT", kClassC, false},
    {kOwnerField, "police-nationale", kOffenceOrC, true},
    {kOwnerField, "pjj", kClassC, true},
    {kOwnerField, "spip", kClassC, true},
};

// The least strict of the classes that are strict enough.
constexpr uint8_t LeastOf(uint8_t classes) {
  return static_cast<uint8_t>(classes & (0u - classes));
}

// Organisations without title, whatever kind the charter says they are. No
// association has one: none is a public authority.
struct TitleFloor {
  const char* partner;
  uint8_t classes;
};
inline constexpr TitleFloor kTitleFloors[] = {
    {"mission-locale", kOffenceOrC},
    {"conseil-regional", kOffenceOrC},
    {"association-mediation", kOffenceOrC | kClassBSchool},
};

inline constexpr int kNoAgeLimit = 0;

// The widest gate of an organisation, in completed years.
struct GateFloor {
  const char* partner;
  int min_age;
  // kNoAgeLimit: none.
  int below_age;
  // Whether it may follow whoever is in school beyond these ages.
  bool or_in_school;
};
inline constexpr GateFloor kGateFloors[] = {
    {"education-nationale", 0, 18, true},
    {"pjj", 0, 21, false},
    {"spip", 18, kNoAgeLimit, false},
    {"mission-locale", 16, kNoAgeLimit, false},
    {"conseil-regional", 15, kNoAgeLimit, false},
    {"conseil-departemental", 0, 26, false},
};

// Below this age a Département's own involvement (ASE) may be told, and the
// schools may still contribute.
inline constexpr int kYoungAdultAge = 21;
inline constexpr int kAdultAge = 18;

// Organisations that tell of their involvement with a written basis only.
inline constexpr const char* kToldInWriting[] = {"pjj", "spip",
                                                 "conseil-departemental"};

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_FLOOR_TABLES_H_
