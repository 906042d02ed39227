// Whether a group's files are sound as a whole, not only where a start looks.
#ifndef SCEAU_SERVER_OPERATOR_CHECK_RECORDS_H_
#define SCEAU_SERVER_OPERATOR_CHECK_RECORDS_H_

#include "absl/status/status.h"

#include "server/group.h"

namespace sceau {

// Whether every page of the three files authenticates. The group is closed.
// Errors: as GroupFiles::Open and GroupFiles::CheckPages.
absl::Status CheckPages(const GroupPlace& place, const GroupWorld& world);

// Whether every case and referral is the one the journal knows, every case has
// its key, every entry's body opens, and every leaf's naming part is its own.
// Shows no content. The group is served by nobody.
// Errors: DATA_LOSS (metadata "file"), those of the files.
absl::Status CheckRecords(Group& group);

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_CHECK_RECORDS_H_
