// A partner's rights as a table that can hang on the wall: asked of the
// program, relation by relation and age by age, never read off the text.
//
// Guarantee: every right in it is an answer of Decide() in a followed case of
// an informed person; what needs more than one relation at once does not exist
// in a charter. Own entries are not in it: they are a rule of their own.
// Threads: reentrant. Pure.
#ifndef SCEAU_POLICY_DESCRIBE_RIGHTS_TABLE_H_
#define SCEAU_POLICY_DESCRIBE_RIGHTS_TABLE_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "policy/decide/program.h"
#include "policy/describe/charter_diff.h"

namespace sceau::policy {

// One way to a category.
struct TableRight {
  // Any of these alone opens it; 0: no relation is needed.
  uint16_t relations = 0;
  // Written basis, agreement: all needed.
  uint8_t conditions = 0;
  // What is shown (may be set).
  uint64_t fields = 0;
  uint32_t kinds = 0;
  bool own_organisation = false;
  // Completed years; below the ceiling.
  Ages ages = {};
  // The rules that give it, for their sentence and article.
  std::vector<uint16_t> rules = {};
};

struct TableRow {
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  std::vector<TableRight> read = {};
  std::vector<TableRight> contribute = {};
};

// A row for each category. INVARIANT: partner < program.partner_count().
std::vector<TableRow> RightsOf(const Program& program, PartnerIndex partner,
                               v1::Role role);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DESCRIBE_RIGHTS_TABLE_H_
