// What the charter officer asks of the journal: reviews of a period, the
// accesses in it, what of them calls for a look. Opens no content and knows no
// name of a person who is followed: a leaf holds none.
//
// Every method decides by the charter, records one leaf whatever comes of it,
// and ends in one `finish`; request and response outlive it. Errors of all:
// NAME_MALFORMED, POLICY_DENIED, the same for a review that does not exist;
// AUDIT_UNAVAILABLE, QUEUE_FULL; of the mutations also FIELD_INVALID
// (request_id), REQUEST_ID_REUSED.
#ifndef SCEAU_SERVER_OVERSIGHT_JOURNAL_REVIEWS_H_
#define SCEAU_SERVER_OVERSIGHT_JOURNAL_REVIEWS_H_

#include "sceau/v1/explain_service.pb.h"
#include "sceau/v1/journal_review_service.pb.h"
#include "server/calls/call.h"
#include "server/oversight/rooms.h"

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

  // Errors also: FIELD_INVALID (no such leaf; it bears no decision; its naming
  // part is forgotten).
  void ExplainLeaf(const Call& call, const v1::ExplainLeafRequest& request,
                   v1::ExplainLeafResponse* response, Finish finish) const;

  // Errors also: FIELD_INVALID (page size, rule), PAGE_TOKEN_INVALID.
  void ListSignals(const Call& call, const v1::ListSignalsRequest& request,
                   v1::ListSignalsResponse* response, Finish finish) const;

  // Errors also: FIELD_INVALID (max_percent).
  void GetSample(const Call& call, const v1::GetSampleRequest& request,
                 v1::Sample* response, Finish finish) const;

  // Errors also: FIELD_INVALID (leaf_indexes, rule), STATE_FORBIDS (closed),
  // QUOTA_EXCEEDED.
  void AskQuestion(const Call& call, const v1::AskQuestionRequest& request,
                   v1::JournalQuestion* response, Finish finish) const;

  // Those to the caller. Errors also: PAGE_TOKEN_INVALID, FIELD_INVALID (page
  // size).
  void ListQuestions(const Call& call, const v1::ListQuestionsRequest& request,
                     v1::ListQuestionsResponse* response, Finish finish) const;

  // Errors also: FIELD_INVALID (justification, personal_link), STATE_FORBIDS
  // (answered, closed). POLICY_DENIED: not the caller's.
  void AnswerQuestion(const Call& call,
                      const v1::AnswerQuestionRequest& request,
                      v1::JournalQuestion* response, Finish finish) const;

  // Errors also: FIELD_INVALID (leaf_indexes, question, outcome), STATE_FORBIDS
  // (the answer is awaited, closed), QUOTA_EXCEEDED.
  void RecordFinding(const Call& call, const v1::RecordFindingRequest& request,
                     v1::JournalFinding* response, Finish finish) const;

  // Errors also: FIELD_INVALID (measure), STATE_FORBIDS (what it wants is not
  // so, recorded already, closed).
  void RecordMeasure(const Call& call, const v1::RecordMeasureRequest& request,
                     v1::JournalFinding* response, Finish finish) const;

  // Errors also: FIELD_INVALID (situation, reason), STATE_FORBIDS (justified,
  // asked already, closed).
  void RequestName(const Call& call, const v1::RequestNameRequest& request,
                   v1::JournalFinding* response, Finish finish) const;

  // Errors also: STATE_FORBIDS (not asked, agreed already, closed).
  void AgreeToName(const Call& call, const v1::AgreeToNameRequest& request,
                   v1::JournalFinding* response, Finish finish) const;

  // Errors also: STATE_FORBIDS (not agreed, no such case any more).
  void RevealName(const Call& call, const v1::RevealNameRequest& request,
                  v1::RevealNameResponse* response, Finish finish) const;

  // Errors also: PAGE_TOKEN_INVALID, FIELD_INVALID (page size).
  void ListOfficerActs(const Call& call,
                       const v1::ListOfficerActsRequest& request,
                       v1::ListOfficerActsResponse* response,
                       Finish finish) const;

  // Errors also: FIELD_INVALID (verdict), STATE_FORBIDS (the own acts, closed).
  void AttestOfficerActs(const Call& call,
                         const v1::AttestOfficerActsRequest& request,
                         v1::JournalReview* response, Finish finish) const;

  void GetFigures(const Call& call, const v1::GetFiguresRequest& request,
                  v1::Figures* response, Finish finish) const;

  void GetReport(const Call& call, const v1::GetReportRequest& request,
                 v1::GetReportResponse* response, Finish finish) const;

  // Errors also: FIELD_INVALID (checkpoint, signature), STATE_FORBIDS
  // (something is missing, closed), ETAG_MISMATCH, ROLLBACK_SUSPECTED.
  void CloseJournalReview(const Call& call,
                          const v1::CloseJournalReviewRequest& request,
                          v1::JournalReview* response, Finish finish) const;

 private:
  const ReviewRooms& rooms_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_JOURNAL_REVIEWS_H_
