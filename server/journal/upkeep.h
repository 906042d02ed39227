// What the writer does between batches: it copies the WALs into their files,
// and turns the epoch of the case keys when that is due. Internal to this room.
#ifndef SCEAU_SERVER_JOURNAL_UPKEEP_H_
#define SCEAU_SERVER_JOURNAL_UPKEEP_H_

#include <chrono>

#include "absl/time/time.h"

#include "server/runtime/clock.h"
#include "server/runtime/log.h"
#include "server/store/group_files.h"
#include "server/store/transaction.h"

namespace sceau {

// Writer thread only.
class Upkeep {
 public:
  // `log` may be null; all outlive this object.
  Upkeep(GroupFiles& files, const Clock& clock, Log* log);

  // A slice of the work, some milliseconds at most. kDurable or kUndone: go
  // on; kUncertain: stop.
  CommitResult Run();

  // Whether a turn of the epoch waits for its next slice.
  bool IsBusy() const;

 private:
  CommitResult CopyWal(Database& database);
  CommitResult TurnEpoch();
  CommitResult RunSlice();

  GroupFiles& files_;
  const Clock& clock_;
  Log* const log_;
  absl::Time next_look_ = absl::InfinitePast();
  std::chrono::steady_clock::time_point next_slice_ = {};
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_UPKEEP_H_
