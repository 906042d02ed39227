#include "client/import/report_words.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace sceau {
namespace {

constexpr absl::string_view kOutcomes = "ImportOutcome";
// Shorter runs of lines read better one by one.
constexpr size_t kShortestRun = 3;

std::string OutcomeLabel(Outcome outcome, const Vocabulary& vocabulary,
                         Language language) {
  return vocabulary.Label(kOutcomes, OutcomeId(outcome), language);
}

// « 1 ligne refusée », « 12 lignes refusées ».
std::string Count(size_t count, absl::string_view one, absl::string_view many) {
  return absl::StrCat(count, " ", count > 1 ? many : one);
}

std::string CountRows(size_t count, Language language) {
  return language == Language::kFrench ? Count(count, "ligne", "lignes")
                                       : Count(count, "row", "rows");
}

struct ListedLines {
  std::string text = {};
  size_t left_out = 0;
};

// At most `most` lines and runs of lines.
ListedLines Listed(const Lines& lines, size_t most) {
  std::vector<std::string> parts;
  size_t i = 0;
  while (i < lines.size() && parts.size() < most) {
    size_t end = i + 1;
    while (end < lines.size() && lines[end] == lines[end - 1] + 1) ++end;
    if (end - i < kShortestRun) end = i + 1;
    parts.push_back(end - i == 1 ? absl::StrCat(lines[i])
                                 : absl::StrCat(lines[i], "-", lines[end - 1]));
    i = end;
  }
  return {.text = absl::StrJoin(parts, ", "), .left_out = lines.size() - i};
}

std::string Named(const Lines& lines, absl::string_view list,
                  Language language) {
  return absl::StrCat(Say(language, "ligne", "line"),
                      lines.size() > 1 ? "s " : " ", list);
}

}  // namespace

std::string Say(Language language, absl::string_view french,
                absl::string_view english) {
  return std::string(language == Language::kFrench ? french : english);
}

std::string Labelled(absl::string_view label, absl::string_view text,
                     Language language) {
  return absl::StrCat(label, Say(language, " : ", ": "), text);
}

std::string LineList(const Lines& lines) {
  return Listed(lines, lines.size()).text;
}

std::string NamedLines(const Lines& lines, Language language) {
  return Named(lines, LineList(lines), language);
}

std::string FewLines(const Lines& lines, Language language) {
  const ListedLines few = Listed(lines, kMaxListed);
  std::string text = Named(lines, few.text, language);
  if (few.left_out > 0) {
    absl::StrAppend(&text, Say(language, " … et ", " … and "), few.left_out,
                    language == Language::kFrench
                        ? (few.left_out > 1 ? " autres" : " autre")
                        : " more");
  }
  return text;
}

std::string FailureText(absl::string_view reason, Language language) {
  struct Failure {
    absl::string_view reason = {};
    absl::string_view french = {};
    absl::string_view english = {};
  };
  static constexpr std::array<Failure, 9> kFailures = {{
      {"FIELD_INVALID", "le service n'accepte pas une de ses valeurs",
       "the service does not accept one of its values"},
      {"FORBIDDEN_TERM", "elle dit ce que le service ne garde jamais",
       "it says what the service never keeps"},
      {"DANGER_REDIRECT", "elle parle d'un danger : appelez, n'écrivez pas",
       "it speaks of a danger: call, do not write"},
      {"RADICALISATION_REDIRECT", "cette inquiétude se dit à la préfecture",
       "this concern is for the préfecture"},
      {"AGE_OUT_OF_SCOPE",
       "l'âge n'est pas celui des jeunes que suit le groupe",
       "the age is not that of those the group follows"},
      {"STATE_FORBIDS", "le service a déjà quelque chose qui s'y oppose",
       "the service already holds something against it"},
      {"POLICY_DENIED", "la charte ne vous donne pas d'ouvrir un dossier",
       "the charter does not let you open a case"},
      {"UNAVAILABLE", "le service ne répondait plus",
       "the service did not answer any more"},
      {"QUEUE_FULL", "le service était occupé", "the service was busy"},
  }};
  for (const Failure& failure : kFailures) {
    if (failure.reason == reason) {
      return Say(language, failure.french, failure.english);
    }
  }
  return std::string(reason);
}

std::string Reason(const RowFinding& finding, const Vocabulary& vocabulary,
                   Language language) {
  if (finding.why == Why::kNone) {
    return OutcomeLabel(finding.outcome, vocabulary, language);
  }
  const std::string line = finding.other_line > 0
                               ? absl::StrCat(finding.other_line)
                               : std::string("…");
  return absl::StrReplaceAll(
      WhyWording(finding.why).In(language),
      {{"{line}", line},
       {"{partner}", vocabulary.PartnerLabel(finding.partner)}});
}

std::string ReasonWithKinds(const RowFinding& finding,
                            const Vocabulary& vocabulary, Language language) {
  std::string reason = Reason(finding, vocabulary, language);
  if (finding.kinds.empty()) return reason;
  std::vector<std::string> kinds;
  for (const std::string& kind : finding.kinds) {
    kinds.push_back(vocabulary.ForbiddenKind(kind, language));
  }
  return absl::StrCat(
      Say(language, "ces mots parlent de : ", "these words are about: "),
      absl::StrJoin(kinds, ", "), " ; ", reason);
}

absl::string_view FateId(RowFate fate) {
  switch (fate) {
    case RowFate::kToCreate:
      return "TO_CREATE";
    case RowFate::kRefused:
      return "REFUSED";
    case RowFate::kAlreadyThere:
      return "ALREADY_THERE";
    case RowFate::kToReview:
      return "TO_REVIEW";
    case RowFate::kCreated:
      return "CREATED";
    case RowFate::kFailed:
      return "FAILED";
  }
  return "";
}

std::string FateLabel(const DecodedRow& row, const Vocabulary& vocabulary,
                      Language language) {
  switch (row.fate) {
    case RowFate::kToCreate:
      return Say(language, "Ligne à reprendre", "Row to be kept");
    case RowFate::kRefused:
      return OutcomeLabel(row.refusal, vocabulary, language);
    case RowFate::kAlreadyThere:
      return OutcomeLabel(Outcome::kAlreadyThere, vocabulary, language);
    case RowFate::kToReview:
      return Say(language, "Déjà présent, à comparer",
                 "Already there, to be compared");
    case RowFate::kCreated:
      return Say(language, "Ligne reprise", "Row kept");
    case RowFate::kFailed:
      return absl::StrCat(Say(language, "Échec, rien n'a été enregistré : ",
                              "Failed, nothing was stored: "),
                          FailureText(row.failure, language));
  }
  return "";
}

std::string StepSentence(const NextStep& step, Language language) {
  const size_t count = step.lines.size();
  switch (step.kind) {
    case NextStep::Kind::kConfirm:
      return absl::StrCat(
          Say(language, "Relire et confirmer ", "Read again and confirm "),
          CountRows(count, language));
    case NextStep::Kind::kAskPartners:
      return absl::StrCat(
          Say(language, "Demander à ", "Ask "),
          language == Language::kFrench
              ? Count(step.by_partner.size(), "partenaire", "partenaires")
              : Count(step.by_partner.size(), "partner", "partners"),
          Say(language,
              " de déposer ou de confirmer ; à chacun ses seules lignes, "
              "jamais ce rapport",
              " to deposit or to confirm; to each its own lines only, never "
              "this report"));
    case NextStep::Kind::kInform:
      return absl::StrCat(
          Say(language, "Informer ", "Tell "),
          language == Language::kFrench ? Count(count, "personne", "personnes")
                                        : Count(count, "person", "people"),
          Say(language,
              absl::StrCat(", dans le mois et avant que quiconque d'autre ne "
                           "voie ",
                           count > 1 ? "leur" : "son",
                           " dossier (« sceau notice letter », puis « sceau "
                           "notice record »)"),
              ", within the month and before anyone else sees their file "
              "(“sceau notice letter”, then “sceau notice record”)"));
    case NextStep::Kind::kCorrect:
      return absl::StrCat(
          Say(language, "Corriger dans le tableau ",
              "Correct in the spreadsheet "),
          language == Language::kFrench
              ? Count(count, "ligne refusée", "lignes refusées")
              : Count(count, "refused row", "refused rows"),
          Say(language, ", puis relancer l'import", ", then import again"));
    case NextStep::Kind::kCompare:
      return absl::StrCat(Say(language, "Comparer au dossier existant ",
                              "Compare with the existing file "),
                          CountRows(count, language));
    case NextStep::Kind::kSendAgain:
      return absl::StrCat(
          Say(language, "Relancer l'import pour ", "Import again for "),
          CountRows(count, language));
    case NextStep::Kind::kEliminate:
      return Say(
          language,
          "Ne supprimez pas vous-même l'ancien tableau : demandez le visa "
          "des Archives départementales, pour ses copies aussi",
          "Do not delete the old spreadsheet yourself: ask the "
          "departmental archives for their visa, for its copies too");
  }
  return "";
}

}  // namespace sceau
