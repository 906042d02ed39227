#include "proto/text/nearest.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace sceau {
namespace {

// What is longer is no slip of a name.
constexpr size_t kMaxWordBytes = 80;

// Slips that turn `left` into `right`: optimal string alignment.
size_t Slips(absl::string_view left, absl::string_view right) {
  std::vector<size_t> above(right.size() + 1);
  std::vector<size_t> row(right.size() + 1);
  for (size_t j = 0; j < row.size(); ++j) row[j] = j;
  std::vector<size_t> next(right.size() + 1);
  for (size_t i = 1; i <= left.size(); ++i) {
    next[0] = i;
    for (size_t j = 1; j < next.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1,
                          row[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] &&
          left[i - 2] == right[j - 1]) {
        next[j] = std::min(next[j], above[j - 2] + 1);
      }
    }
    above.swap(row);
    row.swap(next);
  }
  return row.back();
}

// Bytes of the prefix, underscore included, that all words of a list share.
size_t SharedPrefix(const std::vector<std::string>& words) {
  if (words.size() < 2) return 0;
  size_t shared = words[0].size();
  for (const std::string& word : words) {
    const auto [ours, theirs] = std::mismatch(words[0].begin(), words[0].end(),
                                              word.begin(), word.end());
    shared = std::min(shared, static_cast<size_t>(ours - words[0].begin()));
  }
  const size_t underscore = words[0].substr(0, shared).rfind('_');
  return underscore == std::string::npos ? 0 : underscore + 1;
}

}  // namespace

std::string Nearest(absl::string_view word,
                    const std::vector<std::string>& among) {
  if (word.empty() || word.size() > kMaxWordBytes) return "";
  const std::string meant = absl::AsciiStrToLower(word);
  size_t best = std::max<size_t>(1, meant.size() / 3) + 1;
  std::string nearest;
  const size_t prefix = SharedPrefix(among);
  for (const std::string& candidate : among) {
    const std::string lower = absl::AsciiStrToLower(candidate);
    const size_t slips =
        std::min(Slips(meant, lower), Slips(meant, lower.substr(prefix)));
    if (slips >= best) continue;
    best = slips;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace sceau
