// At which ages a partner may refer, pilot or lead: the charter's gates, as far
// as a spreadsheet can tell (whether someone is in school it cannot).
//
// Source: charter, partner_gates: PJJ under 21 (CJPM L. 112-4), SPIP 18 or
// older, mission locale 16 or older (code du travail L. 5314-2), conseil
// régional 15 or older, conseil départemental under 26, Éducation nationale
// under 18, and under 21 for its own referral.
#ifndef SCEAU_CLIENT_IMPORT_GATES_H_
#define SCEAU_CLIENT_IMPORT_GATES_H_

#include "absl/strings/string_view.h"

namespace sceau {

// Ages in completed years today. A partner without a gate is always open.
bool MayRefer(absl::string_view partner, int age);

// Whether the gate is open to an action or a lead worker of the partner's.
bool MayCarry(absl::string_view partner, int age);

// Partners of which a member may be lead worker (charter, may_be_lead_worker),
// and that others may name: PJJ and SPIP name themselves.
bool MayBeNamedLeadWorker(absl::string_view partner);

// PJJ, SPIP and conseil départemental contribute only with a written basis, so
// that they must confirm a referral under their name.
bool NeedsWrittenBasis(absl::string_view partner);

// PJJ and SPIP: that they are involved is a judicial fact, theirs to say.
bool NamesItselfOnly(absl::string_view partner);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_GATES_H_
