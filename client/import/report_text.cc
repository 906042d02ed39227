#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

#include "client/import/report.h"
#include "client/import/report_words.h"
#include "client/import/summary.h"
#include "client/import/text.h"

namespace sceau {
namespace {

// French sets « : ; ? ! » apart from the word before and never begins a line
// with them.
bool ClingsToPrevious(absl::string_view word) {
  return word == ":" || word == ";" || word == "?" || word == "!" ||
         absl::StartsWith(word, "»");
}

std::vector<std::string> UnbreakableWords(absl::string_view text) {
  std::vector<std::string> words;
  for (const absl::string_view word :
       absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (!words.empty() &&
        (ClingsToPrevious(word) || absl::EndsWith(words.back(), "«"))) {
      absl::StrAppend(&words.back(), " ", word);
    } else {
      words.emplace_back(word);
    }
  }
  return words;
}

bool IsAsciiDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

// A telephone number on one line: no-break spaces between its digits.
std::string Unbroken(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool inside = i > 0 && i + 1 < text.size() && text[i] == ' ' &&
                        IsAsciiDigit(text[i - 1]) && IsAsciiDigit(text[i + 1]);
    absl::StrAppend(&out, inside ? "\u00a0" : text.substr(i, 1));
  }
  return out;
}

// Lines of at most kReportWidth characters, the second and later ones further
// in by `hanging`.
std::string Wrap(absl::string_view text, size_t indent, size_t hanging = 0) {
  std::string out;
  std::string line(indent, ' ');
  bool empty = true;
  for (const std::string& word : UnbreakableWords(text)) {
    if (!empty &&
        CharacterCount(line) + 1 + CharacterCount(word) > kReportWidth) {
      absl::StrAppend(&out, line, "\n");
      line = std::string(indent + hanging, ' ');
      empty = true;
    }
    absl::StrAppend(&line, empty ? "" : " ", word);
    empty = false;
  }
  return absl::StrCat(out, line, "\n");
}

class TextWriter {
 public:
  TextWriter(const DecodedTable& table, const Vocabulary& vocabulary,
             const ReportOptions& options)
      : table_(table),
        vocabulary_(vocabulary),
        options_(options),
        summary_(Summarize(table)) {}

  std::string Write() {
    Title();
    Figures();
    Columns();
    Failures();
    Refusals();
    Known();
    Section("À confirmer", "To confirm",
            [](Outcome outcome) { return outcome == Outcome::kToConfirm; });
    Section(
        "À déposer par les partenaires", "For the partners to deposit",
        [](Outcome outcome) { return outcome == Outcome::kTheirsToDeposit; });
    Section("À corriger", "To correct",
            [](Outcome outcome) { return outcome == Outcome::kNotUnderstood; });
    Section("Non repris", "Not kept", [](Outcome outcome) {
      return outcome != Outcome::kToConfirm &&
             outcome != Outcome::kTheirsToDeposit &&
             outcome != Outcome::kNotUnderstood &&
             outcome != Outcome::kAlreadyThere;
    });
    Remarks();
    Next();
    Closing();
    return std::move(out_);
  }

 private:
  std::string In(absl::string_view french, absl::string_view english) const {
    return Say(options_.language, french, english);
  }

  void Header(absl::string_view french, absl::string_view english) {
    absl::StrAppend(&out_, "\n", In(french, english), "\n");
  }

  void Title() {
    absl::StrAppend(
        &out_,
        options_.applied
            ? In("Reprise d'un tableau de suivi\n",
                 "Import of a follow-up spreadsheet\n")
            : In("Reprise d'un tableau de suivi : essai à blanc, rien n'est "
                 "enregistré\n",
                 "Import of a follow-up spreadsheet: dry run, nothing is "
                 "stored\n"));
  }

  void Figure(size_t count, absl::string_view one, absl::string_view many,
              absl::string_view english) {
    const std::string number = absl::StrCat(count);
    const size_t pad = number.size() < 7 ? 7 - number.size() : 0;
    absl::StrAppend(&out_, std::string(pad, ' '), number, "  ",
                    In(count > 1 ? many : one, english), "\n");
  }

  void Figures() {
    const ImportSummary& s = summary_;
    const std::string delimiter =
        table_.delimiter == ';'   ? In("point-virgule", "semicolon")
        : table_.delimiter == ',' ? In("virgule", "comma")
                                  : In("tabulation", "tab");
    const std::string form =
        absl::StrCat(" (", EncodingName(table_.encoding), ", ", delimiter, ")");
    Figure(s.rows, absl::StrCat("ligne lue", form),
           absl::StrCat("lignes lues", form), absl::StrCat("rows read", form));
    if (options_.applied) {
      Figure(s.created.size(), "reprise", "reprises", "kept");
      if (s.created.size() < s.kept.size()) {
        Figure(s.kept.size() - s.created.size(), "pas encore envoyée",
               "pas encore envoyées", "not sent yet");
      }
      if (!s.failed.empty()) {
        Figure(s.failed.size(), "en échec", "en échec", "failed");
      }
    } else {
      Figure(s.kept.size(), "à reprendre", "à reprendre", "to be kept");
    }
    Figure(s.minors.size(), "dont mineur aujourd'hui",
           "dont mineurs aujourd'hui", "of these, minors today");
    Figure(s.refused.size(), "refusée", "refusées", "refused");
    Figure(s.already_there.size(), "déjà présente", "déjà présentes",
           "already there");
    if (!s.to_review.empty()) {
      Figure(s.to_review.size(), "déjà présente, à comparer",
             "déjà présentes, à comparer", "already there, to be compared");
    }
  }

  void Columns() {
    if (table_.unknown_columns.empty() && table_.missing_columns.empty()) {
      return;
    }
    Header("Colonnes", "Columns");
    if (!table_.unknown_columns.empty()) {
      absl::StrAppend(
          &out_,
          Wrap(absl::StrCat(In("inconnues, ignorées : ", "unknown, ignored: "),
                            absl::StrJoin(table_.unknown_columns, ", ")),
               2, 2));
    }
    if (table_.missing_columns.empty()) return;
    std::vector<absl::string_view> names;
    for (const Column column : table_.missing_columns) {
      names.push_back(ColumnName(column));
    }
    absl::StrAppend(&out_, Wrap(absl::StrCat(In("absentes : ", "missing: "),
                                             absl::StrJoin(names, ", ")),
                                2, 2));
  }

  void Group(const FindingGroup& group, size_t indent) {
    const std::string reason =
        Reason(group.finding, vocabulary_, options_.language);
    const std::string title = group.finding.column.has_value()
                                  ? Labelled(ColumnName(*group.finding.column),
                                             reason, options_.language)
                                  : reason;
    absl::StrAppend(
        &out_, Wrap(title, indent, 2),
        Wrap(FewLines(group.lines, options_.language), indent + 4, 2));
  }

  void Refusals() {
    if (summary_.refusals.empty()) return;
    Header("Lignes refusées", "Refused rows");
    std::vector<FindingGroup> groups = summary_.refusals;
    std::stable_sort(groups.begin(), groups.end(),
                     [](const FindingGroup& a, const FindingGroup& b) {
                       return a.finding.outcome < b.finding.outcome;
                     });
    Outcome outcome = Outcome::kKept;
    for (const FindingGroup& group : groups) {
      if (group.finding.outcome != outcome) {
        outcome = group.finding.outcome;
        absl::StrAppend(
            &out_, Wrap(vocabulary_.Label("ImportOutcome", OutcomeId(outcome),
                                          options_.language),
                        2, 2));
      }
      if (group.finding.why == Why::kNone) {
        absl::StrAppend(&out_,
                        Wrap(FewLines(group.lines, options_.language), 8, 2));
      } else {
        Group(group, 4);
      }
    }
    if (summary_.radicalisation) {
      std::map<std::string, std::string> arguments;
      if (!options_.prefecture_contact.empty()) {
        arguments["prefecture_contact"] = Unbroken(options_.prefecture_contact);
      }
      absl::StrAppend(&out_,
                      Wrap(vocabulary_.Message("RADICALISATION_REDIRECT",
                                               options_.language, arguments),
                           2));
    }
  }

  // Rows of a person that the file or the service has already.
  void Known() {
    std::vector<std::string> reasons;  // In the order of the file.
    std::map<std::string, Lines> lines;
    for (const DecodedRow& row : table_.rows) {
      if (row.fate != RowFate::kAlreadyThere &&
          row.fate != RowFate::kToReview) {
        continue;
      }
      for (const RowFinding& finding : row.findings) {
        const std::string reason =
            Reason(finding, vocabulary_, options_.language);
        Lines& of_reason = lines[reason];
        if (of_reason.empty()) reasons.push_back(reason);
        if (of_reason.empty() || of_reason.back() != row.line) {
          of_reason.push_back(row.line);
        }
      }
    }
    if (reasons.empty()) return;
    Header("Déjà présentes", "Already there");
    for (size_t i = 0; i < reasons.size() && i < kMaxListed; ++i) {
      absl::StrAppend(
          &out_, Wrap(Labelled(FewLines(lines[reasons[i]], options_.language),
                               reasons[i], options_.language),
                      2, 2));
    }
    LeftOut(reasons.size());
  }

  // Rows that the service refused, or that it could not be asked for.
  void Failures() {
    std::map<std::string, Lines> lines;
    for (const DecodedRow& row : table_.rows) {
      if (row.fate != RowFate::kFailed) continue;
      lines[FailureText(row.failure, options_.language)].push_back(row.line);
    }
    if (lines.empty()) return;
    Header("En échec, rien n'en est enregistré",
           "Failed, nothing of them is stored");
    for (const auto& [reason, of_reason] : lines) {
      absl::StrAppend(
          &out_, Wrap(Labelled(FewLines(of_reason, options_.language), reason,
                               options_.language),
                      2, 2));
    }
  }

  // Says that a list was cut.
  void LeftOut(size_t count) {
    if (count <= kMaxListed) return;
    absl::StrAppend(
        &out_, Wrap(absl::StrCat(In("… et ", "… and "), count - kMaxListed,
                                 In(" autres constats : « --csv FICHIER » les "
                                    "donne tous",
                                    " more findings: “--csv FILE” gives all")),
                    2, 2));
  }

  template <typename Belongs>
  void Section(absl::string_view french, absl::string_view english,
               const Belongs& belongs) {
    size_t count = 0;
    for (const FindingGroup& group : summary_.findings) {
      if (!belongs(group.finding.outcome)) continue;
      if (count++ == 0) Header(french, english);
      if (count <= kMaxListed) Group(group, 2);
    }
    LeftOut(count);
  }

  void Remarks() {
    if (summary_.remarks.empty()) return;
    Header("Observations, jamais reprises", "Remarks, never kept");
    for (const auto& [kind, lines] : summary_.remarks) {
      const std::string about =
          kind.empty() ? In("autres remarques", "other remarks")
                       : vocabulary_.ForbiddenKind(kind, options_.language);
      absl::StrAppend(&out_,
                      Wrap(Labelled(about, FewLines(lines, options_.language),
                                    options_.language),
                           2, 2));
    }
    absl::StrAppend(&out_,
                    Wrap(WhyWording(Why::kRemark).In(options_.language), 2));
  }

  void Next() {
    if (summary_.next.empty()) {
      absl::StrAppend(
          &out_, "\n",
          Wrap(table_.rows.empty()
                   ? In("Ce tableau n'a aucune ligne sous l'en-tête : "
                        "enregistrez la bonne feuille, puis relancez.",
                        "This spreadsheet has no row below its heading: save "
                        "the right sheet, then try again.")
                   : In("Aucune ligne n'est à reprendre ni à corriger.",
                        "No row is to be kept or corrected."),
               0));
      return;
    }
    Header("Et maintenant, dans l'ordre", "What to do next, in order");
    size_t number = 0;
    for (const NextStep& step : summary_.next) {
      absl::StrAppend(&out_,
                      Wrap(absl::StrCat(++number, ". ",
                                        StepSentence(step, options_.language)),
                           2, 3));
      if (step.kind == NextStep::Kind::kEliminate) continue;
      if (step.kind == NextStep::Kind::kAskPartners) {
        for (const auto& [partner, lines] : step.by_partner) {
          Detail(vocabulary_.PartnerLabel(partner), lines);
        }
        continue;
      }
      Detail("", step.lines);
      if (!step.first.empty()) {
        Detail(In("d'abord, celles qu'un référent ou un pilote attend",
                  "first, those for whom a lead worker or a pilot waits"),
               step.first);
      }
      if (!step.minors.empty()) {
        Detail(In("et leurs représentants légaux, pour les mineurs",
                  "and their legal representatives, for minors"),
               step.minors);
      }
    }
  }

  void Detail(absl::string_view title, const Lines& lines) {
    const std::string list = FewLines(lines, options_.language);
    absl::StrAppend(
        &out_,
        Wrap(title.empty() ? list : Labelled(title, list, options_.language), 5,
             2));
  }

  void Closing() {
    absl::StrAppend(&out_, "\n");
    if (!options_.applied) {
      absl::StrAppend(
          &out_,
          Wrap(summary_.kept.empty()
                   ? In("Essai à blanc : rien n'est enregistré.",
                        "Dry run: nothing is stored.")
                   : In("Essai à blanc : rien n'est enregistré. Pour reprendre "
                        "ces lignes : « sceau import FICHIER --apply ».",
                        "Dry run: nothing is stored. To import these rows: "
                        "“sceau import FILE --apply”."),
               0));
      return;
    }
    absl::StrAppend(
        &out_,
        Wrap(vocabulary_.Message(
                 "IMPORT_FINISHED", options_.language,
                 {{"kept", absl::StrCat(summary_.created.size())},
                  {"to_confirm", absl::StrCat(summary_.to_confirm.size())},
                  {"refused", absl::StrCat(summary_.refused.size())},
                  {"to_inform", absl::StrCat(summary_.created.size())}}),
             0));
  }

  const DecodedTable& table_;
  const Vocabulary& vocabulary_;
  const ReportOptions& options_;
  const ImportSummary summary_;
  std::string out_;
};

}  // namespace

std::string TextReport(const DecodedTable& table, const Vocabulary& vocabulary,
                       const ReportOptions& options) {
  return TextWriter(table, vocabulary, options).Write();
}

}  // namespace sceau
