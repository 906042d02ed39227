#include "server/content/person_name.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"

#include "server/content/characters.h"

namespace sceau {
namespace {

// Sorted.
constexpr std::array<absl::string_view, 37> kParticles = {
    "abou", "abu",    "ag",     "ait", "al",  "ben",   "bent",  "bin",
    "bou",  "d",      "da",     "das", "de",  "del",   "della", "den",
    "der",  "des",    "di",     "do",  "dos", "du",    "e",     "el",
    "ibn",  "l",      "la",     "le",  "les", "oulad", "ould",  "ouled",
    "van",  "vanden", "vander", "von", "y"};
static_assert(std::is_sorted(kParticles.begin(), kParticles.end()));

constexpr size_t kMinPartLetters = 2;

bool IsParticle(absl::string_view word) {
  return std::binary_search(kParticles.begin(), kParticles.end(), word);
}

bool IsWordByte(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         static_cast<unsigned char>(c) >= 0x80;
}

// « St » and « Ste » as they are said.
std::string Spelled(std::string word) {
  if (word == "st") return "saint";
  if (word == "ste") return "sainte";
  return word;
}

std::vector<std::string> WordsOf(absl::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    if (words.size() < kMaxNameWords) {
      words.push_back(Spelled(std::move(word)));
    } else {
      words.back() += word;
    }
    word.clear();
  };
  for (const char c : PlainFolded(name)) {
    if (IsWordByte(c)) {
      word.push_back(c);
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

NameForms FormsOf(const std::vector<std::string>& words, bool drop_particles) {
  NameForms forms;
  std::vector<std::string> kept;
  for (const std::string& word : words) {
    forms.whole += word;
    if (!drop_particles || !IsParticle(word)) kept.push_back(word);
  }
  for (const std::string& word : kept) forms.bare += word;
  if (forms.bare.empty()) forms.bare = forms.whole;
  if (kept.size() < 2) return forms;
  for (std::string& word : kept) {
    if (word.size() >= kMinPartLetters) forms.parts.push_back(std::move(word));
  }
  return forms;
}

}  // namespace

NameForms FamilyNameForms(absl::string_view name) {
  return FormsOf(WordsOf(name), /*drop_particles=*/true);
}

NameForms GivenNameForms(absl::string_view name) {
  return FormsOf(WordsOf(name), /*drop_particles=*/false);
}

}  // namespace sceau
