#include "server/store/row_count.h"

#include "proto/contract/errors.h"
#include "server/store/table_access.h"

namespace sceau {

absl::StatusOr<uint64_t> CountBoundRows(TableReader& reader) {
  static constexpr char kCountSql[] =
      "SELECT (SELECT COUNT(*) FROM cases)"
      " + (SELECT COUNT(*) FROM referrals) + (SELECT COUNT(*) FROM state)";
  ASSIGN_OR_RETURN(Statement count, DatabaseOf(reader).Prepare(kCountSql));
  RETURN_IF_ERROR(count.Step().status());
  return count.ColumnU64(0);
}

}  // namespace sceau
