#include "policy/decide/naming.h"

#include <algorithm>

#include "policy/decide/ages.h"

namespace sceau::policy {
namespace {

bool GateOpen(const Program& program, PartnerIndex partner,
              const Naming& naming, v1::Category category,
              v1::Operation operation) {
  return naming.age.has_value() &&
         program.PartnerGateOpen(
             partner,
             static_cast<uint8_t>(std::clamp<int>(*naming.age, 0, kMaxAge)),
             naming.in_school, category, operation);
}

// Neither is asked to carry an action: one watches over the group, the other
// does no follow-up.
bool PilotsActions(const Program& program, PartnerIndex partner) {
  return program.Function(partner) != v1::PARTNER_FUNCTION_POLICE &&
         program.Function(partner) != v1::PARTNER_FUNCTION_PREFECTURE;
}

}  // namespace

bool NamesItselfOnly(const Program& program, absl::string_view partner) {
  const v1::PartnerFunction function = program.FunctionOf(partner);
  return function == v1::PARTNER_FUNCTION_YOUTH_JUSTICE ||
         function == v1::PARTNER_FUNCTION_PROBATION;
}

NamingFault SenderFault(const Program& program, const Naming& naming) {
  if (naming.partner == kSecretariatOwner) return NamingFault::kNone;
  const PartnerIndex partner = program.FindPartner(naming.partner);
  if (partner == kNoPartner) return NamingFault::kUnknown;
  return GateOpen(program, partner, naming, v1::CATEGORY_ORIGIN,
                  v1::OPERATION_REFERRAL_SUBMIT)
             ? NamingFault::kNone
             : NamingFault::kClosedGate;
}

NamingFault LeadWorkerFault(const Program& program, const Naming& naming) {
  const PartnerIndex partner = program.FindPartner(naming.partner);
  if (partner == kNoPartner) return NamingFault::kUnknown;
  if (naming.owner != naming.partner &&
      (NamesItselfOnly(program, naming.partner) ||
       NamesItselfOnly(program, naming.owner))) {
    return NamingFault::kNamesItself;
  }
  if (!program.MayBeLeadWorker(partner)) return NamingFault::kNotItsPart;
  return GateOpen(program, partner, naming, v1::CATEGORY_LEAD_WORKER,
                  v1::OPERATION_CONTRIBUTE)
             ? NamingFault::kNone
             : NamingFault::kClosedGate;
}

NamingFault PilotFault(const Program& program, const Naming& naming) {
  const PartnerIndex partner = program.FindPartner(naming.partner);
  if (partner == kNoPartner) return NamingFault::kUnknown;
  if (!PilotsActions(program, partner)) return NamingFault::kNotItsPart;
  if (naming.owner == kSecretariatOwner
          ? NamesItselfOnly(program, naming.partner)
          : naming.owner != naming.partner) {
    return NamingFault::kNamesItself;
  }
  return GateOpen(program, partner, naming, v1::CATEGORY_ACTION,
                  v1::OPERATION_CONTRIBUTE)
             ? NamingFault::kNone
             : NamingFault::kClosedGate;
}

}  // namespace sceau::policy
