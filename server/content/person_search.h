// Finding a person by keyed tokens: two of family name, given name and birth
// date, as written or as said.
//
// What is stored are tokens (crypto/blind_index.h), never a name. Many are
// stored for a person, few are asked for: at most kMaxQueryTokens. Ranking is
// by how close each of the three is.
// Threads: pure, thread safe. Errors: none; a name that holds no letter gives
// no token, and an absent field is not asked.
#ifndef SCEAU_SERVER_CONTENT_PERSON_SEARCH_H_
#define SCEAU_SERVER_CONTENT_PERSON_SEARCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/blind_index.h"
#include "crypto/digest.h"
#include "sceau/v1/entry.pb.h"

namespace sceau {

using SearchToken = std::array<uint8_t, crypto::kBlindTokenBytes>;

// Most tokens of one query: 4 of the family name, 3 of the given name, 1 day.
inline constexpr size_t kMaxQueryTokens = 8;

// Tokens under which a person is stored, without repetition, in no meaningful
// order: the names as written, as said, without particles, and the parts of
// compound names; the birth date.
std::vector<SearchToken> PersonTokens(const crypto::Hmac& key,
                                      const v1::Identity& identity);

// How close a stored name is to the one asked for.
enum class Closeness : uint8_t {
  kNone,
  // One is a part of the other: « Martin » of « Martin-Dupont ».
  kPart,
  // Said alike, or alike without particles.
  kSound,
  // The same letters, but for case, accents, hyphens and blanks.
  kSame,
};

struct QueryToken {
  SearchToken token = {};
  Closeness closeness = Closeness::kNone;
};

// What is asked for, dimension by dimension; empty = not asked.
struct PersonQuery {
  std::vector<QueryToken> family = {};
  std::vector<QueryToken> given = {};
  std::vector<QueryToken> birth = {};

  // All tokens: family, then given, then birth. At most kMaxQueryTokens, none
  // twice.
  std::vector<SearchToken> Tokens() const;
};

PersonQuery QueryTokens(const crypto::Hmac& key, const v1::Identity& wanted);

// 0 when fewer than two of the three fit, else the greater the closer: three
// before two; then the sum of the closenesses; a birth date always counts as
// kSame.
int MatchStrength(Closeness family, Closeness given, Closeness birth);

// The same for a stored person that has the tokens of `matched`: bit i stands
// for query.Tokens()[i].
int MatchStrength(const PersonQuery& query, uint32_t matched);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_PERSON_SEARCH_H_
