#include "client/import/outcome.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

#include "client/import/plan_sentences.h"

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

// That each has words is the test's to say (outcome_test).
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
    case Why::kHeadingAgain:
      return {"HEADING_AGAIN",
              "l'en-tête est répété : cette ligne n'est celle de personne",
              "the heading once more: this row is nobody's"};
    case Why::kCellTooNarrow:
      return {"CELL_TOO_NARROW",
              "le tableur a écrit des # à la place de la valeur : élargissez "
              "la colonne et enregistrez de nouveau",
              "the spreadsheet wrote # in place of the value: widen the column "
              "and save again"};
    case Why::kCellInError:
      return {"CELL_IN_ERROR",
              "le tableur a écrit une erreur à la place de la valeur : "
              "corrigez la cellule et enregistrez de nouveau",
              "the spreadsheet wrote an error in place of the value: correct "
              "the cell and save again"};
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
    case Why::kDateMonthFirst:
      return {"DATE_MONTH_FIRST",
              "cette date ne se lit que mois/jour : écrivez jour/mois/année",
              "this date can only be read month/day: write day/month/year"};
    case Why::kColumnMonthFirst:
      return {"COLUMN_MONTH_FIRST",
              "dans cette colonne, des dates ne se lisent que mois/jour : "
              "remettez-la en jour/mois/année",
              "in this column some dates can only be read month/day: set it to "
              "day/month/year"};
    case Why::kDateWeekday:
      return {"DATE_WEEKDAY",
              "le jour de la semaine n'est pas celui de la date",
              "the weekday is not the date's"};
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
              "moins de 10 ans au jour du signalement : le groupe ne suit "
              "personne de cet âge",
              "under 10 on the day of referral: the group follows nobody of "
              "that age"};
    case Why::kTenOrEleven:
      return {"TEN_OR_ELEVEN",
              "10 ou 11 ans au jour du signalement : les deux co-pilotes "
              "doivent l'accepter par écrit",
              "10 or 11 on the day of referral: both co-pilots must agree in "
              "writing"};
    case Why::kTooYoungForTheCharter:
      return {"TOO_YOUNG_FOR_THE_CHARTER",
              "au jour du signalement, plus jeune que la charte ne l'admet",
              "on the day of referral, younger than the charter admits"};
    case Why::kTooOldForTheCharter:
      return {"TOO_OLD_FOR_THE_CHARTER",
              "au jour du signalement, plus âgé que la charte ne l'admet",
              "on the day of referral, older than the charter admits"};
    case Why::kPastTheCeiling:
      return {"PAST_THE_CEILING",
              "aujourd'hui, l'âge auquel la charte arrête le suivi est atteint",
              "today, the age at which the charter ends follow-up is reached"};
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
    case Why::kTitleLeftOut:
      return {"TITLE_LEFT_OUT", "la civilité est laissée de côté",
              "the title is left out"};
    case Why::kWhichName:
      return {
          "WHICH_NAME",
          "« née », « épouse », « dit », « alias » : lequel est le nom ? "
          "Le premier est repris, l'autre laissé de côté",
          "“née”, “épouse”, “dit”, “alias”: which is the name? The first is "
          "kept, the other left out"};
    case Why::kNameRepeated:
      return {"NAME_REPEATED",
              "le nom et le prénom se répètent : vérifiez lequel est le nom",
              "family and given name repeat each other: check which is which"};
    case Why::kIsItAName:
      return {"IS_IT_A_NAME",
              "est-ce un prénom, ou un nom ? Sinon, écrivez celui de la "
              "personne",
              "is this a name? If not, write the person's"};
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
    case Why::kAddressCedex:
      return {"ADDRESS_CEDEX",
              "un code CEDEX ne dit pas où quelqu'un habite : l'adresse est "
              "laissée de côté et le territoire reste à vérifier",
              "a CEDEX code does not say where someone lives: the address is "
              "left out and the area is still to be checked"};
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
    default:
      return PlanSentenceOf(why);
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
