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

// Who is related to the case because the coordinator said so.
void AddNamed(const crypto::Hmac& key, const CaseFacts& facts,
              std::set<Token>& tokens) {
  for (const auto& partner : facts.typed_senders()) {
    tokens.insert(PartnerToken(key, partner));
  }
  for (const auto& action : facts.actions()) {
    if (action.open()) tokens.insert(PartnerToken(key, action.pilot()));
  }
  for (const auto& lead : facts.lead_workers()) {
    if (lead.ended()) continue;
    tokens.insert(lead.member().empty() ? PartnerToken(key, lead.organisation())
                                        : MemberToken(key, lead.member()));
  }
  const bool awaits = std::any_of(
      facts.decisions().begin(), facts.decisions().end(),
      [](const auto& decision) { return decision.validated_by_size() < 2; });
  if (awaits) {
    tokens.insert(crypto::BlindToken(key, kRelated, kAwaitsCoPilot));
  }
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
  for (const auto& partner : facts.contributors()) {
    tokens.insert(PartnerToken(key, partner));
  }
  for (const auto& partner : facts.referred_by()) {
    tokens.insert(PartnerToken(key, partner));
  }
  if (NoticeGiven(facts, today)) AddNamed(key, facts, tokens);
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
