// The parts of the checker, one a kind of statement, and what they share.
// Private to checker*.cc.
//
// Every part adds what it finds; none stops at the first. `place` is where the
// charter stands, or the message that holds the field.
#ifndef SCEAU_POLICY_COMPILE_CHECKER_PARTS_H_
#define SCEAU_POLICY_COMPILE_CHECKER_PARTS_H_

#include <set>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

#include "policy/charter.pb.h"
#include "policy/compile/checker.h"
#include "policy/compile/place.h"

namespace sceau::policy {

void CheckCategories(const Charter& charter, const Place& place,
                     Findings& findings);
void CheckValueClasses(const Charter& charter, const Place& place,
                       Findings& findings);
void CheckProhibitions(const Charter& charter, const Place& place,
                       Findings& findings);
void CheckGates(const Charter& charter, const Place& place, Findings& findings);
void CheckRoleGrants(const Charter& charter, const Place& place,
                     Findings& findings);
void CheckRules(const Charter& charter, const Place& place, Findings& findings);
void CheckDeputies(const Charter& charter, const Place& place,
                   Findings& findings);
void CheckSigningKeys(const Charter& charter, const Place& place,
                      Findings& findings);
void CheckGrants(const Charter& charter, const Place& place,
                 Findings& findings);

// Line and column, from 1.
using Where = std::pair<int, int>;

// An article, and a sentence that can be read aloud.
void CheckReasons(absl::string_view article, absl::string_view reason,
                  const Place& place, int article_field, int reason_field,
                  Findings& findings);
// A category of the catalogue; one that may never exist breaks the floor.
void CheckCategory(absl::string_view name, Where where, Findings& findings);
void CheckClass(absl::string_view name, Where where, Findings& findings);
// From `from` to `to`, both included.
void CheckRange(int value, int from, int to, Where where,
                absl::string_view field, Findings& findings);
// A partner of the charter, named once in `seen`.
void CheckKnownPartner(const Charter& charter, absl::string_view id,
                       Where where, std::set<std::string>& seen,
                       Findings& findings);
bool HasPartner(const Charter& charter, absl::string_view id);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_CHECKER_PARTS_H_
