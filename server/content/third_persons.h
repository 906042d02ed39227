// Names of other people in a text, and the parts of a text that only look like
// one: streets and establishments.
//
// Third persons are never named; only a minor's representatives and the
// professionals who act are, in their own fields (policy/README.md, F-30). A
// name cannot be told from a word with certainty: capitals, titles, kinship and
// a list of given names decide. Pure; thread safe.
#ifndef SCEAU_SERVER_CONTENT_THIRD_PERSONS_H_
#define SCEAU_SERVER_CONTENT_THIRD_PERSONS_H_

#include <cstddef>
#include <vector>

#include "server/content/lexicon.h"
#include "server/content/words.h"

namespace sceau {

// Words of a text that belong to the name of a place, by index.
struct PlaceNames {
  // « rue de l'Hôpital »: whatever these words mean elsewhere.
  std::vector<bool> streets = {};
  // These too, and « collège Louise-Michel »: no one is named by them.
  std::vector<bool> all = {};
};

enum class PlaceContext {
  kProse,
  kAddress,
  // The text itself is the name of a place.
  kLocality,
};

PlaceNames FindPlaceNames(const WordText& text, const Lexicon& lexicon,
                          PlaceContext context);

// Index of the first word that names someone, or words.size().
// `professionals_too`: not even who acts in a profession is named.
size_t FindThirdPerson(const WordText& text, const Lexicon& lexicon,
                       const PlaceNames& places, bool professionals_too);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_THIRD_PERSONS_H_
