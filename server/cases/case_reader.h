// The read path: one case file, read downward. Authentication and parsing of
// the shape are behind it (rpc/); here: load, decide, record, permit, release.
#ifndef SCEAU_SERVER_CASES_CASE_READER_H_
#define SCEAU_SERVER_CASES_CASE_READER_H_

#include "sceau/v1/case_service.pb.h"
#include "server/calls/call.h"
#include "server/cases/rooms.h"

namespace sceau {

// Thread safe. Every method ends in one `finish`, after its leaf is durable;
// request and response outlive it.
//
// Errors of both: NAME_MALFORMED, FIELD_INVALID, PAGE_TOKEN_INVALID (before
// any leaf); POLICY_DENIED, the same for absent and denied; AUDIT_UNAVAILABLE,
// QUEUE_FULL (nothing released); DATABASE_CORRUPT, CIPHERTEXT_REJECTED.
class CaseReader {
 public:
  explicit CaseReader(const CaseRooms& rooms) : rooms_(rooms) {}

  void GetCase(const Call& call, const v1::GetCaseRequest& request,
               v1::Case* response, Finish finish) const;

  void ListEntries(const Call& call, const v1::ListEntriesRequest& request,
                   v1::ListEntriesResponse* response, Finish finish) const;

 private:
  const CaseRooms& rooms_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CASE_READER_H_
