// What a charter gives one organisation, category by category, as a table for
// a terminal or as a page that prints well on A4 and can hang on the wall.
//
// Guarantee: every cell comes from the program
// (policy/describe/rights_table.h); text of the charter is made harmless, for
// the terminal and for HTML.
#ifndef SCEAU_CLIENT_CLI_CHARTER_RENDER_MATRIX_H_
#define SCEAU_CLIENT_CLI_CHARTER_RENDER_MATRIX_H_

#include <string>

#include "client/cli/words/labels.h"
#include "policy/decide/program.h"

namespace sceau {

// INVARIANT, of each: partner < program.partner_count().
std::string MatrixAsText(const policy::Program& program,
                         policy::PartnerIndex partner, const Labels& labels);
// {"partner", "name", "charter", "rows": [{"category", "name", "reads": [...],
// "contributes": [...], "why": [...]}]}; the words are the reader's.
std::string MatrixAsJson(const policy::Program& program,
                         policy::PartnerIndex partner, const Labels& labels);
std::string MatrixAsHtml(const policy::Program& program,
                         policy::PartnerIndex partner, const Labels& labels);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CHARTER_RENDER_MATRIX_H_
