// How many rows case.db has of those that the journal binds.
#ifndef SCEAU_SERVER_STORE_ROW_COUNT_H_
#define SCEAU_SERVER_STORE_ROW_COUNT_H_

#include <cstdint>

#include "absl/status/statusor.h"

#include "server/store/read_pool.h"

namespace sceau {

// Cases, referrals and state rows together: none of them is ever deleted, so
// that fewer than the journal knows means that some were taken away. Reads
// their indexes only.
// Errors: as Database's.
absl::StatusOr<uint64_t> CountBoundRows(TableReader& reader);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_ROW_COUNT_H_
