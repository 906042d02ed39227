#include "client/cli/words/field_fault.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"

#include "sceau/v1/case.pb.h"
#include "sceau/v1/entry.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "sceau/v1/referral_service.pb.h"
#include "sceau/v1/session_service.pb.h"

namespace sceau {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

struct Fault {
  absl::string_view message = {};
  absl::string_view french = {};
};

constexpr Fault kFaults[] = {
    {"this field is required", "ce champ est obligatoire"},
    {"must not be empty", "ce champ est obligatoire"},
    {"must not be blank", "ce champ est obligatoire"},
    {"is too long", "le texte est trop long"},
    {"is too early", "la date est trop ancienne"},
    {"is too late", "la date est trop tardive"},
    {"must be a day of the calendar, complete",
     "il faut un jour du calendrier, entier"},
    {"must be a month of the calendar, with its year",
     "il faut un mois et son année"},
    {"must be a month: its day is 0", "il faut un mois, sans jour"},
    {"holds a control or invisible character",
     "le texte contient un caractère invisible"},
    {"may hold letters, apostrophes, hyphens and blanks only",
     "seuls des lettres, des apostrophes, des tirets et des blancs y vont"},
    {"may hold letters, digits, apostrophes, hyphens and blanks only",
     "seuls des lettres, des chiffres, des apostrophes, des tirets et des "
     "blancs y vont"},
    {"must hold a letter", "il y faut au moins une lettre"},
    {"must hold a letter or a digit",
     "il y faut au moins une lettre ou un chiffre"},
    {"must not begin or end with a blank",
     "le texte commence ou finit par un blanc"},
    {"must be a language in two or three lower-case letters",
     "il faut une langue en deux ou trois minuscules : « fr »"},
    {"must be an e-mail address", "il faut une adresse de courriel"},
    {"must be five digits", "il faut cinq chiffres"},
    {"outside the territory of the charter",
     "hors des communes que la charte nomme"},
    {"no value may stand twice", "une valeur y est deux fois"},
    {"not a partner of the charter",
     "ce n'est pas une organisation de la charte"},
    {"no member of that name is registered", "aucun membre de ce nom"},
    {"this organisation does not act at this age",
     "cette organisation n'intervient pas à cet âge"},
    {"this sender does not act at this age",
     "cette organisation n'intervient pas à cet âge"},
    {"the pilot does not act at this age",
     "ce pilote n'intervient pas à cet âge"},
    {"the person is too young for this value",
     "la personne est trop jeune pour cette valeur"},
    {"the person was under 13 that day",
     "la personne avait moins de 13 ans ce jour-là"},
    {"this value is not your organisation's to use",
     "cette valeur n'est pas à votre structure"},
    {"this value belongs to another kind",
     "cette valeur ne va pas avec ce type"},
    {"this organisation names itself",
     "cette organisation se nomme elle-même, personne d'autre"},
    {"the coordinator alone sets a profile", "seul le coordonnateur le donne"},
    {"the service alone sets this field", "le service le remplit lui-même"},
    {"nobody contributes this", "personne ne dépose cette rubrique"},
    {"the charter leaves this to others: take it out",
     "la charte le laisse à d'autres : retirez-le"},
    {"say what the reading is for", "dites à quoi sert la lecture (--pour)"},
    {"not before the start", "la fin ne vient pas avant le début"},
    {"told or exempted, not both",
     "la personne est informée, ou l'information est différée : l'un ou "
     "l'autre"},
    {"name a referral or give an inline one",
     "donnez une saisine (--saisine), ou la personne elle-même"},
    {"give a written basis or an agreement",
     "donnez une base écrite ou un accord"},
    {"each person is convened once", "un membre y est convoqué deux fois"},
    {"each case stands once", "un dossier y est deux fois"},
    {"an entry keeps its category", "une fiche garde sa rubrique"},
    {"this is no value of the list", "cette valeur n'est pas de la liste"},
    {"1 to 20 categories", "de 1 à 20 rubriques"},
    {"at most 11 partners", "11 structures au plus"},
    {"a partner of the charter, once",
     "une structure de la charte, une seule fois chacune"},
    {"a telephone or an e-mail", "un téléphone ou un courriel"},
    {"an address, a telephone or an e-mail",
     "une adresse, un téléphone ou un courriel"},
    {"an adult is told in person, a minor not alone",
     "un majeur est informé lui-même, un mineur jamais seul"},
    {"an adult has no legal representative",
     "un majeur n'a pas de représentant légal"},
    {"the organisation that refers, itself",
     "la structure qui saisit, elle-même"},
    {"at most 5 reasons", "5 motifs au plus"},
    {"with an exit from follow-up, and then required",
     "il accompagne une sortie du suivi, et y est obligatoire"},
    {"a partner that pilots actions",
     "une structure qui peut piloter des actions"},
    {"each organisation names itself",
     "chaque structure ne nomme qu'elle-même"},
    {"an organisation that may be lead worker",
     "une structure dont un membre peut être référent"},
    {"a registered member of the organisation",
     "un membre inscrit de cette structure"},
    {"a partner of the charter, or the secretariat",
     "une structure de la charte, ou le secrétariat"},
    {"the sender is your organisation", "l'expéditeur est votre structure"},
    {"at most 40 convened members", "40 membres convoqués au plus"},
    {"at most 60 items", "60 points au plus"},
    {"give two of family name, given name and birth date",
     "donnez deux de ces trois : nom, prénom, date de naissance"},
    {"1 to 8 days, of a temporary exclusion",
     "de 1 à 8 jours, pour une exclusion temporaire"},
    {"the obligation of training is of 16 and 17",
     "l'obligation de formation est celle des 16 et 17 ans"},
    {"of an adult only", "pour un majeur seulement"},
    {"each organisation says its own involvement",
     "chaque structure dit sa propre intervention"},
    {"at most 32 first entries", "32 premières fiches au plus"},
    {"the referral gives identity and origin",
     "la saisine donne déjà l'identité et l'origine"},
    {"NO_FOLLOW_UP or REORIENTED", "NO_FOLLOW_UP ou REORIENTED"},
    {"a substitute is a member of the same partner",
     "un suppléant est de la même structure"},
    {"a convened partner may not know someone of this age",
     "une structure convoquée n'a pas à connaître une personne de cet âge"},
    {"a complete date", "une date entière"},
    {"at most 200 KiB", "200 Kio au plus"},
    {"this version id was used",
     "cet identifiant de version a déjà servi : changez-le"},
    {"after today, within a year, and after every adopted version's",
     "après aujourd'hui, dans l'année, et après celui de toute version "
     "adoptée"},
    {"from the day of the draft to today", "du jour du projet à aujourd'hui"},
    {"not the registered key's over this version",
     "ce n'est pas la signature de la clé inscrite sur cette version"},
    {"a page size is 0 or more", "une taille de page est un nombre, 0 ou plus"},
    {"not one certificate with exactly one identity of this trust domain",
     "il faut un certificat, qui nomme exactement une personne de ce groupe"},
    {"not the member of the certificate",
     "ce n'est pas le membre que nomme le certificat"},
    {"not the partner of the certificate",
     "ce n'est pas la structure que nomme le certificat"},
    {"1 to 80 letters, apostrophes, hyphens and blanks",
     "de 1 à 80 lettres, apostrophes, tirets et blancs"},
    {"this identity or key is already a member's",
     "cette identité ou cette clé est déjà celle d'un membre"},
    {"no charter officer is left to confirm it",
     "aucun autre garant ne pourrait la confirmer : inscrivez d'abord un "
     "second garant"},
    {"a case of this group", "un dossier de ce groupe"},
    {"no such leaf or tree in the journal", "le journal n'a pas cette trace"},
    {"no such leaf in the journal", "le journal n'a pas cette trace"},
    {"not a checkpoint of this journal",
     "ce n'est pas un point de contrôle de ce journal"},
    {"not a situation of this review",
     "ce n'est pas une situation de cette revue"},
    {"no rule of the charter cites it",
     "aucune règle de la charte ne cite cet article"},
    {"in order, or to discuss", "en ordre, ou à discuter"},
    {"within the last hour",
     "le rapport a plus d'une heure : reprenez « sceau officer close »"},
    {"one that reaches the end of the period",
     "un point de contrôle qui aille jusqu'à la fin de la période"},
    {"the leaf is of no version of this charter",
     "la trace n'est d'aucune version de cette charte"},
    {"a leaf's index is 0 or more",
     "l'indice d'une trace est un nombre, 0 ou plus"},
    {"its naming part is forgotten",
     "le journal a oublié qui : la trace est trop ancienne"},
    {"the leaf bears no decision", "cette trace ne porte pas de décision"},
    {"1 to 500", "de 1 à 500"},
    {"one of this review, and nothing beside",
     "une question de cette revue, et rien d'autre"},
    {"of one member, unless justified",
     "les accès d'un seul membre, sauf s'ils sont justifiés"},
    {"justified, error or breach", "justifié, erreur ou manquement"},
    {"one of them is concluded already", "l'un d'eux a déjà son constat"},
    {"one of the finding", "une situation de ce constat"},
    {"from the first day on, 366 days at most",
     "à partir du premier jour, 366 jours au plus"},
    {"1 to 50", "de 1 à 50"},
    {"accesses of the period", "des traces de la période de cette revue"},
    {"the member's own accesses", "des accès de ce membre"},
    {"one of the list", "une valeur de la liste"},
    {"yes or no", "oui ou non"},
    {"not a rule of signals", "ce n'est pas une règle de signal"},
    {"redirected, without a reason",
     "« réorienté » ne prend pas de motif : il ne reste que ce mot"},
};

// What a path may begin with.
const Descriptor* RootOf(absl::string_view name) {
  if (name == "entry" || name == "entries") return v1::Entry::descriptor();
  if (name == "body") return v1::EntryBody::descriptor();
  if (name == "referral" || name == "inline_referral") {
    return v1::Referral::descriptor();
  }
  if (name == "member") return v1::Member::descriptor();
  if (name == "review_session") return v1::ReviewSession::descriptor();
  return nullptr;
}

}  // namespace

std::string FieldLabel(absl::string_view path, const Labels& labels) {
  const std::vector<std::string> names = absl::StrSplit(path, '.');
  const FieldDescriptor* field = nullptr;
  const Descriptor* message = nullptr;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string name = names[i].substr(0, names[i].find('['));
    if (i == 0) {
      message = RootOf(name);
    } else if (message != nullptr) {
      field = message->FindFieldByName(name);
      message = field == nullptr ? nullptr : field->message_type();
    }
    if (message == nullptr && i + 1 < names.size()) return std::string(path);
  }
  return field == nullptr ? std::string(path) : labels.Field(*field);
}

std::string FaultText(absl::string_view message, const Labels& labels) {
  if (labels.language() == Language::kFrench) {
    for (const Fault& fault : kFaults) {
      if (fault.message == message) return std::string(fault.french);
    }
  }
  return std::string(message);
}

}  // namespace sceau
