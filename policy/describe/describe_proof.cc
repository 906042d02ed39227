#include "policy/describe/describe_proof.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/floor.h"
#include "policy/describe/describe_words.h"

namespace sceau::policy {
namespace {

std::string EntryWords(const Question& q, Language language) {
  if (!q.is_entry) return "";
  std::vector<std::string> said = {
      In(language, q.own ? Words{"sa propre entrée", "its own entry"}
                         : Words{"l'entrée d'une autre organisation",
                                 "an entry of another organisation"})};
  if (q.narrowed_out) {
    said.push_back(
        In(language, {"restreinte par son auteur", "narrowed by its owner"}));
  }
  if (q.asked) {
    said.push_back(
        In(language, {"qui attend son acceptation", "that awaits acceptance"}));
  }
  if (q.carried) said.push_back(In(language, {"qu'il porte", "it carries"}));
  if (q.value_classes != 0) {
    said.push_back(absl::StrCat(In(language, {"dont une valeur est de classe ",
                                              "with a value of class "}),
                                ClassWords(q.value_classes, language)));
  }
  return absl::StrJoin(said, ", ");
}

}  // namespace

std::string DescribeQuestion(const Program& program, const Question& q,
                             Language language) {
  const std::string partner =
      q.partner < program.partner_count()
          ? std::string(program.PartnerId(q.partner))
          : In(language, {"organisation inconnue", "unknown organisation"});
  std::string text = absl::StrCat(RoleWords(q.role, language), " (", partner,
                                  "), ", OperationName(q.operation));
  if (q.category != v1::CATEGORY_UNSPECIFIED) {
    absl::StrAppend(&text, " ", CategoryName(q.category));
  }
  std::vector<std::string> facts = {
      absl::StrCat(
          In(language, {"personne de ", "person of "}), q.age,
          In(language, {" ans", " years"}),
          q.in_school ? In(language, {" scolarisée", " in school"}) : ""),
      StateWords(q.state, language),
      In(language,
         q.notice_given
             ? Words{"personne informée", "person informed"}
             : Words{"personne non informée", "person not informed"})};
  const std::string none = In(language, {"aucun lien", "no relation"});
  const std::string relations = RelationWords(q.relations, language);
  facts.push_back(relations.empty() ? none : relations);
  for (std::string more :
       {ConditionWords(q.conditions, language), EntryWords(q, language),
        StandingWords(q.standing, language)}) {
    if (!more.empty()) facts.push_back(std::move(more));
  }
  return absl::StrCat(text, " : ", absl::StrJoin(facts, " ; "));
}

std::string DescribeViolation(const Program& program,
                              const Violation& violation, Language language) {
  const Invariant* invariant = FindInvariant(violation.invariant);
  const bool french = language == Language::kFrench;
  std::string text = absl::StrFormat("F-%02d", violation.invariant);
  if (invariant != nullptr) {
    absl::StrAppend(&text, " : ",
                    french ? invariant->statement_fr : invariant->statement_en,
                    " (", invariant->law, ")");
  }
  absl::StrAppend(&text,
                  In(language, {". Contre-exemple : ", ". Counter-example: "}));
  if (!violation.has_question) return absl::StrCat(text, violation.subject);
  absl::StrAppend(&text,
                  DescribeQuestion(program, violation.question, language));
  const Decision decision = program.Decide(violation.question);
  std::vector<std::string> rules;
  for (uint8_t i = 0; i < decision.rule_count; ++i) {
    const RuleText& rule = program.rule(decision.rules[i]);
    rules.push_back(absl::StrCat(rule.id, " (", rule.article, ")"));
  }
  if (rules.empty()) return text;
  return absl::StrCat(text, In(language, {" ; permis par ", "; allowed by "}),
                      absl::StrJoin(rules, ", "));
}

std::vector<std::string> DescribeProof(const Proof& proof, Language language) {
  const bool french = language == Language::kFrench;
  const auto number = [&](uint64_t n) { return Grouped(n, language); };
  std::vector<std::string> held;
  for (const int invariant : proof.held_against) {
    const bool broken = std::any_of(
        proof.violations.begin(), proof.violations.end(),
        [&](const Violation& v) { return v.invariant == invariant; });
    if (!broken) held.push_back(absl::StrFormat("F-%02d", invariant));
  }
  const std::string all_held = absl::StrJoin(held, " ");
  if (french) {
    return {
        absl::StrCat(
            "Espace : ", number(proof.questions),
            " questions = ", number(proof.rows), " lignes (", proof.partners,
            " organisations × rôles × opérations × rubriques) × ", proof.ages,
            " tranches d'âge × 2 (école) × ", proof.class_sets,
            " jeux de classes × ", number(proof.facts), " jeux de faits."),
        absl::StrCat("Réponses calculées : ", number(proof.words),
                     " mots de 64 questions ; celles qui ne se distinguent "
                     "pas pour la charte partagent la leur."),
        absl::StrCat("À part : ", number(proof.alone),
                     " questions où un seul fait refuse, ",
                     number(proof.entries),
                     " entrées dont une valeur ou un "
                     "auteur révèle plus que la rubrique."),
        absl::StrCat("Tenus : ", all_held, "."),
    };
  }
  return {
      absl::StrCat(
          "Space: ", number(proof.questions),
          " questions = ", number(proof.rows), " rows (", proof.partners,
          " organisations × roles × operations × categories) × ", proof.ages,
          " age brackets × 2 (school) × ", proof.class_sets,
          " sets of classes × ", number(proof.facts), " sets of facts."),
      absl::StrCat("Answers computed: ", number(proof.words),
                   " words of 64 questions; those that are the same to the "
                   "charter share theirs."),
      absl::StrCat("Beside: ", number(proof.alone),
                   " questions that one fact alone refuses, ",
                   number(proof.entries),
                   " entries of which a value or an "
                   "owner betrays more than the category."),
      absl::StrCat("Held: ", all_held, "."),
  };
}

}  // namespace sceau::policy
