#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

#include "proto/text/fault.h"
#include "proto/text/nearest.h"

namespace sceau {
namespace {

using Kind = TextFault::Kind;

// {s} is the subject, {e} what was expected, {f} the field.
struct Words {
  Kind kind;
  const char* message_fr;
  const char* remedy_fr;
  const char* message_en;
  const char* remedy_en;
};
constexpr Words kWords[] = {
    {Kind::kOther, "le texte ne se lit pas ici", "corriger cette ligne",
     "the text cannot be read here", "mend this line"},
    {Kind::kUnknownField, "le champ « {s} » n'existe pas ici",
     "corriger son nom", "there is no field `{s}` here", "correct its name"},
    {Kind::kUnknownValue, "« {s} » n'est pas une valeur de « {f} »",
     "corriger la valeur", "`{s}` is no value of `{f}`", "correct the value"},
    {Kind::kNotBool, "« {f} » se dit par oui ou par non, et non « {s} »",
     "écrire true (oui) ou false (non)", "`{f}` is yes or no, and not `{s}`",
     "write true (yes) or false (no)"},
    {Kind::kNotNumber, "« {f} » attend un nombre, et non « {s} »",
     "l'écrire en chiffres, sans guillemets",
     "`{f}` expects a number, and not `{s}`",
     "write it in digits, without quotation marks"},
    {Kind::kNumberTooLarge, "le nombre {s} est trop grand, ou négatif",
     "en écrire un qui convienne", "the number {s} is too large, or negative",
     "write one that fits"},
    {Kind::kNotText, "« {f} » attend un texte entre guillemets droits",
     "écrire {f}: \"…\"", "`{f}` expects a text in quotation marks",
     "write {f}: \"...\""},
    {Kind::kTwice, "« {s} » est dit deux fois", "n'en garder qu'un",
     "`{s}` is said twice", "keep one of them"},
    {Kind::kAlternative, "« {s} » et « {e} » ne se disent pas ensemble",
     "n'en garder qu'un", "`{s}` and `{e}` are not said together",
     "keep one of them"},
    {Kind::kWrongSign, "« {e} » est attendu ici, et non « {s} »",
     "écrire « nom: valeur », ou « nom { … } » pour un bloc",
     "`{e}` is expected here, and not `{s}`",
     "write `name: value`, or `name { ... }` for a block"},
    {Kind::kNoName, "un nom de champ est attendu ici, et non « {s} »",
     "corriger cette ligne, ou la fin de la précédente",
     "the name of a field is expected here, and not `{s}`",
     "mend this line, or the end of the one before"},
    {Kind::kEndsEarly, "le texte s'arrête avant la fin de « {e} { »",
     "ajouter « } » où il manque", "the text ends before `{e} {` does",
     "add `}` where it is missing"},
    {Kind::kTextUnclosed,
     "un texte entre guillemets n'est pas refermé sur sa ligne",
     "ajouter le guillemet droit (\") qui manque",
     "a text in quotation marks is not closed on its line",
     "add the quotation mark (\") that is missing"},
    {Kind::kEscape, "la barre « \\ » annonce ici un signe qui n'existe pas",
     "en écrire deux (« \\\\ ») pour en dire une",
     "the `\\` announces a character that does not exist",
     "write two (`\\\\`) to say one"},
    {Kind::kForeignSign,
     "le caractère « {s} » n'a pas sa place hors des guillemets droits",
     "mettre le texte entre guillemets droits (\"), sans accent ailleurs",
     "the character `{s}` has no place outside straight quotation marks",
     "put the text in straight quotation marks (\"), no accent elsewhere"},
    {Kind::kTooDeep, "trop d'accolades imbriquées",
     "en refermer avant celle-ci", "braces nested too deeply",
     "close some before this one"},
};

const Words& WordsFor(Kind kind) {
  for (const Words& words : kWords) {
    if (words.kind == kind) return words;
  }
  return kWords[0];
}

// "écrire « x »", or the list where nothing is like the word.
std::string Choice(const TextFault& fault, Language language) {
  const bool french = language == Language::kFrench;
  const std::vector<std::string> names = ChoicesOf(fault);
  const std::string nearest = Nearest(fault.subject, names);
  if (!nearest.empty()) {
    return french ? absl::StrCat("écrire « ", nearest, " »")
                  : absl::StrCat("write `", nearest, "`");
  }
  return absl::StrCat(french ? "choisir parmi : " : "choose among: ",
                      absl::StrJoin(names, ", "));
}

}  // namespace

FaultWords WordsOf(const TextFault& fault, Language language) {
  const bool french = language == Language::kFrench;
  if (fault.kind == Kind::kEndsEarly && fault.expected.empty()) {
    return french
               ? FaultWords{.message = "le texte s'arrête au milieu d'un champ",
                            .remedy = "finir sa dernière ligne"}
               : FaultWords{.message = "the text ends within a field",
                            .remedy = "finish its last line"};
  }
  const Words& words = WordsFor(fault.kind);
  const std::string field =
      fault.field != nullptr ? fault.field->name()
                             : std::string(french ? "ce champ" : "this field");
  const auto fill = [&](const char* text) {
    return absl::StrReplaceAll(
        text,
        {{"{s}", fault.subject}, {"{e}", fault.expected}, {"{f}", field}});
  };
  const bool chooses = !ChoicesOf(fault).empty();
  return {.message = fill(french ? words.message_fr : words.message_en),
          .remedy = chooses ? Choice(fault, language)
                            : fill(french ? words.remedy_fr : words.remedy_en)};
}

}  // namespace sceau
