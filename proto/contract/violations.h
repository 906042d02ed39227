// Every field of a request that is not as it should be, at once: a
// google.rpc.BadRequest beside the ErrorInfo, which names the first of them.
#ifndef SCEAU_PROTO_CONTRACT_VIOLATIONS_H_
#define SCEAU_PROTO_CONTRACT_VIOLATIONS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace sceau {

// Type URL of the BadRequest payload.
inline constexpr char kBadRequestUrl[] =
    "type.googleapis.com/google.rpc.BadRequest";

struct Violation {
  // The field's path on the wire: "entries[1].body.action.comment".
  std::string field = {};
  // A sentence of a closed list, without what the field held.
  std::string description = {};

  bool operator==(const Violation&) const = default;
};

// INVALID_ARGUMENT / FIELD_INVALID of all of them; `violations` is not empty.
absl::Status FieldErrors(const std::vector<Violation>& violations);

// Those that `status` carries; none when it has no BadRequest.
std::vector<Violation> ViolationsOf(const absl::Status& status);

}  // namespace sceau

#endif  // SCEAU_PROTO_CONTRACT_VIOLATIONS_H_
