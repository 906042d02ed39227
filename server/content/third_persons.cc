#include "server/content/third_persons.h"

#include <algorithm>

namespace sceau {
namespace {

// How far from a name a profession still tells whose it is, in words.
constexpr size_t kRoleDistance = 5;
// Capitals of so few letters are initials of an organisation.
constexpr size_t kMaxAcronymLetters = 4;

bool EndsSentence(const Word& next) {
  return next.gap.find_first_of(".!?;") != std::string::npos;
}

class Reader {
 public:
  Reader(const WordText& text, const Lexicon& lexicon,
         const std::vector<bool>& places)
      : text_(text), words_(text.words), lexicon_(lexicon), places_(places) {}

  bool Is(WordList list, size_t i) const {
    return i < words_.size() && lexicon_.Has(list, words_[i]);
  }

  // Whether word `i` is written as a name: with a capital that its place in
  // the sentence does not explain.
  bool LooksLikeName(size_t i) const {
    if (i >= words_.size() || places_[i]) return false;
    const Word& word = words_[i];
    if (text_.shouted || !word.capitalized || word.folded.size() < 2) {
      return false;
    }
    if (word.all_capitals && word.folded.size() <= kMaxAcronymLetters) {
      return false;
    }
    return !Is(WordList::kOrganisation, i) && !Is(WordList::kRole, i) &&
           !Is(WordList::kPlace, i) && !Is(WordList::kEstablishment, i) &&
           !Is(WordList::kKin, i) && !Is(WordList::kTitle, i);
  }

  bool IsGivenName(size_t i) const {
    if (i >= words_.size() || places_[i]) return false;
    if (Is(WordList::kGivenName, i)) return true;
    return Is(WordList::kWordName, i) && words_[i].capitalized &&
           !text_.shouted && i > 0 && !EndsSentence(words_[i]);
  }

  // A profession in the words around a title.
  bool ActsInProfession(size_t i) const {
    const size_t first = i < kRoleDistance ? 0 : i - kRoleDistance;
    const size_t last = std::min(i + kRoleDistance + 1, words_.size());
    for (size_t at = first; at < last; ++at) {
      if (Is(WordList::kRole, at)) return true;
    }
    return false;
  }

  // « conseillère Julie Martin », « Julie Martin, conseillère », « Julie
  // (CPE) »; not « Kevin et son référent ».
  bool IsNamedProfessional(size_t i) const {
    if (i > 0 && Is(WordList::kRole, i - 1)) return true;
    for (size_t at = i + 1; at <= i + 2 && at < words_.size(); ++at) {
      if (Is(WordList::kRole, at) &&
          words_[at].gap.find_first_of(",(") != std::string::npos) {
        return true;
      }
    }
    return false;
  }

  // The title before it has been judged already.
  bool FollowsTitle(size_t i) const {
    return i > 0 && Is(WordList::kTitle, i - 1);
  }

  // « sa mère Fatima », « son frère, Karim », « famille BENALI ».
  bool NamesKin(size_t i) const {
    if (!Is(WordList::kKin, i) || i + 1 >= words_.size()) return false;
    const Word& next = words_[i + 1];
    if (EndsSentence(next)) return false;
    if (IsGivenName(i + 1)) return true;
    return next.gap == " " && LooksLikeName(i + 1);
  }

  // « Mme Dupont », « M. et Mme DUPONT »; « Mme la directrice » is an office.
  bool NamesByTitle(size_t i) const {
    if (!Is(WordList::kTitle, i) || i + 1 >= words_.size()) return false;
    const Word& title = words_[i];
    const Word& next = words_[i + 1];
    // « m » alone is a letter; a title is written M or M.
    if (title.folded.size() == 1 && !title.capitalized) return false;
    if (next.gap.find_first_of("!?;,") != std::string::npos) return false;
    if (Is(WordList::kTitle, i + 1) || Is(WordList::kRole, i + 1)) return false;
    if (next.numeric || next.folded.size() < 2 || Is(WordList::kLink, i + 1) ||
        Is(WordList::kOrganisation, i + 1)) {
      return false;
    }
    if (!next.capitalized && !text_.whispered) return false;
    // « M 2 », « M. RDV »: initials are no name.
    return !next.all_capitals || text_.shouted ||
           next.folded.size() > kMaxAcronymLetters - 1;
  }

 private:
  const WordText& text_;
  const std::vector<Word>& words_;
  const Lexicon& lexicon_;
  const std::vector<bool>& places_;
};

enum class Opener { kNone, kItself, kStreet, kBeforeCapital, kEstablishment };

Opener OpenerAt(const std::vector<Word>& words, size_t i,
                const Lexicon& lexicon, PlaceContext context) {
  if (lexicon.Has(WordList::kStreet, words[i])) return Opener::kStreet;
  if (lexicon.Has(WordList::kPlace, words[i])) {
    return context == PlaceContext::kProse ? Opener::kBeforeCapital
                                           : Opener::kStreet;
  }
  if (lexicon.Has(WordList::kEstablishment, words[i])) {
    return Opener::kEstablishment;
  }
  return i == 0 && context == PlaceContext::kLocality ? Opener::kItself
                                                      : Opener::kNone;
}

// Links from `first` on (« du Docteur ») and the word at `at` are the name,
// capital or not; capitals that follow belong to it, small words between them
// too.
void MarkName(const WordText& text, const Lexicon& lexicon, size_t first,
              size_t at, std::vector<bool>& marked) {
  for (size_t i = first; i <= at; ++i) marked[i] = true;
  for (size_t next = at + 1; next < text.words.size(); ++next) {
    const Word& word = text.words[next];
    if (word.gap != " " && word.gap != "-" && word.gap != "'") return;
    if (word.folded == "et" || word.folded == "sur" ||
        lexicon.Has(WordList::kLink, word)) {
      continue;
    }
    if (!word.capitalized || text.shouted || word.numeric) return;
    marked[next] = true;
  }
}

}  // namespace

PlaceNames FindPlaceNames(const WordText& text, const Lexicon& lexicon,
                          PlaceContext context) {
  const std::vector<Word>& words = text.words;
  PlaceNames places{.streets = std::vector<bool>(words.size(), false),
                    .all = std::vector<bool>(words.size(), false)};
  for (size_t i = 0; i < words.size(); ++i) {
    const Opener opener = OpenerAt(words, i, lexicon, context);
    if (opener == Opener::kNone) continue;
    size_t at = opener == Opener::kItself ? i : i + 1;
    while (at < words.size() && !EndsSentence(words[at]) &&
           lexicon.Has(WordList::kLink, words[at])) {
      ++at;
    }
    if (at >= words.size() || EndsSentence(words[at])) continue;
    const bool capital = words[at].capitalized && !text.shouted;
    if (!capital && (opener == Opener::kBeforeCapital ||
                     opener == Opener::kEstablishment)) {
      continue;
    }
    MarkName(text, lexicon, i + 1, at, places.all);
    if (opener != Opener::kEstablishment) {
      MarkName(text, lexicon, i + 1, at, places.streets);
    }
  }
  return places;
}

size_t FindThirdPerson(const WordText& text, const Lexicon& lexicon,
                       const PlaceNames& places, bool professionals_too) {
  const Reader reader(text, lexicon, places.all);
  for (size_t i = 0; i < text.words.size(); ++i) {
    if (reader.NamesKin(i)) return i;
    if (reader.NamesByTitle(i) &&
        (professionals_too || !reader.ActsInProfession(i))) {
      return i;
    }
    if (reader.IsGivenName(i) &&
        (professionals_too ||
         !(reader.IsNamedProfessional(i) || reader.FollowsTitle(i)))) {
      return i;
    }
  }
  return text.words.size();
}

}  // namespace sceau
