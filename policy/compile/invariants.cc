// The invariants of policy/README.md that bind a charter or the program made of
// it, each in one line and with its law.
#include <algorithm>

#include "policy/compile/floor.h"

namespace sceau::policy {

const std::vector<Invariant>& Invariants() {
  constexpr Binds kCharter = Binds::kCharter;
  constexpr Binds kProgram = Binds::kProgram;
  static const auto* const kInvariants = new std::vector<Invariant>{
      {1, kCharter,
       "ce qu'aucune règle ne donne est refusé ; une organisation, une "
       "rubrique ou une condition inconnue rend la charte invalide",
       "what no rule grants is refused; an unknown partner, category or "
       "condition makes the charter invalid",
       "charte ; RGPD 25(2)"},
      {2, kCharter,
       "une catégorie interdite (santé, religion, radicalisation, fichiers "
       "de police…) ne peut pas exister",
       "a forbidden category (health, religion, radicalisation, police "
       "files…) cannot exist",
       "RGPD 9 et 10 ; LIL 6 et 46 ; AU-038 art. 3"},
      {3, kCharter, "le garant de la charte ne lit jamais de contenu",
       "the charter officer never reads content",
       "RGPD 5(1)(c) et 32 ; charte"},
      {4, kProgram,
       "sans signature de la version en vigueur, rien ne se lit ni ne "
       "s'écrit, hors la charte elle-même",
       "without a signature of the version in force nothing is read or "
       "written but the charter itself",
       "CSI L. 132-13 III ; charte"},
      {5, kProgram,
       "hors de la durée d'une version, elle n'ouvre rien ; aucune lecture de "
       "grâce",
       "outside its term a version opens nothing; there is no grace reading",
       "CSI L. 132-13 III ; contrat de sécurité intégrée d'Alençon"},
      {7, kCharter, "tout droit cite son article et dit sa raison",
       "every right cites its article and says its reason", "RGPD 5(2) et 6"},
      {8, kCharter,
       "hors coordonnateur, rien ne s'ouvre sans lien actuel avec la "
       "situation ; la fenêtre de lecture va de J-21 au plus à J+7",
       "but for the coordinator, nothing opens without a present relation to "
       "the case; the reading window is D-21 at most to D+7",
       "CSI L. 132-13 III ; RGPD 5(1)(b) et (c)"},
      {10, kCharter,
       "ce qui peut révéler une infraction ou une mesure judiciaire n'est "
       "jamais montré à qui n'a pas de titre légal",
       "what may reveal an offence or a judicial measure is never shown to "
       "whoever has no legal title",
       "RGPD 10 ; LIL 46"},
      {11, kCharter,
       "une mesure judiciaire ne s'écrit qu'avec la communication du "
       "procureur",
       "a judicial measure is written only with the prosecutor's "
       "communication",
       "CSI L. 132-2 ; code pénal 226-19"},
      {12, kCharter,
       "une préparation de sortie ne concerne qu'un majeur, avec la "
       "demande au groupe et l'accord de la personne",
       "the preparation of a release is about adults only, with the request "
       "to the group and the person's agreement",
       "CSI L. 132-13 III ; LIL 46"},
      {13, kCharter,
       "une organisation ne déclare que sa propre intervention ; PJJ, "
       "SPIP et Département, avec un écrit",
       "an organisation declares its own involvement only; PJJ, SPIP and the "
       "Département with a written basis",
       "CJPM R. 241-1 ; code pénitentiaire D. 113-45 ; CASF L. 221-6"},
      {15, kCharter,
       "les âges où chaque organisation intervient ne s'élargissent pas",
       "the ages at which each organisation acts are never widened",
       "CJPM L. 112-4 ; code du travail L. 5314-2 ; code de l'éducation "
       "L. 131-1 ; CASF L. 222-5"},
      {16, kCharter, "à 18 ans, les représentants légaux ne sont plus lisibles",
       "at 18, the legal representatives can no longer be read",
       "code civil 371-1 et 414 ; RGPD 5(1)(c)"},
      {17, kCharter,
       "le suivi concerne les 12 à 25 ans et s'arrête au plus tard au 26e "
       "anniversaire",
       "the follow-up is for ages 12 to 25 and ends at the 26th birthday at "
       "the latest",
       "contrat de sécurité intégrée d'Alençon § 2.2.1 ; AU-038 art. 5"},
      {18, kCharter, "après la sortie, un dossier est gardé trois ans au plus",
       "after its exit a case is kept for three years at most",
       "AU-038 art. 5"},
      {19, kProgram,
       "après la sortie, rien ne se lit sinon dans la demande de la personne",
       "after the exit nothing is read but inside the person's request",
       "AU-038 art. 5 ; RGPD 15"},
      {21, kCharter,
       "le journal est relu : aucun seuil n'est si large que rien "
       "n'appellerait le regard du garant",
       "the journal is reviewed: no threshold is so wide that nothing would "
       "call for the officer's look",
       "CNIL, délibération 2021-122 ; RGPD 32"},
      {22, kCharter,
       "le journal des accès est gardé trois ans au plus, les journaux "
       "techniques douze mois au plus",
       "the journal of accesses is kept for three years at most, the technical "
       "logs for twelve months at most",
       "CNIL, délibération 2021-122"},
      {23, kCharter,
       "la liste et la recherche de toutes les situations ne sont "
       "ouvertes qu'au coordonnateur ; aucun nombre sous 5 n'est publié",
       "listing and searching all cases is the coordinator's alone; no count "
       "under 5 is published",
       "RGPD 5(1)(c) et 25 ; AU-038 art. 4"},
      {26, kCharter, "la personne est informée dans le mois",
       "the person is told within a month", "RGPD 14(3)"},
      {31, kCharter,
       "le profil et l'auteur nommé d'une saisine ne sont montrés qu'au "
       "coordonnateur",
       "the profile and the named author of a referral are the coordinator's "
       "alone",
       "AU-038 art. 3 ; RGPD 15(4)"},
      {32, kCharter, "toute situation est revue au moins tous les douze mois",
       "every case is reviewed at least every twelve months",
       "AU-038 art. 5 ; RGPD 5(1)(e)"},
      {34, kProgram,
       "une suspension ou la fin d'un mandat ferme tout, à la demande suivante",
       "a suspension or the end of a mandate closes everything at the next "
       "call",
       "CSI L. 132-13 III ; code pénal 226-13"},
      {36, kCharter, "un administrateur technique ne lit jamais de contenu",
       "a technical administrator never reads content",
       "RGPD 32 ; code pénal 226-13"},
      {38, kCharter,
       "une sauvegarde est écrasée au plus tard au bout de 35 jours",
       "a backup is overwritten after 35 days at most",
       "RGPD 5(1)(e) et 17 ; code pénal 226-20"},
      {39, kProgram, "un membre lié à la personne ne voit rien de sa situation",
       "a member with a personal link to the person sees nothing of the case",
       "CRPA L. 100-2 ; charte"},
      {40, kCharter,
       "les décisions et la charte sont validées par les seuls copilotes",
       "decisions and the charter are validated by the co-pilots alone",
       "contrat de sécurité intégrée d'Alençon § 2.2"},
      {41, kCharter,
       "aucune durée de conservation ni aucun délai dû n'est allongé",
       "no retention and no time limit owed is lengthened",
       "RGPD 5(1)(e), 12(3) et 33 ; code de l'éducation R. 131-10-4 ; code "
       "pénal 226-19 et 226-20"},
  };
  return *kInvariants;
}

const Invariant* FindInvariant(int number) {
  const auto& all = Invariants();
  const auto found = std::find_if(
      all.begin(), all.end(),
      [number](const Invariant& each) { return each.number == number; });
  return found == all.end() ? nullptr : &*found;
}

int InvariantOf(const Issue& issue) {
  switch (issue.code) {
    case IssueCode::kInvariant:
      return issue.invariant;
    case IssueCode::kUnknownPartner:
    case IssueCode::kUnknownRole:
    case IssueCode::kUnknownCategory:
    case IssueCode::kUnknownOperation:
    case IssueCode::kUnknownRelation:
    case IssueCode::kUnknownCondition:
    case IssueCode::kUnknownFunction:
      return kKnownWordsOnly;
    case IssueCode::kMissingArticle:
    case IssueCode::kMissingReason:
      return kLegalReason;
    default:
      return 0;
  }
}

}  // namespace sceau::policy
