#include "client/cli/field_fault.h"

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
