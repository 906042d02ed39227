// What the charter officer asks of the journal: reviews of a period, the
// accesses in it, what of them calls for a look. Opens no content and knows no
// name of a person who is followed: a leaf holds none.
//
// Every method decides by the charter, records one leaf whatever comes of it,
// and ends in one `finish`; request and response outlive it. Errors of all:
// NAME_MALFORMED, POLICY_DENIED, the same for a review that does not exist;
// AUDIT_UNAVAILABLE, QUEUE_FULL; of the mutations also FIELD_INVALID
// (request_id), REQUEST_ID_REUSED.
#ifndef SCEAU_SERVER_REVIEWS_JOURNAL_REVIEWS_H_
#define SCEAU_SERVER_REVIEWS_JOURNAL_REVIEWS_H_

#include "sceau/v1/journal_review_service.pb.h"
#include "server/identity/call.h"
#include "server/reviews/rooms.h"

namespace sceau {

inline constexpr int kMaxReviewDays = 366;

// Thread safe: everything it refers to is.
class JournalReviews {
 public:
  // Outlives this object.
  explicit JournalReviews(const ReviewRooms& rooms) : rooms_(rooms) {}

  // Errors also: FIELD_INVALID (the period), STATE_FORBIDS (it meets another
  // review's), QUOTA_EXCEEDED.
  void CreateJournalReview(const Call& call,
                           const v1::CreateJournalReviewRequest& request,
                           v1::JournalReview* response, Finish finish) const;

  void GetJournalReview(const Call& call,
                        const v1::GetJournalReviewRequest& request,
                        v1::JournalReview* response, Finish finish) const;

  // Errors also: PAGE_TOKEN_INVALID, FIELD_INVALID (page size).
  void ListJournalReviews(const Call& call,
                          const v1::ListJournalReviewsRequest& request,
                          v1::ListJournalReviewsResponse* response,
                          Finish finish) const;

  // Errors also: FIELD_INVALID (page size, member, partner, situation, days,
  // article), PAGE_TOKEN_INVALID.
  void SearchAccesses(const Call& call,
                      const v1::SearchAccessesRequest& request,
                      v1::SearchAccessesResponse* response,
                      Finish finish) const;

  // Errors also: FIELD_INVALID (page size, rule), PAGE_TOKEN_INVALID.
  void ListSignals(const Call& call, const v1::ListSignalsRequest& request,
                   v1::ListSignalsResponse* response, Finish finish) const;

 private:
  const ReviewRooms& rooms_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_REVIEWS_JOURNAL_REVIEWS_H_
