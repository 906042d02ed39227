#include "client/words/synonyms.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "client/words/fold.h"

namespace sceau {
namespace {

bool SameMeaning(const Meaning& a, const Meaning& b) {
  return a.kind == b.kind && a.value == b.value && a.outcome == b.outcome;
}

// Words as they stand between blanks and punctuation, so that « vol, deal »
// holds « vol ».
std::vector<std::string> Words(absl::string_view folded) {
  return absl::StrSplit(folded, absl::ByAnyChar(" ,;:/+()[]!?\"«»"),
                        absl::SkipEmpty());
}

}  // namespace

absl::Status Synonyms::Add(absl::string_view synonym, const Meaning& meaning) {
  absl::string_view text = absl::StripAsciiWhitespace(synonym);
  const bool open = absl::ConsumeSuffix(&text, "…");
  const std::string folded = Fold(text);
  if (folded.empty()) {
    return absl::InvalidArgumentError("an empty synonym");
  }
  longest_ = std::max(longest_, Words(folded).size());
  auto& table = open ? prefix_ : exact_;
  const auto [place, is_new] = table.emplace(folded, meaning);
  if (is_new) return absl::OkStatus();
  if (!SameMeaning(place->second, meaning)) {
    return absl::InvalidArgumentError("a synonym with two meanings");
  }
  place->second.doubtful |= meaning.doubtful;
  return absl::OkStatus();
}

Meaning Synonyms::Read(absl::string_view text) const {
  const std::string folded = Fold(text);
  if (folded.empty()) return {};
  if (const auto found = exact_.find(folded); found != exact_.end()) {
    return found->second;
  }
  // A refused phrase inside beats what the beginning may mean: « collège …
  // ULIS » says more than « collège … ».
  if (Meaning refusal = Refusal(folded);
      refusal.kind != Meaning::Kind::kUnknown) {
    return refusal;
  }
  for (size_t end = folded.size(); end != std::string::npos && end > 0;
       end = folded.rfind(' ', end - 1)) {
    const auto found = prefix_.find(folded.substr(0, end));
    if (found != prefix_.end()) return found->second;
  }
  return {};
}

Meaning Synonyms::Refusal(absl::string_view folded) const {
  const std::vector<std::string> words = Words(folded);
  for (size_t i = 0; i < words.size();) {
    size_t taken = 0;
    for (size_t n = std::min(longest_, words.size() - i); n > 0; --n) {
      const auto begin = words.begin() + static_cast<ptrdiff_t>(i);
      const auto found = exact_.find(
          absl::StrJoin(begin, begin + static_cast<ptrdiff_t>(n), " "));
      if (found == exact_.end()) continue;
      if (found->second.kind == Meaning::Kind::kRefused) return found->second;
      taken = n;
      break;
    }
    i += std::max<size_t>(taken, 1);
  }
  return {};
}

}  // namespace sceau
