#include "client/import/row_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

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
