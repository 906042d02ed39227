#include "policy/compile/before_functions.h"

#include <algorithm>
#include <utility>

#include "absl/strings/string_view.h"

namespace sceau::policy {
namespace {

struct FrozenFunction {
  const char* id;
  const char* function;
};
constexpr FrozenFunction kFrozen[] = {
    {"prefecture", "PREFECTURE"},
    {"education-nationale", "SCHOOLS"},
    {"police-nationale", "POLICE"},
    {"spip", "PROBATION"},
    {"pjj", "YOUTH_JUSTICE"},
    {"ddetspp", "SOCIAL_COHESION"},
    {"commune-alencon", "TOWN"},
    {"conseil-departemental", "DEPARTMENT"},
    {"conseil-regional", "REGION"},
    {"mission-locale", "LOCAL_MISSION"},
    {"association-mediation", "MEDIATION"},
};

}  // namespace

bool IsBeforeFunctions(const Charter& charter) {
  return !charter.partners().empty() &&
         std::all_of(
             charter.partners().begin(), charter.partners().end(),
             [](const Partner& partner) { return partner.function().empty(); });
}

void ReadBeforeFunctions(Charter& charter) {
  for (Partner& partner : *charter.mutable_partners()) {
    for (const FrozenFunction& each : kFrozen) {
      if (partner.id() == each.id) partner.set_function(each.function);
    }
  }
  const int count = charter.grants_size();
  for (int i = 0; i < count; ++i) {
    Grant& grant = *charter.mutable_grants(i);
    if (grant.operation() != "CONTRIBUTE") continue;
    if (grant.partner() == "pjj") grant.add_all_of("told_if_minor");
    if (grant.partner() != "education-nationale" ||
        grant.category() != "Origin") {
      continue;
    }
    Grant own = grant;
    own.clear_any_of();
    own.add_any_of("own_referral");
    grant.add_all_of("minor");
    *charter.add_grants() = std::move(own);
  }
}

}  // namespace sceau::policy
