// sceau explain, sceau recuse
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/cli/cases/case_commands.h"
#include "client/cli/cases/find_entry.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/decision_words.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_explain {
namespace {

struct Options {
  std::string case_id = {};
  std::string category = {};
  std::string member = {};
  int64_t leaf = -1;
  bool contribute = false;
  bool yes = false;
};

std::string RuleLine(const v1::ExplainedRule& rule) {
  return Paragraph(absl::StrCat(rule.reason(), " (", rule.article(), ")"),
                   "  • ", "    ");
}

std::string Render(const v1::ExplainResponse& answer, const Labels& labels) {
  std::string text = Paragraph(
      answer.allowed() ? labels.In("La charte vous le donne :",
                                   "The charter gives it to you:")
      : answer.rules().empty()
          ? labels.In(
                "Aucune règle de la charte ne le donne à votre structure.",
                "No rule of the charter gives it to your organisation.")
          : labels.In(
                "Vous ne l'avez pas sur ce dossier, s'il existe. La charte "
                "le donnerait ainsi :",
                "You do not have it of this case, if there is one. The "
                "charter would give it so:"));
  for (const v1::ExplainedRule& rule : answer.rules()) {
    absl::StrAppend(&text, RuleLine(rule));
  }
  if (!answer.allowed()) {
    absl::StrAppend(&text,
                    Paragraph(labels.In("De cette rubrique, la charte dit :",
                                        "Of this section, the charter says:")),
                    RuleLine(answer.category_rule()));
  }
  if (answer.way() == v1::LAWFUL_WAY_ASK_COORDINATOR) {
    absl::StrAppend(
        &text, Paragraph(absl::StrCat(
                   labels.In("Si votre mission le demande, parlez-en au "
                             "coordonnateur : ",
                             "If your mission needs it, ask the coordinator: "),
                   answer.contact())));
  } else if (answer.way() == v1::LAWFUL_WAY_ASK_CHARTER_OFFICER) {
    absl::StrAppend(
        &text,
        Paragraph(absl::StrCat(
            labels.In("Seule une autre version de la charte le pourrait ; le "
                      "garant vous dira comment la proposer : ",
                      "Only another version of the charter could; the charter "
                      "officer says how to propose one: "),
            answer.contact())));
  }
  return text;
}

std::string RenderLeaf(const v1::ExplainLeafResponse& leaf,
                       const Labels& labels) {
  const v1::DecisionInputs& inputs = leaf.inputs();
  std::vector<FieldText> fields;
  const auto add = [&](absl::string_view french, absl::string_view english,
                       const std::string& text) {
    if (!text.empty()) fields.push_back({labels.In(french, english), {text}});
  };
  add("Le", "On", LongTime(leaf.time(), labels.language()));
  add("Membre", "Member", ShortId(leaf.member()));
  add("Structure", "Organisation", labels.Partner(inputs.partner()));
  add("Rôle", "Role", labels.Value(inputs.role()));
  add("Demande", "Asked", labels.Value(leaf.operation()));
  if (inputs.category() != v1::CATEGORY_UNSPECIFIED) {
    add("Rubrique", "Section", labels.Category(inputs.category()));
  }
  add("Réponse", "Answer",
      leaf.allowed() ? labels.In("accordé", "allowed")
                     : absl::StrCat(labels.In("refusé", "refused"), " (",
                                    RefusalText(leaf.refusal(), labels), ")"));
  add("Situation", "Situation", absl::StrJoin(leaf.situations(), ", "));
  const auto rights = [&labels](const auto& words) {
    return absl::StrJoin(words, ", ", [&](std::string* out, const auto& word) {
      absl::StrAppend(out, RightText(word, labels));
    });
  };
  add("Liens au dossier", "Relations", rights(inputs.relations()));
  add("Conditions", "Conditions", rights(inputs.conditions()));
  add("Ce qui retient", "Standing", rights(inputs.standing()));
  if (inputs.case_state() != v1::CASE_STATE_UNSPECIFIED) {
    add("Dossier", "Case", labels.Value(inputs.case_state()));
    add("Âge", "Age",
        absl::StrCat(inputs.min_age(), labels.In(" à ", " to "),
                     inputs.max_age()));
    add("Personne informée", "Person told",
        inputs.notice_given() ? labels.In("oui", "yes")
                              : labels.In("non", "no"));
  }
  add("Charte", "Charter", ShortId(leaf.charter_version()));
  add("Rejouée", "Replayed",
      leaf.reproduced() ? labels.In("même réponse", "same answer")
                        : labels.In("AUTRE réponse : à examiner",
                                    "OTHER answer: look at it"));
  std::string text = FieldLines(fields);
  for (const v1::ExplainedRule& rule : leaf.rules()) {
    absl::StrAppend(&text, RuleLine(rule));
  }
  return text;
}

absl::StatusOr<ExitCode> ExplainLeaf(Context& context, int64_t index) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ExplainLeafRequest request;
  request.set_leaf_index(index);
  ASSIGN_OR_RETURN(const v1::ExplainLeafResponse leaf,
                   api->ExplainLeaf(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(leaf));
  } else {
    context.Print(RenderLeaf(leaf, context.labels()));
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Explain(Context& context, const Options& options) {
  if (options.leaf >= 0) return ExplainLeaf(context, options.leaf);
  if (options.case_id.empty() || options.category.empty()) {
    return UsageError(context.In("Donnez le dossier et la rubrique.",
                                 "Give the case and the section."));
  }
  ASSIGN_OR_RETURN(const v1::Category category,
                   ReadEnum<v1::Category>(options.category, context.labels()));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::ExplainRequest request;
  request.set_name(api->Name("cases", options.case_id));
  request.set_category(category);
  request.set_operation(options.contribute ? v1::OPERATION_CONTRIBUTE
                                           : v1::OPERATION_READ);
  ASSIGN_OR_RETURN(const v1::ExplainResponse answer, api->Explain(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(answer));
  } else {
    context.Print(Render(answer, context.labels()));
  }
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Recuse(Context& context, const Options& options) {
  if (!options.yes) {
    ASSIGN_OR_RETURN(
        const bool agreed,
        context.Confirm(context.In(
            "C'est définitif : ce dossier ne s'ouvrira plus. Continuer ?",
            "This is final: the case will not open any more. Go on?")));
    if (!agreed) return ExitCode::kRefused;
  }
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::RecuseMemberRequest request;
  request.set_case_(api->Name("cases", options.case_id));
  if (options.member.empty()) {
    ASSIGN_OR_RETURN(const v1::WhoAmIResponse me, api->WhoAmI());
    request.set_name(me.member().name());
  } else {
    request.set_name(api->Name("members", options.member));
  }
  ASSIGN_OR_RETURN(const v1::RecuseMemberResponse answer,
                   api->RecuseMember(request));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(answer));
  } else {
    context.Print(Paragraph(context.In(
        "C'est noté. Un collègue de la même structure peut suivre ce "
        "dossier à la place.",
        "It is recorded. A colleague of the same organisation may "
        "follow the case instead.")));
  }
  return ExitCode::kOk;
}

}  // namespace

void Add(Commands& commands) {
  const auto options = NewOptions<Options>();
  CLI::App& explain = commands.Command(
      commands.app(), "explain",
      "Dit la règle de la charte qui donne une rubrique ou la retient, et à "
      "qui demander",
      "Says the rule of the charter that gives a section or withholds it, and "
      "whom to ask",
      {"sceau explain DOSSIER SCHOOLING",
       "sceau explain DOSSIER STRENGTHS --depot",
       "sceau explain --feuille 1042"},
      [options](Context& context) { return Explain(context, *options); });
  explain.add_option(
      commands.In("DOSSIER", "CASE"), options->case_id,
      commands.In("Référence du dossier", "The case's reference"));
  explain.add_option(
      commands.In("RUBRIQUE", "SECTION"), options->category,
      commands.In("IDENTITY, SCHOOLING, ACTION…", "IDENTITY, SCHOOLING…"));
  explain.add_flag("--depot,--contribute", options->contribute,
                   commands.In("Pour y déposer, et non pour lire",
                               "To contribute, not to read"));
  explain.add_option("--feuille,--leaf", options->leaf,
                     commands.In("Une décision du journal (garant)",
                                 "A decision of the journal (officer)"));

  CLI::App& recuse = commands.Command(
      commands.app(), "recuse",
      "Vous écarte d'un dossier : vous connaissez la personne",
      "Recuses you from a case: you know the person",
      {"sceau recuse DOSSIER", "sceau recuse DOSSIER --membre claire-martin"},
      [options](Context& context) { return Recuse(context, *options); });
  AddCaseReference(commands, recuse, options->case_id);
  recuse.add_option("--membre,--member", options->member,
                    commands.In("Un autre membre (garant de la charte)",
                                "Another member (charter officer)"));
  recuse.add_flag(
      "--yes,--oui", options->yes,
      commands.In("Sans demander de confirmation", "Without asking"));
}

}  // namespace sceau::command_explain
