// Reviews: opened, read, listed.
#include "server/oversight/journal_reviews.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/cases/page_token.h"
#include "server/charter/charter_view.h"
#include "server/content/dates.h"
#include "server/oversight/review_call.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

constexpr int kReviewsPerPage = 20;
constexpr size_t kReviewKeyBytes = 32;

// First and last day of a period. Errors: FIELD_INVALID.
absl::Status CheckPeriod(const v1::JournalReview& review,
                         absl::CivilDay today) {
  for (const auto& [field, date] :
       {std::pair("journal_review.start_date", &review.start_date()),
        std::pair("journal_review.end_date", &review.end_date())}) {
    const absl::string_view flaw = DayFlaw(*date, NotFuture(today));
    if (!flaw.empty()) return FieldError(field, flaw);
  }
  const absl::CivilDay first = ToCivil(review.start_date());
  const absl::CivilDay last = ToCivil(review.end_date());
  if (last < first || last - first >= kMaxReviewDays) {
    return FieldError("journal_review.end_date",
                      "from the first day on, 366 days at most");
  }
  return absl::OkStatus();
}

bool Meets(const v1::JournalReview& a, const v1::JournalReview& b) {
  return ToCivil(a.start_date()) <= ToCivil(b.end_date()) &&
         ToCivil(b.start_date()) <= ToCivil(a.end_date());
}

absl::Status Open(const ReviewRooms& rooms, const Call& call,
                  const v1::CreateJournalReviewRequest& request,
                  const RequestKey& key, WriteTransaction& transaction,
                  Mutation& mutation, v1::JournalReview* answer) {
  RETURN_IF_ERROR(
      DecideRoleOperation(call, v1::OPERATION_JOURNAL_REVIEW, mutation.leaf));
  ASSIGN_OR_RETURN(const StoredReviews reviews, rooms.book.LoadIn(transaction));
  ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
  if (earlier.has_value()) {
    const auto found = reviews.find(earlier->resource);
    if (found == reviews.end()) return PolicyDenied();
    mutation.leaf.resources.push_back(ReviewPseudonym(call, found->first));
    *answer = ReviewFor(call, *found->second);
    return absl::OkStatus();
  }
  const v1::JournalReview& wanted = request.journal_review();
  RETURN_IF_ERROR(CheckPeriod(wanted, call.today));
  for (const auto& [id, review] : reviews) {
    if (Meets(wanted, review->record.review())) {
      return Error(v1::ERROR_REASON_STATE_FORBIDS,
                   "another review is of one of these days");
    }
  }
  StoredReview review;
  review.id = NewId(rooms.rooms.random, 'v');
  std::array<uint8_t, kReviewKeyBytes> review_key = {};
  rooms.rooms.random(review_key);
  review.record.set_key(std::string(crypto::AsText(review_key)));
  v1::JournalReview& kept = *review.record.mutable_review();
  *kept.mutable_start_date() = wanted.start_date();
  *kept.mutable_end_date() = wanted.end_date();
  kept.set_state(v1::JOURNAL_REVIEW_STATE_OPEN);
  kept.set_officer(MemberName::Of(call.group, call.caller.member).ToString());
  *kept.mutable_create_time() = ToTimestamp(call.now);
  mutation.leaf.resources.push_back(ReviewPseudonym(call, review.id));
  RETURN_IF_ERROR(rooms.book.Put(transaction, review, mutation.leaf));
  RETURN_IF_ERROR(Remember(transaction, key, review.id, review.version));
  *answer = ReviewFor(call, review);
  mutation.applied = [&book = rooms.book, review] { book.Apply(review); };
  return absl::OkStatus();
}

// By which of the two the caller reads a review: the officer's own, or that of
// who watches over the officer.
v1::Operation OperationOf(const Call& call) {
  LeafDraft unrecorded;
  return DecideRoleOperation(call, v1::OPERATION_JOURNAL_OVERSEE, unrecorded)
                 .ok()
             ? v1::OPERATION_JOURNAL_OVERSEE
             : v1::OPERATION_JOURNAL_REVIEW;
}

}  // namespace

void JournalReviews::CreateJournalReview(
    const Call& call, const v1::CreateJournalReviewRequest& request,
    v1::JournalReview* response, Finish finish) const {
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunMutation<v1::CreateJournalReviewRequest, v1::JournalReview>(
      rooms_.rooms.journal.writer(), call, v1::OPERATION_JOURNAL_REVIEW,
      request, response, std::move(finish),
      [this, key = *key](const Call& who,
                         const v1::CreateJournalReviewRequest& what,
                         WriteTransaction& transaction, Mutation& mutation,
                         v1::JournalReview* answer) {
        return Open(rooms_, who, what, key, transaction, mutation, answer);
      });
}

void JournalReviews::GetJournalReview(
    const Call& call, const v1::GetJournalReviewRequest& request,
    v1::JournalReview* response, Finish finish) const {
  ReadReview<v1::JournalReview>(
      rooms_, call, OperationOf(call), request.name(), response,
      std::move(finish),
      [&](const StoredReview& review, v1::JournalReview& answer, LeafDraft&) {
        answer = ReviewFor(call, review);
        return absl::OkStatus();
      });
}

void JournalReviews::ListJournalReviews(
    const Call& call, const v1::ListJournalReviewsRequest& request,
    v1::ListJournalReviewsResponse* response, Finish finish) const {
  const auto page =
      OpenPage(rooms_, call, request, kReviewsPerPage, kReviewsPerPage);
  if (!page.ok()) return finish(page.status(), std::nullopt);
  const v1::Operation operation = OperationOf(call);
  LeafDraft leaf = DraftLeaf(call, operation, Outcome::kAllowed);
  absl::Status status = DecideRoleOperation(call, operation, leaf);
  v1::ListJournalReviewsResponse answer;
  if (status.ok()) {
    const auto reviews = rooms_.book.all();
    std::vector<const StoredReview*> ordered;
    for (const auto& [id, review] : *reviews) ordered.push_back(review.get());
    // Periods do not meet, so that one day says which is which.
    std::sort(ordered.begin(), ordered.end(),
              [](const StoredReview* a, const StoredReview* b) {
                return ToCivil(b->record.review().start_date()) <
                       ToCivil(a->record.review().start_date());
              });
    auto next = ordered.begin();
    if (!page->after.empty()) {
      next = std::find_if(ordered.begin(), ordered.end(),
                          [&](const StoredReview* review) {
                            return review->id == page->after;
                          });
      if (next != ordered.end()) ++next;
    }
    for (; next != ordered.end(); ++next) {
      if (answer.journal_reviews_size() == page->size) {
        answer.set_next_page_token(page->Next(rooms_, call, (*(next - 1))->id));
        break;
      }
      v1::JournalReview& line = *answer.add_journal_reviews();
      line = ReviewFor(call, **next);
      line.clear_questions();
      line.clear_findings();
      leaf.resources.push_back(ReviewPseudonym(call, (*next)->id));
    }
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(rooms_.rooms.journal.writer(), std::move(leaf),
                  std::move(status), std::move(answer), response,
                  std::move(finish));
}

}  // namespace sceau
