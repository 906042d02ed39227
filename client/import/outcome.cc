#include "client/import/outcome.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace sceau {
namespace {

constexpr std::array<absl::string_view, kOutcomeCount> kIds = {
    "KEPT",
    "TO_CONFIRM",
    "THEIRS_TO_DEPOSIT",
    "NO_SUCH_DATA",
    "OFFENCE_NOT_MUNICIPAL",
    "JUDICIAL_WITHOUT_BASIS",
    "SECRET_OF_PARTNER",
    "RADICALISATION_REFUSED",
    "NOT_A_PARTNER",
    "OUT_OF_AGE",
    "OUT_OF_TERRITORY",
    "NOT_KEPT_WITHOUT_FOLLOW_UP",
    "NOT_UNDERSTOOD",
    "ALREADY_THERE"};

struct Sentence {
  absl::string_view id = {};
  absl::string_view french = {};
  absl::string_view english = {};
};

// A switch, so that a new reason without words breaks the build.
Sentence SentenceOf(Why why) {
  switch (why) {
    case Why::kNone:
      break;
    case Why::kNoted:
      return {"NOTED",
              "relisez cette valeur : elle peut vouloir dire autre chose",
              "read this value again: it may mean something else"};
    case Why::kTooManyCells:
      return {
          "TOO_MANY_CELLS",
          "la ligne a plus de cellules que l'en-tête : ses colonnes ont glissé",
          "the row has more cells than the heading: its columns have shifted"};
    case Why::kNobodys:
      return {"NOBODYS",
              "ni prénom, ni date de naissance, ni signalement : cette ligne "
              "n'est celle de personne (total, titre, note)",
              "no given name, birth date or referral: this row is nobody's (a "
              "total, a title, a note)"};
    case Why::kContinuesRow:
      return {"CONTINUES_ROW",
              "sans personne, mais avec une action, un référent ou une "
              "décision : la suite de la ligne du dessus ? Reprenez le nom et "
              "les dates, ou complétez le dossier à la main",
              "no person, but an action, a lead worker or a decision: does it "
              "continue the row above? Repeat names and dates, or complete the "
              "file by hand"};
    case Why::kNameMissing:
      return {"NAME_MISSING", "le nom et le prénom sont nécessaires",
              "family name and given name are both needed"};
    case Why::kNameMalformed:
      return {"NAME_MALFORMED",
              "un nom est fait de lettres, d'apostrophes, de tirets et de "
              "blancs, 80 caractères au plus",
              "a name is letters, apostrophes, hyphens and blanks, at most 80 "
              "characters"};
    case Why::kNamesTogether:
      return {"NAMES_TOGETHER",
              "lequel est le nom ? Écrivez-le en capitales (« DUPONT Léa »), "
              "ou séparez nom et prénom en deux colonnes",
              "which one is the family name? Write it in capitals (“DUPONT "
              "Léa”), or give each name a column"};
    case Why::kInitialsOnly:
      return {"INITIALS_ONLY",
              "des initiales ne disent pas qui informer : écrivez le nom et le "
              "prénom en entier",
              "initials do not say whom to inform: write both names in full"};
    case Why::kTwoPeople:
      return {"TWO_PEOPLE", "deux personnes ? Donnez une ligne à chacune",
              "two people? Give each a row"};
    case Why::kBirthDateMissing:
      return {"BIRTH_DATE_MISSING", "la date de naissance est nécessaire",
              "the birth date is needed"};
    case Why::kDateImpossible:
      return {"DATE_IMPOSSIBLE", "cette date n'existe pas dans le calendrier",
              "there is no such day in the calendar"};
    case Why::kDateApproximate:
      return {"DATE_APPROXIMATE",
              "il faut le jour, le mois et l'année : une date ne se devine pas",
              "day, month and year are needed: a date is not guessed"};
    case Why::kDateSerialNumber:
      return {"DATE_SERIAL_NUMBER",
              "numéro de jour du tableur : remettez la colonne au format date, "
              "puis enregistrez de nouveau",
              "a spreadsheet's day number: set the column to a date format, "
              "then save again"};
    case Why::kDateUnreadable:
      return {"DATE_UNREADABLE", "date non reconnue : écrivez jour/mois/année",
              "date not recognised: write day/month/year"};
    case Why::kYearUnclear:
      return {
          "YEAR_UNCLEAR",
          "année à deux chiffres impossible à situer : écrivez-la en entier",
          "two-digit year that cannot be placed: write it in full"};
    case Why::kUnderTen:
      return {"UNDER_TEN",
              "moins de 10 ans au jour du signalement ; le groupe suit des "
              "jeunes de 12 à 25 ans",
              "under 10 on the day of referral; the group follows young people "
              "of 12 to 25"};
    case Why::kTenOrEleven:
      return {"TEN_OR_ELEVEN",
              "10 ou 11 ans au jour du signalement : les deux co-pilotes "
              "doivent l'accepter par écrit",
              "10 or 11 on the day of referral: both co-pilots must agree in "
              "writing"};
    case Why::kOver25AtReferral:
      return {"OVER_25_AT_REFERRAL", "plus de 25 ans au jour du signalement",
              "over 25 on the day of referral"};
    case Why::kTurned26:
      return {"TURNED_26",
              "26 ans aujourd'hui : le suivi s'arrête au 26e anniversaire",
              "26 today: follow-up ends on the 26th birthday"};
    case Why::kReferralDateMissing:
      return {"REFERRAL_DATE_MISSING", "la date du signalement est nécessaire",
              "the date of the referral is needed"};
    case Why::kReferralInFuture:
      return {"REFERRAL_IN_FUTURE",
              "un signalement ne peut pas être daté de demain ou plus tard",
              "a referral cannot be dated tomorrow or later"};
    case Why::kReferralBeforeTenthBirthday:
      return {"REFERRAL_BEFORE_TENTH_BIRTHDAY",
              "signalement daté d'avant le 10e anniversaire",
              "referral dated before the 10th birthday"};
    case Why::kCallPrefecture:
      return {"CALL_PREFECTURE",
              "cette inquiétude se dit à la préfecture, pas ici",
              "this concern is for the préfecture, not for here"};
    case Why::kSenderMissing:
      return {"SENDER_MISSING", "l'organisation qui signale est nécessaire",
              "the organisation that refers is needed"};
    case Why::kSenderUnknown:
      return {"SENDER_UNKNOWN",
              "organisation non reconnue : écrivez le nom d'un partenaire",
              "organisation not recognised: write the name of a partner"};
    case Why::kSeveralSenders:
      return {"SEVERAL_SENDERS",
              "plusieurs organisations : gardez celle qui a signalé",
              "several organisations: keep the one that referred"};
    case Why::kFollowUpEnded:
      return {"FOLLOW_UP_ENDED",
              "réorienté ou sorti : rien ne se garde sans suivi",
              "redirected or ended: nothing is kept without follow-up"};
    case Why::kMayHaveEnded:
      return {"MAY_HAVE_ENDED",
              "ces mots parlent d'une fin de suivi ou d'une réorientation ; si "
              "le suivi continue, écrivez « suivi »",
              "these words speak of an end or of a redirection; if the "
              "follow-up goes on, write “suivi”"};
    case Why::kSamePersonAsLine:
      return {"SAME_PERSON_AS_LINE", "même personne qu'à la ligne {line}",
              "same person as on line {line}"};
    case Why::kSamePersonOtherValues:
      return {"SAME_PERSON_OTHER_VALUES",
              "même personne qu'à la ligne {line}, avec d'autres valeurs : "
              "gardez la bonne ligne",
              "same person as on line {line}, with other values: keep the "
              "right row"};
    case Why::kSamePersonNamesSwapped:
      return {"SAME_PERSON_NAMES_SWAPPED",
              "même personne qu'à la ligne {line}, nom et prénom inversés : "
              "gardez la bonne ligne",
              "same person as on line {line}, family and given name swapped: "
              "keep the right row"};
    case Why::kKnownWithTheseEntries:
      return {"KNOWN_WITH_THESE_ENTRIES",
              "déjà dans le service, avec ces mêmes fiches",
              "already in the service, with these very entries"};
    case Why::kKnownWithOtherEntries:
      return {"KNOWN_WITH_OTHER_ENTRIES",
              "déjà dans le service, avec d'autres fiches : comparez, puis "
              "complétez le dossier à la main",
              "already in the service, with other entries: compare, then "
              "complete the file by hand"};
    case Why::kKnownButClosed:
      return {"KNOWN_BUT_CLOSED",
              "déjà dans le service, dans un dossier que l'import ne peut pas "
              "relire : vérifiez à la main",
              "already in the service, in a file the import cannot read: check "
              "by hand"};
    case Why::kNamesUnsure:
      return {"NAMES_UNSURE",
              "rien ne dit lequel est le nom : vérifiez que nom et prénom ne "
              "sont pas inversés",
              "nothing tells which one is the family name: check that the "
              "names are not swapped"};
    case Why::kInitial:
      return {"INITIAL", "une initiale ? Écrivez le nom et le prénom en entier",
              "an initial? Write both names in full"};
    case Why::kSexUnreadable:
      return {"SEX_UNREADABLE", "non reconnu : noté « non indiqué »",
              "not recognised: noted as not stated"};
    case Why::kPostalCodeMissing:
      return {"POSTAL_CODE_MISSING",
              "sans code postal, l'adresse est laissée de côté et le "
              "territoire reste à vérifier",
              "without a postal code the address is left out and the area is "
              "still to be checked"};
    case Why::kAddressUnreadable:
      return {
          "ADDRESS_UNREADABLE",
          "adresse non reconnue et laissée de côté : « rue, code postal "
          "commune »",
          "address not recognised and left out: “street, postal code town”"};
    case Why::kAddressOfInstitution:
      return {"ADDRESS_OF_INSTITUTION",
              "l'adresse d'un établissement d'accueil, de soin ou de détention "
              "ne se garde pas",
              "the address of a home, a hospital or a prison is not kept"};
    case Why::kAddressNamesSomeone:
      return {"ADDRESS_NAMES_SOMEONE",
              "l'adresse nomme une autre personne : laissée de côté",
              "the address names another person: left out"};
    case Why::kAddressTooLong:
      return {"ADDRESS_TOO_LONG",
              "plus de 120 caractères, ou plus de 60 pour la commune : laissée "
              "de côté",
              "over 120 characters, or over 60 for the town: left out"};
    case Why::kAddressScreened:
      return {"ADDRESS_SCREENED",
              "l'adresse dit plus que le lieu : laissée de côté",
              "the address says more than the place: left out"};
    case Why::kPhoneUnreadable:
      return {
          "PHONE_UNREADABLE",
          "numéro non reconnu et laissé de côté : dix chiffres, à partir de 0",
          "number not recognised and left out: ten digits, from 0"};
    case Why::kPhoneOfTwoPeople:
      return {"PHONE_OF_TWO_PEOPLE",
              "le même numéro est donné pour une autre personne, ligne {line}",
              "the same number is given for another person, on line {line}"};
    case Why::kTwinOfLine:
      return {"TWIN_OF_LINE",
              "mêmes nom et adresse qu'à la ligne {line}, autre date de "
              "naissance : deux personnes, ou une erreur",
              "same name and address as on line {line}, another birth date: "
              "two persons, or a slip"};
    case Why::kSameBirthAndFamilyName:
      return {"SAME_BIRTH_AND_FAMILY_NAME",
              "même nom et même date de naissance qu'à la ligne {line} : des "
              "jumeaux, ou une seule personne",
              "same family name and birth date as on line {line}: twins, or "
              "one person"};
    case Why::kSameBirthAndLikeFamilyName:
      return {"SAME_BIRTH_AND_LIKE_FAMILY_NAME",
              "même prénom, même date de naissance et presque le même nom qu'à "
              "la ligne {line} : peut-être une seule personne",
              "same given name and birth date, and nearly the same family name "
              "as on line {line}: perhaps one person"};
    case Why::kHomonymKnown:
      return {
          "HOMONYM_KNOWN",
          "le service connaît quelqu'un du même nom, né un autre jour",
          "the service knows someone of the same name, born on another day"};
    case Why::kAdultToday:
      return {"ADULT_TODAY", "la personne est majeure aujourd'hui : non repris",
              "the person is an adult today: not kept"};
    case Why::kRepresentativeUnclear:
      return {
          "REPRESENTATIVE_UNCLEAR",
          "écrivez la qualité puis le nom : « Mme DUPONT », « mère : DUPONT »",
          "write the capacity, then the name: “Mme DUPONT”, “mère : DUPONT”"};
    case Why::kRepresentativeMissing:
      return {"REPRESENTATIVE_MISSING",
              "téléphone sans responsable légal : non repris",
              "telephone without a legal representative: not kept"};
    case Why::kNotARepresentative:
      return {"NOT_A_REPRESENTATIVE",
              "n'est pas un représentant légal : non repris",
              "is not a legal representative: not kept"};
    case Why::kTheirSchooling:
      return {"THEIR_SCHOOLING",
              "scolarité, à déposer par le partenaire : {partner}",
              "schooling, for the partner to deposit: {partner}"};
    case Why::kTheirEmployment:
      return {"THEIR_EMPLOYMENT",
              "emploi, à déposer par le partenaire : {partner}",
              "employment, for the partner to deposit: {partner}"};
    case Why::kNobodyMayDeposit:
      return {"NOBODY_MAY_DEPOSIT",
              "à cet âge, aucun partenaire ne peut le déposer : non repris",
              "at this age no partner may deposit it: not kept"};
    case Why::kLevelDoesNotFit:
      return {"LEVEL_DOES_NOT_FIT",
              "ne va pas avec l'établissement : à vérifier, puis à déposer par "
              "le partenaire : {partner}",
              "does not fit the establishment: for the partner to check, then "
              "to deposit: {partner}"};
    case Why::kSenderConfirms:
      return {"SENDER_CONFIRMS",
              "à confirmer par ce partenaire, avec sa base écrite ({partner}) "
              "; d'ici là, l'origine est le secrétariat",
              "for this partner to confirm, with its written basis "
              "({partner}); until then the origin is the secretariat"};
    case Why::kSenderOutOfAge:
      return {"SENDER_OUT_OF_AGE",
              "hors de l'âge que ce partenaire peut signaler ({partner}) : "
              "l'expéditeur n'est pas repris, l'origine est le secrétariat",
              "outside the ages this partner may refer ({partner}): the sender "
              "is not kept, the origin is the secretariat"};
    case Why::kSenderAmongWords:
      return {"SENDER_AMONG_WORDS",
              "un partenaire est reconnu parmi d'autres mots, qui ne sont pas "
              "repris ({partner}) : vérifiez que c'est lui qui signale",
              "a partner stands among other words, which are not kept "
              "({partner}): check that it is the one that refers"};
    case Why::kTooManyReasons:
      return {"TOO_MANY_REASONS",
              "cinq motifs au plus : les suivants sont laissés de côté",
              "five reasons at most: the rest is left out"};
    case Why::kOnlyReasonDropped:
      return {"ONLY_REASON_DROPPED",
              "aucun motif ne peut être gardé : « appui demandé par un "
              "partenaire » le remplace",
              "no reason may be kept: “a partner asks for support” stands in "
              "its place"};
    case Why::kLeadWorkerProposed:
      return {"LEAD_WORKER_PROPOSED",
              "proposition ({partner}) : rien ne s'ouvre avant son accord et "
              "l'information de la personne",
              "a proposal ({partner}): nothing opens before its agreement and "
              "the person's information"};
    case Why::kLeadWorkerNamed:
      return {"LEAD_WORKER_NAMED",
              "proposition à un membre inscrit ({partner}) : rien ne s'ouvre "
              "avant son accord et l'information de la personne",
              "proposed to a registered member ({partner}): nothing opens "
              "before their agreement and the person's information"};
    case Why::kLeadWorkerNameLeftOut:
      return {"LEAD_WORKER_NAME_LEFT_OUT",
              "le nom n'est pas celui d'un seul membre inscrit : proposition "
              "sans nom ({partner})",
              "the name is not that of exactly one registered member: a "
              "proposal without a name ({partner})"};
    case Why::kSeveralPartners:
      return {"SEVERAL_PARTNERS",
              "plusieurs organisations : aucune n'est proposée ; choisissez, "
              "puis proposez à la main",
              "several organisations: none is proposed; choose one, then "
              "propose it by hand"};
    case Why::kMayNotLead:
      return {
          "MAY_NOT_LEAD",
          "ce partenaire ne peut pas être désigné référent ({partner}) : non "
          "repris",
          "this partner cannot be named as lead worker ({partner}): not kept"};
    case Why::kOutOfPartnersAge:
      return {
          "OUT_OF_PARTNERS_AGE",
          "hors de l'âge que ce partenaire accompagne ({partner}) : non repris",
          "outside the ages this partner works with ({partner}): not kept"};
    case Why::kSessionInFuture:
      return {"SESSION_IN_FUTURE",
              "séance à venir : non reprise, à inscrire dans l'agenda",
              "a session to come: not kept, to be set in the agenda"};
    case Why::kSessionWithoutDecision:
      return {"SESSION_WITHOUT_DECISION",
              "date de séance sans décision : non reprise",
              "a session's date without a decision: not kept"};
    case Why::kSessionBeforeReferral:
      return {"SESSION_BEFORE_REFERRAL", "séance antérieure au signalement",
              "session before the referral"};
    case Why::kDecisionFromPreviousRecord:
      return {
          "DECISION_FROM_PREVIOUS_RECORD",
          "« reprise du tableau » : attend la validation des deux co-pilotes",
          "“taken over from the spreadsheet”: awaits both co-pilots' "
          "validation"};
    case Why::kDecisionTakesReferralDate:
      return {"DECISION_TAKES_REFERRAL_DATE",
              "« reprise du tableau », sans date de séance : datée du "
              "signalement, attend les deux co-pilotes",
              "“taken over from the spreadsheet”, without a session's date: "
              "dated as the referral, awaits both co-pilots"};
    case Why::kActionProposed:
      return {"ACTION_PROPOSED",
              "proposition ({partner}) : rien ne s'ouvre avant son accord et "
              "l'information de la personne",
              "a proposal ({partner}): nothing opens before its agreement and "
              "the person's information"};
    case Why::kActionWithoutPilot:
      return {"ACTION_WITHOUT_PILOT",
              "une action a besoin d'un pilote : non reprise",
              "an action needs a pilot: not kept"};
    case Why::kActionTooYoung:
      return {"ACTION_TOO_YOUNG",
              "la personne est trop jeune pour cette action : non reprise",
              "the person is too young for this action: not kept"};
    case Why::kPilotWithoutAction:
      return {"PILOT_WITHOUT_ACTION", "pilote sans action : non repris",
              "a pilot without an action: not kept"};
    case Why::kMayNotPilot:
      return {"MAY_NOT_PILOT",
              "ce partenaire ne pilote pas d'action ({partner}) : non repris",
              "this partner pilots no action ({partner}): not kept"};
    case Why::kTheyDepositIt:
      return {
          "THEY_DEPOSIT_IT",
          "ce partenaire dépose ses propres actions ({partner}) : non reprise",
          "this partner deposits its own actions ({partner}): not kept"};
    case Why::kWithoutAction:
      return {"WITHOUT_ACTION",
              "aucune action n'est reprise sur cette ligne : non repris",
              "no action of this row is kept: not kept"};
    case Why::kDueBeforeDecision:
      return {"DUE_BEFORE_DECISION", "échéance antérieure à la décision",
              "due before the decision"};
    case Why::kDueTooFar:
      return {"DUE_TOO_FAR", "échéance à plus de 24 mois : non reprise",
              "due in more than 24 months: not kept"};
    case Why::kGoesOnUnclear:
      return {"GOES_ON_UNCLEAR",
              "non reconnu et non repris : vérifiez que le suivi continue",
              "not recognised, not kept: check that the follow-up goes on"};
    case Why::kExitToCome:
      return {"EXIT_TO_COME",
              "fin de suivi à venir : non reprise, à inscrire dans l'agenda",
              "an end to come: not kept, to be set in the agenda"};
    case Why::kRemark:
      return {"REMARK",
              "aucune remarque libre ne se garde ; les points positifs "
              "s'ajoutent à la main (« leviers »)",
              "no free remark is kept; what goes well may be added by hand "
              "(“strengths”)"};
    case Why::kFormula:
      return {"FORMULA", "formule de tableur : jamais gardée",
              "a spreadsheet's formula: never kept"};
  }
  return {};
}

}  // namespace

absl::string_view OutcomeId(Outcome outcome) {
  return kIds[static_cast<size_t>(outcome)];
}

std::optional<Outcome> OutcomeOf(absl::string_view id) {
  for (size_t i = 0; i < kIds.size(); ++i) {
    if (kIds[i] == id) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

Wording WhyWording(Why why) {
  const Sentence sentence = SentenceOf(why);
  return {std::string(sentence.french), std::string(sentence.english)};
}

absl::string_view WhyId(Why why) { return SentenceOf(why).id; }

}  // namespace sceau
