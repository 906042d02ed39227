// Keyed tokens of a case: of the person, for search, and of who is related to
// the case, so that a partner's list starts from the own set and never touches
// another's.
#ifndef SCEAU_SERVER_CASES_CASE_TOKENS_H_
#define SCEAU_SERVER_CASES_CASE_TOKENS_H_

#include <array>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "crypto/blind_index.h"
#include "crypto/digest.h"
#include "server/calls/call.h"
#include "server/cases/facts.h"

namespace sceau {

using Token = std::array<uint8_t, 16>;

// All tokens of a case, without repetition. Until the person is told, only who
// brought something to the case is related to it: whom the coordinator named
// must not find it, nor pay for looking at it.
std::vector<Token> CaseTokens(const crypto::Hmac& key, const CaseFacts& facts,
                              const std::vector<v1::Identity>& identities,
                              absl::CivilDay today);

// What to take out of a case's tokens and what to put in; what is not there, or
// there already, stays so.
struct TokenChange {
  std::vector<Token> removed = {};
  std::vector<Token> added = {};
};

// The relations that a case's tokens were stored for, from its facts of that
// time. Whether the person counted as told on that day is not known: what was
// stored is at least `certain_` and at most `possible_`.
class StoredRelations {
 public:
  StoredRelations() = default;  // Of a case without tokens.
  explicit StoredRelations(const CaseFacts& facts);

  // What makes the tokens those of CaseTokens with `facts` and `today`, when
  // the identities are the same as then.
  TokenChange To(const crypto::Hmac& key, const CaseFacts& facts,
                 absl::CivilDay today) const;

 private:
  std::set<std::string> certain_;
  std::set<std::string> possible_;
};

// Tokens under which the caller's related cases stand; the agenda's are not
// among them.
std::vector<Token> RelationTokensOf(const crypto::Hmac& key,
                                    const Caller& caller);

// Token under which the referrals of one sender stand.
Token ReferralsOfToken(const crypto::Hmac& key, absl::string_view owner);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CASE_TOKENS_H_
