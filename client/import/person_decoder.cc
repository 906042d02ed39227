// Who the person is and how to reach them.
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/import/addresses.h"
#include "client/import/dates.h"
#include "client/import/phones.h"
#include "client/import/row_reader.h"
#include "client/import/text.h"

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
  const bool family = ReadOneName(row, Column::kFamilyName, draft.family_name);
  const bool given = ReadOneName(row, Column::kGivenName, draft.given_name);
  const absl::string_view cell = row.Cell(Column::kBirthDate);
  const DateReading birth = ReadBirthDate(cell, referral);
  if (!birth.day.has_value()) {
    row.out.Add(Column::kBirthDate, Outcome::kNotUnderstood,
                cell.empty() ? Why::kBirthDateMissing : WhyOf(birth.fault));
    return;
  }
  draft.birth_date = *birth.day;
  row.out.age_today = AgeOn(*birth.day, row.today());
  if (family && given) {
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
