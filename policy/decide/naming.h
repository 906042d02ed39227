// Whom an organisation may name in what it writes: the sender of a referral,
// a lead worker, the pilot of an action.
//
// Guarantee: total and pure. The service's validators and the import of a
// spreadsheet ask the same function, so that a dry run promises what the
// service then accepts.
// Source: policy/README.md; the charter's gates and its lead workers.
// Units: ages in completed years.
#ifndef SCEAU_POLICY_DECIDE_NAMING_H_
#define SCEAU_POLICY_DECIDE_NAMING_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

#include "policy/decide/program.h"

namespace sceau::policy {

// Owner of what the coordinator writes; no partner's id.
inline constexpr absl::string_view kSecretariatOwner = "secretariat";

// Why someone may not be named; one reason, were there several.
enum class NamingFault : uint8_t {
  kNone,
  kUnknown,      // No partner of the charter.
  kNotItsPart,   // It is no lead worker, or pilots no action.
  kNamesItself,  // Others may not say that it is there.
  kClosedGate,   // It does not act for someone of this age.
};

// Who is named, by whom, about whom.
struct Naming {
  absl::string_view partner = {};
  // Partner id or kSecretariatOwner.
  absl::string_view owner = {};
  // Today; of a sender, on the day of the referral. Unknown: every gate is
  // closed.
  absl::optional<int> age = {};
  bool in_school = false;
};

// As the sender of a referral that the coordinator types. The secretariat
// itself may always be named.
NamingFault SenderFault(const Program& program, const Naming& naming);

// As lead worker. Whoever only itself may name, proposes itself only.
NamingFault LeadWorkerFault(const Program& program, const Naming& naming);

// As pilot of an action: the coordinator proposes others, everybody else
// itself.
NamingFault PilotFault(const Program& program, const Naming& naming);

// Whether nobody but the organisation itself may say that it is there: to be
// named by another would betray an offence.
bool NamesItselfOnly(const Program& program, absl::string_view partner);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DECIDE_NAMING_H_
