// A draft on the wire: one row is one CreateCase call.
#ifndef SCEAU_CLIENT_IMPORT_CASE_REQUEST_H_
#define SCEAU_CLIENT_IMPORT_CASE_REQUEST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/import/decoded_row.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/entry.pb.h"

namespace sceau {

// The request, without its id. `parent` is groups/{group}. The inline referral
// carries Identity, Origin, ContactDetails and the first representative; the
// entries are the other representatives, the decision (« reprise du tableau »),
// the action and the lead worker, the last two as proposals.
//
// Errors: INVALID_ARGUMENT when a value of the vocabulary is not the wire's.
absl::StatusOr<v1::CreateCaseRequest> ToCreateCaseRequest(
    const CaseDraft& draft, absl::string_view parent);

// What the case would hold once created: the bodies that the request's referral
// and entries become.
std::vector<v1::EntryBody> BodiesOf(const v1::CreateCaseRequest& request);

// An id for the request, shaped as a UUID of version 4: SHA-256 over the seed
// and the request's deterministic serialization.
//
// The same row under the same seed has the same id, so that a call whose answer
// was lost can be sent again, by this run or, within the server's 48 hours, by
// the next: it is answered, never doubled. `seed` is random, 32 bytes, and
// secret: without it, whoever sees an id could try names against it. Losing the
// seed costs nothing: a later run recognizes a row by the person.
std::string RequestId(absl::string_view seed,
                      const v1::CreateCaseRequest& request);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_CASE_REQUEST_H_
