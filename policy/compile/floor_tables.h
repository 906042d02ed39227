// The law's limits as tables, for the floor, which holds the text to them, and
// for the proof, which holds the program to them. Private to policy/.
//
// Source: policy/README.md.
#ifndef SCEAU_POLICY_COMPILE_FLOOR_TABLES_H_
#define SCEAU_POLICY_COMPILE_FLOOR_TABLES_H_

#include <cstdint>

#include "policy/compile/catalogue.h"
#include "policy/decide/types.h"

namespace sceau::policy {

inline constexpr uint8_t kOffenceOrC = kClassBOffence | kClassC;

inline constexpr auto kPolice = v1::PARTNER_FUNCTION_POLICE;
inline constexpr auto kProbation = v1::PARTNER_FUNCTION_PROBATION;
inline constexpr auto kYouthJustice = v1::PARTNER_FUNCTION_YOUTH_JUSTICE;
inline constexpr auto kSchools = v1::PARTNER_FUNCTION_SCHOOLS;
inline constexpr auto kDepartment = v1::PARTNER_FUNCTION_DEPARTMENT;
inline constexpr auto kRegion = v1::PARTNER_FUNCTION_REGION;
inline constexpr auto kLocalMission = v1::PARTNER_FUNCTION_LOCAL_MISSION;
inline constexpr auto kMediation = v1::PARTNER_FUNCTION_MEDIATION;

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

// Classes that are strict enough for a value of a closed list; or for the id of
// every organisation of a function, where it betrays something.
struct ValueFloor {
  const char* field;
  // Empty: an id, of `function`.
  const char* value;
  uint8_t classes;
  v1::PartnerFunction function = v1::PARTNER_FUNCTION_UNSPECIFIED;
};
inline constexpr ValueFloor kValueFloors[] = {
    {"Origin.organisation", "", kOffenceOrC, kPolice},
    {"Origin.organisation", "", kClassC, kYouthJustice},
    {"Origin.organisation", "", kClassC, kProbation},
    {"Origin.reasons", "SCHOOL_FACTS", kOffenceOrC},
    {"Origin.reasons", "INCIVILITIES", kOffenceOrC},
    {"Origin.reasons", "PUBLIC_SPACE", kOffenceOrC},
    {"Origin.reasons", "GROUP_INFLUENCE", kOffenceOrC},
    {"Origin.profile", "FIRST_FACTS", kOffenceOrC},
    {"Origin.profile", "REPEATED_FACTS", kClassC},
    {"Origin.profile", "LEAVING_PRISON", kClassC},
    {"Involvement.organisation", "", kClassC, kYouthJustice},
    {"Involvement.organisation", "", kClassC, kProbation},
    {"LeadWorker.organisation", "", kClassC, kYouthJustice},
    {"LeadWorker.organisation", "", kClassC, kProbation},
    {"Action.pilot", "", kClassC, kYouthJustice},
    {"Action.pilot", "", kClassC, kProbation},
    {"MunicipalMeasure.kind", "MUNICIPAL_SETTLEMENT", kClassC},
    {kOwnerField, "", kOffenceOrC, kPolice},
    {kOwnerField, "", kClassC, kYouthJustice},
    {kOwnerField, "", kClassC, kProbation},
};

// The least strict of the classes that are strict enough.
constexpr uint8_t LeastOf(uint8_t classes) {
  return static_cast<uint8_t>(classes & (0u - classes));
}

// Organisations without title, whatever kind the charter says they are. No
// association has one: none is a public authority.
struct TitleFloor {
  v1::PartnerFunction function;
  uint8_t classes;
};
inline constexpr TitleFloor kTitleFloors[] = {
    {kLocalMission, kOffenceOrC},
    {kRegion, kOffenceOrC},
    {kMediation, kOffenceOrC | kClassBSchool},
};

inline constexpr int kNoAgeLimit = 0;

// The widest gate of an organisation, in completed years.
struct GateFloor {
  v1::PartnerFunction function;
  int min_age;
  // kNoAgeLimit: none.
  int below_age;
  // Whether it may follow whoever is in school beyond these ages.
  bool or_in_school;
};
inline constexpr GateFloor kGateFloors[] = {
    {kSchools, 0, 18, true},
    {kYouthJustice, 0, 21, false},
    {kProbation, 18, kNoAgeLimit, false},
    {kLocalMission, 16, kNoAgeLimit, false},
    {kRegion, 15, kNoAgeLimit, false},
    {kDepartment, 0, 26, false},
};

// Below this age a Département's own involvement (ASE) may be told, and the
// schools may still contribute.
inline constexpr int kYoungAdultAge = 21;
inline constexpr int kAdultAge = 18;

// Organisations that tell of their involvement with a written basis only.
inline constexpr v1::PartnerFunction kToldInWriting[] = {
    kYouthJustice, kProbation, kDepartment};

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_FLOOR_TABLES_H_
