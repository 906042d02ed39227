#include "server/cases/judged_against.h"

#include <algorithm>
#include <string>

#include "proto/contract/names.h"
#include "server/runtime/civil.h"
#include "server/sessions/session_view.h"

namespace sceau {

EntryContext EntryContextOf(const CaseRooms& rooms, const Call& call,
                            const CaseFacts& facts, absl::string_view owner,
                            v1::Category category) {
  EntryContext context = ReferralContextOf(call, owner);
  if (facts.has_referral_date()) {
    context.referral_day = ToCivil(facts.referral_date());
  }
  if (facts.has_birth_date()) context.birth = ToCivil(facts.birth_date());
  context.in_school = InSchool(facts);
  for (const auto& fact : facts.conditions()) {
    const v1::Condition& condition = fact.condition();
    const bool ended =
        condition.has_end() && ToCivil(condition.end()) < call.today;
    if (!condition.has_written_basis() || ended ||
        std::find(condition.categories().begin(), condition.categories().end(),
                  category) == condition.categories().end()) {
      continue;
    }
    context.recorded_bases.push_back(condition.written_basis());
  }
  context.partner_of_member =
      [&rooms, group = call.group](absl::string_view text) -> std::string {
    const auto name = MemberName::Parse(text);
    if (!name.ok() || name->group() != group) return "";
    return PartnerOf(rooms, name->id());
  };
  return context;
}

EntryContext ReferralContextOf(const Call& call, absl::string_view owner) {
  EntryContext context;
  context.today = call.today;
  context.referral_day = call.today;
  context.owner = std::string(owner);
  context.program = call.charter->program.get();
  return context;
}

}  // namespace sceau
