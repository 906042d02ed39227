// Which rows of the index a filter lets through. Pure.
#ifndef SCEAU_SERVER_OVERSIGHT_ACCESS_SEARCH_H_
#define SCEAU_SERVER_OVERSIGHT_ACCESS_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "server/oversight/access_index.h"

namespace sceau {

// All that is set must hold.
struct AccessFilter {
  int64_t from_ns = 0;  // Included.
  int64_t to_ns = 0;    // Excluded.
  std::optional<uint32_t> member = {};
  std::optional<uint32_t> partner = {};
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  std::optional<Outcome> outcome = {};
  std::optional<Pseudonym> situation = {};  // A case.
  // By charter and rule: one of the row's rules must be wanted.
  std::optional<std::vector<std::vector<bool>>> rules = {};
  bool readings = false;
};

bool LetsThrough(const AccessFilter& filter, const AccessChunk& chunk,
                 size_t row);

// At most `limit` rows whose leaf is `first` or later, in order. About 5 ms for
// a million rows of which none is let through.
std::vector<AccessAt> SearchAccesses(const AccessSnapshot& snapshot,
                                     const AccessFilter& filter, uint64_t first,
                                     size_t limit);

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_ACCESS_SEARCH_H_
