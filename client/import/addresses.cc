#include "client/import/addresses.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "client/import/text.h"
#include "client/words/fold.h"

namespace sceau {
namespace {

constexpr size_t kPostalCodeDigits = 5;

// Folded. What stands before the first street word of a part of the address.
constexpr std::array<absl::string_view, 34> kInstitutions = {
    "foyer",
    "maison d'arret",
    "maison d'enfants",
    "maison centrale",
    "prison",
    "centre penitentiaire",
    "etablissement penitentiaire",
    "centre de detention",
    "quartier mineur",
    "semi liberte",
    "cp conde",
    "cef",
    "cer",
    "epm",
    "cra",
    "centre educatif",
    "hopital",
    "hospitalier",
    "chu",
    "chic",
    "chs",
    "cpo",
    "clinique",
    "psychotherapique",
    "psychiatrique",
    "mecs",
    "chrs",
    "cada",
    "ehpad",
    "ime",
    "itep",
    "csapa",
    "pouponniere",
    "lieu de vie"};

constexpr std::array<absl::string_view, 6> kGuestWords = {
    "chez",         "c/o",       "heberge par",
    "hebergee par", "loge chez", "aux bons soins"};

constexpr std::array<absl::string_view, 25> kStreetWords = {
    "rue",     "avenue", "av",       "boulevard",   "bd",
    "bld",     "bvd",    "place",    "pl",          "allee",
    "all",     "chemin", "che",      "impasse",     "imp",
    "route",   "rte",    "square",   "cour",        "quai",
    "passage", "sente",  "faubourg", "lotissement", "lieu dit"};

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

bool IsPostalCode(absl::string_view text) {
  return text.size() == kPostalCodeDigits &&
         std::all_of(text.begin(), text.end(), IsDigit);
}

// Whether `phrase` stands in `text` as whole words (plural s allowed).
size_t FindPhrase(absl::string_view text, absl::string_view phrase) {
  for (size_t at = text.find(phrase); at != absl::string_view::npos;
       at = text.find(phrase, at + 1)) {
    size_t end = at + phrase.size();
    if (end < text.size() && text[end] == 's') ++end;
    const bool starts = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\'';
    const bool ends = end == text.size() || text[end] == ' ' ||
                      text[end] == '.' || text[end] == ':';
    if (starts && ends) return at;
  }
  return absl::string_view::npos;
}

template <typename Phrases>
size_t FirstOf(absl::string_view text, const Phrases& phrases) {
  size_t first = absl::string_view::npos;
  for (const absl::string_view phrase : phrases) {
    first = std::min(first, FindPhrase(text, phrase));
  }
  return first;
}

bool IsInstitution(absl::string_view address) {
  const std::string folded = FoldName(address);
  for (const absl::string_view part : absl::StrSplit(folded, ',')) {
    const size_t found = FirstOf(part, kInstitutions);
    if (found != absl::string_view::npos &&
        found < FirstOf(part, kStreetWords)) {
      return true;
    }
  }
  return false;
}

// The last five digits that stand alone, also written « 61 000 ».
std::pair<size_t, size_t> FindPostalCode(absl::string_view text) {
  for (size_t i = text.size(); i-- > 0;) {
    if (!IsDigit(text[i]) || (i + 1 < text.size() && IsDigit(text[i + 1]))) {
      continue;
    }
    size_t begin = i + 1;
    size_t digits = 0;
    while (begin > 0 && IsDigit(text[begin - 1])) {
      --begin;
      ++digits;
    }
    if (digits == 3 && begin >= 3 && text[begin - 1] == ' ' &&
        IsDigit(text[begin - 2]) && IsDigit(text[begin - 3]) &&
        (begin == 3 || !IsDigit(text[begin - 4]))) {
      return {begin - 3, i + 1};
    }
    if (digits == kPostalCodeDigits) return {begin, i + 1};
    i = begin;
  }
  return {absl::string_view::npos, 0};
}

absl::string_view StripSeparators(absl::string_view text) {
  constexpr absl::string_view kSeparators = " ,;-\t";
  const size_t begin = text.find_first_not_of(kSeparators);
  if (begin == absl::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSeparators) - begin + 1);
}

std::string ReadLocality(absl::string_view text) {
  absl::string_view rest = StripSeparators(text);
  const std::string folded = FoldName(rest);
  if (absl::EndsWith(folded, " france")) {
    rest = StripSeparators(rest.substr(0, rest.size() - 6));
  }
  // « St. Paterne » is « St Paterne » on the wire.
  std::string locality(rest);
  std::erase(locality, '.');
  return locality;
}

// « CEDEX », « Cedex 9 », « CEDEX1 », « CDX »: an organisation's mail, not
// where someone lives.
bool SaysCedex(absl::string_view text) {
  const std::string folded = FoldName(text);
  const std::vector<std::string> words =
      absl::StrSplit(folded, absl::ByAnyChar(" ,;()"), absl::SkipEmpty());
  for (std::string word : words) {
    std::erase_if(word, [](char c) { return c == '.' || IsDigit(c); });
    if (word == "cedex" || word == "cdx" || word == "cedexe") return true;
  }
  return false;
}

}  // namespace

AddressReading ReadAddress(absl::string_view text,
                           absl::string_view postal_code,
                           absl::string_view locality) {
  AddressReading out;
  if (HasControl(text) || HasControl(postal_code) || HasControl(locality)) {
    return out;
  }
  const std::string whole = OneLine(text);
  const auto [begin, end] = FindPostalCode(whole);
  if (begin != absl::string_view::npos) {
    out.postal_code = whole.substr(begin, end - begin);
    std::erase(out.postal_code, ' ');
    out.line = std::string(StripSeparators(whole.substr(0, begin)));
    out.locality = ReadLocality(absl::string_view(whole).substr(end));
  } else {
    out.line = std::string(StripSeparators(whole));
  }
  if (out.postal_code.empty()) {
    out.postal_code = OneLine(postal_code);
    std::erase(out.postal_code, ' ');
  }
  if (out.locality.empty()) out.locality = ReadLocality(OneLine(locality));
  if (SaysCedex(whole) || SaysCedex(locality) || SaysCedex(postal_code)) {
    out.fault = AddressFault::kCedex;
    out.postal_code.clear();
    return out;
  }
  if (!IsPostalCode(out.postal_code)) {
    out.fault = AddressFault::kNoPostalCode;
    out.postal_code.clear();
    return out;
  }
  if (IsInstitution(whole)) {
    out.fault = AddressFault::kInstitution;
  } else if (FirstOf(FoldName(whole), kGuestWords) != absl::string_view::npos) {
    out.fault = AddressFault::kNamesSomeone;
  } else if (CharacterCount(out.line) > kMaxAddressLine ||
             CharacterCount(out.locality) > kMaxLocality) {
    out.fault = AddressFault::kTooLong;
  } else if (IsName(out.locality, kMaxLocality) && IsLatin(out.line)) {
    out.fault = AddressFault::kNone;
  }
  return out;
}

}  // namespace sceau
