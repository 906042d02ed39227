// Who is in every test's group: all roles, and two members of each of the
// eleven partners of the reference charter. Everyone is invented.
#ifndef SCEAU_TESTS_SUPPORT_TEST_CAST_H_
#define SCEAU_TESTS_SUPPORT_TEST_CAST_H_

#include "sceau/v1/category.pb.h"

namespace sceau::testing {

struct CastMember {
  const char* member = "";
  const char* partner = "";
  const char* display_name = "";
  v1::Role role = v1::ROLE_MEMBER;
  bool confirmed = true;
  bool has_signed = true;
};

inline constexpr char kCoordinator[] = "coordinator";
inline constexpr char kOfficer[] = "officer";
inline constexpr char kAdmin[] = "admin";
inline constexpr char kDpo[] = "dpo";
inline constexpr char kCoPilotState[] = "co-pilot-state";  // prefecture
inline constexpr char kCoPilotLocal[] = "co-pilot-local";  // commune-alencon

// The officers of the group, who found it.
inline constexpr CastMember kFounders[] = {
    {kAdmin, "commune-alencon", "Lenoir Hugo",
     v1::ROLE_TECHNICAL_ADMINISTRATOR},
    {kOfficer, "conseil-departemental", "Rivière Anne",
     v1::ROLE_CHARTER_OFFICER},
    {kCoPilotState, "prefecture", "Garnier Paul", v1::ROLE_CO_PILOT},
    {kCoPilotLocal, "commune-alencon", "Leroy Sofia", v1::ROLE_CO_PILOT},
    {kCoordinator, "commune-alencon", "Aubry Léa", v1::ROLE_COORDINATOR},
    {kDpo, "commune-alencon", "Noël Rose", v1::ROLE_DATA_PROTECTION_OFFICER},
};

// Titulaire "<partner>-1", suppléant "<partner>-2"; and two who may do nothing
// yet.
inline constexpr CastMember kMembers[] = {
    {"prefecture-1", "prefecture", "Vidal Marie"},
    {"prefecture-2", "prefecture", "Bonnet Luc"},
    {"education-nationale-1", "education-nationale", "Barbier Inès"},
    {"education-nationale-2", "education-nationale", "Faure Jean"},
    {"police-nationale-1", "police-nationale", "Delaunay Marc"},
    {"police-nationale-2", "police-nationale", "Roche Alice"},
    {"spip-1", "spip", "Perrin Nadia"},
    {"spip-2", "spip", "Masson Éric"},
    {"pjj-1", "pjj", "Colin Yann"},
    {"pjj-2", "pjj", "Brun Zoé"},
    {"ddetspp-1", "ddetspp", "Marchand Eva"},
    {"ddetspp-2", "ddetspp", "Dumas Noé"},
    {"commune-alencon-1", "commune-alencon", "Gautier Tom"},
    {"commune-alencon-2", "commune-alencon", "Lemoine Iris"},
    {"conseil-departemental-1", "conseil-departemental", "Renard Lucie"},
    {"conseil-departemental-2", "conseil-departemental", "Picard Hugo"},
    {"conseil-regional-1", "conseil-regional", "Morel Julie"},
    {"conseil-regional-2", "conseil-regional", "Rey Paul"},
    {"mission-locale-1", "mission-locale", "Martin Claire"},
    {"mission-locale-2", "mission-locale", "Blanc Théo"},
    {"association-mediation-1", "association-mediation", "Benali Karim"},
    {"association-mediation-2", "association-mediation", "Girard Ana"},
    {"unsigned-1", "ddetspp", "Petit Rémi", v1::ROLE_MEMBER,
     /*confirmed=*/true, /*has_signed=*/false},
    {"registered-1", "ddetspp", "Gros Léon", v1::ROLE_MEMBER,
     /*confirmed=*/false, /*has_signed=*/false},
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_TEST_CAST_H_
