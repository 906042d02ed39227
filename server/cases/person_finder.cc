#include "server/cases/person_finder.h"

#include <algorithm>
#include <utility>

#include "proto/contract/errors.h"
#include "server/content/person_search.h"
#include "server/store/token_table.h"

namespace sceau {
namespace {

// Cases that share a token with the query, at most: a common name alone must
// not grow an answer's work without end.
constexpr size_t kMaxCandidates = 1'000;

struct Found {
  std::string case_id;
  int strength = 0;
};

std::vector<std::string> BestFirst(std::vector<Found> found, size_t limit) {
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return a.strength != b.strength ? a.strength > b.strength
                                    : a.case_id < b.case_id;
  });
  if (found.size() > limit) found.resize(limit);
  std::vector<std::string> ids;
  ids.reserve(found.size());
  for (Found& each : found) ids.push_back(std::move(each.case_id));
  return ids;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> FindPersons(TableReader& reader,
                                                     const crypto::Hmac& key,
                                                     const v1::Identity& wanted,
                                                     size_t limit) {
  const PersonQuery query = QueryTokens(key, wanted);
  const std::vector<SearchToken> tokens = query.Tokens();
  if (tokens.empty()) return std::vector<std::string>();
  // Two of three dimensions need two tokens at least.
  ASSIGN_OR_RETURN(const auto matches,
                   FindByTokens(reader, tokens, 2, kMaxCandidates));
  std::vector<Found> found;
  for (const TokenMatch& match : matches) {
    const int strength = MatchStrength(query, match.matched);
    if (strength > 0) found.push_back({match.case_id, strength});
  }
  return BestFirst(std::move(found), limit);
}

absl::StatusOr<std::vector<std::string>> FindPersonsAmong(
    TableReader& reader, const crypto::Hmac& key, const v1::Identity& wanted,
    const std::vector<std::string>& candidates, size_t limit) {
  const PersonQuery query = QueryTokens(key, wanted);
  const std::vector<SearchToken> tokens = query.Tokens();
  std::vector<Found> found;
  for (const std::string& id : candidates) {
    ASSIGN_OR_RETURN(const uint32_t matched, MatchTokens(reader, id, tokens));
    const int strength = MatchStrength(query, matched);
    if (strength > 0) found.push_back({id, strength});
  }
  return BestFirst(std::move(found), limit);
}

bool IsLike(const crypto::Hmac& key, const v1::Identity& wanted,
            const v1::Identity& found) {
  const PersonQuery query = QueryTokens(key, wanted);
  const std::vector<SearchToken> asked = query.Tokens();
  const std::vector<SearchToken> stored = PersonTokens(key, found);
  uint32_t matched = 0;
  for (size_t i = 0; i < asked.size(); ++i) {
    if (std::find(stored.begin(), stored.end(), asked[i]) != stored.end()) {
      matched |= uint32_t{1} << i;
    }
  }
  return MatchStrength(query, matched) > 0;
}

}  // namespace sceau
