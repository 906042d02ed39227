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
#include "client/import/phones.h"
#include "client/import/row_reader.h"
#include "client/import/text.h"
#include "client/words/fold.h"

namespace sceau {
namespace {

// Ages of the group, in completed years on the day of referral (CSI d'Alençon
// § 2.2.1), and the youngest that both co-pilots may accept in writing.
constexpr int kYoungestAge = 12;
constexpr int kOldestAge = 25;
constexpr int kYoungestException = 10;

constexpr absl::string_view kNotStated = "NOT_STATED";

Why WhyOf(DateFault fault) {
  switch (fault) {
    case DateFault::kNone:
      return Why::kNone;
    case DateFault::kNotADate:
      return Why::kDateUnreadable;
    case DateFault::kImpossible:
      return Why::kDateImpossible;
    case DateFault::kApproximate:
      return Why::kDateApproximate;
    case DateFault::kSerialNumber:
      return Why::kDateSerialNumber;
    case DateFault::kYearUnclear:
      return Why::kYearUnclear;
  }
  return Why::kDateUnreadable;
}

bool ReadOneName(RowReader& row, Column column, std::string& name) {
  const absl::string_view cell = row.Cell(column);
  if (cell.empty()) {
    row.out.Add(column, Outcome::kNotUnderstood, Why::kNameMissing);
    return false;
  }
  name = OneLine(cell);
  const bool readable = !HasControl(cell) && IsName(name);
  row.out.Add(column, readable ? Outcome::kKept : Outcome::kNotUnderstood,
              readable ? Why::kNone : Why::kNameMalformed);
  return readable;
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
  std::optional<FullName> name =
      SplitFullName(cell, row.tools.heading.given_first());
  if (!name.has_value()) return refuse(Why::kNamesTogether);
  if (HasControl(cell) || !IsName(name->family_name) ||
      !IsName(name->given_name)) {
    return refuse(Why::kNameMalformed);
  }
  row.out.draft.family_name = std::move(name->family_name);
  row.out.draft.given_name = std::move(name->given_name);
  row.out.Add(Column::kFullName,
              name->doubtful ? Outcome::kToConfirm : Outcome::kKept,
              name->doubtful ? Why::kNamesUnsure : Why::kNone);
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

bool ReadNames(RowReader& row) {
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
  return named && ReadOnePerson(row) && ReadInitials(row);
}

// kNone when someone of these ages may be followed.
Why AgeFault(int at_referral, int today) {
  if (at_referral < kYoungestException) return Why::kUnderTen;
  if (at_referral < kYoungestAge) return Why::kTenOrEleven;
  if (at_referral > kOldestAge) return Why::kOver25AtReferral;
  return today > kOldestAge ? Why::kTurned26 : Why::kNone;
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
      !row.tools.postal_codes.contains(read.postal_code)) {
    row.out.Add(Column::kAddress, Outcome::kOutOfTerritory);
    return;
  }
  const auto left_out = [&row](Outcome outcome, Why why) {
    row.out.Add(Column::kAddress, outcome, why);
  };
  switch (read.fault) {
    case AddressFault::kNone:
      break;
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
  const bool named = ReadNames(row);
  const absl::string_view cell = row.Cell(Column::kBirthDate);
  const DateReading birth = ReadBirthDate(cell, referral);
  if (!birth.day.has_value()) {
    row.out.Add(Column::kBirthDate, Outcome::kNotUnderstood,
                cell.empty() ? Why::kBirthDateMissing : WhyOf(birth.fault));
    return;
  }
  draft.birth_date = *birth.day;
  row.out.age_today = AgeOn(*birth.day, row.today());
  if (named) {
    row.out.person =
        MakePersonKey(draft.family_name, draft.given_name, *birth.day);
  }
  const Why fault =
      AgeFault(referral_known ? AgeOn(*birth.day, referral) : row.out.age_today,
               row.out.age_today);
  row.out.Add(Column::kBirthDate,
              fault == Why::kNone ? Outcome::kKept : Outcome::kOutOfAge, fault);
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
