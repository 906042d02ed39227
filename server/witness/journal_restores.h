// The restores of the group that two persons declared: kept as rows of its
// state, each with the leaf that recorded it.
#ifndef SCEAU_SERVER_WITNESS_JOURNAL_RESTORES_H_
#define SCEAU_SERVER_WITNESS_JOURNAL_RESTORES_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "crypto/restore_statement.h"
#include "server/group_state/member_register.h"
#include "server/group_state/state_rows.h"
#include "server/journal/journal.h"
#include "server/store/read_pool.h"

namespace sceau {

// Tells the journal of every restore declared so far. Before any call.
// Errors: as StateRows::Load's; DATA_LOSS / DATABASE_CORRUPT (a row that is no
// statement of this journal).
absl::Status LoadRestores(TableReader& reader, const StateRows& rows,
                          Journal& journal);

// The two who declare it: co-pilots of two organisations, confirmed, each by
// the key registered now. The first two of the statement.
// Errors: FAILED_PRECONDITION / SIGNATURE_REQUIRED (they are not).
absl::StatusOr<std::vector<MemberRecord>> DeclarersOf(
    const crypto::RestoreStatement& statement, absl::string_view trust_domain,
    const GroupState& state);

// Records the statement, by `declarers`; waits for its leaf. Done again, leaves
// another leaf and nothing else. Errors: as StateRows::Put's, the writer's.
absl::Status RecordRestore(Journal& journal, const StateRows& rows,
                           const GroupState& state,
                           const crypto::RestoreStatement& statement,
                           const std::vector<MemberRecord>& declarers);

// Whether RecordRestore was done. Errors: the store's.
absl::StatusOr<bool> IsRecorded(TableReader& reader,
                                const crypto::RestoreStatement& statement);

}  // namespace sceau

#endif  // SCEAU_SERVER_WITNESS_JOURNAL_RESTORES_H_
