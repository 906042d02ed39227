// Refuses what this version of the service does not know: a field that cannot
// be judged, screened or shown must not be kept by accident.
#ifndef SCEAU_SERVER_CONTENT_UNKNOWN_FIELDS_H_
#define SCEAU_SERVER_CONTENT_UNKNOWN_FIELDS_H_

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace sceau {

// Looks through `message` and every message in it. Thread safe.
// Errors: INVALID_ARGUMENT / UNKNOWN_FIELD, metadata "field": the path of the
// message that holds it and the number, never what it held ("entry.body.#7").
absl::Status RefuseUnknownFields(const google::protobuf::Message& message);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_UNKNOWN_FIELDS_H_
