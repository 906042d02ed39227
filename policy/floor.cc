#include "policy/floor.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"

#include "policy/floor_parts.h"

namespace sceau::policy {
namespace {

// Beginnings of words, folded: lower case, no accent, no separator.
constexpr std::array<const char*, 49> kForbiddenStems = {
    // Health, in every form.
    "health",
    "sante",
    "medic",
    "addict",
    "psych",
    "disab",
    "handicap",
    "mdph",
    "pai",
    "pps",
    // Convictions, origin, sexual life.
    "relig",
    "politi",
    "union",
    "syndic",
    "opinion",
    "ethni",
    "race",
    "racial",
    "nationalit",
    "sexu",
    // What belongs to other bodies and other files.
    "radical",
    "intelligence",
    "renseignement",
    "policefile",
    "taj",
    "fpr",
    "fsprt",
    "fichier",
    "casier",
    "criminalrecord",
    "appi",
    "parcours",
    "cassiopee",
    "imilo",
    "investigation",
    "confid",
    // Numbers, pictures, vehicles, third persons.
    "nir",
    "socialsecurity",
    "tax",
    "caf",
    "biometr",
    "photo",
    "video",
    "vehicle",
    "thirdperson",
    // Judgements of a person.
    "score",
    "risk",
    "ranking",
    "reputation",
};

std::string Fold(absl::string_view name) {
  std::string folded = absl::StrReplaceAll(name, {{"é", "e"},
                                                  {"É", "e"},
                                                  {"è", "e"},
                                                  {"È", "e"},
                                                  {"ê", "e"},
                                                  {"Ê", "e"},
                                                  {"à", "a"},
                                                  {"À", "a"},
                                                  {"ï", "i"},
                                                  {"î", "i"},
                                                  {"ô", "o"},
                                                  {"ç", "c"},
                                                  {"_", ""},
                                                  {"-", ""},
                                                  {" ", ""}});
  absl::AsciiStrToLower(&folded);
  return folded;
}

}  // namespace

const std::vector<Invariant>& Invariants() {
  static const auto* const kInvariants = new std::vector<Invariant>{
      {2,
       "une catégorie interdite (santé, religion, radicalisation, fichiers "
       "de police…) ne peut pas exister",
       "a forbidden category (health, religion, radicalisation, police "
       "files…) cannot exist",
       "RGPD 9 et 10 ; LIL 6 et 46 ; AU-038 art. 3"},
      {3, "le garant de la charte ne lit jamais de contenu",
       "the charter officer never reads content",
       "RGPD 5(1)(c) et 32 ; charte"},
      {8,
       "hors coordonnateur, rien ne s'ouvre sans lien actuel avec la "
       "situation ; la fenêtre de lecture va de J-21 au plus à J+7",
       "but for the coordinator, nothing opens without a present relation to "
       "the case; the reading window is D-21 at most to D+7",
       "CSI L. 132-13 III ; RGPD 5(1)(b) et (c)"},
      {10,
       "ce qui peut révéler une infraction ou une mesure judiciaire n'est "
       "jamais montré à qui n'a pas de titre légal",
       "what may reveal an offence or a judicial measure is never shown to "
       "whoever has no legal title",
       "RGPD 10 ; LIL 46"},
      {11,
       "une mesure judiciaire ne s'écrit qu'avec la communication du "
       "procureur",
       "a judicial measure is written only with the prosecutor's "
       "communication",
       "CSI L. 132-2 ; code pénal 226-19"},
      {12,
       "une préparation de sortie ne concerne qu'un majeur, avec la "
       "demande au groupe et l'accord de la personne",
       "the preparation of a release is about adults only, with the request "
       "to the group and the person's agreement",
       "CSI L. 132-13 III ; LIL 46"},
      {13,
       "une organisation ne déclare que sa propre intervention ; PJJ, "
       "SPIP et Département, avec un écrit",
       "an organisation declares its own involvement only; PJJ, SPIP and the "
       "Département with a written basis",
       "CJPM R. 241-1 ; code pénitentiaire D. 113-45 ; CASF L. 221-6"},
      {15, "les âges où chaque organisation intervient ne s'élargissent pas",
       "the ages at which each organisation acts are never widened",
       "CJPM L. 112-4 ; code du travail L. 5314-2 ; code de l'éducation "
       "L. 131-1 ; CASF L. 222-5"},
      {16, "à 18 ans, les représentants légaux ne sont plus lisibles",
       "at 18, the legal representatives can no longer be read",
       "code civil 371-1 et 414 ; RGPD 5(1)(c)"},
      {17,
       "le suivi concerne les 12 à 25 ans et s'arrête au plus tard au 26e "
       "anniversaire",
       "the follow-up is for ages 12 to 25 and ends at the 26th birthday at "
       "the latest",
       "contrat de sécurité intégrée d'Alençon § 2.2.1 ; AU-038 art. 5"},
      {23,
       "la liste et la recherche de toutes les situations ne sont "
       "ouvertes qu'au coordonnateur",
       "listing and searching all cases is the coordinator's alone",
       "RGPD 5(1)(c) et 25 ; AU-038 art. 4"},
      {26, "la personne est informée dans le mois",
       "the person is told within a month", "RGPD 14(3)"},
      {31,
       "le profil et l'auteur nommé d'une saisine ne sont montrés qu'au "
       "coordonnateur",
       "the profile and the named author of a referral are the coordinator's "
       "alone",
       "AU-038 art. 3 ; RGPD 15(4)"},
      {32, "toute situation est revue au moins tous les douze mois",
       "every case is reviewed at least every twelve months",
       "AU-038 art. 5 ; RGPD 5(1)(e)"},
      {36, "un administrateur technique ne lit jamais de contenu",
       "a technical administrator never reads content",
       "RGPD 32 ; code pénal 226-13"},
      {40, "les décisions et la charte sont validées par les seuls copilotes",
       "decisions and the charter are validated by the co-pilots alone",
       "contrat de sécurité intégrée d'Alençon § 2.2"},
  };
  return *kInvariants;
}

const Invariant* FindInvariant(int number) {
  for (const Invariant& invariant : Invariants()) {
    if (invariant.number == number) return &invariant;
  }
  return nullptr;
}

bool IsForbiddenCategory(absl::string_view name) {
  const std::string folded = Fold(name);
  return std::any_of(
      kForbiddenStems.begin(), kForbiddenStems.end(),
      [&](const char* stem) { return absl::StartsWith(folded, stem); });
}

int FindPartnerIndex(const Charter& charter, absl::string_view id) {
  for (int i = 0; i < charter.partners_size(); ++i) {
    if (charter.partners(i).id() == id) return i;
  }
  return -1;
}

void HoldToFloor(const Charter& charter, const Place& place,
                 Findings& findings) {
  HoldOfficer(charter, place, findings);
  HoldRelations(charter, place, findings);
  HoldClasses(charter, place, findings);
  HoldProhibitions(charter, place, findings);
  HoldConditions(charter, place, findings);
  HoldGates(charter, place, findings);
  HoldClocks(charter, place, findings);
  HoldRoles(charter, place, findings);
}

}  // namespace sceau::policy
