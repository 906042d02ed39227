// Who the person is and how to reach them.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/import/addresses.h"
#include "client/import/dates.h"
#include "client/import/full_names.h"
#include "client/import/names.h"
#include "client/import/phones.h"
#include "client/import/row_reader.h"
#include "client/import/text.h"
#include "client/words/fold.h"

namespace sceau {
namespace {

// Nothing is ever recorded of someone younger (CJPM L. 112-2), and the youngest
// that both co-pilots may accept in writing.
constexpr int kYoungestEver = 10;

constexpr absl::string_view kNotStated = "NOT_STATED";

// Says of a name that was kept what is doubtful about it.
void AddName(RowReader& row, Column column, const NameReading& read,
             bool stands_for_none) {
  if (read.another) {
    row.out.Add(column, Outcome::kToConfirm, Why::kWhichName);
  } else if (stands_for_none) {
    row.out.Add(column, Outcome::kToConfirm, Why::kIsItAName);
  } else if (read.title) {
    row.out.Add(column, Outcome::kToConfirm, Why::kTitleLeftOut);
  } else {
    row.out.Add(column, Outcome::kKept);
  }
}

bool ReadOneName(RowReader& row, Column column, std::string& name) {
  const absl::string_view cell = row.Cell(column);
  if (cell.empty()) {
    row.out.Add(column, Outcome::kNotUnderstood, Why::kNameMissing);
    return false;
  }
  NameReading read = ReadName(cell);
  if (HasControl(cell) || !IsName(read.name)) {
    row.out.Add(column, Outcome::kNotUnderstood, Why::kNameMalformed);
    return false;
  }
  AddName(row, column, read, StandsForNone(read.name));
  name = std::move(read.name);
  return true;
}

// What a name that was split or shortened leaves in doubt.
bool IsInitials(absl::string_view name) {
  const std::vector<std::string> words =
      absl::StrSplit(name, absl::ByAnyChar(" -"), absl::SkipEmpty());
  return std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return CharacterCount(word) == 1;
  });
}

// Where a file says what `apart` says in a file with two columns of names.
Column NameColumn(const RowReader& row, Column apart) {
  return row.tools.heading.Has(Column::kFullName) ? Column::kFullName : apart;
}

// A person of whom nothing but initials is known cannot be told, nor known
// again.
bool ReadInitials(RowReader& row) {
  const CaseDraft& draft = row.out.draft;
  const bool family = IsInitials(draft.family_name);
  const bool given = IsInitials(draft.given_name);
  if (!family && !given) return true;
  row.out.Add(
      NameColumn(row, family ? Column::kFamilyName : Column::kGivenName),
      family && given ? Outcome::kNotUnderstood : Outcome::kToConfirm,
      family && given ? Why::kInitialsOnly : Why::kInitial);
  return !family || !given;
}

// Both names, from the cell that has them together.
bool ReadFullName(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kFullName);
  const auto refuse = [&row](Why why) {
    row.out.Add(Column::kFullName, Outcome::kNotUnderstood, why);
    return false;
  };
  if (cell.empty()) return refuse(Why::kNameMissing);
  const NameReading read = ReadNames(cell);
  std::optional<FullName> name =
      SplitFullName(read.name, row.tools.heading.given_first());
  if (!name.has_value()) return refuse(Why::kNamesTogether);
  if (HasControl(cell) || !IsName(name->family_name) ||
      !IsName(name->given_name)) {
    return refuse(Why::kNameMalformed);
  }
  row.out.draft.family_name = std::move(name->family_name);
  row.out.draft.given_name = std::move(name->given_name);
  if (name->doubtful) {
    row.out.Add(Column::kFullName, Outcome::kToConfirm, Why::kNamesUnsure);
  } else {
    AddName(row, Column::kFullName, read,
            StandsForNone(row.out.draft.given_name) ||
                StandsForNone(row.out.draft.family_name));
  }
  return true;
}

// « Léa et Tom »: a case is one person's.
bool ReadOnePerson(RowReader& row) {
  const CaseDraft& draft = row.out.draft;
  for (const std::string& name : {draft.family_name, draft.given_name}) {
    if (!absl::StrContains(FoldName(name), " et ")) continue;
    row.out.Add(NameColumn(row, Column::kGivenName), Outcome::kNotUnderstood,
                Why::kTwoPeople);
    return false;
  }
  return true;
}

// « DUPONT Léa », « Léa »; and one name twice, which is hardly both.
bool ReadRepeated(RowReader& row) {
  CaseDraft& draft = row.out.draft;
  const Column column = NameColumn(row, Column::kGivenName);
  if (FoldName(draft.family_name) == FoldName(draft.given_name)) {
    if (!StandsForNone(draft.given_name)) {
      std::erase(row.out.findings, RowFinding{.column = column});
      row.out.Add(column, Outcome::kToConfirm, Why::kIsItAName);
    }
  } else if (TakeRepeated(draft.family_name, draft.given_name)) {
    std::erase(row.out.findings, RowFinding{.column = column});
    row.out.Add(column, Outcome::kToConfirm, Why::kNameRepeated);
  }
  return true;
}

bool ReadPersonsNames(RowReader& row) {
  CaseDraft& draft = row.out.draft;
  bool named = false;
  if (row.tools.heading.Has(Column::kFullName)) {
    named = ReadFullName(row);
  } else {
    const bool family =
        ReadOneName(row, Column::kFamilyName, draft.family_name);
    const bool given = ReadOneName(row, Column::kGivenName, draft.given_name);
    named = family && given;
  }
  return named && ReadOnePerson(row) && ReadInitials(row) && ReadRepeated(row);
}

// kNone when the charter lets someone of these ages be followed.
Why AgeFault(const policy::Clocks& clocks, int at_referral, int today) {
  if (at_referral < kYoungestEver) return Why::kUnderTen;
  if (at_referral < clocks.eligible_from_age) {
    return at_referral < kYoungestEver + 2 ? Why::kTenOrEleven
                                           : Why::kTooYoungForTheCharter;
  }
  if (at_referral > clocks.eligible_to_age) return Why::kTooOldForTheCharter;
  return today >= clocks.ceiling_age ? Why::kPastTheCeiling : Why::kNone;
}

void ReadSex(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kSex);
  if (cell.empty()) return;
  const Meaning meaning = row.Read(Column::kSex, cell);
  if (meaning.kind != Meaning::Kind::kValue) {
    row.out.Add(Column::kSex, Outcome::kNotUnderstood, Why::kSexUnreadable);
    return;
  }
  if (meaning.value != kNotStated) row.out.draft.sex = meaning.value;
  row.out.Add(Column::kSex, Outcome::kKept);
}

void ReadPersonsAddress(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kAddress);
  const absl::string_view code = row.Cell(Column::kPostalCode);
  const absl::string_view locality = row.Cell(Column::kLocality);
  if (cell.empty() && code.empty() && locality.empty()) return;
  AddressReading read = ReadAddress(cell, code, locality);
  if (!read.postal_code.empty() &&
      !row.charter().program().IsPostalCode(read.postal_code)) {
    row.out.Add(Column::kAddress, Outcome::kOutOfTerritory);
    return;
  }
  const auto left_out = [&row](Outcome outcome, Why why) {
    row.out.Add(Column::kAddress, outcome, why);
  };
  switch (read.fault) {
    case AddressFault::kNone:
      break;
    case AddressFault::kCedex:
      return left_out(Outcome::kToConfirm, Why::kAddressCedex);
    case AddressFault::kNoPostalCode:
      return left_out(Outcome::kToConfirm, Why::kPostalCodeMissing);
    case AddressFault::kUnreadable:
      return left_out(Outcome::kNotUnderstood, Why::kAddressUnreadable);
    case AddressFault::kInstitution:
      return left_out(Outcome::kNoSuchData, Why::kAddressOfInstitution);
    case AddressFault::kNamesSomeone:
      return left_out(Outcome::kNoSuchData, Why::kAddressNamesSomeone);
    case AddressFault::kTooLong:
      return left_out(Outcome::kNotUnderstood, Why::kAddressTooLong);
  }
  row.out.draft.address = AddressDraft{.line = std::move(read.line),
                                       .postal_code = read.postal_code,
                                       .locality = std::move(read.locality)};
  row.out.Add(Column::kAddress, Outcome::kKept);
}

}  // namespace

void ReadPerson(RowReader& row, absl::CivilDay referral, bool referral_known) {
  CaseDraft& draft = row.out.draft;
  const bool named = ReadPersonsNames(row);
  const absl::string_view cell = row.Cell(Column::kBirthDate);
  const DateReading birth = ReadBirthDate(cell, referral);
  if (!birth.day.has_value()) {
    row.out.Add(Column::kBirthDate, Outcome::kNotUnderstood,
                cell.empty() ? Why::kBirthDateMissing : WhyOf(birth.fault));
    return;
  }
  const DayDoubt doubt = row.DayDoubtOf(Column::kBirthDate);
  if (doubt == DayDoubt::kRefuse) {
    row.out.Add(Column::kBirthDate, Outcome::kNotUnderstood,
                Why::kColumnMonthFirst);
    return;
  }
  draft.birth_date = *birth.day;
  row.out.age_today = AgeOn(*birth.day, row.today());
  if (named) {
    row.out.person =
        MakePersonKey(draft.family_name, draft.given_name, *birth.day);
  }
  const Why fault =
      AgeFault(row.charter().program().clocks(),
               referral_known ? AgeOn(*birth.day, referral) : row.out.age_today,
               row.out.age_today);
  if (fault == Why::kNone && doubt == DayDoubt::kConfirm) {
    row.out.Add(Column::kBirthDate, Outcome::kToConfirm,
                Why::kColumnMonthFirst);
  } else {
    row.out.Add(Column::kBirthDate,
                fault == Why::kNone ? Outcome::kKept : Outcome::kOutOfAge,
                fault);
  }
  ReadSex(row);
}

void ReadContact(RowReader& row) {
  ReadPersonsAddress(row);
  const absl::string_view cell = row.Cell(Column::kPhone);
  if (cell.empty()) return;
  const std::optional<std::string> phone = ReadPhone(cell);
  if (!phone.has_value()) {
    row.out.Add(Column::kPhone, Outcome::kToConfirm, Why::kPhoneUnreadable);
    return;
  }
  row.out.draft.phone = *phone;
  row.out.Add(Column::kPhone, Outcome::kKept);
}

}  // namespace sceau
