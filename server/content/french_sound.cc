#include "server/content/french_sound.h"

#include <array>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace sceau {
namespace {

// A rule applies where `letters` stand, with a letter of `before` in front and
// one of `after` behind. In these, V is any vowel, C any consonant, ^ and $
// the ends of the name; empty is anything. The first rule that applies wins,
// so longer ones come first within a letter.
//
// Keys: 1, 2, 3 are nasal vowels (an of « Jean », on, in), c is ch, y is eu;
// "-" stands for a mute e, which keeps the consonant before it sounding, and
// is dropped at the end.
struct Rule {
  absl::string_view letters = {};
  absl::string_view before = {};
  absl::string_view after = {};
  absl::string_view key = {};
};

// What comes in: lower case, no accents, i for y, no letter twice in a row, h
// only in ch, sh, ph.
constexpr std::array kRules = {
    // --- Names as a whole ---------------------------------------------------
    Rule{"amad", "^", "$", "ame"}, Rule{"francoi", "^", "", "fransoi"},
    Rule{"goncal", "^", "", "g2sal"}, Rule{"jean", "^", "$", "j1"},
    Rule{"jean", "^", "C", "jan"}, Rule{"joan", "^", "$", "ioan"},
    Rule{"moamad", "^", "$", "moame"}, Rule{"mouamad", "^", "$", "moame"},
    Rule{"mouamed", "^", "$", "moame"}, Rule{"muamad", "^", "$", "moame"},
    Rule{"muamed", "^", "$", "moame"}, Rule{"ocin", "^", "", "usin"},
    Rule{"omar", "^", "$", "umar"}, Rule{"osman", "^", "", "usman"},
    Rule{"marie", "^", "C", "mari"}, Rule{"zach", "^", "", "zak"},
    // --- a ------------------------------------------------------------------
    Rule{"ault", "", "$", "o"}, Rule{"auld", "", "$", "o"},
    Rule{"aux", "", "$", "o"}, Rule{"aud", "", "$", "o"},
    Rule{"aut", "", "$", "o"}, Rule{"au", "", "", "o"},
    Rule{"aie", "", "$", "e"}, Rule{"ais", "", "$", "e"},
    Rule{"ait", "", "$", "e"}, Rule{"aix", "", "$", "e"},
    Rule{"ain", "", "C$", "3"}, Rule{"aim", "", "pb", "3"},
    Rule{"ai", "", "V", "ai"}, Rule{"ai", "", "", "e"},
    Rule{"ae", "", "$", "ae"}, Rule{"ae", "", "", "e"},
    Rule{"amps", "", "$", "an"}, Rule{"amp", "", "$", "an"},
    Rule{"am", "", "pb", "an"},
    // --- e ------------------------------------------------------------------
    Rule{"eault", "", "$", "o"}, Rule{"eaux", "", "$", "o"},
    Rule{"eau", "", "", "o"}, Rule{"eux", "", "$", "y"},
    Rule{"eu", "", "", "y"}, Rule{"ein", "", "C$", "3"},
    Rule{"ei", "", "V", "ei"}, Rule{"ei", "", "", "e"},
    Rule{"em", "", "pb", "an"}, Rule{"en", "", "C", "an"},
    Rule{"er", "C", "$", "e"}, Rule{"et", "", "$", "e"},
    Rule{"ez", "", "$", "-"}, Rule{"es", "C", "$", "-"},
    Rule{"e", "C", "$", "-"},
    // --- i ------------------------------------------------------------------
    Rule{"ien", "", "C$", "i3"}, Rule{"ier", "", "$", "ie"},
    Rule{"ies", "", "$", "i"}, Rule{"ie", "", "$", "i"},
    Rule{"im", "", "pb", "3"}, Rule{"in", "tl", "$", "3"},
    Rule{"in", "", "C", "3"},
    // --- o ------------------------------------------------------------------
    Rule{"oeu", "", "", "y"}, Rule{"oup", "", "$", "u"},
    Rule{"oux", "", "$", "u"}, Rule{"ould", "", "$", "u"},
    Rule{"oue", "", "$", "u"}, Rule{"ou", "", "", "u"},
    Rule{"oix", "", "$", "oi"}, Rule{"owa", "", "", "ova"},
    Rule{"ow", "", "$", "o"}, Rule{"om", "", "pb", "2"},
    Rule{"on", "", "C$", "2"},
    // --- u ------------------------------------------------------------------
    Rule{"ue", "", "$", "u"}, Rule{"um", "", "pb", "3"},
    Rule{"un", "", "C$", "3"},
    // --- Consonants ---------------------------------------------------------
    Rule{"bv", "", "", "v"}, Rule{"chael", "", "", "kel"},
    Rule{"ch", "^", "rln", "k"}, Rule{"ch", "n", "r", "k"},
    Rule{"ch", "", "", "c"}, Rule{"cques", "", "$", "k-"},
    Rule{"cque", "", "$", "k-"}, Rule{"cqu", "", "", "k"},
    Rule{"cq", "", "", "k"}, Rule{"ck", "", "", "k"}, Rule{"c", "n", "$", ""},
    Rule{"c", "", "ei", "s"}, Rule{"c", "", "", "k"}, Rule{"dj", "", "", "j"},
    Rule{"ge", "", "ao", "j"}, Rule{"gues", "", "$", "g-"},
    Rule{"guez", "", "$", "g-"}, Rule{"gue", "", "$", "g-"},
    Rule{"gu", "", "ei", "g"}, Rule{"gw", "", "ei", "g"},
    Rule{"gn", "", "", "ni"}, Rule{"g", "", "ei", "j"}, Rule{"g", "r", "$", ""},
    Rule{"ph", "", "", "f"}, Rule{"pt", "a", "i", "t"},
    Rule{"ques", "", "$", "k-"}, Rule{"quez", "", "$", "k-"},
    Rule{"que", "", "$", "k-"}, Rule{"qu", "", "", "k"}, Rule{"q", "", "", "k"},
    Rule{"sch", "", "", "c"}, Rule{"sc", "", "ei", "s"},
    Rule{"sh", "", "", "c"}, Rule{"wsk", "", "", "vsk"}, Rule{"w", "", "", "u"},
    Rule{"x", "u", "$", ""}, Rule{"x", "", "", "ks"}, Rule{"z", "^", "", "z"},
    Rule{"z", "", "", "s"}};

bool IsVowel(char c) {
  return absl::string_view("aeiou").find(c) != absl::string_view::npos;
}
bool IsConsonant(char c) { return c >= 'a' && c <= 'z' && !IsVowel(c); }

// `neighbor` is the letter there, or `end` where the name ends.
bool Fits(absl::string_view wanted, char neighbor, char end) {
  if (wanted.empty()) return true;
  for (const char sign : wanted) {
    if (sign == 'V'   ? IsVowel(neighbor)
        : sign == 'C' ? neighbor != end && IsConsonant(neighbor)
                      : sign == neighbor) {
      return true;
    }
  }
  return false;
}

bool Applies(const Rule& rule, absl::string_view name, size_t at) {
  if (!absl::StartsWith(name.substr(at), rule.letters)) return false;
  const size_t behind = at + rule.letters.size();
  return Fits(rule.before, at == 0 ? '^' : name[at - 1], '^') &&
         Fits(rule.after, behind == name.size() ? '$' : name[behind], '$');
}

std::string WithoutRepeats(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    if (out.empty() || out.back() != c) out.push_back(c);
  }
  return out;
}

// What the rules expect: see kRules.
std::string Prepared(absl::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == 'h') {
      const char before = out.empty() ? '^' : out.back();
      if (before != 'c' && before != 's' && before != 'p') continue;
    }
    out.push_back(c == 'y' ? 'i' : c);
  }
  return WithoutRepeats(out);
}

// Consonants that French writes at the end and does not say.
void DropSilentEnd(std::string& key) {
  constexpr size_t kShortestKey = 2;
  while (key.size() > kShortestKey &&
         absl::string_view("dts").find(key.back()) != absl::string_view::npos) {
    key.pop_back();
  }
}

}  // namespace

std::string FrenchSound(absl::string_view name) {
  const std::string letters = Prepared(name);
  std::string key;
  for (size_t at = 0; at < letters.size();) {
    const Rule* applied = nullptr;
    for (const Rule& rule : kRules) {
      if (Applies(rule, letters, at)) {
        applied = &rule;
        break;
      }
    }
    if (applied == nullptr) {
      key.push_back(letters[at++]);
    } else {
      key.append(applied->key.data(), applied->key.size());
      at += applied->letters.size();
    }
  }
  DropSilentEnd(key);
  std::erase(key, '-');
  key = WithoutRepeats(key);
  return key.empty() ? std::string(name) : key;
}

}  // namespace sceau
