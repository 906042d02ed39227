#include "server/content/words.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

#include "server/content/characters.h"

namespace sceau {
namespace {

// Single letters in a row that make a word: « t a j ».
constexpr size_t kMinSpelledLetters = 3;
// A letter is never written more often than this in a row in French.
constexpr size_t kLongestRun = 2;

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool IsWordLetter(char c) {
  return absl::ascii_isalpha(static_cast<unsigned char>(c));
}
bool IsWordDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

// Signs that stand for a letter when letters stand on both sides.
bool IsLetterSign(char c) {
  return c == '@' || c == '$' || c == '!' || c == '|';
}

bool BelongsToWord(absl::string_view text, size_t i) {
  if (IsWordCharacter(text[i])) return true;
  return IsLetterSign(text[i]) && i > 0 && i + 1 < text.size() &&
         IsWordCharacter(text[i - 1]) && IsWordCharacter(text[i + 1]);
}

char LetterFor(char c, char one) {
  switch (c) {
    case '0':
      return 'o';
    case '1':
    case '!':
    case '|':
      return one;
    case '3':
      return 'e';
    case '4':
    case '@':
      return 'a';
    case '5':
    case '$':
      return 's';
    case '7':
      return 't';
    case '8':
      return 'b';
    default:
      return c;
  }
}

std::string WithLetters(absl::string_view word, char one) {
  std::string out(word);
  for (char& c : out) c = LetterFor(c, one);
  return out;
}

// No letter more than `longest` times in a row.
std::string Shortened(absl::string_view word, size_t longest) {
  std::string out;
  size_t run = 0;
  for (const char c : word) {
    run = !out.empty() && out.back() == c ? run + 1 : 1;
    if (run <= longest) out.push_back(c);
  }
  return out;
}

void AddReading(Word& word, std::string reading) {
  if (reading == word.folded ||
      std::find(word.readings.begin(), word.readings.end(), reading) !=
          word.readings.end()) {
    return;
  }
  word.readings.push_back(std::move(reading));
}

void AddReadings(Word& word) {
  const bool lettered =
      std::any_of(word.folded.begin(), word.folded.end(), IsWordLetter);
  if (lettered) {
    AddReading(word, WithLetters(word.folded, 'i'));
    AddReading(word, WithLetters(word.folded, 'l'));
  }
  if (Shortened(word.folded, kLongestRun) != word.folded) {
    AddReading(word, Shortened(word.folded, kLongestRun));
    AddReading(word, Shortened(word.folded, 1));
  }
}

Word MakeWord(absl::string_view text, std::string gap) {
  Word word{.folded = absl::AsciiStrToLower(text), .gap = std::move(gap)};
  const auto letters = std::count_if(text.begin(), text.end(), IsWordLetter);
  word.capitalized = absl::ascii_isupper(static_cast<unsigned char>(text[0]));
  word.all_capitals =
      letters > 1 && std::none_of(text.begin(), text.end(), [](char c) {
        return absl::ascii_islower(static_cast<unsigned char>(c));
      });
  word.numeric = std::all_of(text.begin(), text.end(), IsWordDigit);
  AddReadings(word);
  return word;
}

bool IsSpelledGap(absl::string_view gap) {
  return gap.size() <= 2 &&
         gap.find_first_not_of(" .-_*/") == absl::string_view::npos;
}

// One sign and no blank: what was one word.
bool IsBrokenGap(absl::string_view gap) {
  return gap.size() == 1 && gap != " " && gap != "'" && gap != "," &&
         gap != ";" && gap != ":";
}

void JoinSpelledLetters(WordText& text) {
  std::string run;
  for (size_t i = 0; i <= text.words.size(); ++i) {
    const bool continues = i < text.words.size() &&
                           text.words[i].folded.size() == 1 &&
                           (run.empty() || IsSpelledGap(text.words[i].gap));
    if (continues) {
      run += text.words[i].folded;
      continue;
    }
    if (run.size() >= kMinSpelledLetters) text.joined.push_back(run);
    run.clear();
    // The word that ended a run may begin the next one.
    if (i < text.words.size() && text.words[i].folded.size() == 1) {
      run = text.words[i].folded;
    }
  }
}

void JoinBrokenWords(WordText& text) {
  for (size_t i = 1; i < text.words.size(); ++i) {
    if (!IsBrokenGap(text.words[i].gap)) continue;
    std::string joined = text.words[i - 1].folded + text.words[i].folded;
    text.joined.push_back(joined);
    if (i + 1 < text.words.size() && IsBrokenGap(text.words[i + 1].gap)) {
      text.joined.push_back(joined + text.words[i + 1].folded);
    }
  }
}

bool IsShouted(const WordText& text) {
  size_t capitals = 0;
  for (const Word& word : text.words) {
    if (word.numeric || word.folded.size() == 1) continue;
    if (!word.all_capitals) return false;
    ++capitals;
  }
  return capitals > 0;
}

}  // namespace

WordText SplitWords(absl::string_view text) {
  WordText out{.plain = Plain(WithoutLookalikes(text))};
  const absl::string_view plain = out.plain;
  std::string gap;
  for (size_t i = 0; i < plain.size();) {
    size_t end = i;
    while (end < plain.size() && BelongsToWord(plain, end)) ++end;
    if (end == i) {
      gap.push_back(plain[i++]);
      continue;
    }
    out.words.push_back(MakeWord(plain.substr(i, end - i), std::move(gap)));
    out.words.back().elided = end < plain.size() && plain[end] == '\'';
    gap.clear();
    i = end;
  }
  JoinSpelledLetters(out);
  JoinBrokenWords(out);
  out.shouted = IsShouted(out);
  out.whispered = std::none_of(out.plain.begin(), out.plain.end(), [](char c) {
    return absl::ascii_isupper(static_cast<unsigned char>(c));
  });
  return out;
}

}  // namespace sceau
