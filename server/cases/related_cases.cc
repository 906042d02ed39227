#include "server/cases/related_cases.h"

#include <set>

#include "proto/contract/errors.h"
#include "server/cases/case_tokens.h"
#include "server/group_state/agenda.h"
#include "server/store/token_table.h"

namespace sceau {

absl::StatusOr<std::vector<std::string>> RelatedCases(const CaseRooms& rooms,
                                                      const Call& call) {
  const policy::Clocks& clocks = call.charter->program->clocks();
  const WindowRule rule{.days_before = clocks.window_days_before,
                        .days_after = clocks.window_days_after};
  std::set<std::string> ids;
  for (std::string& id :
       rooms.agenda.CasesOf(call.caller.member, call.today, rule)) {
    ids.insert(std::move(id));
  }
  const std::vector<Token> tokens =
      RelationTokensOf(rooms.blind_index, call.caller);
  ReadPool::Lease lease = rooms.reads.Take();
  ASSIGN_OR_RETURN(const auto matches,
                   FindByTokens(*lease, tokens, 1, kMaxRelatedCases));
  for (const TokenMatch& match : matches) ids.insert(match.case_id);
  return std::vector<std::string>(ids.begin(), ids.end());
}

}  // namespace sceau
