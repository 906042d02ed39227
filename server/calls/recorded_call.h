// The shape of every call about the group itself: what the charter says of a
// role's operation, then one leaf, then the answer. Reads record and answer;
// mutations do the rest in the writer's transaction.
#ifndef SCEAU_SERVER_CALLS_RECORDED_CALL_H_
#define SCEAU_SERVER_CALLS_RECORDED_CALL_H_

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"

#include "server/calls/call.h"
#include "server/journal/group_writer.h"

namespace sceau {

// Puts an operation that is of no case and no category to the charter, and
// what was asked and decided into `leaf`.
// Errors: PERMISSION_DENIED / POLICY_DENIED.
absl::Status DecideRoleOperation(const Call& call, v1::Operation operation,
                                 LeafDraft& leaf);

// What a leaf says of a call that ended so.
Outcome OutcomeOfCall(const absl::Status& status);

// Ends the call with `status` once its leaf is durable; nothing but the
// journal's own failure replaces `status`.
void RecordAndFinish(GroupWriter& writer, LeafDraft leaf, absl::Status status,
                     Finish finish);

// As RecordAndFinish, and hands over `answer` when `status` is OK.
template <typename Response>
void RecordAndAnswer(GroupWriter& writer, LeafDraft leaf, absl::Status status,
                     Response answer, Response* response, Finish finish) {
  writer.Record(
      std::move(leaf),
      [status = std::move(status), answer = std::move(answer), response,
       finish = std::move(finish)](absl::StatusOr<Receipt> receipt) mutable {
        if (!receipt.ok()) {
          return finish(receipt.status(), std::nullopt);
        }
        if (status.ok()) *response = std::move(answer);
        finish(status, *receipt);
      });
}

// Nothing but who am I, the charter, its signature and the journal's proofs
// answers a member without a signature of the version in force. True: the call
// was ended with SIGNATURE_REQUIRED, its leaf recorded, and no resource looked
// at. Who is suspended or removed passes here and is denied by the charter.
bool RefuseUnsigned(GroupWriter& writer, const Call& call,
                    v1::Operation operation, const Finish& finish);

// What a mutation's work fills beside the response.
struct Mutation {
  LeafDraft leaf;
  // See WriteResult.
  std::function<void()> applied;
};

// Runs `work` on the writer's thread with copies of call and request, since it
// may still run when the call was already answered AUDIT_UNAVAILABLE. The
// response is handed over with a durable leaf and a status that is OK, else
// not touched.
template <typename Request, typename Response>
void RunMutation(
    GroupWriter& writer, const Call& call, v1::Operation operation,
    const Request& request, Response* response, Finish finish,
    std::function<absl::Status(const Call&, const Request&, WriteTransaction&,
                               Mutation&, Response*)>
        work) {
  struct State {
    Call call;
    Request request;
    Response response;
    absl::Status status;
  };
  auto state = std::make_shared<State>(State{call, request, {}, {}});
  writer.Write(
      [state, operation,
       work = std::move(work)](WriteTransaction& transaction) {
        Mutation mutation;
        mutation.leaf = DraftLeaf(state->call, operation, Outcome::kAllowed);
        state->status = work(state->call, state->request, transaction, mutation,
                             &state->response);
        mutation.leaf.outcome = OutcomeOfCall(state->status);
        return WriteResult{.status = state->status,
                           .leaf = std::move(mutation.leaf),
                           .applied = std::move(mutation.applied)};
      },
      [state, response,
       finish = std::move(finish)](absl::StatusOr<Receipt> receipt) {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        if (state->status.ok()) *response = std::move(state->response);
        finish(state->status, *receipt);
      });
}

}  // namespace sceau

#endif  // SCEAU_SERVER_CALLS_RECORDED_CALL_H_
