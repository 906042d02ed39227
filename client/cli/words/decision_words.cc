#include "client/cli/words/decision_words.h"

#include "client/cli/words/label_tables.h"

namespace sceau {
namespace {

constexpr LabelRow kRights[] = {
    {"session", "séance", "session"},
    {"lead_worker", "référent", "lead worker"},
    {"open_action", "action en cours", "open action"},
    {"contributor", "a contribué", "contributor"},
    {"own_referral", "a saisi", "own referral"},
    {"typed_sender", "a saisi", "sender"},
    {"pending_validation", "à valider", "to validate"},
    {"open_request", "demande de la personne", "subject request"},
    {"always", "coordination", "coordination"},
    {"list", "listes et recherches", "lists and searches"},
    {"other", "autre lien", "another relation"},
    {"written_basis", "base écrite", "written basis"},
    {"agreement", "accord de la personne", "the person's agreement"},
    {"unsigned", "charte non signée", "charter not signed"},
    {"suspended", "membre suspendu", "member suspended"},
    {"recused", "écarté du dossier", "recused from the case"},
    {"out_of_term", "hors de la durée de la charte",
     "out of the charter's term"},
};
constexpr LabelRow kRefusals[] = {
    {"nobody", "ce membre n'avait alors aucun droit",
     "this member had no right then"},
    {"closed_world", "la charte ne le donne pas à cette structure",
     "the charter does not give it to this organisation"},
    {"no_relation", "aucun des liens que la charte demande",
     "none of the relations the charter asks for"},
    {"notice", "personne pas encore informée", "person not told yet"},
    {"state", "état du dossier", "state of the case"},
    {"gate", "âge de la personne", "age of the person"},
    {"prohibited", "interdit à cette structure",
     "prohibited to this organisation"},
    {"narrowed", "gardé par son auteur pour moins de lecteurs",
     "kept by its author for fewer readers"},
    {"written_basis", "base écrite manquante", "written basis missing"},
    {"agreement", "accord de la personne manquant",
     "the person's agreement missing"},
    {"error", "question que la charte ne comprend pas",
     "a question the charter does not understand"},
};

template <size_t N>
std::string TextOf(const LabelRow (&rows)[N], absl::string_view word,
                   const Labels& labels) {
  for (const LabelRow& row : rows) {
    if (word == row.id) return labels.In(row.french, row.english);
  }
  return std::string(word);
}

}  // namespace

std::string RightText(absl::string_view word, const Labels& labels) {
  return TextOf(kRights, word, labels);
}

std::string RefusalText(absl::string_view word, const Labels& labels) {
  return TextOf(kRefusals, word, labels);
}

}  // namespace sceau
