#include "client/cli/words/decision_words.h"

#include "absl/strings/str_cat.h"

namespace sceau {
namespace {

std::string TextOf(absl::string_view area, absl::string_view word,
                   const Labels& labels) {
  const std::string id = absl::StrCat(area, ".", word);
  return FindSentence(id) == nullptr ? std::string(word) : labels.Text(id);
}

}  // namespace

std::string RightText(absl::string_view word, const Labels& labels) {
  return TextOf("right", word, labels);
}

std::string RefusalText(absl::string_view word, const Labels& labels) {
  return TextOf("refusal", word, labels);
}

}  // namespace sceau
