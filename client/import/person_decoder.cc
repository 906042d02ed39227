// Who the person is, how to reach them, and who represents a minor.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/import/addresses.h"
#include "client/import/dates.h"
#include "client/import/phones.h"
#include "client/import/row_reader.h"
#include "client/import/text.h"
#include "client/vocabulary/fold.h"

namespace sceau {
namespace {

// Ages of the group, in completed years on the day of referral (CSI d'Alençon
// § 2.2.1), and the youngest that both co-pilots may accept in writing.
constexpr int kYoungestAge = 12;
constexpr int kOldestAge = 25;
constexpr int kYoungestException = 10;

constexpr absl::string_view kNotStated = "NOT_STATED";
constexpr absl::string_view kGuardianService = "GUARDIAN_SERVICE";
constexpr absl::string_view kParent = "PARENT";
// Words of a title: « M. et Mme ».
constexpr size_t kMaxTitleWords = 3;

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
  if (row.tools.context.refuses_text && !read.line.empty() &&
      row.tools.context.refuses_text(read.line)) {
    return left_out(Outcome::kNoSuchData, Why::kAddressScreened);
  }
  row.out.draft.address = AddressDraft{.line = std::move(read.line),
                                       .postal_code = read.postal_code,
                                       .locality = std::move(read.locality)};
  row.out.Add(Column::kAddress, Outcome::kKept);
}

// « DUPONT Marie » is a family name and a given name; « Dupont Marie » may be
// two family names, and stays whole.
void SplitName(absl::string_view text, RepresentativeDraft& draft) {
  std::vector<std::string> family;
  std::vector<std::string> given;
  for (const absl::string_view word :
       absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const bool capitals = std::none_of(word.begin(), word.end(), [](char c) {
      return absl::ascii_islower(static_cast<unsigned char>(c));
    });
    (capitals ? family : given).emplace_back(word);
  }
  if (family.empty() || given.empty()) {
    draft.family_name = std::string(text);
    return;
  }
  draft.family_name = absl::StrJoin(family, " ");
  draft.given_name = absl::StrJoin(given, " ");
}

struct RepresentativeReading {
  RepresentativeDraft draft = {};
  bool refused = false;  // Not a legal representative.
  bool doubtful = false;
  bool readable = false;
};

// « mère : Mme DUPONT », « Mme DUPONT (mère) », « M. et Mme DUPONT », « ASE ».
// A title ends what may say who it is: what follows is the name.
class RepresentativeParser {
 public:
  explicit RepresentativeParser(const RowReader& row) : row_(row) {}

  RepresentativeReading Parse(absl::string_view text) {
    std::string name;
    const size_t open = text.find('(');
    const size_t close = text.find(')', open == text.npos ? 0 : open);
    std::string head = OneLine(text);
    if (open != text.npos && close != text.npos) {
      Take(text.substr(open + 1, close - open - 1));
      head = OneLine(std::string(text.substr(0, open)) + " " +
                     std::string(text.substr(close + 1)));
    }
    name = TakeLeading(head);
    if (!name.empty() && IsName(name)) SplitName(name, reading_.draft);
    const std::string& capacity = reading_.draft.capacity;
    reading_.readable =
        !capacity.empty() &&
        (capacity == kGuardianService || !reading_.draft.family_name.empty());
    return std::move(reading_);
  }

 private:
  // Notes what a phrase says; false when it is no synonym as a whole.
  bool Take(absl::string_view phrase) {
    const Meaning meaning = row_.Read(Column::kRepresentative, phrase);
    if (meaning.kind == Meaning::Kind::kUnknown) return false;
    if (meaning.kind == Meaning::Kind::kRefused) {
      reading_.refused = true;
      return true;
    }
    std::string& capacity = reading_.draft.capacity;
    if (capacity.empty() || capacity == kParent) {
      capacity = meaning.value;
      reading_.doubtful = meaning.doubtful;
    }
    return true;
  }

  std::string TakeLeading(absl::string_view text) {
    std::vector<absl::string_view> words =
        absl::StrSplit(text, absl::ByAnyChar(" :,"), absl::SkipEmpty());
    size_t at = 0;
    while (at < words.size()) {
      size_t taken = 0;
      for (size_t n = std::min(kMaxTitleWords, words.size() - at); n > 0; --n) {
        const auto begin = words.begin() + static_cast<ptrdiff_t>(at);
        const std::string phrase =
            absl::StrJoin(begin, begin + static_cast<ptrdiff_t>(n), " ");
        // Longer texts that merely hold a refused word are names: « Mme FRÈRE
        // ».
        if (n > 1 && row_.Read(Column::kRepresentative, phrase).kind !=
                         Meaning::Kind::kValue) {
          continue;
        }
        if (Take(phrase)) taken = n;
        if (taken > 0) break;
      }
      if (taken == 0) break;
      const bool title = IsTitle(words[at]);
      at += taken;
      if (title) break;
    }
    return absl::StrJoin(words.begin() + static_cast<ptrdiff_t>(at),
                         words.end(), " ");
  }

  static bool IsTitle(absl::string_view word) {
    const std::string folded = Fold(word);
    return folded == "mme" || folded == "m" || folded == "mr" ||
           folded == "monsieur" || folded == "madame";
  }

  const RowReader& row_;
  RepresentativeReading reading_;
};

// « Mme A et M. B » are two; « M. et Mme A » is one.
std::vector<std::string> SplitRepresentatives(const RowReader& row,
                                              absl::string_view text) {
  std::vector<std::string> parts;
  for (const absl::string_view piece :
       absl::StrSplit(text, absl::ByAnyChar("/;\n"), absl::SkipWhitespace())) {
    std::string rest = absl::StrReplaceAll(OneLine(piece), {{" & ", " et "}});
    for (size_t et = rest.find(" et "); et != std::string::npos;
         et = rest.find(" et ", et + 1)) {
      const std::string before = rest.substr(0, et);
      if (!RepresentativeParser(row).Parse(before).readable) continue;
      parts.push_back(before);
      rest = rest.substr(et + 4);
      et = 0;
    }
    parts.push_back(rest);
  }
  return parts;
}

void ReadRepresentativesPhone(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kRepresentativePhone);
  if (cell.empty()) return;
  if (row.out.draft.representatives.empty()) {
    row.out.Add(Column::kRepresentativePhone, Outcome::kNoSuchData,
                Why::kRepresentativeMissing);
    return;
  }
  const std::optional<std::string> phone = ReadPhone(cell);
  if (!phone.has_value()) {
    row.out.Add(Column::kRepresentativePhone, Outcome::kToConfirm,
                Why::kPhoneUnreadable);
    return;
  }
  row.out.draft.representatives.front().phone = *phone;
  row.out.Add(Column::kRepresentativePhone, Outcome::kKept);
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

void ReadRepresentatives(RowReader& row) {
  const absl::string_view cell = row.Cell(Column::kRepresentative);
  if (!row.out.IsMinor()) {
    for (const Column column :
         {Column::kRepresentative, Column::kRepresentativePhone}) {
      if (row.Cell(column).empty()) continue;
      row.out.Add(column, Outcome::kNoSuchData, Why::kAdultToday);
    }
    return;
  }
  std::vector<RepresentativeDraft>& kept = row.out.draft.representatives;
  for (const std::string& part : SplitRepresentatives(row, cell)) {
    RepresentativeReading reading = RepresentativeParser(row).Parse(part);
    if (reading.refused) {
      row.out.Add(Column::kRepresentative, Outcome::kNoSuchData,
                  Why::kNotARepresentative);
    } else if (!reading.readable || HasControl(part) ||
               kept.size() == kMaxRepresentatives) {
      row.out.Add(Column::kRepresentative, Outcome::kNotUnderstood,
                  Why::kRepresentativeUnclear);
    } else {
      kept.push_back(std::move(reading.draft));
      row.out.Add(Column::kRepresentative,
                  reading.doubtful ? Outcome::kToConfirm : Outcome::kKept,
                  reading.doubtful ? Why::kNoted : Why::kNone);
    }
  }
  ReadRepresentativesPhone(row);
}

}  // namespace sceau
