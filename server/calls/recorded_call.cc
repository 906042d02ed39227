#include "server/calls/recorded_call.h"

#include "proto/contract/errors.h"
#include "server/journal/inputs.h"

namespace sceau {

absl::Status DecideRoleOperation(const Call& call, v1::Operation operation,
                                 LeafDraft& leaf) {
  policy::Question question;
  question.operation = operation;
  question.partner = call.caller.partner_index;
  question.role = call.caller.role;
  question.standing = call.caller.standing;
  const policy::Decision decision = call.charter->program->Decide(question);
  leaf.inputs = PackInputs(question);
  leaf.refusal = decision.refusal;
  leaf.rules.assign(decision.rules.begin(),
                    decision.rules.begin() + decision.rule_count);
  return decision.allowed ? absl::OkStatus() : PolicyDenied();
}

Outcome OutcomeOfCall(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return Outcome::kAllowed;
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

void RecordAndFinish(GroupWriter& writer, LeafDraft leaf, absl::Status status,
                     Finish finish) {
  writer.Record(std::move(leaf),
                [status = std::move(status),
                 finish = std::move(finish)](absl::StatusOr<Receipt> receipt) {
                  if (!receipt.ok()) {
                    return finish(receipt.status(), std::nullopt);
                  }
                  finish(status, *receipt);
                });
}

bool RefuseUnsigned(GroupWriter& writer, const Call& call,
                    v1::Operation operation, const Finish& finish) {
  if ((call.caller.standing & policy::kSuspended) != 0 ||
      (call.caller.standing & policy::kUnsigned) == 0) {
    return false;
  }
  policy::Question question;
  question.operation = operation;
  question.partner = call.caller.partner_index;
  question.role = call.caller.role;
  question.standing = call.caller.standing;
  LeafDraft leaf = DraftLeaf(call, operation, Outcome::kDenied);
  leaf.inputs = PackInputs(question);
  leaf.refusal = policy::Refusal::kNobody;
  RecordAndFinish(writer, std::move(leaf),
                  Error(v1::ERROR_REASON_SIGNATURE_REQUIRED,
                        "sign the charter version in force first"),
                  finish);
  return true;
}

}  // namespace sceau
