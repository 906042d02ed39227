#include "client/import/summary.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace sceau {
namespace {

bool IsKept(const DecodedRow& row) {
  return row.fate == RowFate::kToCreate || row.fate == RowFate::kCreated;
}

bool HasOutcome(const DecodedRow& row, Outcome outcome) {
  return std::any_of(
      row.findings.begin(), row.findings.end(),
      [outcome](const RowFinding& f) { return f.outcome == outcome; });
}

// Groups in a stable order: by column (rows as a whole first), outcome, reason,
// partner and other line.
class Groups {
 public:
  void Add(RowFinding finding, size_t line) {
    finding.kinds.clear();
    const Key key{
        finding.column.has_value() ? static_cast<int>(*finding.column) : -1,
        finding.outcome, finding.why, finding.partner, finding.other_line};
    FindingGroup& group = groups_[key];
    group.finding = std::move(finding);
    if (group.lines.empty() || group.lines.back() != line) {
      group.lines.push_back(line);
    }
  }

  std::vector<FindingGroup> Take() {
    std::vector<FindingGroup> out;
    out.reserve(groups_.size());
    for (auto& [key, group] : groups_) out.push_back(std::move(group));
    return out;
  }

 private:
  using Key = std::tuple<int, Outcome, Why, std::string, size_t>;
  std::map<Key, FindingGroup> groups_;
};

// What a partner is asked for: a deposit, or to confirm what is said in its
// name.
bool IsForPartner(const RowFinding& finding) {
  switch (finding.why) {
    case Why::kTheirSchooling:
    case Why::kTheirEmployment:
    case Why::kLevelDoesNotFit:
    case Why::kSenderConfirms:
    case Why::kTheyDepositIt:
      return !finding.partner.empty();
    default:
      return false;
  }
}

// A correction of the file may save these; age, territory or a month without
// follow-up it cannot, and a row that is nobody's needs none.
bool CanBeCorrected(const DecodedRow& row) {
  return row.refusal == Outcome::kNotUnderstood &&
         row.findings.front().why != Why::kNobodys &&
         row.findings.front().why != Why::kHeadingAgain;
}

void AddLine(Lines& lines, size_t line) {
  if (lines.empty() || lines.back() != line) lines.push_back(line);
}

void CountRow(const DecodedRow& row, ImportSummary& out) {
  switch (row.fate) {
    case RowFate::kToCreate:
      out.kept.push_back(row.line);
      break;
    case RowFate::kCreated:
      out.kept.push_back(row.line);
      out.created.push_back(row.line);
      break;
    case RowFate::kFailed:
      out.failed.push_back(row.line);
      break;
    case RowFate::kRefused:
      out.refused.push_back(row.line);
      out.radicalisation |= row.refusal == Outcome::kRadicalisationRefused;
      break;
    case RowFate::kAlreadyThere:
      out.already_there.push_back(row.line);
      break;
    case RowFate::kToReview:
      out.to_review.push_back(row.line);
      break;
  }
  if (!IsKept(row)) return;
  if (row.IsMinor()) out.minors.push_back(row.line);
  if (HasOutcome(row, Outcome::kToConfirm)) out.to_confirm.push_back(row.line);
}

void CountRemarks(const DecodedRow& row, ImportSummary& out) {
  for (const RowFinding& finding : row.findings) {
    if (finding.column != Column::kRemarks) continue;
    for (const std::string& kind : finding.kinds) {
      AddLine(out.remarks[kind], row.line);
    }
    if (finding.kinds.empty()) AddLine(out.remarks[""], row.line);
  }
}

void AddStep(ImportSummary& out, NextStep step) {
  if (!step.lines.empty()) out.next.push_back(std::move(step));
}

void PlanNext(const DecodedTable& table, ImportSummary& out) {
  NextStep ask{.kind = NextStep::Kind::kAskPartners};
  NextStep inform{
      .kind = NextStep::Kind::kInform, .lines = out.kept, .minors = out.minors};
  NextStep correct{.kind = NextStep::Kind::kCorrect};
  NextStep again{.kind = NextStep::Kind::kSendAgain, .lines = out.failed};
  for (const DecodedRow& row : table.rows) {
    if (row.fate == RowFate::kRefused && CanBeCorrected(row)) {
      correct.lines.push_back(row.line);
    }
    if (row.fate == RowFate::kToCreate && !out.created.empty()) {
      again.lines.push_back(row.line);
    }
    if (!IsKept(row)) continue;
    if (row.draft.action.has_value() || row.draft.lead_worker.has_value()) {
      inform.first.push_back(row.line);
    }
    for (const RowFinding& finding : row.findings) {
      if (!IsForPartner(finding)) continue;
      AddLine(ask.lines, row.line);
      AddLine(ask.by_partner[finding.partner], row.line);
    }
  }
  std::sort(again.lines.begin(), again.lines.end());
  NextStep eliminate{.kind = NextStep::Kind::kEliminate};
  // Not before something of the file stands in the service.
  if (!out.kept.empty() || !out.already_there.empty()) {
    for (const DecodedRow& row : table.rows) {
      eliminate.lines.push_back(row.line);
    }
  }
  AddStep(out, {.kind = NextStep::Kind::kConfirm, .lines = out.to_confirm});
  AddStep(out, std::move(ask));
  AddStep(out, std::move(inform));
  AddStep(out, std::move(correct));
  AddStep(out, {.kind = NextStep::Kind::kCompare, .lines = out.to_review});
  AddStep(out, std::move(again));
  AddStep(out, std::move(eliminate));
}

}  // namespace

absl::string_view NextStepId(NextStep::Kind kind) {
  switch (kind) {
    case NextStep::Kind::kConfirm:
      return "CONFIRM";
    case NextStep::Kind::kAskPartners:
      return "ASK_PARTNERS";
    case NextStep::Kind::kInform:
      return "INFORM";
    case NextStep::Kind::kCorrect:
      return "CORRECT";
    case NextStep::Kind::kCompare:
      return "COMPARE";
    case NextStep::Kind::kSendAgain:
      return "SEND_AGAIN";
    case NextStep::Kind::kEliminate:
      return "ELIMINATE";
  }
  return "";
}

ImportSummary Summarize(const DecodedTable& table) {
  ImportSummary out{.rows = table.rows.size()};
  Groups refusals;
  Groups findings;
  for (const DecodedRow& row : table.rows) {
    CountRow(row, out);
    if (row.fate == RowFate::kRefused) {
      // One row, one line of the report: the first reason is the one to act on.
      refusals.Add(row.findings.front(), row.line);
      continue;
    }
    if (row.fate == RowFate::kFailed) continue;
    if (IsKept(row)) CountRemarks(row, out);
    for (const RowFinding& finding : row.findings) {
      if (finding.outcome == Outcome::kKept ||
          (finding.column == Column::kRemarks && IsKept(row))) {
        continue;
      }
      findings.Add(finding, row.line);
    }
  }
  out.refusals = refusals.Take();
  out.findings = findings.Take();
  PlanNext(table, out);
  return out;
}

}  // namespace sceau
