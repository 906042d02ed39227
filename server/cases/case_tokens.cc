#include "server/cases/case_tokens.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"

#include "server/content/person_search.h"

namespace sceau {
namespace {

constexpr absl::string_view kRelated = "related";
// A decision of the case awaits a co-pilot.
constexpr absl::string_view kAwaitsCoPilot = "co-pilot";

std::string Partner(absl::string_view id) {
  return absl::StrCat("partner/", id);
}

std::string Member(absl::string_view id) { return absl::StrCat("member/", id); }

Token RelationToken(const crypto::Hmac& key, absl::string_view who) {
  return crypto::BlindToken(key, kRelated, who);
}

// Who is related to a case: the texts that tokens are made of.
using Relations = std::set<std::string>;

// Who brought something to it.
Relations BroughtBy(const CaseFacts& facts) {
  Relations relations;
  for (const auto& partner : facts.contributors()) {
    relations.insert(Partner(partner));
  }
  for (const auto& partner : facts.referred_by()) {
    relations.insert(Partner(partner));
  }
  return relations;
}

// They, and who is because the coordinator said so.
Relations BroughtByOrNamed(const CaseFacts& facts) {
  Relations relations = BroughtBy(facts);
  for (const auto& partner : facts.typed_senders()) {
    relations.insert(Partner(partner));
  }
  for (const auto& action : facts.actions()) {
    if (action.open()) relations.insert(Partner(action.pilot()));
  }
  for (const auto& lead : facts.lead_workers()) {
    if (lead.ended()) continue;
    relations.insert(lead.member().empty() ? Partner(lead.organisation())
                                           : Member(lead.member()));
  }
  const bool awaits = std::any_of(
      facts.decisions().begin(), facts.decisions().end(),
      [](const auto& decision) { return decision.validated_by_size() < 2; });
  if (awaits) relations.emplace(kAwaitsCoPilot);
  return relations;
}

Relations RelationsOn(const CaseFacts& facts, absl::CivilDay today) {
  return NoticeGiven(facts, today) ? BroughtByOrNamed(facts) : BroughtBy(facts);
}

// Tokens of those of `relations` that are not among `others`.
std::vector<Token> TokensBeyond(const crypto::Hmac& key,
                                const Relations& relations,
                                const Relations& others) {
  std::vector<Token> tokens;
  for (const std::string& who : relations) {
    if (!others.contains(who)) tokens.push_back(RelationToken(key, who));
  }
  return tokens;
}

}  // namespace

std::vector<Token> CaseTokens(const crypto::Hmac& key, const CaseFacts& facts,
                              const std::vector<v1::Identity>& identities,
                              absl::CivilDay today) {
  std::set<Token> tokens;
  for (const v1::Identity& identity : identities) {
    for (const Token& token : PersonTokens(key, identity)) {
      tokens.insert(token);
    }
  }
  for (const std::string& who : RelationsOn(facts, today)) {
    tokens.insert(RelationToken(key, who));
  }
  return {tokens.begin(), tokens.end()};
}

StoredRelations::StoredRelations(const CaseFacts& facts)
    : certain_(BroughtBy(facts)), possible_(BroughtByOrNamed(facts)) {}

TokenChange StoredRelations::To(const crypto::Hmac& key, const CaseFacts& facts,
                                absl::CivilDay today) const {
  const Relations wanted = RelationsOn(facts, today);
  return {.removed = TokensBeyond(key, possible_, wanted),
          .added = TokensBeyond(key, wanted, certain_)};
}

std::vector<Token> RelationTokensOf(const crypto::Hmac& key,
                                    const Caller& caller) {
  std::vector<Token> tokens = {RelationToken(key, Partner(caller.partner)),
                               RelationToken(key, Member(caller.member))};
  if (caller.role == v1::ROLE_CO_PILOT) {
    tokens.push_back(RelationToken(key, kAwaitsCoPilot));
  }
  return tokens;
}

Token ReferralsOfToken(const crypto::Hmac& key, absl::string_view owner) {
  return crypto::BlindToken(key, "referrals-of", owner);
}

}  // namespace sceau
