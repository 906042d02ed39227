// What a refused call had asked, kept with its refusal: the service's own bytes
// are the same for whatever the charter does not give.
#ifndef SCEAU_CLIENT_LIB_ASKED_H_
#define SCEAU_CLIENT_LIB_ASKED_H_

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace sceau {

// `status` with the kind of `request` beside its reason; nothing of what the
// request holds.
absl::Status Asking(absl::Status status,
                    const google::protobuf::Message& request);

// The method's name, "GetCase"; empty when the status comes from no call.
std::string AskedOf(const absl::Status& status);

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_ASKED_H_
