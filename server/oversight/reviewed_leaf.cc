#include "server/oversight/reviewed_leaf.h"

#include "server/journal/inputs.h"

namespace sceau {
namespace {

// The operations that are refused by what a case is, and of those the ones
// whose category the request names.
bool IsAboutOneCase(v1::Operation operation) {
  switch (operation) {
    case v1::OPERATION_READ:
    case v1::OPERATION_CONTRIBUTE:
    case v1::OPERATION_CONDITION_RECORD:
    case v1::OPERATION_NOTICE_RECORD:
    case v1::OPERATION_LEAD_WORKER_SET:
    case v1::OPERATION_SUPERSEDE:
    case v1::OPERATION_NARROW:
    case v1::OPERATION_WITHDRAW:
    case v1::OPERATION_DECISION_VALIDATE:
      return true;
    default:
      return false;
  }
}

bool RequestNamesCategory(v1::Operation operation) {
  return operation != v1::OPERATION_SUPERSEDE &&
         operation != v1::OPERATION_NARROW &&
         operation != v1::OPERATION_WITHDRAW &&
         operation != v1::OPERATION_DECISION_VALIDATE;
}

// What caller and request say, of a case that is not there.
policy::Question OfNoCase(const policy::Question& asked) {
  policy::Question question;
  question.operation = asked.operation;
  if (RequestNamesCategory(asked.operation)) question.category = asked.category;
  question.partner = asked.partner;
  question.role = asked.role;
  question.standing = asked.standing;
  return question;
}

}  // namespace

LeafDraft AsReviewed(LeafDraft leaf) {
  const bool got_there =
      leaf.outcome == Outcome::kAllowed || leaf.outcome == Outcome::kRefused;
  if (leaf.inputs != 0) {
    policy::Question question = UnpackInputs(leaf.inputs, leaf.operation);
    if (!got_there) question = OfNoCase(question);
    question.value_classes = 0;
    leaf.inputs = PackInputs(question);
  }
  if (got_there) return leaf;
  leaf.resources.clear();
  leaf.rules.clear();
  const bool by_caller = leaf.refusal == policy::Refusal::kNone ||
                         leaf.refusal == policy::Refusal::kNobody;
  if (IsAboutOneCase(leaf.operation) && !by_caller) {
    leaf.refusal = policy::Refusal::kNoRelation;
  }
  return leaf;
}

}  // namespace sceau
