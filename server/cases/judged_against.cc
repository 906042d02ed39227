#include "server/cases/judged_against.h"

#include <string>

#include "proto/contract/names.h"
#include "server/cases/conditions.h"
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
  context.recorded_bases = StandingBases(facts, category, owner, call.today);
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
