// A text as the words the screening compares: plain, folded, and in every
// reading that a disguise may stand for.
//
// Guarantee: total over any bytes. Pure; thread safe.
#ifndef SCEAU_SERVER_CONTENT_WORDS_H_
#define SCEAU_SERVER_CONTENT_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace sceau {

struct Word {
  // Plain form, lower case. Apostrophes and hyphens part words: « l'école » is
  // two.
  std::string folded = {};
  // Other readings: digits and signs for letters (« c4nn@bis »), letters
  // drawn out (« naaaze »). Most words have none.
  std::vector<std::string> readings = {};
  // What stands between the word before and this one.
  std::string gap = {};
  // First letter in upper case.
  bool capitalized = false;
  // Two letters at least, all in upper case.
  bool all_capitals = false;
  bool numeric = false;
  // An apostrophe follows at once: « l' », « qu' ».
  bool elided = false;
};

struct WordText {
  // Plain text, case kept.
  std::string plain = {};
  std::vector<Word> words = {};
  // Words put together again that points, hyphens or blanks took apart:
  // « T.A.J. », « can-nabis », « d r o g u e ».
  std::vector<std::string> joined = {};
  // Written in capitals throughout, or without any: case then tells nothing.
  bool shouted = false;
  bool whispered = false;
};

WordText SplitWords(absl::string_view text);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_WORDS_H_
