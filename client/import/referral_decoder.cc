// Who referred the person, when and why; and what only the school or the
// employment services may deposit.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/import/dates.h"
#include "client/import/row_reader.h"

namespace sceau {
namespace {

constexpr int kEarliestReferralAge = 10;
constexpr absl::string_view kFallbackReason = "SUPPORT_REQUESTED";

// Adds a finding unless the row has it already: a cell of five reasons that
// are all dropped is one line of the report.
void AddOnce(RowReader& row, RowFinding finding) {
  std::vector<RowFinding>& findings = row.out.findings;
  if (std::find(findings.begin(), findings.end(), finding) == findings.end()) {
    findings.push_back(std::move(finding));
  }
}

void ReadSender(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kSender);
  if (cell.empty()) {
    row.out.Add(Column::kSender, Outcome::kNotUnderstood, Why::kSenderMissing);
    return;
  }
  const Meaning meaning = row.Read(Column::kSender, cell);
  if (meaning.kind == Meaning::Kind::kRefused) {
    row.out.Add(Column::kSender, RefusalOf(meaning));
    return;
  }
  std::string partner = meaning.value;
  RowFinding finding{
      .column = Column::kSender,
      .outcome = meaning.doubtful ? Outcome::kToConfirm : Outcome::kKept};
  // « Collège … » would swallow the rest of « Collège Racine / PJJ ».
  const std::vector<std::string> partners = PartnersIn(row, cell);
  if (partners.size() > 1) {
    row.out.Add(Column::kSender, Outcome::kNotUnderstood, Why::kSeveralSenders);
    return;
  }
  if (meaning.kind == Meaning::Kind::kUnknown) {
    if (partners.empty()) {
      row.out.Add(Column::kSender, Outcome::kNotUnderstood,
                  Why::kSenderUnknown);
      return;
    }
    partner = partners.front();
    finding = {.column = Column::kSender,
               .outcome = Outcome::kToConfirm,
               .why = Why::kSenderAmongWords,
               .partner = partner};
  }
  // Then, and now: SPIP never referred a minor, and PJJ no longer knows an
  // adult of 21.
  policy::Naming sender = row.Named(partner);
  const policy::Program& program = row.charter().program();
  const policy::NamingFault now = policy::SenderFault(program, sender);
  if (now == policy::NamingFault::kUnknown) {
    row.out.Add(Column::kSender, Outcome::kNotAPartner);
    return;
  }
  sender.age = AgeOn(row.out.draft.birth_date, row.out.draft.referral_date);
  const bool in_age =
      now == policy::NamingFault::kNone &&
      policy::SenderFault(program, sender) == policy::NamingFault::kNone;
  const bool confirms = row.charter().SenderNeedsWrittenBasis(partner);
  if (in_age && !confirms) {
    row.out.draft.organisation = partner;
  } else {
    row.out.draft.organisation = std::string(policy::kSecretariatOwner);
    finding.outcome = confirms ? Outcome::kToConfirm : Outcome::kNoSuchData;
    finding.why = in_age ? Why::kSenderConfirms : Why::kSenderOutOfAge;
    finding.partner = partner;
  }
  row.out.findings.push_back(std::move(finding));
}

void ReadOneReason(RowReader& row, absl::string_view text) {
  if (RefuseRadicalisation(row, Column::kReasons, text)) return;
  std::vector<std::string>& reasons = row.out.draft.reasons;
  const Meaning meaning = row.Read(Column::kReasons, text);
  RowFinding finding{.column = Column::kReasons};
  switch (meaning.kind) {
    case Meaning::Kind::kUnknown:
      finding.outcome = Outcome::kNotUnderstood;
      break;
    case Meaning::Kind::kRefused:
      finding.outcome = RefusalOf(meaning);
      break;
    case Meaning::Kind::kValue: {
      const bool there = std::find(reasons.begin(), reasons.end(),
                                   meaning.value) != reasons.end();
      if (!there && reasons.size() == kMaxReasons) {
        finding.outcome = Outcome::kNoSuchData;
        finding.why = Why::kTooManyReasons;
        break;
      }
      if (!there) reasons.push_back(meaning.value);
      if (meaning.doubtful) {
        finding.outcome = Outcome::kToConfirm;
        finding.why = Why::kNoted;
      }
      break;
    }
  }
  AddOnce(row, std::move(finding));
}

void ReadReasons(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kReasons);
  // A synonym may hold a separator itself.
  if (row.Read(Column::kReasons, cell).kind == Meaning::Kind::kValue) {
    ReadOneReason(row, cell);
  } else {
    for (const std::string& part : PartsOf(cell)) ReadOneReason(row, part);
  }
  for (const std::string& reason : row.tools.heading.Ticked(row.cells)) {
    ReadOneReason(row, reason);
  }
  if (row.out.draft.reasons.empty()) {
    row.out.draft.reasons.emplace_back(kFallbackReason);
    row.out.Add(Column::kReasons, Outcome::kToConfirm, Why::kOnlyReasonDropped);
  }
}

void ReadProfile(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kProfile);
  if (cell.empty() || RefuseRadicalisation(row, Column::kProfile, cell)) return;
  const Meaning meaning = row.Read(Column::kProfile, cell);
  switch (meaning.kind) {
    case Meaning::Kind::kUnknown:
      row.out.Add(Column::kProfile, Outcome::kNotUnderstood);
      return;
    case Meaning::Kind::kRefused:
      row.out.Add(Column::kProfile, RefusalOf(meaning));
      return;
    case Meaning::Kind::kValue:
      break;
  }
  // A profile with an age needs a written basis too, which no file shows.
  if (row.tools.vocabulary.MinAge("Profile", meaning.value) > 0) {
    row.out.Add(Column::kProfile, Outcome::kJudicialWithoutBasis);
    return;
  }
  row.out.draft.profile = meaning.value;
  row.out.Add(Column::kProfile,
              meaning.doubtful ? Outcome::kToConfirm : Outcome::kKept,
              meaning.doubtful ? Why::kNoted : Why::kNone);
}

void AddTheirs(RowReader& row, Column column, std::string partner, Why why,
               Outcome outcome = Outcome::kTheirsToDeposit) {
  if (partner.empty()) {
    row.out.Add(column, Outcome::kNoSuchData, Why::kNobodyMayDeposit);
    return;
  }
  row.out.findings.push_back({.column = column,
                              .outcome = outcome,
                              .why = why,
                              .partner = std::move(partner)});
}

// The classes that an establishment has. One that is not named here may have
// any.
bool Fits(absl::string_view establishment, absl::string_view level) {
  struct Offer {
    absl::string_view establishment = {};
    std::array<absl::string_view, 8> levels = {};
  };
  static constexpr std::array<Offer, 4> kOffers = {{
      {"PRIMARY_SCHOOL", {}},
      {"COLLEGE", {"LEVEL_6E", "LEVEL_5E", "LEVEL_4E", "LEVEL_3E"}},
      {"LYCEE_GENERAL",
       {"LEVEL_2NDE", "LEVEL_1RE", "LEVEL_TLE", "LEVEL_POST_BAC"}},
      // « 3e prépa-métiers » stands in a lycée professionnel.
      {"LYCEE_PRO",
       {"LEVEL_3E", "LEVEL_CAP_1", "LEVEL_CAP_2", "LEVEL_2NDE", "LEVEL_1RE",
        "LEVEL_TLE", "LEVEL_POST_BAC"}},
  }};
  for (const Offer& offer : kOffers) {
    if (offer.establishment != establishment) continue;
    return std::find(offer.levels.begin(), offer.levels.end(), level) !=
           offer.levels.end();
  }
  return true;
}

}  // namespace

bool ReadReferralDate(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kReferralDate);
  const DateReading read = ReadDate(cell, row.today());
  Why why = Why::kNone;
  if (cell.empty()) {
    why = Why::kReferralDateMissing;
  } else if (!read.day.has_value()) {
    why = WhyOf(read.fault);
  } else if (row.DayDoubtOf(Column::kReferralDate) == DayDoubt::kRefuse) {
    why = Why::kColumnMonthFirst;
  } else if (*read.day > row.today()) {
    why = Why::kReferralInFuture;
  }
  if (why != Why::kNone) {
    row.out.Add(Column::kReferralDate, Outcome::kNotUnderstood, why);
    return false;
  }
  if (row.DayDoubtOf(Column::kReferralDate) == DayDoubt::kConfirm) {
    row.out.Add(Column::kReferralDate, Outcome::kToConfirm,
                Why::kColumnMonthFirst);
  } else {
    row.out.Add(Column::kReferralDate, Outcome::kKept);
  }
  row.out.draft.referral_date = *read.day;
  return true;
}

void ReadReferral(RowReader& row) {
  const CaseDraft& draft = row.out.draft;
  if (draft.referral_date < Birthday(draft.birth_date, kEarliestReferralAge)) {
    row.out.Add(Column::kReferralDate, Outcome::kNotUnderstood,
                Why::kReferralBeforeTenthBirthday);
  }
  ReadSender(row);
  ReadReasons(row);
  ReadProfile(row);
}

void ReadSituation(RowReader& row) {
  const int age = row.out.age_today;
  const std::string school = row.charter().DepositorOfSchooling(age);
  std::string establishment;
  const absl::string_view situation = row.Cell(Column::kSituation);
  if (!situation.empty()) {
    const Meaning meaning = row.Read(Column::kSituation, situation);
    if (meaning.kind == Meaning::Kind::kUnknown) {
      row.out.Add(Column::kSituation, Outcome::kNotUnderstood);
    } else if (meaning.kind == Meaning::Kind::kRefused) {
      row.out.Add(Column::kSituation, RefusalOf(meaning));
    } else if (row.tools.vocabulary.ListOf(ColumnName(Column::kSituation),
                                           meaning.value) ==
               "EmploymentStatus") {
      AddTheirs(row, Column::kSituation,
                row.charter().DepositorOfEmployment(age),
                Why::kTheirEmployment);
    } else {
      establishment = meaning.value;
      AddTheirs(row, Column::kSituation, school, Why::kTheirSchooling);
    }
  }
  const absl::string_view level = row.Cell(Column::kLevel);
  if (level.empty()) return;
  const Meaning meaning = row.Read(Column::kLevel, level);
  if (meaning.kind == Meaning::Kind::kUnknown) {
    row.out.Add(Column::kLevel, Outcome::kNotUnderstood);
  } else if (meaning.kind == Meaning::Kind::kRefused) {
    row.out.Add(Column::kLevel, RefusalOf(meaning));
  } else if (Fits(establishment, meaning.value)) {
    AddTheirs(row, Column::kLevel, school, Why::kTheirSchooling);
  } else {
    AddTheirs(row, Column::kLevel, school, Why::kLevelDoesNotFit,
              Outcome::kToConfirm);
  }
}

}  // namespace sceau
