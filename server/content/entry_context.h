// What a deposit is judged against beside itself.
#ifndef SCEAU_SERVER_CONTENT_ENTRY_CONTEXT_H_
#define SCEAU_SERVER_CONTENT_ENTRY_CONTEXT_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"

#include "policy/decide/naming.h"
#include "policy/decide/program.h"
#include "sceau/v1/entry.pb.h"

namespace sceau {

using policy::kSecretariatOwner;

struct EntryContext {
  // Europe/Paris.
  absl::CivilDay today = {};
  // Day of the referral; ages of eligibility are reckoned on it.
  absl::CivilDay referral_day = {};
  // Of the reference identity; nothing while there is none.
  absl::optional<absl::CivilDay> birth = {};
  bool in_school = false;
  // Partner id or "secretariat".
  std::string owner = {};
  // Never null.
  const policy::Program* program = nullptr;
  // Bases recorded on the case for the category of the deposit.
  std::vector<v1::WrittenBasis> recorded_bases = {};
  // Partner of a registered member by resource name; empty when there is none.
  std::function<std::string(absl::string_view)> partner_of_member = {};

  bool by_coordinator() const { return owner == kSecretariatOwner; }
  // What the owner does; UNSPECIFIED of the secretariat.
  v1::PartnerFunction owner_function() const {
    return program->FunctionOf(owner);
  }
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_ENTRY_CONTEXT_H_
