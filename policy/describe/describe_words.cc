#include "policy/describe/describe_words.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sceau::policy {
namespace {

struct BitWords {
  unsigned bit;
  Words words;
};

constexpr BitWords kRelations[] = {
    {kSession, {"convoqué à une séance", "convened to a session"}},
    {kLeadWorker, {"référent de parcours", "lead worker"}},
    {kOpenAction, {"action en cours", "open action"}},
    {kContributor, {"contribution en place", "standing contribution"}},
    {kOwnReferral, {"a saisi le groupe", "made the referral"}},
    {kTypedSender,
     {"saisine dictée au coordonnateur", "referral typed by the coordinator"}},
    {kPendingValidation,
     {"une décision attend sa validation", "a decision awaits validation"}},
    {kOpenRequest, {"demande de la personne ouverte", "open subject request"}},
};
constexpr BitWords kConditions[] = {
    {kWrittenBasis, {"base écrite", "written basis"}},
    {kAgreement, {"accord de la personne", "the person's agreement"}},
};
constexpr BitWords kStandings[] = {
    {kUnsigned, {"charte non signée", "charter not signed"}},
    {kSuspended, {"membre suspendu", "member suspended"}},
    {kRecused, {"lien personnel avec la personne", "personal link"}},
    {kOutOfTerm, {"hors de la durée de la charte", "outside the term"}},
};
constexpr BitWords kClasses[] = {
    {kClassA, {"A", "A"}},
    {kClassB, {"B", "B"}},
    {kClassBSchool, {"B_SCHOOL", "B_SCHOOL"}},
    {kClassBOffence, {"B_OFFENCE", "B_OFFENCE"}},
    {kClassC, {"C", "C"}},
};

template <size_t kCount>
std::string Joined(unsigned bits, const BitWords (&all)[kCount],
                   Language language) {
  std::vector<std::string> named;
  for (const BitWords& each : all) {
    if ((bits & each.bit) != 0) named.push_back(In(language, each.words));
  }
  return absl::StrJoin(named, ", ");
}

}  // namespace

const char* In(Language language, const Words& words) {
  return language == Language::kFrench ? words.french : words.english;
}

std::string Grouped(uint64_t number, Language language) {
  const std::string digits = absl::StrCat(number);
  std::string grouped;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) {
      grouped += language == Language::kFrench ? "\u00a0" : ",";
    }
    grouped += digits[i];
  }
  return grouped;
}

const char* RoleWords(v1::Role role, Language language) {
  switch (role) {
    case v1::ROLE_MEMBER:
      return In(language, {"un membre", "a member"});
    case v1::ROLE_COORDINATOR:
      return In(language, {"le coordonnateur", "the coordinator"});
    case v1::ROLE_CO_PILOT:
      return In(language, {"le copilote", "the co-pilot"});
    case v1::ROLE_CHARTER_OFFICER:
      return In(language, {"le garant de la charte", "the charter officer"});
    case v1::ROLE_DATA_PROTECTION_OFFICER:
      return In(language, {"le délégué à la protection des données",
                           "the data protection officer"});
    case v1::ROLE_TECHNICAL_ADMINISTRATOR:
      return In(language,
                {"l'administrateur technique", "the technical administrator"});
    default:
      return In(language, {"quelqu'un sans rôle", "somebody without a role"});
  }
}

const char* StateWords(v1::CaseState state, Language language) {
  switch (state) {
    case v1::CASE_STATE_ADMITTED:
      return In(language, {"situation admise", "case admitted"});
    case v1::CASE_STATE_ACTIVE:
      return In(language, {"suivi actif", "active follow-up"});
    case v1::CASE_STATE_EXITED:
      return In(language, {"suivi terminé", "follow-up ended"});
    default:
      return In(language, {"aucune situation", "no case"});
  }
}

std::string RelationWords(unsigned relations, Language language) {
  constexpr unsigned kKnownBy = kSession | kLeadWorker | kOpenAction |
                                kContributor | kOwnReferral | kTypedSender;
  if ((relations & kKnownBy) != kKnownBy) {
    return Joined(relations, kRelations, language);
  }
  const std::string known =
      In(language, {"situation connue de l'organisation (séance, référent, "
                    "action, contribution ou saisine)",
                    "case known to the organisation (session, lead worker, "
                    "action, contribution or referral)"});
  const std::string more = Joined(relations & ~kKnownBy, kRelations, language);
  return more.empty() ? known : absl::StrCat(known, ", ", more);
}

std::string ConditionWords(unsigned conditions, Language language) {
  return Joined(conditions, kConditions, language);
}

std::string StandingWords(unsigned standing, Language language) {
  return Joined(standing, kStandings, language);
}

std::string ClassWords(unsigned classes, Language language) {
  return Joined(classes, kClasses, language);
}

}  // namespace sceau::policy
