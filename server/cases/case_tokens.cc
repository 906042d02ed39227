#include "server/cases/case_tokens.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"

#include "server/cases/content/person_search.h"

namespace sceau {
namespace {

constexpr absl::string_view kRelated = "related";
// A decision of the case awaits a co-pilot.
constexpr absl::string_view kAwaitsCoPilot = "co-pilot";

Token PartnerToken(const crypto::Hmac& key, absl::string_view partner) {
  return crypto::BlindToken(key, kRelated, absl::StrCat("partner/", partner));
}

Token MemberToken(const crypto::Hmac& key, absl::string_view member) {
  return crypto::BlindToken(key, kRelated, absl::StrCat("member/", member));
}

}  // namespace

std::vector<Token> CaseTokens(const crypto::Hmac& key, const CaseFacts& facts,
                              const std::vector<v1::Identity>& identities) {
  std::set<Token> tokens;
  for (const v1::Identity& identity : identities) {
    for (const Token& token : PersonTokens(key, identity)) {
      tokens.insert(token);
    }
  }
  std::set<std::string> partners(facts.contributors().begin(),
                                 facts.contributors().end());
  partners.insert(facts.referred_by().begin(), facts.referred_by().end());
  partners.insert(facts.typed_senders().begin(), facts.typed_senders().end());
  for (const auto& action : facts.actions()) {
    if (action.open()) partners.insert(action.pilot());
  }
  for (const auto& lead : facts.lead_workers()) {
    if (lead.ended()) continue;
    if (lead.member().empty()) {
      partners.insert(lead.organisation());
    } else {
      tokens.insert(MemberToken(key, lead.member()));
    }
  }
  for (const std::string& partner : partners) {
    tokens.insert(PartnerToken(key, partner));
  }
  const bool awaits = std::any_of(
      facts.decisions().begin(), facts.decisions().end(),
      [](const auto& decision) { return decision.validated_by_size() < 2; });
  if (awaits) {
    tokens.insert(crypto::BlindToken(key, kRelated, kAwaitsCoPilot));
  }
  return {tokens.begin(), tokens.end()};
}

std::vector<Token> RelationTokensOf(const crypto::Hmac& key,
                                    const Caller& caller) {
  std::vector<Token> tokens = {PartnerToken(key, caller.partner),
                               MemberToken(key, caller.member)};
  if (caller.role == v1::ROLE_CO_PILOT) {
    tokens.push_back(crypto::BlindToken(key, kRelated, kAwaitsCoPilot));
  }
  return tokens;
}

Token ReferralsOfToken(const crypto::Hmac& key, absl::string_view owner) {
  return crypto::BlindToken(key, "referrals-of", owner);
}

}  // namespace sceau
