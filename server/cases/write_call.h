// The shape of every write: its work runs on the writer's thread, its leaf is
// recorded whatever comes of it, the call ends once that is durable.
#ifndef SCEAU_SERVER_CASES_WRITE_CALL_H_
#define SCEAU_SERVER_CASES_WRITE_CALL_H_

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"

#include "proto/contract/errors.h"
#include "server/calls/call.h"
#include "server/cases/rooms.h"

namespace sceau {

// What a work fills beside the response.
struct Effect {
  LeafDraft leaf;
  // Brings memory up to date once durable; see WriteResult.
  std::function<void()> applied;
};

// The outcome a leaf says of `status`.
inline Outcome OutcomeOf(const absl::Status& status) {
  if (status.ok()) return Outcome::kAllowed;
  switch (status.code()) {
    case absl::StatusCode::kPermissionDenied:
      return Outcome::kDenied;
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnavailable:
      return Outcome::kFailed;
    default:
      return Outcome::kRefused;
  }
}

// Runs `work` with copies of call and request: a work may still run when its
// call was already answered AUDIT_UNAVAILABLE. The response is handed over
// only with a durable leaf and a status that is OK.
template <typename Request, typename Response>
void RunWrite(const CaseRooms& rooms, const Call& call, v1::Operation operation,
              const Request& request, Response* response, Finish finish,
              std::function<absl::Status(const Call&, const Request&,
                                         WriteTransaction&, Effect&, Response*)>
                  work) {
  struct State {
    Call call;
    Request request;
    Response response;
    absl::Status status;
  };
  auto state = std::make_shared<State>(State{call, request, {}, {}});
  rooms.journal.writer().Write(
      [state, operation,
       work = std::move(work)](WriteTransaction& transaction) {
        Effect effect;
        effect.leaf = DraftLeaf(state->call, operation, Outcome::kAllowed);
        state->status = work(state->call, state->request, transaction, effect,
                             &state->response);
        effect.leaf.outcome = OutcomeOf(state->status);
        return WriteResult{.status = state->status,
                           .leaf = std::move(effect.leaf),
                           .applied = std::move(effect.applied)};
      },
      [state, response,
       finish = std::move(finish)](absl::StatusOr<Receipt> receipt) {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        if (state->status.ok()) *response = std::move(state->response);
        finish(state->status, *receipt);
      });
}

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_WRITE_CALL_H_
