// Writes of case files: decided, checked, stored and bound in the journal in
// one transaction, or nothing.
#ifndef SCEAU_SERVER_CASES_CASE_WRITER_H_
#define SCEAU_SERVER_CASES_CASE_WRITER_H_

#include "sceau/v1/case_service.pb.h"
#include "server/calls/call.h"
#include "server/cases/rooms.h"

namespace sceau {

// Thread safe. Every method ends in one `finish`, after its leaf is durable;
// request and response outlive it.
//
// Order of every write: shape of name and request id; load the facts or the
// decoy; decide; repeat of an earlier request; etag and state; content; store.
// So a caller without the right learns nothing from any later step.
//
// Errors of all: NAME_MALFORMED, FIELD_INVALID (request id); POLICY_DENIED;
// WRITTEN_BASIS_REQUIRED, AGREEMENT_REQUIRED; REQUEST_ID_REUSED; FIELD_INVALID
// and the other reasons of content/; AUDIT_UNAVAILABLE, QUEUE_FULL.
class CaseWriter {
 public:
  explicit CaseWriter(const CaseRooms& rooms) : rooms_(rooms) {}

  // Errors also: STATE_FORBIDS (the referral is decided otherwise, or has a
  // case), AGE_OUT_OF_SCOPE.
  void CreateCase(const Call& call, const v1::CreateCaseRequest& request,
                  v1::Case* response, Finish finish) const;

  void CreateEntry(const Call& call, const v1::CreateEntryRequest& request,
                   v1::Entry* response, Finish finish) const;

  void BatchCreateEntries(const Call& call,
                          const v1::BatchCreateEntriesRequest& request,
                          v1::BatchCreateEntriesResponse* response,
                          Finish finish) const;

  // Errors also: ETAG_REQUIRED, ETAG_MISMATCH, STATE_FORBIDS.
  void SupersedeEntry(const Call& call,
                      const v1::SupersedeEntryRequest& request,
                      v1::Entry* response, Finish finish) const;

  // Errors also: ETAG_REQUIRED, ETAG_MISMATCH.
  void NarrowEntry(const Call& call, const v1::NarrowEntryRequest& request,
                   v1::Entry* response, Finish finish) const;

  // Errors also: ETAG_REQUIRED, ETAG_MISMATCH, STATE_FORBIDS (the reference
  // identity of the case).
  void WithdrawEntry(const Call& call, const v1::WithdrawEntryRequest& request,
                     v1::Entry* response, Finish finish) const;

  void RecordCondition(const Call& call,
                       const v1::RecordConditionRequest& request,
                       v1::Case* response, Finish finish) const;

 private:
  const CaseRooms& rooms_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CASE_WRITER_H_
