#include "client/words/french.h"

#include <array>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace sceau {
namespace {

// The h of these keeps « de »; that of a name or any other word does not.
constexpr std::array<absl::string_view, 15> kAspirated = {
    "hall", "halte", "hameau", "handi",   "hangar", "harc",  "hasard", "haut",
    "hors", "huit",  "honte",  "hiérarc", "herse",  "héros", "hockey"};

// Begin with a vowel, yet as if they did not.
constexpr std::array<absl::string_view, 3> kKeepDe = {"onz", "oui", "ouistiti"};

constexpr absl::string_view kVowels = "aeiou";
// Second bytes, after 0xC3, of à â ä æ è é ê ë î ï ô ö ù û ü, in lower case.
constexpr absl::string_view kAccented =
    "\xA0\xA2\xA4\xA6\xA8\xA9\xAA\xAB\xAE\xAF\xB4\xB6\xB9\xBB\xBC";

bool IsVowel(absl::string_view text) {
  if (text.empty()) return false;
  const char first = absl::ascii_tolower(static_cast<unsigned char>(text[0]));
  if (kVowels.find(first) != absl::string_view::npos) return true;
  if (text.size() < 2) return false;
  // Capitals stand 0x20 below; œ and Œ are C5 93 and C5 92.
  if (text[0] == '\xC3') {
    return kAccented.find(static_cast<char>(text[1] | 0x20)) !=
           absl::string_view::npos;
  }
  return absl::StartsWith(text, "\xC5\x92") ||
         absl::StartsWith(text, "\xC5\x93");
}

struct Article {
  absl::string_view article = {};
  absl::string_view of = {};
  absl::string_view to = {};
};

constexpr std::array<Article, 4> kArticles = {
    Article{"le ", "du ", "au "}, Article{"les ", "des ", "aux "},
    Article{"la ", "de la ", "à la "}, Article{"l'", "de l'", "à l'"}};

// The article that `noun` begins with; null when it has none.
const Article* ArticleOf(absl::string_view noun) {
  const auto* found = absl::c_find_if(kArticles, [&](const Article& row) {
    return absl::StartsWith(noun, row.article);
  });
  return found == kArticles.end() ? nullptr : found;
}

}  // namespace

bool Elides(absl::string_view noun) {
  if (IsVowel(noun)) {
    return absl::c_none_of(kKeepDe, [&](absl::string_view word) {
      return absl::StartsWithIgnoreCase(noun, word);
    });
  }
  if (noun.empty()) return false;
  const char first = absl::ascii_tolower(static_cast<unsigned char>(noun[0]));
  if (first == 'y') return noun.size() > 1 && !IsVowel(noun.substr(1));
  return first == 'h' &&
         absl::c_none_of(kAspirated, [&](absl::string_view word) {
           return absl::StartsWithIgnoreCase(noun, word);
         });
}

std::string OfFrench(absl::string_view noun) {
  if (const Article* row = ArticleOf(noun)) {
    return absl::StrCat(row->of, absl::StripPrefix(noun, row->article));
  }
  return absl::StrCat(Elides(noun) ? "d'" : "de ", noun);
}

std::string ToFrench(absl::string_view noun) {
  if (const Article* row = ArticleOf(noun)) {
    return absl::StrCat(row->to, absl::StripPrefix(noun, row->article));
  }
  return absl::StrCat("à ", noun);
}

std::string ThatFrench(absl::string_view noun) {
  return absl::StrCat(Elides(noun) ? "qu'" : "que ", noun);
}

absl::string_view BareFrench(absl::string_view noun) {
  const Article* row = ArticleOf(noun);
  return row == nullptr ? noun : absl::StripPrefix(noun, row->article);
}

std::string Capitalised(absl::string_view text) {
  std::string result(text);
  if (result.empty()) return result;
  if (result[0] == '\xC3' && result.size() > 1 && IsVowel(result)) {
    result[1] = static_cast<char>(result[1] & ~0x20);
  } else {
    result[0] = absl::ascii_toupper(static_cast<unsigned char>(result[0]));
  }
  return result;
}

}  // namespace sceau
