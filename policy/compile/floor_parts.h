// The floor's checks, one an invariant, and what they share. Private to
// floor*.cc.
#ifndef SCEAU_POLICY_COMPILE_FLOOR_PARTS_H_
#define SCEAU_POLICY_COMPILE_FLOOR_PARTS_H_

#include "absl/strings/string_view.h"

#include "policy/charter.pb.h"
#include "policy/compile/place.h"
#include "sceau/v1/category.pb.h"

namespace sceau::policy {

// floor_grants.cc: of grants and role grants.
void HoldOfficer(const Charter& charter, const Place& place,
                 Findings& findings);
void HoldRelations(const Charter& charter, const Place& place,
                   Findings& findings);
void HoldConditions(const Charter& charter, const Place& place,
                    Findings& findings);
void HoldRoles(const Charter& charter, const Place& place, Findings& findings);

// floor_classes.cc: of classes, of values and of prohibitions.
void HoldClasses(const Charter& charter, const Place& place,
                 Findings& findings);
void HoldProhibitions(const Charter& charter, const Place& place,
                      Findings& findings);

// floor_ages.cc: of clocks and gates.
void HoldClocks(const Charter& charter, const Place& place, Findings& findings);
void HoldGates(const Charter& charter, const Place& place, Findings& findings);

// What the organisation does; UNSPECIFIED of one that does not say, of which
// the checker speaks.
v1::PartnerFunction FunctionOf(const Partner& partner);
// Of an id of the charter; UNSPECIFIED when there is none.
v1::PartnerFunction FunctionOf(const Charter& charter, absl::string_view id);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_FLOOR_PARTS_H_
