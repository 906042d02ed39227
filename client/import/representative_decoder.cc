// Who represents a minor: « mère : Mme DUPONT », « M. et Mme DUPONT », « ASE ».
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

#include "client/import/phones.h"
#include "client/import/row_reader.h"
#include "client/import/text.h"
#include "client/words/fold.h"

namespace sceau {
namespace {

constexpr absl::string_view kGuardianService = "GUARDIAN_SERVICE";
constexpr absl::string_view kParent = "PARENT";
// Words of a title: « M. et Mme ».
constexpr size_t kMaxTitleWords = 3;
// A cell of four names and what each is; a longer one is a story.
constexpr size_t kMaxRepresentativesBytes = 1024;

// « DUPONT Marie » is a family name and a given name; « Dupont Marie » may be
// two family names, and stays whole.
void SplitName(absl::string_view text, RepresentativeDraft& draft) {
  std::vector<std::string> family;
  std::vector<std::string> given;
  for (const absl::string_view word :
       absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const bool mixed = std::any_of(word.begin(), word.end(), [](char c) {
      return absl::ascii_islower(static_cast<unsigned char>(c));
    });
    // A particle (« de », « d' ») is the family name's.
    const bool small = absl::ascii_islower(static_cast<unsigned char>(word[0]));
    (mixed && !small ? given : family).emplace_back(word);
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
        // A longer text that merely holds a refused word is a name.
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
  if (cell.size() > kMaxRepresentativesBytes) {
    row.out.Add(Column::kRepresentative, Outcome::kNotUnderstood,
                Why::kRepresentativeUnclear);
    return ReadRepresentativesPhone(row);
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
    } else if (!kept.empty() &&
               !row.charter().MayDeposit(v1::CATEGORY_LEGAL_REPRESENTATIVES,
                                         row.out.age_today)) {
      // The first comes with the referral itself.
      row.out.Add(Column::kRepresentative, Outcome::kNoSuchData,
                  Why::kCharterForbids);
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
