#include "client/import/row_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "client/import/text.h"
#include "client/words/fold.h"

namespace sceau {
namespace {

// Words of a cell looked at together as one name or phrase.
constexpr size_t kMaxPhraseWords = 4;

// Folded beginnings; « radicalisé » and « déradicalisation » speak of it too.
constexpr std::array<absl::string_view, 4> kRadicalisation = {
    "radicalis", "deradicalis", "djihad", "jihad"};

}  // namespace

Why DamageOf(absl::string_view cell) {
  if (cell.empty()) return Why::kNone;
  if (cell.find_first_not_of('#') == absl::string_view::npos) {
    return Why::kCellTooNarrow;
  }
  const std::string folded = FoldName(cell);
  if (cell[0] == '#' && (absl::EndsWith(folded, "!") ||
                         absl::EndsWith(folded, "?") || folded == "#n/a")) {
    return Why::kCellInError;
  }
  absl::string_view rest = folded;
  if (absl::ConsumePrefix(&rest, "err:") ||
      absl::ConsumePrefix(&rest, "err :")) {
    return Why::kCellInError;
  }
  // « 6,39E+08 »: the digits of a telephone are gone.
  const size_t e = folded.find("e+");
  const auto digits = [](absl::string_view text, absl::string_view marks) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
      return absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
             marks.find(c) != absl::string_view::npos;
    });
  };
  return e != std::string::npos && digits(rest.substr(0, e), ",.") &&
                 digits(rest.substr(e + 2), "")
             ? Why::kCellTooNarrow
             : Why::kNone;
}

Why WhyOf(DateFault fault) {
  switch (fault) {
    case DateFault::kNone:
      return Why::kNone;
    case DateFault::kNotADate:
      return Why::kDateUnreadable;
    case DateFault::kImpossible:
      return Why::kDateImpossible;
    case DateFault::kMonthFirst:
      return Why::kDateMonthFirst;
    case DateFault::kWeekday:
      return Why::kDateWeekday;
    case DateFault::kApproximate:
      return Why::kDateApproximate;
    case DateFault::kSerialNumber:
      return Why::kDateSerialNumber;
    case DateFault::kYearUnclear:
      return Why::kYearUnclear;
  }
  return Why::kDateUnreadable;
}

Outcome RefusalOf(const Meaning& meaning) {
  return OutcomeOf(meaning.outcome).value_or(Outcome::kNoSuchData);
}

bool AnyPhrase(absl::string_view text,
               absl::FunctionRef<bool(absl::string_view)> found) {
  const std::vector<std::string> words =
      absl::StrSplit(text, absl::ByAnyChar(" \t\n()[],;:/"), absl::SkipEmpty());
  for (size_t n = std::min(kMaxPhraseWords, words.size()); n > 0; --n) {
    for (size_t i = 0; i + n <= words.size(); ++i) {
      const auto begin = words.begin() + static_cast<ptrdiff_t>(i);
      if (found(absl::StrJoin(begin, begin + static_cast<ptrdiff_t>(n), " "))) {
        return true;
      }
    }
  }
  return false;
}

std::string PartnerIn(const RowReader& row, absl::string_view text) {
  std::string partner;
  AnyPhrase(text, [&](absl::string_view phrase) {
    const Meaning meaning = row.Read(Column::kSender, phrase);
    if (meaning.kind == Meaning::Kind::kValue) partner = meaning.value;
    return !partner.empty();
  });
  return partner;
}

std::vector<std::string> PartsOf(absl::string_view text) {
  std::string line = OneLine(absl::StrReplaceAll(text, {{"\n", "/"}}));
  line = absl::StrReplaceAll(
      line, {{" et ", "/"}, {" - ", "/"}, {" – ", "/"}, {"•", "/"}});
  std::vector<std::string> parts;
  for (const absl::string_view part : absl::StrSplit(
           line, absl::ByAnyChar("()[],;:/+&"), absl::SkipWhitespace())) {
    parts.push_back(OneLine(part));
  }
  return parts;
}

std::vector<std::string> PartnersIn(const RowReader& row,
                                    absl::string_view text) {
  std::vector<std::string> partners;
  for (const std::string& part : PartsOf(text)) {
    std::string partner = PartnerNamed(row, part);
    if (!partner.empty() && std::find(partners.begin(), partners.end(),
                                      partner) == partners.end()) {
      partners.push_back(std::move(partner));
    }
  }
  return partners;
}

std::string PartnerNamed(const RowReader& row, absl::string_view text) {
  for (const Column column : {Column::kLeadWorker, Column::kSender}) {
    const Meaning meaning = row.Read(column, text);
    if (meaning.kind == Meaning::Kind::kValue) return meaning.value;
  }
  return "";
}

bool RefuseRadicalisation(RowReader& row, Column column,
                          absl::string_view text) {
  const std::vector<std::string> words = absl::StrSplit(
      FoldName(text), absl::ByAnyChar(" ,;:/+()[]'.\"?!"), absl::SkipEmpty());
  const bool found =
      std::any_of(words.begin(), words.end(), [](absl::string_view word) {
        return std::any_of(kRadicalisation.begin(), kRadicalisation.end(),
                           [word](absl::string_view beginning) {
                             return word.substr(0, beginning.size()) ==
                                    beginning;
                           });
      });
  const RowFinding refusal{.column = column,
                           .outcome = Outcome::kRadicalisationRefused,
                           .why = Why::kCallPrefecture};
  std::vector<RowFinding>& findings = row.out.findings;
  if (found &&
      std::find(findings.begin(), findings.end(), refusal) == findings.end()) {
    findings.push_back(refusal);
  }
  return found;
}

}  // namespace sceau
