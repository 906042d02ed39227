// What the group decided and proposed: lead worker, decision, action.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/import/dates.h"
#include "client/import/member_match.h"
#include "client/import/row_reader.h"

namespace sceau {
namespace {

// An action's due date may lie this far ahead (entry.proto).
constexpr int kMaxDueMonths = 24;

constexpr absl::string_view kNoFollowUp = "NO_FOLLOW_UP";

void AddAbout(RowReader& row, Column column, Outcome outcome, Why why,
              absl::string_view partner) {
  row.out.findings.push_back({.column = column,
                              .outcome = outcome,
                              .why = why,
                              .partner = std::string(partner)});
}

// Whether the charter lets the coordinator write a first entry of the category;
// says so of the column when it does not.
bool MayDeposit(RowReader& row, v1::Category category, Column column) {
  if (row.charter().MayDeposit(category, row.out.age_today)) return true;
  row.out.Add(column, Outcome::kNoSuchData, Why::kCharterForbids);
  return false;
}

void ProposeLeadWorker(RowReader& row, const LeadWorkerReading& read) {
  const std::string& partner = read.partner;
  switch (
      policy::LeadWorkerFault(row.charter().program(), row.Named(partner))) {
    case policy::NamingFault::kNamesItself:
      row.out.Add(Column::kLeadWorker, Outcome::kSecretOfPartner);
      return;
    case policy::NamingFault::kUnknown:
    case policy::NamingFault::kNotItsPart:
      AddAbout(row, Column::kLeadWorker, Outcome::kNoSuchData, Why::kMayNotLead,
               partner);
      return;
    case policy::NamingFault::kClosedGate:
      AddAbout(row, Column::kLeadWorker, Outcome::kNoSuchData,
               Why::kOutOfPartnersAge, partner);
      return;
    case policy::NamingFault::kNone:
      break;
  }
  if (!MayDeposit(row, v1::CATEGORY_LEAD_WORKER, Column::kLeadWorker)) return;
  const Why why = !read.member.empty() ? Why::kLeadWorkerNamed
                  : read.named         ? Why::kLeadWorkerNameLeftOut
                                       : Why::kLeadWorkerProposed;
  row.out.draft.lead_worker =
      LeadWorkerDraft{.organisation = partner, .member = read.member};
  AddAbout(row, Column::kLeadWorker, Outcome::kToConfirm, why, partner);
}

void ReadLeadWorker(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kLeadWorker);
  if (cell.empty()) return;
  const Meaning meaning = row.Read(Column::kLeadWorker, cell);
  if (meaning.kind == Meaning::Kind::kRefused) {
    row.out.Add(Column::kLeadWorker, RefusalOf(meaning));
    return;
  }
  const LeadWorkerReading read = ReadLeadWorkerCell(row, cell, meaning.value);
  const std::string& partner = read.partner;
  if (read.several) {
    row.out.Add(Column::kLeadWorker, Outcome::kToConfirm,
                Why::kSeveralPartners);
  } else if (partner.empty()) {
    row.out.Add(Column::kLeadWorker, Outcome::kNotUnderstood);
  } else {
    ProposeLeadWorker(row, read);
  }
}

// The day in a cell of a plan; says why when there is none that can be kept. Of
// a column whose days may be months none is kept.
DateReading ReadDayOf(RowReader& row, Column column) {
  DateReading read = ReadDate(row.Cell(column), row.today());
  if (!read.day.has_value()) {
    row.out.Add(column, Outcome::kNotUnderstood, WhyOf(read.fault));
  } else if (row.DayDoubtOf(column) != DayDoubt::kNone) {
    row.out.Add(column, Outcome::kNotUnderstood, Why::kColumnMonthFirst);
    read.day = std::nullopt;
  }
  return read;
}

// The past day of a session, if there is one. What it means depends on the
// decision, so that only its faults are said here.
std::optional<absl::CivilDay> ReadSession(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kSessionDate);
  if (cell.empty()) return std::nullopt;
  const DateReading read = ReadDayOf(row, Column::kSessionDate);
  if (!read.day.has_value()) return std::nullopt;
  if (*read.day > row.today()) {
    row.out.Add(Column::kSessionDate, Outcome::kNoSuchData,
                Why::kSessionInFuture);
    return std::nullopt;
  }
  return read.day;
}

bool IsAnEnd(absl::string_view decision) {
  return decision == "REORIENTED" || decision == "EXIT_FROM_FOLLOW_UP";
}

// Whether a phrase of `text` is a decision that ends a follow-up, as in « sorti
// le 3 mars » and « orienté CRIP ».
bool SpeaksOfAnEnd(const RowReader& row, absl::string_view text) {
  return AnyPhrase(text, [&row](absl::string_view phrase) {
    const Meaning meaning = row.Read(Column::kDecision, phrase);
    return meaning.kind == Meaning::Kind::kValue && IsAnEnd(meaning.value);
  });
}

// What `cell` says of the follow-up as a whole: in its own column's words, or
// as a decision. Unknown for other words.
Meaning ReadStatus(const RowReader& row, Column column,
                   absl::string_view cell) {
  const Meaning own = row.Read(column, cell);
  return own.kind == Meaning::Kind::kUnknown ? row.Read(Column::kDecision, cell)
                                             : own;
}

// A file may say in a column of its own that a follow-up is over: whatever else
// it says, nothing is kept without follow-up.
void RefuseEnded(RowReader& row, Column column) {
  const absl::string_view cell = row.Cell(column);
  if (cell.empty()) return;
  const Meaning meaning = ReadStatus(row, column, cell);
  if (meaning.kind == Meaning::Kind::kValue) {
    if (IsAnEnd(meaning.value) || meaning.value == kNoFollowUp) {
      row.out.Add(column, Outcome::kNotKeptWithoutFollowUp,
                  Why::kFollowUpEnded);
    } else {
      row.out.Add(column, Outcome::kNoSuchData);
    }
    return;
  }
  const DateReading day = ReadDate(cell, row.today());
  if (day.day.has_value() && row.DayDoubtOf(column) != DayDoubt::kNone) {
    row.out.Add(column, Outcome::kNotUnderstood, Why::kColumnMonthFirst);
  } else if (day.day.has_value() && *day.day > row.today()) {
    row.out.Add(column, Outcome::kNoSuchData, Why::kExitToCome);
  } else if (day.day.has_value()) {
    row.out.Add(column, Outcome::kNotKeptWithoutFollowUp, Why::kFollowUpEnded);
  } else if (day.fault != DateFault::kNotADate || SpeaksOfAnEnd(row, cell)) {
    // « juin 2025 » is no day, and over all the same.
    row.out.Add(column, Outcome::kNotUnderstood, Why::kMayHaveEnded);
  } else {
    row.out.Add(column, Outcome::kToConfirm, Why::kGoesOnUnclear);
  }
}

// « État : sorti » heads a result in one file and the follow-up in another.
void RefuseEndedResult(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kResult);
  if (row.Read(Column::kResult, cell).kind != Meaning::Kind::kUnknown) return;
  const Meaning meaning = row.Read(Column::kDecision, cell);
  if (meaning.kind == Meaning::Kind::kValue && IsAnEnd(meaning.value)) {
    row.out.Add(Column::kResult, Outcome::kNotKeptWithoutFollowUp,
                Why::kFollowUpEnded);
  }
}

// The code that the cell means and that a case may have; empty = none.
std::string ReadDecisionCode(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kDecision);
  if (cell.empty()) return "";
  const Meaning meaning = row.Read(Column::kDecision, cell);
  switch (meaning.kind) {
    case Meaning::Kind::kUnknown:
      row.out.Add(Column::kDecision, Outcome::kNotUnderstood,
                  SpeaksOfAnEnd(row, cell) ? Why::kMayHaveEnded : Why::kNone);
      return "";
    case Meaning::Kind::kRefused:
      row.out.Add(Column::kDecision, RefusalOf(meaning));
      return "";
    case Meaning::Kind::kValue:
      break;
  }
  if (IsAnEnd(meaning.value)) {
    row.out.Add(Column::kDecision, Outcome::kNotKeptWithoutFollowUp,
                Why::kFollowUpEnded);
    return "";
  }
  return meaning.value;
}

// A month as the calendar counts: decided on 22 October, over on 23 November.
bool IsOverAMonthAgo(absl::CivilDay day, absl::CivilDay today) {
  const absl::CivilMonth next = absl::CivilMonth(day) + 1;
  const absl::CivilDay last_of_next = absl::CivilDay(next + 1) - 1;
  const absl::CivilDay same(next.year(), next.month(), day.day());
  return std::min(same, last_of_next) < today;
}

void ReadDecision(RowReader& row) {
  const std::optional<absl::CivilDay> session = ReadSession(row);
  const std::string code = ReadDecisionCode(row);
  if (code.empty()) {
    if (session.has_value()) {
      row.out.Add(Column::kSessionDate, Outcome::kNoSuchData,
                  Why::kSessionWithoutDecision);
    }
    return;
  }
  const absl::CivilDay referral = row.out.draft.referral_date;
  const absl::CivilDay date = session.value_or(referral);
  if (code == kNoFollowUp && IsOverAMonthAgo(date, row.today())) {
    row.out.Add(Column::kDecision, Outcome::kNotKeptWithoutFollowUp);
    return;
  }
  if (!MayDeposit(row, v1::CATEGORY_DECISION, Column::kDecision)) return;
  if (session.has_value()) {
    const bool early = date < referral;
    row.out.Add(Column::kSessionDate,
                early ? Outcome::kToConfirm : Outcome::kKept,
                early ? Why::kSessionBeforeReferral : Why::kNone);
  }
  row.out.draft.decision = DecisionDraft{.code = code, .date = date};
  row.out.Add(Column::kDecision, Outcome::kToConfirm,
              session.has_value() ? Why::kDecisionFromPreviousRecord
                                  : Why::kDecisionTakesReferralDate);
}

// What the cell « Pilote » says of who would carry an action.
struct PilotReading {
  std::string pilot = {};  // Set: may be proposed.
  Outcome outcome = Outcome::kNoSuchData;
  Why why = Why::kNone;
  std::string partner = {};
};

// Of a partner that deposits its own actions.
Why OwnActionOf(const RowReader& row, const std::string& partner) {
  policy::Naming own = row.Named(partner);
  own.owner = partner;
  return policy::PilotFault(row.charter().program(), own) ==
                 policy::NamingFault::kClosedGate
             ? Why::kOutOfPartnersAge
             : Why::kTheyDepositIt;
}

PilotReading ReadPilot(const RowReader& row, absl::string_view cell) {
  Meaning meaning = row.Read(Column::kPilot, cell);
  const std::vector<std::string> partners = PartnersIn(row, cell);
  if (partners.size() > 1 && meaning.kind != Meaning::Kind::kRefused) {
    return {.outcome = Outcome::kToConfirm, .why = Why::kSeveralPartners};
  }
  if (meaning.kind == Meaning::Kind::kUnknown) {
    if (partners.empty()) return {.outcome = Outcome::kNotUnderstood};
    // « Mme X (mairie) »; who may not pilot was refused above.
    meaning = {.kind = Meaning::Kind::kValue, .value = partners.front()};
  }
  if (meaning.kind == Meaning::Kind::kRefused) {
    PilotReading out{.outcome = RefusalOf(meaning),
                     .partner = PartnerIn(row, cell)};
    out.why = out.outcome == Outcome::kNoSuchData
                  ? Why::kMayNotPilot
                  : OwnActionOf(row, out.partner);
    return out;
  }
  switch (
      policy::PilotFault(row.charter().program(), row.Named(meaning.value))) {
    case policy::NamingFault::kNone:
      break;
    case policy::NamingFault::kUnknown:
    case policy::NamingFault::kNotItsPart:
      return {.why = Why::kMayNotPilot, .partner = meaning.value};
    case policy::NamingFault::kNamesItself:
      return {.outcome = Outcome::kSecretOfPartner,
              .why = OwnActionOf(row, meaning.value),
              .partner = meaning.value};
    case policy::NamingFault::kClosedGate:
      return {.why = Why::kOutOfPartnersAge, .partner = meaning.value};
  }
  return {.pilot = meaning.value,
          .outcome = Outcome::kToConfirm,
          .why = Why::kActionProposed,
          .partner = meaning.value};
}

// The kind of action that the cell means and the person may have.
std::string ReadActionKind(RowReader& row, absl::string_view cell) {
  const Meaning meaning = row.Read(Column::kAction, cell);
  if (meaning.kind == Meaning::Kind::kUnknown) {
    row.out.Add(Column::kAction, Outcome::kNotUnderstood);
    return "";
  }
  if (meaning.kind == Meaning::Kind::kRefused) {
    row.out.Add(Column::kAction, RefusalOf(meaning));
    return "";
  }
  if (row.out.age_today <
      row.tools.vocabulary.MinAge("ActionKind", meaning.value)) {
    row.out.Add(Column::kAction, Outcome::kNoSuchData, Why::kActionTooYoung);
    return "";
  }
  return meaning.value;
}

void ReadDueDate(RowReader& row, ActionDraft& action) {
  const absl::string_view cell = row.Cell(Column::kDueDate);
  if (cell.empty()) return;
  const DateReading read = ReadDayOf(row, Column::kDueDate);
  if (!read.day.has_value()) return;
  const absl::CivilDay today = row.today();
  const absl::CivilMonth limit = absl::CivilMonth(today) + kMaxDueMonths;
  if (*read.day > absl::CivilDay(limit.year(), limit.month(), today.day())) {
    row.out.Add(Column::kDueDate, Outcome::kNoSuchData, Why::kDueTooFar);
    return;
  }
  action.due_date = read.day;
  const std::optional<DecisionDraft>& decision = row.out.draft.decision;
  const bool early = decision.has_value() && *read.day < decision->date;
  row.out.Add(Column::kDueDate, early ? Outcome::kToConfirm : Outcome::kKept,
              early ? Why::kDueBeforeDecision : Why::kNone);
}

void ReadResult(RowReader& row, ActionDraft& action) {
  const absl::string_view cell = row.Cell(Column::kResult);
  if (cell.empty()) return;
  const Meaning meaning = row.Read(Column::kResult, cell);
  if (meaning.kind == Meaning::Kind::kUnknown) {
    row.out.Add(Column::kResult, Outcome::kNotUnderstood);
  } else if (meaning.kind == Meaning::Kind::kRefused) {
    row.out.Add(Column::kResult, RefusalOf(meaning));
  } else {
    action.result = meaning.value;
    row.out.Add(Column::kResult,
                meaning.doubtful ? Outcome::kToConfirm : Outcome::kKept,
                meaning.doubtful ? Why::kNoted : Why::kNone);
  }
}

void DropResult(RowReader& row) {
  for (const Column column : {Column::kDueDate, Column::kResult}) {
    if (row.Cell(column).empty()) continue;
    row.out.Add(column, Outcome::kNoSuchData, Why::kWithoutAction);
  }
}

// An action that nobody may be asked to pilot.
void DropAction(RowReader& row, const PilotReading& pilot) {
  if (pilot.outcome == Outcome::kSecretOfPartner) {
    AddAbout(row, Column::kAction, pilot.outcome,
             pilot.why == Why::kTheyDepositIt ? pilot.why : Why::kNone,
             pilot.partner);
  } else {
    row.out.Add(Column::kAction, Outcome::kNoSuchData,
                Why::kActionWithoutPilot);
  }
}

// A pilot of nothing; who may not be named at all is said first.
void DropPilot(RowReader& row, const PilotReading& pilot, Why why) {
  if (pilot.pilot.empty()) {
    AddAbout(row, Column::kPilot, pilot.outcome,
             pilot.outcome == Outcome::kSecretOfPartner ? why : pilot.why,
             pilot.partner);
  } else {
    row.out.Add(Column::kPilot, Outcome::kNoSuchData, why);
  }
}

void ReadAction(RowReader& row) {
  const absl::string_view action_cell = row.Cell(Column::kAction);
  const absl::string_view pilot_cell = row.Cell(Column::kPilot);
  const PilotReading pilot = ReadPilot(row, pilot_cell);
  if (action_cell.empty()) {
    if (!pilot_cell.empty()) DropPilot(row, pilot, Why::kPilotWithoutAction);
    return DropResult(row);
  }
  const std::string kind = ReadActionKind(row, action_cell);
  if (kind.empty()) {
    if (!pilot_cell.empty()) DropPilot(row, pilot, Why::kWithoutAction);
    return DropResult(row);
  }
  if (!pilot.pilot.empty() &&
      !MayDeposit(row, v1::CATEGORY_ACTION, Column::kAction)) {
    DropPilot(row, pilot, Why::kWithoutAction);
    return DropResult(row);
  }
  if (pilot.pilot.empty()) {
    DropAction(row, pilot);
    if (!pilot_cell.empty()) {
      // What is theirs to deposit is said once, of the action.
      AddAbout(row, Column::kPilot, pilot.outcome,
               pilot.why == Why::kTheyDepositIt ? Why::kNone : pilot.why,
               pilot.partner);
    }
    return DropResult(row);
  }
  ActionDraft draft{.kind = kind, .pilot = pilot.pilot};
  row.out.Add(Column::kAction, Outcome::kToConfirm);
  AddAbout(row, Column::kPilot, Outcome::kToConfirm, Why::kActionProposed,
           pilot.partner);
  ReadDueDate(row, draft);
  ReadResult(row, draft);
  row.out.draft.action = std::move(draft);
}

}  // namespace

void ReadPlan(RowReader& row) {
  RefuseEnded(row, Column::kStatus);
  RefuseEnded(row, Column::kExit);
  RefuseEndedResult(row);
  ReadLeadWorker(row);
  ReadDecision(row);
  ReadAction(row);
}

}  // namespace sceau
