#include "client/import/full_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

#include "client/import/text.h"

namespace sceau {
namespace {

using NameParts = std::vector<std::string>;

constexpr std::array<absl::string_view, 14> kParticles = {
    "de", "du", "des", "d'", "d’", "la",  "le",
    "el", "al", "ben", "da", "di", "van", "von"};

bool IsParticle(absl::string_view word) {
  return std::find(kParticles.begin(), kParticles.end(), word) !=
         kParticles.end();
}

std::string Joined(const NameParts& words, size_t begin, size_t end) {
  return absl::StrJoin(words.begin() + static_cast<ptrdiff_t>(begin),
                       words.begin() + static_cast<ptrdiff_t>(end), " ");
}

std::optional<FullName> AtTheComma(absl::string_view text) {
  const std::vector<std::string> parts = absl::StrSplit(text, ',');
  if (parts.size() != 2) return std::nullopt;
  FullName name{.family_name = OneLine(parts[0]),
                .given_name = OneLine(parts[1])};
  if (name.family_name.empty() || name.given_name.empty()) return std::nullopt;
  return name;
}

// Where the family name stands: words in capitals, with the particles before
// them (« de LA TOUR »). Empty when there are none.
std::pair<size_t, size_t> Capitals(const NameParts& words) {
  size_t begin = 0;
  while (begin < words.size() && !IsInCapitals(words[begin])) ++begin;
  size_t end = begin;
  while (end < words.size() && IsInCapitals(words[end])) ++end;
  if (begin == end) return {0, 0};
  while (begin > 0 && IsParticle(words[begin - 1])) --begin;
  return {begin, end};
}

}  // namespace

std::optional<FullName> SplitFullName(absl::string_view text,
                                      bool given_first) {
  const std::string line = OneLine(text);
  if (line.find(',') != std::string::npos) return AtTheComma(line);
  const NameParts words = absl::StrSplit(line, ' ', absl::SkipEmpty());
  const auto [begin, end] = Capitals(words);
  const size_t family = end - begin;
  if (family > 0 && family < words.size()) {
    // At one end, and once: « Léa DUPONT Martin » is not read.
    const bool first = begin == 0;
    const bool once = std::none_of(words.begin() + static_cast<ptrdiff_t>(end),
                                   words.end(), IsInCapitals);
    if (!once || (!first && end != words.size())) return std::nullopt;
    FullName name{.family_name = Joined(words, begin, end),
                  .given_name = first ? Joined(words, end, words.size())
                                      : Joined(words, 0, begin)};
    // « dupont LÉA »: capitals may stand for anything.
    name.doubtful = IsInSmallLetters(name.given_name);
    return name;
  }
  if (words.size() != 2) return std::nullopt;
  return FullName{.family_name = words[given_first ? 1 : 0],
                  .given_name = words[given_first ? 0 : 1],
                  .doubtful = true};
}

}  // namespace sceau
