#include "client/import/decoder.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

#include "client/import/same_person.h"
#include "client/import/text.h"

namespace sceau {
namespace {

constexpr size_t kMaxLabelDigits = 6;

// Only digits: a report shows it, and a cell may hold anything.
std::string ReadLabel(const RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kLabel);
  const bool digits = std::all_of(cell.begin(), cell.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
  return digits && cell.size() <= kMaxLabelDigits ? std::string(cell) : "";
}

void ReadDropped(RowReader& row) {
  if (!row.Cell(Column::kQuarter).empty()) {
    row.out.Add(Column::kQuarter, Outcome::kNoSuchData);
  }
  const absl::string_view remark = row.Cell(Column::kRemarks);
  if (remark.empty()) return;
  RemarkReading read = row.tools.remarks.Read(remark);
  row.out.findings.push_back(
      {.column = Column::kRemarks,
       .outcome = Outcome::kNoSuchData,
       .why = read.formula ? Why::kFormula : Why::kRemark,
       .kinds = std::move(read.kinds)});
}

// Whether a cell that would say the follow-up is over could not be read: a row
// is not taken on the chance that it goes on.
bool MayHideAnEnd(const RowFinding& finding) {
  switch (*finding.column) {
    case Column::kStatus:
    case Column::kExit:
      return finding.why == Why::kCellTooNarrow ||
             finding.why == Why::kCellInError ||
             finding.why == Why::kColumnMonthFirst;
    case Column::kDecision:
    case Column::kResult:
      return finding.why == Why::kCellTooNarrow ||
             finding.why == Why::kCellInError;
    default:
      return false;
  }
}

// Cells that the spreadsheet itself damaged when it saved: not empty, and not
// to be read. What else is found of them is what follows from it.
void ReadDamaged(RowReader& row) {
  for (size_t i = 0; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    const Why damage = DamageOf(row.tools.heading.Cell(row.cells, column));
    if (damage == Why::kNone || column == Column::kLabel ||
        column == Column::kQuarter || column == Column::kRemarks) {
      continue;
    }
    std::erase_if(row.out.findings, [column](const RowFinding& finding) {
      return finding.column == column;
    });
    row.out.Add(column, Outcome::kNotUnderstood, damage);
  }
}

// What refuses a row, the first that a person should know of first: whom it is
// about, whether the group is the place at all, then what is missing.
int RefusalRank(const RowFinding& finding) {
  switch (finding.outcome) {
    case Outcome::kRadicalisationRefused:
      return 2;
    case Outcome::kOutOfAge:
      return 3;
    case Outcome::kNotAPartner:
      return 4;
    case Outcome::kOutOfTerritory:
      return 5;
    case Outcome::kNotKeptWithoutFollowUp:
      return 7;
    case Outcome::kNotUnderstood:
      if (!finding.column.has_value()) return 0;
      if (finding.why == Why::kMayHaveEnded) return 7;
      if (MayHideAnEnd(finding)) return 7;
      switch (*finding.column) {
        case Column::kFamilyName:
        case Column::kGivenName:
        case Column::kFullName:
          return 0;
        case Column::kBirthDate:
          return 1;
        case Column::kSender:
        case Column::kReferralDate:
          return 6;
        default:
          return -1;
      }
    default:
      return -1;
  }
}

// Findings in the columns' order; but a row that is refused keeps what refuses
// it and nothing else: no draft, no finding about cells that no longer matter.
void Settle(DecodedRow& row) {
  std::vector<RowFinding> refusals;
  for (const RowFinding& finding : row.findings) {
    if (RefusalRank(finding) >= 0) refusals.push_back(finding);
  }
  if (refusals.empty()) {
    std::stable_sort(row.findings.begin(), row.findings.end(),
                     [](const RowFinding& a, const RowFinding& b) {
                       return a.column < b.column;
                     });
    return;
  }
  std::stable_sort(refusals.begin(), refusals.end(),
                   [](const RowFinding& a, const RowFinding& b) {
                     return RefusalRank(a) < RefusalRank(b);
                   });
  row.fate = RowFate::kRefused;
  row.refusal = refusals.front().outcome;
  row.findings = std::move(refusals);
}

// A row of totals or a remark below the table: nothing of it is anybody's.
bool IsNobodys(const RowReader& row) {
  constexpr std::array<Column, 3> kOfSomeone = {
      Column::kBirthDate, Column::kSender, Column::kReferralDate};
  // « TOTAL ; 12 » has no given name either.
  return !HasLetter(row.Cell(Column::kGivenName)) &&
         std::all_of(kOfSomeone.begin(), kOfSomeone.end(),
                     [&row](Column column) {
                       return row.tools.heading.Cell(row.cells, column).empty();
                     });
}

// Where a person's cells were merged over several rows, all but the first come
// without them. Whose they are is not guessed, but they are somebody's.
bool ContinuesRow(const RowReader& row) {
  constexpr std::array<Column, 4> kPlan = {
      Column::kLeadWorker, Column::kDecision, Column::kAction, Column::kPilot};
  return row.Cell(Column::kFamilyName).empty() &&
         row.Cell(Column::kFullName).empty() &&
         std::any_of(kPlan.begin(), kPlan.end(), [&row](Column column) {
           return row.Read(column, row.Cell(column)).kind !=
                  Meaning::Kind::kUnknown;
         });
}

void DecodeRow(const RowTools& tools, const CsvRow& cells, DecodedRow& out) {
  RowReader row{.tools = tools, .cells = cells, .out = out};
  out.line = cells.line;
  out.label = ReadLabel(row);
  if (tools.heading.Overflows(cells)) {
    out.findings.push_back(
        {.outcome = Outcome::kNotUnderstood, .why = Why::kTooManyCells});
    return Settle(out);
  }
  if (tools.heading.RepeatedBy(cells)) {
    out.findings.push_back(
        {.outcome = Outcome::kNotUnderstood, .why = Why::kHeadingAgain});
    return Settle(out);
  }
  if (IsNobodys(row)) {
    out.findings.push_back(
        {.outcome = Outcome::kNotUnderstood,
         .why = ContinuesRow(row) ? Why::kContinuesRow : Why::kNobodys});
    return Settle(out);
  }
  const bool referral_known = ReadReferralDate(row);
  ReadPerson(row, referral_known ? out.draft.referral_date : row.today(),
             referral_known);
  ReadContact(row);
  RefuseRadicalisation(row, Column::kProfile, row.Cell(Column::kProfile));
  RefuseRadicalisation(row, Column::kReasons, row.Cell(Column::kReasons));
  if (out.person.has_value() && referral_known) {
    ReadReferral(row);
    ReadRepresentatives(row);
    ReadSituation(row);
    ReadPlan(row);
    ReadDropped(row);
  }
  ReadDamaged(row);
  Settle(out);
}

}  // namespace

absl::StatusOr<DecodedTable> DecodeSpreadsheet(absl::string_view bytes,
                                               const Vocabulary& vocabulary,
                                               const ImportContext& context) {
  if (context.program == nullptr) {
    return absl::InvalidArgumentError(
        context.language == Language::kFrench
            ? "la charte en vigueur n'est pas lisible par ce programme"
            : "this program cannot read the charter in force");
  }
  absl::StatusOr<CsvTable> csv = ReadCsv(bytes, context.language);
  if (!csv.ok()) return csv.status();
  absl::StatusOr<Heading> heading =
      Heading::Find(*csv, vocabulary, context.language);
  if (!heading.ok()) return heading.status();
  const size_t first = heading->row() + 1;
  if (csv->rows.size() > first + kMaxRows) {
    return TooManyRows(csv->rows[first + kMaxRows].line, context.language);
  }
  const RemarkReader remarks(vocabulary);
  const CharterRules charter(*context.program, context.partner);
  const DateColumns dates(*csv, *heading);
  const RowTools tools{.vocabulary = vocabulary,
                       .heading = *heading,
                       .context = context,
                       .remarks = remarks,
                       .charter = charter,
                       .dates = dates};
  DecodedTable table{.encoding = csv->encoding,
                     .delimiter = csv->delimiter,
                     .unknown_columns = heading->unknown(),
                     .missing_columns = heading->Missing()};
  for (size_t i = first; i < csv->rows.size(); ++i) {
    DecodeRow(tools, csv->rows[i], table.rows.emplace_back());
  }
  MarkSamePersons(table.rows);
  return table;
}

}  // namespace sceau
