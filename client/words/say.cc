#include "client/words/say.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace sceau {

const Sentence* FindSentence(absl::string_view id) {
  const absl::Span<const Sentence> all = AllSentences();
  const auto* found = std::lower_bound(
      all.begin(), all.end(), id,
      [](const Sentence& row, absl::string_view key) { return row.id < key; });
  return found != all.end() && found->id == id ? found : nullptr;
}

std::string SentenceId(absl::string_view area, absl::string_view text) {
  std::string id = absl::StrCat(area, ".");
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (absl::ascii_isalnum(byte)) {
      id += absl::ascii_tolower(byte);
    } else if (id.back() != '-' && id.back() != '.') {
      id += '-';
    }
  }
  if (id.back() == '-') id.pop_back();
  return id;
}

std::string Say(Language language, absl::string_view id, const Places& places) {
  const Sentence* sentence = FindSentence(id);
  if (sentence == nullptr) return std::string(id);
  return Fill(
      language == Language::kFrench ? sentence->french : sentence->english,
      language, places);
}

}  // namespace sceau
