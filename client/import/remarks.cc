#include "client/import/remarks.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "client/words/fold.h"

namespace sceau {
namespace {

constexpr absl::string_view kIdentifier = "identifier";
constexpr absl::string_view kRumour = "rumour";

// Folded, punctuation as blanks, a blank at both ends: whole words are found
// as " word " and beginnings as " word".
std::string Searchable(absl::string_view text) {
  std::string words = absl::StrCat(" ", FoldName(text), " ");
  for (char& c : words) {
    const auto u = static_cast<unsigned char>(c);
    if (u < 0x80 && !absl::ascii_isalnum(u) && c != '\'') c = ' ';
  }
  // « l'hôpital », « d'origine »: the article is no part of the word.
  std::replace(words.begin(), words.end(), '\'', ' ');
  absl::RemoveExtraAsciiWhitespace(&words);
  return absl::StrCat(" ", words, " ");
}

// What a word of the vocabulary looks like in a searchable text.
std::string Pattern(absl::string_view word) {
  const bool open = absl::ConsumeSuffix(&word, "*");
  std::string pattern = Searchable(word);
  if (open) pattern.pop_back();
  return pattern;
}

// A French social security number: sex, year and month of birth, at least ten
// digits more or less; blanks may stand between.
bool HoldsIdentityNumber(absl::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      digits.push_back(c);
    } else if (c != ' ' && c != '.' && c != '-') {
      if (digits.size() >= 13) break;
      digits.clear();
    }
  }
  return digits.size() >= 13 && digits.size() <= 15 &&
         (digits[0] == '1' || digits[0] == '2');
}

bool HoldsQuotation(absl::string_view text) {
  for (const absl::string_view mark : {"«", "»", "“", "”", "\""}) {
    if (text.find(mark) != absl::string_view::npos) return true;
  }
  return false;
}

bool IsFormula(absl::string_view text) {
  return !text.empty() &&
         absl::string_view("=+-@\t").find(text[0]) != absl::string_view::npos;
}

}  // namespace

RemarkReader::RemarkReader(const Vocabulary& vocabulary) {
  for (const auto& [name, words] : vocabulary.remark_words()) {
    Kind kind{.name = name};
    for (const std::string& word : words)
      kind.patterns.push_back(Pattern(word));
    kinds_.push_back(std::move(kind));
  }
}

RemarkReading RemarkReader::Read(absl::string_view text) const {
  RemarkReading reading{.formula = IsFormula(text)};
  const std::string searchable = Searchable(text);
  for (const Kind& kind : kinds_) {
    const bool found =
        (kind.name == kIdentifier && HoldsIdentityNumber(text)) ||
        (kind.name == kRumour && !reading.formula && HoldsQuotation(text)) ||
        std::any_of(kind.patterns.begin(), kind.patterns.end(),
                    [&searchable](const std::string& pattern) {
                      return searchable.find(pattern) != std::string::npos;
                    });
    if (found) reading.kinds.push_back(kind.name);
  }
  return reading;
}

}  // namespace sceau
