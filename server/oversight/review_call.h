// The shape of the calls about one review: decide, find, do, record.
#ifndef SCEAU_SERVER_OVERSIGHT_REVIEW_CALL_H_
#define SCEAU_SERVER_OVERSIGHT_REVIEW_CALL_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/calls/call.h"
#include "server/calls/recorded_call.h"
#include "server/calls/request_log.h"
#include "server/cases/page_token.h"
#include "server/oversight/review_view.h"
#include "server/oversight/rooms.h"

namespace sceau {

// A question or a finding of a review, by its resource name.
struct ReviewPart {
  std::string review = {};  // Id.
  std::string id = {};
};

// `collection`: "questions" or "findings". Errors: NAME_MALFORMED.
absl::StatusOr<ReviewPart> ParseReviewPart(absl::string_view name,
                                           absl::string_view collection);

std::string PartName(const Call& call, absl::string_view review,
                     absl::string_view collection, absl::string_view id);

// The finding or question of that id, or nullptr.
v1::JournalFinding* FindFinding(StoredReview& review, const std::string& name);
v1::JournalQuestion* FindQuestion(StoredReview& review,
                                  const std::string& name);

absl::Status ReviewStateForbids(absl::string_view message);

// What the officer adds or changes is looked at by somebody else before the
// review closes, also when that was done already.
void ToBeLookedAtAgain(StoredReview& review);

// A page of a list: what its token is bound to, how many lines it has, where it
// begins ("" = at the first line).
struct ReviewPage {
  std::string query = {};
  int size = 0;
  std::string after = {};

  // Of a list whose places are numbers. Errors: PAGE_TOKEN_INVALID.
  absl::StatusOr<size_t> Place() const;
  // The token of the page that begins at `place`.
  std::string Next(const ReviewRooms& rooms, const Call& call,
                   absl::string_view place) const;
};
// Errors: FIELD_INVALID (page_size), PAGE_TOKEN_INVALID.
template <typename Request>
absl::StatusOr<ReviewPage> OpenPage(const ReviewRooms& rooms, const Call& call,
                                    const Request& request, int usual,
                                    int most) {
  ReviewPage page = {.query = PageQuery(request)};
  ASSIGN_OR_RETURN(page.size, PageSize(request.page_size(), usual, most));
  ASSIGN_OR_RETURN(page.after, OpenPageToken(rooms.rooms.page_token_key, call,
                                             page.query, request.page_token()));
  return page;
}

// A read of the review that `name` names, on the calling thread; then its leaf,
// then the answer that `fill` made.
template <typename Response>
void ReadReview(const ReviewRooms& rooms, const Call& call,
                v1::Operation operation, const std::string& name,
                Response* response, Finish finish,
                const std::function<absl::Status(const StoredReview&, Response&,
                                                 LeafDraft&)>& fill) {
  const auto parsed = JournalReviewName::Parse(name);
  if (!parsed.ok()) return finish(parsed.status(), std::nullopt);
  LeafDraft leaf = DraftLeaf(call, operation, Outcome::kAllowed);
  leaf.resources.push_back(ReviewPseudonym(call, parsed->id()));
  Response answer;
  absl::Status status = DecideRoleOperation(call, operation, leaf);
  if (status.ok()) {
    const auto review = rooms.book.Find(parsed->id());
    status = review == nullptr ? PolicyDenied() : fill(*review, answer, leaf);
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(rooms.rooms.journal.writer(), std::move(leaf),
                  std::move(status), std::move(answer), response,
                  std::move(finish));
}

// What a change of the officer's needs to know of the journal: looked up on the
// calling thread, before the writer's turn, and not at all for who may not.
template <typename Look>
auto LookBefore(const ReviewRooms& rooms, const Call& call,
                const std::string& review_id, Look look)
    -> decltype(look(std::declval<const StoredReview&>())) {
  LeafDraft unrecorded;
  RETURN_IF_ERROR(
      DecideRoleOperation(call, v1::OPERATION_JOURNAL_REVIEW, unrecorded));
  const auto review = rooms.book.Find(review_id);
  if (review == nullptr) return PolicyDenied();
  return look(*review);
}

// What a change does to an open review; it says which part it made or changed.
template <typename Request>
using ReviewChange = std::function<absl::Status(
    const Call&, const Request&, StoredReview&, std::string& part)>;
// The answer, now or to a repeat.
template <typename Response>
using ReviewAnswer = std::function<void(const Call&, StoredReview&,
                                        const std::string& part, Response*)>;

// Whether what the request is about is the caller's, in a review that is not
// the caller's to know.
template <typename Request>
using ReviewOwnership = std::function<absl::Status(const Call&, const Request&,
                                                   StoredReview& review)>;

// A change of the review with this id, in the writer's transaction: decide,
// find, look for a repeat, see whose it is, see that it is open, change, keep.
// Errors: POLICY_DENIED, STATE_FORBIDS, those of `whose` and `change`, the
// writer's.
template <typename Request, typename Response>
void ChangeReview(const ReviewRooms& rooms, const Call& call,
                  v1::Operation operation, const std::string& review_id,
                  const Request& request, Response* response, Finish finish,
                  ReviewChange<Request> change, ReviewAnswer<Response> answer,
                  ReviewOwnership<Request> whose = nullptr) {
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunMutation<Request, Response>(
      rooms.rooms.journal.writer(), call, operation, request, response,
      std::move(finish),
      [&book = rooms.book, key = *key, operation, review_id,
       change = std::move(change), answer = std::move(answer),
       whose = std::move(whose)](
          const Call& who, const Request& what, WriteTransaction& transaction,
          Mutation& mutation, Response* out) -> absl::Status {
        mutation.leaf.resources.push_back(ReviewPseudonym(who, review_id));
        RETURN_IF_ERROR(DecideRoleOperation(who, operation, mutation.leaf));
        ASSIGN_OR_RETURN(const StoredReviews reviews, book.LoadIn(transaction));
        const auto found = reviews.find(review_id);
        if (found == reviews.end()) return PolicyDenied();
        StoredReview review = *found->second;
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        std::string part;
        if (earlier.has_value()) {
          part = earlier->resource;
        } else {
          if (whose != nullptr) RETURN_IF_ERROR(whose(who, what, review));
          if (review.record.review().state() != v1::JOURNAL_REVIEW_STATE_OPEN) {
            return ReviewStateForbids("the review is closed");
          }
          RETURN_IF_ERROR(change(who, what, review, part));
          RETURN_IF_ERROR(book.Put(transaction, review, mutation.leaf));
          RETURN_IF_ERROR(Remember(transaction, key, part, review.version));
          mutation.applied = [&book, review] { book.Apply(review); };
        }
        answer(who, review, part, out);
        return absl::OkStatus();
      });
}

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_REVIEW_CALL_H_
