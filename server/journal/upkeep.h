// What the writer does between batches: it copies the WALs into their files,
// turns the epoch of the case keys when that is due, and forgets who is named
// in leaves that have outlived their term. Internal to this room.
#ifndef SCEAU_SERVER_JOURNAL_UPKEEP_H_
#define SCEAU_SERVER_JOURNAL_UPKEEP_H_

#include <chrono>
#include <cstdint>

#include "absl/time/time.h"

#include "server/journal/forgetting.h"
#include "server/runtime/clock.h"
#include "server/runtime/log.h"
#include "server/store/group_files.h"
#include "server/store/transaction.h"

namespace sceau {

// Writer thread only.
class Upkeep {
 public:
  // `log` may be null; all outlive this object.
  Upkeep(GroupFiles& files, Forgetting& forgetting, const Clock& clock,
         Log* log);

  // A slice of the work, some milliseconds at most. kDurable or kUndone: go
  // on; kUncertain: stop. `leaves`: of the journal.
  CommitResult Run(uint64_t leaves);

  // Whether a turn of the epoch, or forgetting, waits for its next slice.
  bool IsBusy() const;

 private:
  CommitResult CopyWal(Database& database);
  CommitResult TurnEpoch();
  CommitResult RunSlice();

  bool IsTurning() const;

  GroupFiles& files_;
  Forgetting& forgetting_;
  const Clock& clock_;
  Log* const log_;
  absl::Time next_look_ = absl::InfinitePast();
  std::chrono::steady_clock::time_point next_slice_ = {};
  std::chrono::steady_clock::time_point next_forgetting_ = {};
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_UPKEEP_H_
