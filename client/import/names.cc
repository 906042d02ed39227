#include "client/import/names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

#include "client/import/text.h"
#include "client/words/fold.h"

namespace sceau {
namespace {

using WordsOfName = std::vector<std::string>;

// Folded, without points and brackets, as all that follows.
constexpr std::array<absl::string_view, 17> kTitles = {
    "m",         "mr",       "mme",  "mlle", "melle", "mle", "mademoiselle",
    "madame",    "monsieur", "mrs",  "miss", "mx",    "dr",  "docteur",
    "messieurs", "mmes",     "mlles"};

// After which another family name of the person stands.
constexpr std::array<absl::string_view, 13> kBorn = {
    "nee",   "ne",  "ne e",  "epouse",  "epoux",    "epse",   "ep",
    "veuve", "vve", "usage", "d'usage", "divorcee", "marital"};

// After which the person is called otherwise.
constexpr std::array<absl::string_view, 10> kCalled = {
    "dit",      "dite",      "dit e",      "alias",  "aka",
    "surnomme", "surnommee", "surnomme e", "pseudo", "ou"};

// Words for a name that nobody knows.
constexpr std::array<absl::string_view, 60> kNone = {
    "snp",        "sp",           "sn",
    "sansprenom", "sansnom",      "prenominconnu",
    "nominconnu", "pasdeprenom",  "inconnu",
    "inconnue",   "anonyme",      "unknown",
    "fils",       "fille",        "bebe",
    "enfant",     "garcon",       "jeune",
    "jeunehomme", "jeunefille",   "mineur",
    "mineure",    "majeur",       "majeure",
    "ado",        "adolescent",   "adolescente",
    "frere",      "soeur",        "jumeau",
    "jumelle",    "personne",     "individu",
    "nom",        "prenom",       "nomprenom",
    "test",       "essai",        "exemple",
    "acompleter", "apreciser",    "arenseigner",
    "averifier",  "aconfirmer",   "aremplir",
    "adefinir",   "enattente",    "idem",
    "sans",       "nc",           "nr",
    "np",         "nsp",          "nd",
    "sd",         "tbd",          "fnu",
    "lnu",        "nonrenseigne", "noncommunique"};

template <typename Words>
bool HoldsWord(const Words& words, absl::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A word without case, accents, points, commas and brackets.
std::string Key(absl::string_view word) {
  std::string key = absl::StrReplaceAll(
      FoldName(word), {{".", ""}, {",", ""}, {"(", " "}, {")", ""}, {":", ""}});
  absl::RemoveExtraAsciiWhitespace(&key);
  return key;
}

// « Mme », « M. », « M./Mme ».
bool IsTitle(absl::string_view word) {
  const std::vector<std::string> parts =
      absl::StrSplit(word, '/', absl::SkipEmpty());
  return !parts.empty() &&
         std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
           return HoldsWord(kTitles, Key(part));
         });
}

bool IsBorn(absl::string_view word) { return HoldsWord(kBorn, Key(word)); }
bool IsCalled(absl::string_view word) {
  // « OU » is a name.
  return HoldsWord(kCalled, Key(word)) &&
         !(Key(word) == "ou" && IsInCapitals(word));
}

WordsOfName WordsOf(absl::string_view text) {
  return absl::StrSplit(OneLine(text), ' ', absl::SkipEmpty());
}

std::string JoinedWords(const WordsOfName& words) {
  std::string name = absl::StrJoin(words, " ");
  while (!name.empty() && (name.back() == ',' || name.back() == ' ')) {
    name.pop_back();
  }
  return name;
}

// Titles at either end, as long as a name is left.
bool TakeTitles(WordsOfName& words) {
  bool taken = false;
  while (words.size() > 1 && IsTitle(words.front())) {
    words.erase(words.begin());
    // « M. et Mme »: two people, which the caller sees by the « et ».
    taken = true;
  }
  while (words.size() > 1 && IsTitle(words.back())) {
    words.pop_back();
    taken = true;
  }
  return taken;
}

// « (née ROUX) » and « née ROUX) » alike: brackets of what was cut away.
void DropOpenBracket(std::string& name) {
  if (absl::StrContains(name, "(") != absl::StrContains(name, ")")) {
    std::erase(name, '(');
    std::erase(name, ')');
  }
  name = OneLine(name);
}

}  // namespace

NameReading ReadName(absl::string_view text) {
  NameReading out;
  WordsOfName words = WordsOf(text);
  out.title = TakeTitles(words);
  const auto other = [](const std::string& word) {
    return IsBorn(word) || IsCalled(word);
  };
  while (words.size() > 1 && other(words.front())) {
    words.erase(words.begin());
    out.another = true;
  }
  const auto marker = std::find_if(words.begin(), words.end(), other);
  if (marker != words.end() && marker != words.begin()) {
    // « nom d'usage », « nom marital »: the word before belongs to it.
    auto end = marker;
    if (end - words.begin() > 1 && Key(*(end - 1)) == "nom") --end;
    words.erase(end, words.end());
    out.another = true;
  }
  out.name = JoinedWords(words);
  if (out.another) DropOpenBracket(out.name);
  return out;
}

NameReading ReadNames(absl::string_view text) {
  NameReading out;
  WordsOfName words = WordsOf(text);
  out.title = TakeTitles(words);
  for (size_t i = 1; i < words.size();) {
    if (IsCalled(words[i])) {
      words.resize(i);
      out.another = true;
    } else if (IsBorn(words[i])) {
      size_t end = i + 1;
      while (end < words.size() && IsInCapitals(words[end])) ++end;
      words.erase(words.begin() + static_cast<ptrdiff_t>(i),
                  words.begin() + static_cast<ptrdiff_t>(end));
      out.another = true;
    } else {
      ++i;
    }
  }
  out.name = JoinedWords(words);
  if (out.another) DropOpenBracket(out.name);
  return out;
}

bool TakeRepeated(std::string& family_name, std::string& given_name) {
  const WordsOfName family = WordsOf(family_name);
  const WordsOfName given = WordsOf(given_name);
  // Where `part` begins in `whole`, at one of its ends; whole.size() = nowhere.
  const auto find = [](const WordsOfName& whole, const WordsOfName& part) {
    const auto same = [&](size_t at) {
      return std::equal(part.begin(), part.end(),
                        whole.begin() + static_cast<ptrdiff_t>(at),
                        [](const std::string& a, const std::string& b) {
                          return FoldName(a) == FoldName(b);
                        });
    };
    if (part.empty() || part.size() >= whole.size()) return whole.size();
    if (same(whole.size() - part.size())) return whole.size() - part.size();
    return same(0) ? size_t{0} : whole.size();
  };
  const auto without = [](WordsOfName whole, size_t at, size_t count) {
    whole.erase(whole.begin() + static_cast<ptrdiff_t>(at),
                whole.begin() + static_cast<ptrdiff_t>(at + count));
    return JoinedWords(whole);
  };
  if (const size_t at = find(family, given); at < family.size()) {
    const std::string rest = without(family, at, given.size());
    if (IsInCapitals(rest) && !IsInCapitals(absl::StrJoin(given, " "))) {
      family_name = rest;
    }
    return true;
  }
  if (const size_t at = find(given, family); at < given.size()) {
    const std::string rest = without(given, at, family.size());
    const WordsOfName twice(
        given.begin() + static_cast<ptrdiff_t>(at),
        given.begin() + static_cast<ptrdiff_t>(at + family.size()));
    if (IsInCapitals(absl::StrJoin(twice, " ")) && !IsInCapitals(rest)) {
      given_name = rest;
    }
    return true;
  }
  return false;
}

bool StandsForNone(absl::string_view name) {
  std::string key = FoldName(name);
  std::erase_if(key, [](char c) {
    return absl::string_view(" ./()'").find(c) != absl::string_view::npos;
  });
  if (HoldsWord(kNone, key) || HoldsWord(kTitles, key)) return key.size() > 1;
  // « XXX », « zzz »: no name is one letter over and over.
  return key.size() > 1 && key.find_first_not_of(key[0]) == std::string::npos;
}

}  // namespace sceau
