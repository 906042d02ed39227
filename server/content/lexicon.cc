#include "server/content/lexicon.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace sceau {
namespace {

// A gap longer than this would tie words that have nothing to do with each
// other.
constexpr size_t kLongestGap = 6;
// Shorter beginnings would match half of the language.
constexpr size_t kShortestBeginning = 3;
constexpr uint8_t kAllFields = 0xff;
constexpr size_t kNoMatch = static_cast<size_t>(-1);

constexpr std::array<absl::string_view, kWordLists> kListNames = {
    "danger", "radicalisation", "health",        "religion",
    "origin", "third_person",   "police_file",   "identifier",
    "rumour", "judgement",      "allowed",       "kin",
    "title",  "role",           "given_name",    "word_name",
    "street", "place",          "establishment", "link",
    "titled", "organisation"};

constexpr std::array<std::pair<absl::string_view, ScreenedField>, 3>
    kFieldNames = {{{"comment", ScreenedField::kComment},
                    {"address", ScreenedField::kAddress},
                    {"authority", ScreenedField::kAuthority}}};

struct Heading {
  WordList list = WordList::kAllowed;
  uint8_t fields = kAllFields;
};

bool IsPlainWord(absl::string_view word) {
  return !word.empty() && absl::c_all_of(word, [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

absl::StatusOr<Heading> ParseHeading(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  const auto* name =
      absl::c_find(kListNames, absl::StripAsciiWhitespace(parts[0]));
  if (name == kListNames.end() || parts.size() > 2) {
    return absl::InvalidArgumentError("unknown list");
  }
  Heading heading{.list = static_cast<WordList>(name - kListNames.begin())};
  if (parts.size() == 1) return heading;
  heading.fields = 0;
  for (const absl::string_view word :
       absl::StrSplit(parts[1], ' ', absl::SkipEmpty())) {
    const auto* field = absl::c_find_if(
        kFieldNames, [&](const auto& row) { return row.first == word; });
    if (field == kFieldNames.end()) {
      return absl::InvalidArgumentError("unknown field");
    }
    heading.fields =
        static_cast<uint8_t>(heading.fields | static_cast<int>(field->second));
  }
  return heading;
}

// No expression reaches over the end of a sentence.
bool BeginsSentence(const Word& word) {
  return word.gap.find_first_of(".!?;") != std::string::npos;
}

// "<3>" as 3; 0 when it is no gap.
size_t GapOf(absl::string_view text) {
  uint32_t gap = 0;
  if (!absl::ConsumePrefix(&text, "<") || !absl::ConsumeSuffix(&text, ">") ||
      !absl::SimpleAtoi(text, &gap) || gap > kLongestGap) {
    return 0;
  }
  return gap;
}

}  // namespace

absl::StatusOr<Lexicon> Lexicon::Parse(absl::string_view text) {
  Lexicon lexicon;
  absl::StatusOr<Heading> heading =
      absl::InvalidArgumentError("expression before the first list");
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    absl::Status status;
    if (absl::ConsumePrefix(&line, "==")) {
      heading = ParseHeading(line);
      status = heading.status();
    } else {
      status = heading.ok()
                   ? lexicon.AddExpression(line, heading->list, heading->fields)
                   : heading.status();
    }
    if (!status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, ": ", status.message()));
    }
  }
  return lexicon;
}

absl::Status Lexicon::AddExpression(absl::string_view line, WordList list,
                                    uint8_t fields) {
  Expression expression{.list = list, .fields = fields};
  for (const absl::string_view part :
       absl::StrSplit(line, ' ', absl::SkipEmpty())) {
    Element element{.gap = GapOf(part)};
    if (element.gap == 0) {
      for (absl::string_view word : absl::StrSplit(part, '|')) {
        const bool beginning = absl::ConsumeSuffix(&word, "*");
        if (!IsPlainWord(word) ||
            (beginning && word.size() < kShortestBeginning)) {
          return absl::InvalidArgumentError("malformed expression");
        }
        (beginning ? element.beginnings : element.words).emplace_back(word);
      }
    }
    expression.elements.push_back(std::move(element));
  }
  if (expression.elements.front().gap > 0 ||
      expression.elements.back().gap > 0) {
    return absl::InvalidArgumentError("an expression cannot end in a gap");
  }
  const auto index = static_cast<uint32_t>(expressions_.size());
  for (const std::string& word : expression.elements.front().words) {
    by_word_[word].push_back(index);
  }
  for (const std::string& word : expression.elements.front().beginnings) {
    by_beginning_[word].push_back(index);
    longest_beginning_ = std::max(longest_beginning_, word.size());
  }
  expressions_.push_back(std::move(expression));
  return absl::OkStatus();
}

const Lexicon& Lexicon::Builtin() {
  static const Lexicon* const lexicon = [] {
    absl::StatusOr<Lexicon> parsed = Parse(BuiltinLexiconText());
    if (!parsed.ok()) std::abort();
    return new Lexicon(*std::move(parsed));
  }();
  return *lexicon;
}

template <typename Use>
void Lexicon::ForEachCandidate(absl::string_view form, Use use) const {
  if (const auto found = by_word_.find(form); found != by_word_.end()) {
    for (const uint32_t index : found->second) use(index);
  }
  const size_t longest = std::min(form.size(), longest_beginning_);
  for (size_t size = kShortestBeginning; size <= longest; ++size) {
    const auto found = by_beginning_.find(form.substr(0, size));
    if (found == by_beginning_.end()) continue;
    for (const uint32_t index : found->second) use(index);
  }
}

bool Lexicon::Matches(const Element& element, const Word& word) {
  const auto is = [&](absl::string_view form) {
    return absl::c_find(element.words, form) != element.words.end() ||
           absl::c_any_of(element.beginnings, [&](absl::string_view beginning) {
             return form.substr(0, beginning.size()) == beginning;
           });
  };
  return is(word.folded) || absl::c_any_of(word.readings, is);
}

size_t Lexicon::MatchFrom(const std::vector<Element>& elements, size_t element,
                          const std::vector<Word>& words, size_t at) {
  const Element& current = elements[element];
  for (size_t skipped = 0; skipped < current.gap; ++skipped, ++at) {
    if (at >= words.size() || BeginsSentence(words[at])) return kNoMatch;
    const size_t last = MatchFrom(elements, element + 1, words, at);
    if (last != kNoMatch) return last;
  }
  if (current.gap > 0) return MatchFrom(elements, element + 1, words, at);
  if (at >= words.size() || !Matches(current, words[at]) ||
      (element > 0 && BeginsSentence(words[at]))) {
    return kNoMatch;
  }
  if (element + 1 < elements.size()) {
    return MatchFrom(elements, element + 1, words, at + 1);
  }
  return words[at].elided ? kNoMatch : at;
}

std::vector<Hit> Lexicon::Find(const WordText& text,
                               ScreenedField field) const {
  std::vector<Hit> hits;
  for (size_t i = 0; i < text.words.size(); ++i) {
    const auto use = [&](uint32_t index) {
      const Expression& expression = expressions_[index];
      if ((expression.fields & static_cast<int>(field)) == 0) return;
      const size_t last = MatchFrom(expression.elements, 0, text.words, i);
      if (last != kNoMatch) hits.push_back({expression.list, i, last});
    };
    ForEachCandidate(text.words[i].folded, use);
    for (const std::string& reading : text.words[i].readings) {
      ForEachCandidate(reading, use);
    }
  }
  return hits;
}

std::vector<WordList> Lexicon::FindJoined(absl::string_view word,
                                          ScreenedField field) const {
  std::vector<WordList> lists;
  ForEachCandidate(word, [&](uint32_t index) {
    const Expression& expression = expressions_[index];
    if (expression.elements.size() == 1 &&
        (expression.fields & static_cast<int>(field)) != 0) {
      lists.push_back(expression.list);
    }
  });
  return lists;
}

bool Lexicon::Has(WordList list, const Word& word) const {
  bool has = false;
  ForEachCandidate(word.folded, [&](uint32_t index) {
    const Expression& expression = expressions_[index];
    has = has || (expression.list == list && expression.elements.size() == 1);
  });
  return has;
}

}  // namespace sceau
