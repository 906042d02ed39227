// The shape of the calls about one review: decide, find, do, record.
#ifndef SCEAU_SERVER_REVIEWS_REVIEW_CALL_H_
#define SCEAU_SERVER_REVIEWS_REVIEW_CALL_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/identity/call.h"
#include "server/identity/recorded_call.h"
#include "server/identity/request_log.h"
#include "server/reviews/review_view.h"
#include "server/reviews/rooms.h"

namespace sceau {

// A read of the review that `name` names, on the calling thread; then its leaf,
// then the answer that `fill` made.
template <typename Response>
void ReadReview(
    const ReviewRooms& rooms, const Call& call, v1::Operation operation,
    const std::string& name, Response* response, Finish finish,
    const std::function<absl::Status(const StoredReview&, Response&)>& fill) {
  const auto parsed = JournalReviewName::Parse(name);
  if (!parsed.ok()) return finish(parsed.status(), std::nullopt);
  LeafDraft leaf = DraftLeaf(call, operation, Outcome::kAllowed);
  leaf.resources.push_back(ReviewPseudonym(call, parsed->id()));
  Response answer;
  absl::Status status = DecideRoleOperation(call, operation, leaf);
  if (status.ok()) {
    const auto review = rooms.book.Find(parsed->id());
    status = review == nullptr ? PolicyDenied() : fill(*review, answer);
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(rooms.rooms.journal.writer(), std::move(leaf),
                  std::move(status), std::move(answer), response,
                  std::move(finish));
}

}  // namespace sceau

#endif  // SCEAU_SERVER_REVIEWS_REVIEW_CALL_H_
