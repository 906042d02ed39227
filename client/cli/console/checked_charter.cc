#include "client/cli/console/checked_charter.h"

#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "crypto/digest.h"
#include "policy/compile/compiler.h"
#include "proto/contract/charter_version.h"

namespace sceau {
namespace {

bool SaysThePartnersOf(const policy::Program& program,
                       const v1::CharterVersion& charter) {
  if (charter.partners_size() != static_cast<int>(program.partner_count())) {
    return false;
  }
  for (int i = 0; i < charter.partners_size(); ++i) {
    const auto partner = static_cast<policy::PartnerIndex>(i);
    const v1::CharterPartner& told = charter.partners(i);
    if (told.id() != program.PartnerId(partner) ||
        told.display_name() != program.PartnerName(partner) ||
        told.function() != program.Function(partner) ||
        told.may_be_lead_worker() != program.MayBeLeadWorker(partner)) {
      return false;
    }
  }
  return true;
}

// Whether what the answer says beside the text is what the text says. The text
// alone is signed; a text that this program cannot read is shown as such.
bool AgreesWithItsText(const v1::CharterVersion& charter) {
  const auto program = policy::CompileStored(charter.source()).program;
  if (program == nullptr) return true;
  const policy::Contacts& said = program->contacts();
  const v1::CharterContacts& shown = charter.contacts();
  const absl::Time first =
      absl::FromCivil(program->effective_day(), GroupTimeZone());
  return SaysThePartnersOf(*program, charter) &&
         program->version() == ShortId(charter.name()) &&
         program->title() == charter.title() &&
         absl::ToUnixSeconds(first) == charter.effective_time().seconds() &&
         said.coordinator == shown.coordinator() &&
         said.charter_officer == shown.charter_officer() &&
         said.data_protection_officer == shown.data_protection_officer() &&
         said.support == shown.support() && said.crip == shown.crip() &&
         said.prefecture == shown.prefecture() &&
         said.controller == shown.controller();
}

}  // namespace

absl::Status CheckVersion(const Context& context,
                          const v1::CharterVersion& charter) {
  const crypto::Hash hash = crypto::Sha256(crypto::AsBytes(charter.source()));
  if (crypto::ToString(hash) != charter.sha256()) {
    return RefusedError(context.Text("console.the-charters-text-is"));
  }
  if (AgreesWithItsText(charter)) return absl::OkStatus();
  return RefusedError(context.Text("console.what-the-service-says"));
}

void DropUnreadContacts(v1::CharterVersion& charter) {
  if (policy::CompileStored(charter.source()).program == nullptr) {
    charter.clear_contacts();
  }
}

}  // namespace sceau
