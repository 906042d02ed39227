// The second half of every read: record the leaf, wait until it is durable,
// make the permit, release. Nothing blocks: what waits is a continuation.
#ifndef SCEAU_SERVER_CASES_RECORDED_READ_H_
#define SCEAU_SERVER_CASES_RECORDED_READ_H_

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/cases/release_permit.h"
#include "server/cases/rooms.h"

namespace sceau {

// One case on its way to the caller. Shared by the two halves.
struct CaseRead {
  Call call;
  CaseName name;
  CaseFacts facts;
  uint64_t version = 0;
  CaseDecision decision;
};

// Records `leaf`, then runs `release` with the permit and ends the call with
// its status. A decision that allows nothing is recorded too and ends in
// POLICY_DENIED. When release fails after an allowing leaf, a second leaf says
// so before the call ends.
inline void RecordThenRelease(
    const CaseRooms& rooms, std::shared_ptr<CaseRead> read, LeafDraft leaf,
    std::function<absl::Status(const CaseRead&, const ReleasePermit&)> release,
    Finish finish) {
  LeafDraft failed = leaf;
  failed.outcome = Outcome::kFailed;
  rooms.journal.writer().Record(
      std::move(leaf),
      [&rooms, read = std::move(read), release = std::move(release),
       failed = std::move(failed),
       finish = std::move(finish)](absl::StatusOr<Receipt> receipt) mutable {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        auto permit = ReleasePermit::From(std::move(read->decision), *receipt);
        if (!permit.ok()) return finish(permit.status(), *receipt);
        const absl::Status released = release(*read, *permit);
        if (released.ok()) return finish(released, *receipt);
        rooms.journal.writer().Record(
            std::move(failed), [released, finish = std::move(finish)](
                                   absl::StatusOr<Receipt> second) {
              finish(released,
                     second.ok() ? std::optional(*second) : std::nullopt);
            });
      });
}

// Records `leaf` and ends the call with `status` once it is durable.
inline void RecordThenFinish(const CaseRooms& rooms, LeafDraft leaf,
                             absl::Status status, Finish finish) {
  rooms.journal.writer().Record(
      std::move(leaf), [status = std::move(status), finish = std::move(finish)](
                           absl::StatusOr<Receipt> receipt) {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        finish(status, *receipt);
      });
}

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_RECORDED_READ_H_
