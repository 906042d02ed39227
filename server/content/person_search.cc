#include "server/content/person_search.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

#include "policy/decide/ages.h"
#include "server/content/french_sound.h"
#include "server/content/person_name.h"

namespace sceau {
namespace {

constexpr size_t kMaxFamilyTokens = 4;
// Three that fit always come before two, however close.
constexpr int kPerDimension = 10;

// Makes the tokens of one dimension.
class TokenMaker {
 public:
  TokenMaker(const crypto::Hmac& key, absl::string_view dimension)
      : key_(key), dimension_(dimension) {}

  SearchToken Written(absl::string_view form) const {
    return crypto::BlindToken(key_, dimension_, form);
  }
  SearchToken Said(absl::string_view form) const {
    return crypto::BlindToken(key_, Kind("sound"), FrenchSound(form));
  }
  // Of one word of a compound name.
  SearchToken SaidPart(absl::string_view form) const {
    return crypto::BlindToken(key_, Kind("part"), FrenchSound(form));
  }

 private:
  std::string Kind(absl::string_view how) const {
    return absl::StrCat(dimension_, " ", how, " ", kSoundRulesVersion);
  }

  const crypto::Hmac& key_;
  absl::string_view dimension_;
};

void AddStored(const TokenMaker& maker, const NameForms& forms,
               std::set<SearchToken>& tokens) {
  if (forms.whole.empty()) return;
  tokens.insert(maker.Written(forms.whole));
  tokens.insert(maker.Said(forms.whole));
  tokens.insert(maker.Said(forms.bare));
  for (const std::string& part : forms.parts) {
    tokens.insert(maker.SaidPart(part));
  }
}

void Add(std::vector<QueryToken>& tokens, const SearchToken& token,
         Closeness closeness) {
  const bool known = std::any_of(
      tokens.begin(), tokens.end(),
      [&](const QueryToken& other) { return other.token == token; });
  if (!known) tokens.push_back({token, closeness});
}

// A simple name is also looked for as a part of compound ones, a compound one
// also by its outer parts; so two names are never joined by a part of each.
std::vector<QueryToken> Asked(const TokenMaker& maker, const NameForms& forms,
                              bool last_part_too) {
  std::vector<QueryToken> tokens;
  if (forms.whole.empty()) return tokens;
  Add(tokens, maker.Written(forms.whole), Closeness::kSame);
  Add(tokens, maker.Said(forms.whole), Closeness::kSound);
  if (forms.parts.empty()) {
    Add(tokens, maker.Said(forms.bare), Closeness::kSound);
    Add(tokens, maker.SaidPart(forms.bare), Closeness::kPart);
  } else {
    Add(tokens, maker.Said(forms.parts.front()), Closeness::kPart);
    if (last_part_too) {
      Add(tokens, maker.Said(forms.parts.back()), Closeness::kPart);
    }
  }
  return tokens;
}

// Empty when it is no day.
std::string DayText(const google::type::Date& date) {
  const auto day = policy::DayOf(date);
  if (!day) return "";
  return absl::StrFormat("%04d-%02d-%02d", day->year(), day->month(),
                         day->day());
}

int Rank(Closeness closeness) { return static_cast<int>(closeness); }

}  // namespace

std::vector<SearchToken> PersonTokens(const crypto::Hmac& key,
                                      const v1::Identity& identity) {
  std::set<SearchToken> tokens;
  AddStored(TokenMaker(key, "family"), FamilyNameForms(identity.family_name()),
            tokens);
  AddStored(TokenMaker(key, "given"), GivenNameForms(identity.given_name()),
            tokens);
  const std::string birth = DayText(identity.birth_date());
  if (!birth.empty()) tokens.insert(TokenMaker(key, "birth").Written(birth));
  return {tokens.begin(), tokens.end()};
}

std::vector<SearchToken> PersonQuery::Tokens() const {
  std::vector<SearchToken> tokens;
  for (const auto* dimension : {&family, &given, &birth}) {
    for (const QueryToken& token : *dimension) tokens.push_back(token.token);
  }
  return tokens;
}

PersonQuery QueryTokens(const crypto::Hmac& key, const v1::Identity& wanted) {
  PersonQuery query;
  query.family =
      Asked(TokenMaker(key, "family"), FamilyNameForms(wanted.family_name()),
            /*last_part_too=*/true);
  if (query.family.size() > kMaxFamilyTokens) {
    query.family.resize(kMaxFamilyTokens);
  }
  query.given =
      Asked(TokenMaker(key, "given"), GivenNameForms(wanted.given_name()),
            /*last_part_too=*/false);
  const std::string birth = DayText(wanted.birth_date());
  if (!birth.empty()) {
    query.birth.push_back(
        {TokenMaker(key, "birth").Written(birth), Closeness::kSame});
  }
  return query;
}

int MatchStrength(Closeness family, Closeness given, Closeness birth) {
  int fitting = 0;
  int closeness = 0;
  for (const Closeness one : {family, given, birth}) {
    if (one == Closeness::kNone) continue;
    ++fitting;
    closeness += Rank(one);
  }
  return fitting < 2 ? 0 : fitting * kPerDimension + closeness;
}

int MatchStrength(const PersonQuery& query, uint32_t matched) {
  std::array<Closeness, 3> best = {};
  uint32_t bit = 1;
  size_t dimension = 0;
  for (const auto* tokens : {&query.family, &query.given, &query.birth}) {
    for (const QueryToken& token : *tokens) {
      if ((matched & bit) != 0) {
        best[dimension] = std::max(best[dimension], token.closeness);
      }
      bit <<= 1;
    }
    ++dimension;
  }
  return MatchStrength(best[0], best[1], best[2]);
}

}  // namespace sceau
