// Readings as numbers that may be shown: by organisation and by right, small
// ones hidden. Pure.
#ifndef SCEAU_SERVER_OVERSIGHT_FIGURES_H_
#define SCEAU_SERVER_OVERSIGHT_FIGURES_H_

#include <cstdint>
#include <vector>

#include "sceau/v1/journal_review_service.pb.h"
#include "server/oversight/access_index.h"

namespace sceau {

// The relation that gave a reading, as a charter spells it; "always" of the
// coordinator, "list" of lists and searches, "other" when none was effective.
const char* RightOf(const AccessChunk& chunk, size_t row);

// Those of a period, in Unix nanoseconds; see HideSmall.
v1::Figures FiguresOf(const AccessSnapshot& snapshot, int64_t from, int64_t to,
                      int minimum);

// Hides what is below `minimum`; when that is one figure alone, the total and
// the others would tell it: then the smallest of the others is hidden too.
void HideSmall(int minimum, v1::Figures& figures);

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_FIGURES_H_
