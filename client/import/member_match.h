// Which partner, and which registered member, a cell « Référent » names.
#ifndef SCEAU_CLIENT_IMPORT_MEMBER_MATCH_H_
#define SCEAU_CLIENT_IMPORT_MEMBER_MATCH_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "client/import/row_reader.h"

namespace sceau {

// Whether a name as people write it (« C. Martin », « Mme MARTIN ») may be that
// of a member: each word is a word of the display name, or the initial of one,
// in the same order, and one at least is whole.
bool MatchesMember(absl::string_view written, absl::string_view display_name);

struct LeadWorkerReading {
  std::string partner = {};  // Empty: nobody that can be told.
  std::string member = {};   // Resource name, when exactly one matches.
  bool named = false;        // The cell holds a name, matched or not.
  bool several = false;      // The cell names more than one partner.
};

// `known` is the partner that the vocabulary gives for the whole cell, or
// empty; then « NAME (PARTNER) », « PARTNER, NAME » and a bare name of exactly
// one registered member are tried. Of several partners none is taken.
LeadWorkerReading ReadLeadWorkerCell(const RowReader& row,
                                     absl::string_view cell,
                                     absl::string_view known);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_MEMBER_MATCH_H_
