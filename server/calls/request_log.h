// Repeats of a mutation: the same member with the same request_id and the same
// request, within 48 hours, gets the answer made anew and nothing is done
// twice; with another request it is refused.
//
// Kept is a keyed hash of the request's deterministic serialization, never the
// request: what is stored tells nothing of what was asked (P8).
#ifndef SCEAU_SERVER_CALLS_REQUEST_LOG_H_
#define SCEAU_SERVER_CALLS_REQUEST_LOG_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

#include "crypto/bytes.h"
#include "server/calls/call.h"
#include "server/store/write_transaction.h"

namespace sceau {

// One mutation as it is known again.
struct RequestKey {
  std::string member = {};      // Id.
  std::string request_id = {};  // A UUID, lower case.
  crypto::Hash hash = {};       // Keyed, of type and content.
};

// What an earlier, identical request did.
struct EarlierRequest {
  std::string resource = {};  // As it was given to Remember.
  uint64_t version = 0;
  uint64_t leaf = 0;  // Index of the leaf that recorded it.
};

// Two requests have the same hash when type and content are the same.
// Errors: INVALID_ARGUMENT / FIELD_INVALID (request_id is not a UUID, AIP-155).
absl::StatusOr<RequestKey> RequestKeyOf(
    const Call& call, absl::string_view request_id,
    const google::protobuf::Message& request);

// Nothing when this is the first time within 48 hours.
// Errors: INVALID_ARGUMENT / REQUEST_ID_REUSED (with another request), and the
// store's.
absl::StatusOr<std::optional<EarlierRequest>> FindEarlier(
    WriteTransaction& transaction, const RequestKey& key);

// Keeps what the request made or changed, in the transaction that does it.
// Errors: the store's.
absl::Status Remember(WriteTransaction& transaction, const RequestKey& key,
                      absl::string_view resource, uint64_t version);

}  // namespace sceau

#endif  // SCEAU_SERVER_CALLS_REQUEST_LOG_H_
