// The report as JSON, for a machine, and as CSV, for a spreadsheet.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

#include "client/import/report.h"
#include "client/import/report_words.h"
#include "client/import/summary.h"
#include "nlohmann/json.hpp"

namespace sceau {
namespace {

using Json = nlohmann::ordered_json;

constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string Text(absl::string_view text) { return std::string(text); }

Json FindingToJson(const RowFinding& finding, const Vocabulary& vocabulary,
                   Language language) {
  Json out;
  if (finding.column.has_value()) {
    out["column"] = Text(ColumnName(*finding.column));
  }
  out["outcome"] = Text(OutcomeId(finding.outcome));
  if (finding.why != Why::kNone) out["why"] = Text(WhyId(finding.why));
  if (finding.other_line > 0) out["other_line"] = finding.other_line;
  if (!finding.partner.empty()) out["partner"] = finding.partner;
  if (!finding.kinds.empty()) out["kinds"] = finding.kinds;
  out["text"] = ReasonWithKinds(finding, vocabulary, language);
  return out;
}

Json RowToJson(const DecodedRow& row, const Vocabulary& vocabulary,
               Language language) {
  Json out;
  out["line"] = row.line;
  if (!row.label.empty()) out["label"] = row.label;
  out["fate"] = Text(FateId(row.fate));
  if (row.fate == RowFate::kRefused) {
    out["refusal"] = Text(OutcomeId(row.refusal));
  }
  if (row.fate == RowFate::kFailed) out["failure"] = row.failure;
  out["findings"] = Json::array();
  for (const RowFinding& finding : row.findings) {
    out["findings"].push_back(FindingToJson(finding, vocabulary, language));
  }
  return out;
}

Json SummaryToJson(const ImportSummary& summary) {
  Json out;
  out["rows"] = summary.rows;
  out["kept"] = summary.kept.size();
  out["created"] = summary.created.size();
  out["failed"] = summary.failed.size();
  out["refused"] = summary.refused.size();
  out["already_there"] = summary.already_there.size();
  out["to_review"] = summary.to_review.size();
  out["minors"] = summary.minors.size();
  out["to_confirm"] = summary.to_confirm.size();
  return out;
}

Json StepToJson(const NextStep& step, Language language) {
  Json out;
  out["step"] = Text(NextStepId(step.kind));
  out["text"] = StepSentence(step, language);
  if (step.kind == NextStep::Kind::kAskPartners) {
    out["partners"] = Json::object();
    for (const auto& [partner, lines] : step.by_partner) {
      out["partners"][partner] = lines;
    }
  } else if (step.kind != NextStep::Kind::kEliminate) {
    out["lines"] = step.lines;
  }
  if (!step.first.empty()) out["first"] = step.first;
  if (!step.minors.empty()) out["minors"] = step.minors;
  return out;
}

void AppendRecord(std::string& out, const std::vector<std::string>& cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    absl::StrAppend(&out, i == 0 ? "" : ";", CsvCell(cells[i]));
  }
  absl::StrAppend(&out, "\r\n");
}

}  // namespace

std::string JsonReport(const DecodedTable& table, const Vocabulary& vocabulary,
                       const ReportOptions& options) {
  const ImportSummary summary = Summarize(table);
  Json out;
  out["applied"] = options.applied;
  out["encoding"] = Text(EncodingName(table.encoding));
  out["delimiter"] = std::string(1, table.delimiter);
  out["unknown_columns"] = table.unknown_columns;
  out["missing_columns"] = Json::array();
  for (const Column column : table.missing_columns) {
    out["missing_columns"].push_back(Text(ColumnName(column)));
  }
  out["summary"] = SummaryToJson(summary);
  out["rows"] = Json::array();
  for (const DecodedRow& row : table.rows) {
    out["rows"].push_back(RowToJson(row, vocabulary, options.language));
  }
  out["next"] = Json::array();
  for (const NextStep& step : summary.next) {
    out["next"].push_back(StepToJson(step, options.language));
  }
  return absl::StrCat(out.dump(1), "\n");
}

std::string CsvCell(absl::string_view text) {
  constexpr absl::string_view kComputed = "=+-@\t\r";
  std::string cell;
  if (!text.empty() && kComputed.find(text[0]) != absl::string_view::npos) {
    cell.push_back('\'');
  }
  absl::StrAppend(&cell, text);
  if (cell.find_first_of(";\"\r\n\t,") == std::string::npos) return cell;
  return absl::StrCat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
}

std::string CsvReport(const DecodedTable& table, const Vocabulary& vocabulary,
                      const ReportOptions& options) {
  const Language language = options.language;
  std::string out(kByteOrderMark);
  AppendRecord(
      out,
      {Say(language, "Ligne", "Line"), "N°", Say(language, "Colonne", "Column"),
       Say(language, "Suite", "Outcome"), Say(language, "Pourquoi", "Why")});
  for (const DecodedRow& row : table.rows) {
    const std::string line = absl::StrCat(row.line);
    AppendRecord(
        out, {line, row.label, "", FateLabel(row, vocabulary, language), ""});
    for (const RowFinding& finding : row.findings) {
      AppendRecord(
          out,
          {line, row.label,
           finding.column.has_value() ? Text(ColumnName(*finding.column)) : "",
           vocabulary.Label("ImportOutcome", OutcomeId(finding.outcome),
                            language),
           finding.why == Why::kNone
               ? ""
               : ReasonWithKinds(finding, vocabulary, language)});
    }
  }
  size_t number = 0;
  for (const NextStep& step : Summarize(table).next) {
    const std::string todo =
        absl::StrCat(Say(language, "À faire, ", "To do, "), ++number);
    const bool lists = step.kind != NextStep::Kind::kEliminate &&
                       step.kind != NextStep::Kind::kAskPartners;
    AppendRecord(out,
                 {"", "", "", todo,
                  lists ? Labelled(StepSentence(step, language),
                                   NamedLines(step.lines, language), language)
                        : StepSentence(step, language)});
    for (const auto& [partner, lines] : step.by_partner) {
      AppendRecord(out, {"", "", "", todo,
                         Labelled(vocabulary.PartnerLabel(partner),
                                  NamedLines(lines, language), language)});
    }
  }
  return out;
}

}  // namespace sceau
