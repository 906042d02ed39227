#include "policy/describe/describe.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

#include "policy/compile/floor.h"
#include "policy/compile/parser.h"

namespace sceau::policy {
namespace {

// In messages, {s} is the subject and {d} the detail; {f} what the fault of
// the text is and {r} how to mend it.
struct Wording {
  IssueCode code;
  const char* name;
  const char* message_fr;
  const char* remedy_fr;
  const char* message_en;
  const char* remedy_en;
};

constexpr Wording kWordings[] = {
    {IssueCode::kTooLong, "TOO_LONG",
     "le texte de la charte dépasse {d} octets",
     "retirer ce qui n'appartient pas à la charte",
     "the charter's text is longer than {d} bytes",
     "take out what does not belong to the charter"},
    {IssueCode::kTooDeep, "TOO_DEEP", "trop d'accolades imbriquées",
     "revenir au schéma : trois niveaux suffisent", "braces nested too deeply",
     "return to the schema: three levels are enough"},
    {IssueCode::kNotUtf8, "NOT_UTF8", "le texte n'est pas en UTF-8",
     "enregistrer le fichier en UTF-8", "the text is not UTF-8",
     "save the file as UTF-8"},
    {IssueCode::kSyntax, "SYNTAX", "{f}",
     "{r} ; ce qui suit n'a pas été examiné", "{f}",
     "{r}; what follows was not examined"},
    {IssueCode::kMissing, "MISSING", "« {s} » manque", "le renseigner",
     "`{s}` is missing", "fill it in"},
    {IssueCode::kMissingArticle, "MISSING_ARTICLE",
     "un droit sans article : aucun article de la charte ou de la loi n'est "
     "cité",
     "citer dans « article » le texte qui le fonde",
     "a right without an article: no article of the charter or the law is "
     "cited",
     "cite in `article` the text it rests on"},
    {IssueCode::kMissingReason, "MISSING_REASON",
     "aucune raison en français n'est donnée",
     "écrire dans « reason_fr » une phrase qui puisse être lue à la personne",
     "no reason in French is given",
     "write in `reason_fr` a sentence that can be read to the person"},
    {IssueCode::kMissingRule, "MISSING_RULE", "la règle « {s} » manque",
     "l'ajouter avec son article et sa raison", "the rule `{s}` is missing",
     "add it with its article and its reason"},
    {IssueCode::kMissingClass, "MISSING_CLASS",
     "la rubrique « {s} » n'a pas de classe",
     "l'ajouter à « categories » avec sa classe, son article et sa raison",
     "the category `{s}` has no class",
     "add it to `categories` with its class, article and reason"},
    {IssueCode::kDuplicate, "DUPLICATE", "« {s} » est déjà dit{d}",
     "garder un seul des deux", "`{s}` is said already{d}", "keep one of them"},
    {IssueCode::kUnknownPartner, "UNKNOWN_PARTNER",
     "« {s} » n'est pas une organisation de cette charte",
     "corriger l'identifiant, ou ajouter l'organisation à « partners »",
     "`{s}` is no organisation of this charter",
     "correct the id, or add the organisation to `partners`"},
    {IssueCode::kUnknownRole, "UNKNOWN_ROLE", "le rôle « {s} » n'existe pas",
     "coordinator, member, co-pilot, charter-officer, "
     "data-protection-officer ou technical-administrator",
     "the role `{s}` does not exist",
     "coordinator, member, co-pilot, charter-officer, "
     "data-protection-officer or technical-administrator"},
    {IssueCode::kUnknownCategory, "UNKNOWN_CATEGORY",
     "la rubrique « {s} » n'existe pas : le catalogue est fermé",
     "choisir une des vingt rubriques, par exemple Identity ou Schooling",
     "the category `{s}` does not exist: the catalogue is closed",
     "choose one of the twenty categories, such as Identity or Schooling"},
    {IssueCode::kUnknownOperation, "UNKNOWN_OPERATION",
     "l'opération « {s} » n'existe pas",
     "corriger son nom, par exemple READ ou CONTRIBUTE",
     "the operation `{s}` does not exist",
     "correct its name, such as READ or CONTRIBUTE"},
    {IssueCode::kUnknownRelation, "UNKNOWN_RELATION",
     "le lien « {s} » n'existe pas", "choisir parmi : {d}",
     "the relation `{s}` does not exist", "choose among: {d}"},
    {IssueCode::kUnknownCondition, "UNKNOWN_CONDITION",
     "la condition « {s} » n'existe pas", "choisir parmi : {d}",
     "the condition `{s}` does not exist", "choose among: {d}"},
    {IssueCode::kUnknownField, "UNKNOWN_FIELD",
     "« {s} » n'est pas une information de la rubrique {d}",
     "corriger le nom du champ ou de la valeur",
     "`{s}` is no field of the category {d}",
     "correct the name of the field or of the value"},
    {IssueCode::kUnknownValue, "UNKNOWN_VALUE",
     "la valeur « {s} » n'est pas dans la liste",
     "reprendre la valeur de la liste, en majuscules et sans préfixe",
     "the value `{s}` is not in the list",
     "take the value from the list, in capitals and without prefix"},
    {IssueCode::kUnknownClass, "UNKNOWN_CLASS",
     "la classe « {s} » n'existe pas", "choisir parmi : {d}",
     "the class `{s}` does not exist", "choose among: {d}"},
    {IssueCode::kUnknownRule, "UNKNOWN_RULE", "la règle « {s} » n'existe pas",
     "corriger son nom ; une charte n'invente pas de règle",
     "the rule `{s}` does not exist",
     "correct its name; a charter invents no rule"},
    {IssueCode::kUnknownKind, "UNKNOWN_KIND",
     "« {s} » n'est pas une nature d'organisation", "choisir parmi : {d}",
     "`{s}` is no kind of organisation", "choose among: {d}"},
    {IssueCode::kUnknownFunction, "UNKNOWN_FUNCTION",
     "« {s} » n'est pas ce que fait une organisation", "choisir parmi : {d}",
     "`{s}` is not what an organisation does", "choose among: {d}"},
    {IssueCode::kMissingFunction, "MISSING_FUNCTION",
     "aucune organisation n'a la fonction « {s} »",
     "la donner à l'organisation qui l'exerce, ou ajouter celle-ci à "
     "« partners »",
     "no organisation has the function `{s}`",
     "give it to the organisation that has it, or add that one to "
     "`partners`"},
    {IssueCode::kEmptyAnyOf, "EMPTY_ANY_OF",
     "ce droit ne dit pas par quel lien il s'ouvre",
     "nommer au moins un lien dans « any_of »",
     "this right does not say by which relation it opens",
     "name at least one relation in `any_of`"},
    {IssueCode::kNobodyGranted, "NOBODY_GRANTED",
     "ce droit n'est donné à personne",
     "nommer une organisation (« partner »), un rôle (« role ») ou les deux",
     "this right is given to nobody",
     "name an organisation (`partner`), a role (`role`) or both"},
    {IssueCode::kNotGrantable, "NOT_GRANTABLE",
     "« {s} » ne peut pas être donné ici",
     "READ et CONTRIBUTE se donnent par rubrique, les autres opérations par "
     "rôle ; Administrative se calcule",
     "`{s}` cannot be given here",
     "READ and CONTRIBUTE are given by category, the other operations by "
     "role; Administrative is computed"},
    {IssueCode::kConditionNeverHolds, "CONDITION_NEVER_HOLDS",
     "avec « {s} », ces conditions ne sont jamais réunies",
     "retirer l'une des conditions d'âge",
     "with `{s}`, these conditions never hold together",
     "take out one of the age conditions"},
    {IssueCode::kGrantAgainstProhibition, "GRANT_AGAINST_PROHIBITION",
     "« {s} » : ce droit contredit l'interdiction de la ligne {d}",
     "retirer ce droit : une interdiction l'emporte toujours",
     "`{s}`: this right contradicts the prohibition at line {d}",
     "take this right out: a prohibition always wins"},
    {IssueCode::kMalformed, "MALFORMED",
     "« {s} » n'a pas la forme attendue ({d})", "l'écrire dans cette forme",
     "`{s}` does not have the expected form ({d})", "write it in that form"},
    {IssueCode::kOutOfRange, "OUT_OF_RANGE",
     "« {s} » sort de l'intervalle permis ({d})",
     "choisir une valeur de cet intervalle", "`{s}` is out of range ({d})",
     "choose a value in that range"},
    {IssueCode::kTooMany, "TOO_MANY", "plus de {d} « {s} »",
     "en réduire le nombre", "more than {d} `{s}`", "have fewer"},
    {IssueCode::kInvariant, "INVARIANT", "", "", "", ""},
};

const Wording& WordingOf(IssueCode code) {
  for (const Wording& wording : kWordings) {
    if (wording.code == code) return wording;
  }
  return kWordings[0];
}

// At most kMaxQuotedBytes, whole characters, no control character; what is no
// UTF-8 (an escape can smuggle it in) is shown as question marks.
std::string Quoted(absl::string_view text) {
  const bool utf8 = IsUtf8(text);
  std::string quoted;
  for (const char c : text.substr(0, kMaxQuotedBytes)) {
    const auto byte = static_cast<unsigned char>(c);
    quoted += absl::ascii_iscntrl(byte) ? ' ' : byte >= 0x80 && !utf8 ? '?' : c;
  }
  if (text.size() <= kMaxQuotedBytes) return quoted;
  // The last character may have been cut.
  while (!IsUtf8(quoted)) quoted.pop_back();
  return quoted + "…";
}

// Lists of what is allowed are ours and stand whole.
std::string DetailOf(const Issue& issue, Language language) {
  if (issue.code == IssueCode::kDuplicate) {
    if (issue.detail.empty()) return "";
    return absl::StrCat(
        language == Language::kFrench ? " à la ligne " : " at line ",
        issue.detail);
  }
  return issue.detail;
}

IssueText DescribeInvariant(const Issue& issue, Language language) {
  const bool french = language == Language::kFrench;
  const Invariant* invariant = FindInvariant(issue.invariant);
  if (invariant == nullptr) return {};
  const std::string subject = Quoted(issue.subject);
  if (french) {
    return {.message = absl::StrCat(
                "« ", subject, " » franchit une limite que la loi pose : ",
                invariant->statement_fr, " (", invariant->law, ")"),
            .remedy =
                "revenir en deçà ; la charte peut restreindre, jamais "
                "élargir"};
  }
  return {.message =
              absl::StrCat("`", subject, "` crosses a limit set by law: ",
                           invariant->statement_en, " (", invariant->law, ")"),
          .remedy = "come back below it; a charter may narrow, never widen"};
}

}  // namespace

std::string CodeOf(const Issue& issue) {
  if (issue.code == IssueCode::kInvariant) {
    return absl::StrFormat("F-%02d", issue.invariant);
  }
  return WordingOf(issue.code).name;
}

IssueText Describe(const Issue& issue, Language language) {
  if (issue.code == IssueCode::kInvariant) {
    return DescribeInvariant(issue, language);
  }
  const bool french = language == Language::kFrench;
  const Wording& wording = WordingOf(issue.code);
  const std::string subject = Quoted(issue.subject);
  const std::string detail = DetailOf(issue, language);
  TextFault fault = issue.fault;
  fault.subject = Quoted(fault.subject);
  const FaultWords words = WordsOf(fault, language);
  const auto fill = [&](const char* text) {
    return absl::StrReplaceAll(text, {{"{s}", subject},
                                      {"{d}", detail},
                                      {"{f}", words.message},
                                      {"{r}", words.remedy}});
  };
  return {.message = fill(french ? wording.message_fr : wording.message_en),
          .remedy = fill(french ? wording.remedy_fr : wording.remedy_en)};
}

std::string DescribeLine(absl::string_view file, const Issue& issue,
                         Language language) {
  const IssueText text = Describe(issue, language);
  const std::string where =
      issue.line == 0 ? std::string(file)
                      : absl::StrCat(file, ":", issue.line, ":", issue.column);
  const absl::string_view remedy =
      language == Language::kFrench ? " ; remède : " : "; remedy: ";
  return absl::StrCat(where, ": ", CodeOf(issue), ": ", text.message, remedy,
                      text.remedy);
}

}  // namespace sceau::policy
